"""The dashboard: wires screens, theme and refresh together."""

import gc
import logging
from datetime import date
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from db.errors import SapaError
from db.queries.wall import Wall
from sapa_tui.dialogs.base import Dialog
from sapa_tui.faults import record
from sapa_tui.locale import _
from sapa_tui.messages import PlanLost, PlanRead
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.refresh import PlanSession
from sapa_tui.screens import screen_for
from sapa_tui.screens.plan_screen import PlanScreen
from sapa_tui.screens.wall import WallScreen
from sapa_tui.themes import DEFAULT, THEMES

log = logging.getLogger(__name__)


class SapaApp(App[str | None]):
    """One person's open dashboard; ends with a sentence when the plan cannot be used."""

    ENABLE_COMMAND_PALETTE = False
    # The wall is the first screen: its style sheet is read with the app's, before the first layout.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/wall.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "ask_to_quit", show=False)]

    def __init__(self, session: PlanSession) -> None:
        """Show the plan of a session that has been started."""
        super().__init__()
        self.session = session
        self.person = session.person
        self.clock = session.clock
        self.wall = session.opened()
        for theme in THEMES.values():
            self.register_theme(theme)
        preferred = session.preferences.get("theme", DEFAULT)
        self.theme = preferred if preferred in THEMES else DEFAULT

    @property
    def today(self) -> date:
        """The calendar day in Denmark."""
        return self.clock.today()

    def get_default_screen(self) -> Screen[Any]:
        return WallScreen()

    def on_mount(self) -> None:
        self.session.tell(self._hear)
        self.set_interval(60, self._tick)
        self.call_after_refresh(self._started)

    @staticmethod
    def _started() -> None:
        """Collect garbage again, but never look once more at what the start has made."""
        gc.freeze()
        gc.enable()

    def on_unmount(self) -> None:
        self.session.close()

    # News from the session's thread ---------------------------------------------------

    def _hear(self, news: Wall | SapaError) -> None:
        self.post_message(PlanRead(news) if isinstance(news, Wall) else PlanLost(news))

    @on(PlanRead)
    def _take(self, message: PlanRead) -> None:
        wall, self.wall = message.wall, message.wall
        me = wall.people.get(self.person)
        if me is None or not me.active:
            self.exit(_("Your access to this plan has been taken away by the project leader."))
            return
        self._pass_on(wall)

    def _pass_on(self, wall: Wall) -> None:
        """Let the topmost view of the plan show the news; the others do when returned to."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, PlanScreen):
                if screen.is_mounted:
                    screen.news(wall)
                return

    def _tick(self) -> None:
        """A minute has passed: only a new day changes what is shown."""
        self._pass_on(self.wall)

    @on(PlanLost)
    def _end(self, message: PlanLost) -> None:
        log.error("the plan cannot be used", exc_info=message.fault)
        self.exit(error_sentence(message.fault), return_code=1)

    # Views ----------------------------------------------------------------------------

    async def go_to(self, view: str) -> None:
        """Go to a view: the wall's two stand on one screen, the others on it, one at a time."""
        wall = self.screen_stack[0]
        assert isinstance(wall, WallScreen)
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if view in ("board", "communication"):
            wall.look_at(view)
        else:
            await self.push_screen(screen_for(view))

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence; Textual would show source, paths and everybody's words."""
        if self.is_headless:
            super()._handle_exception(error)  # a test wants the traceback
        else:
            self.exit(record(error), return_code=1)

    # What is switched off -------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Any:
        """Only our own actions stand in the palette: no screenshot to the server's disk."""
        del screen
        return iter(())

    def action_suspend_process(self) -> None:
        """Nobody is to be left with a stopped process on the server."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """No files are written on the server."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No browser is started on the server."""

    async def action_ask_to_quit(self) -> None:
        """ctrl+q: leave at once, unless something is half-typed; then ask as esc does."""
        top = self.screen
        if isinstance(top, Dialog) and top.dirty:
            top.action_cancel()
        else:
            self.exit()
