"""The dashboard: wires screens, theme and refresh together."""

import logging
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from db.clock import Clock
from db.errors import SapaError
from db.queries.wall import Wall
from sapa_tui import locale
from sapa_tui.locale import _
from sapa_tui.messages import PlanLost, PlanRead
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.refresh import PlanSession
from sapa_tui.screens.plan_screen import PlanScreen
from sapa_tui.screens.wall import WallScreen
from sapa_tui.themes import DEFAULT, THEMES

log = logging.getLogger(__name__)


class SapaApp(App[str | None]):
    """One person's open dashboard; ends with a sentence when the plan cannot be used."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "ask_to_quit", show=False)]
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (110, "-wide"), (170, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall")]

    def __init__(self, path: Path, person: str, clock: Clock | None = None) -> None:
        super().__init__()
        self.path = path
        self.person = person
        self.clock = clock or Clock()
        self.wall: Wall
        self.session = PlanSession(path, person, self.clock, self._on_wall, self._on_fault)
        self._minute: Any = None
        for theme in THEMES.values():
            self.register_theme(theme)

    @property
    def today(self) -> date:
        """The calendar day in Denmark."""
        return self.clock.today()

    def on_mount(self) -> None:
        self.theme = DEFAULT
        self.session.start()

    def on_unmount(self) -> None:
        self.session.close()

    # News from the session's thread ---------------------------------------------------

    def _on_wall(self, wall: Wall) -> None:
        self.post_message(PlanRead(wall))

    def _on_fault(self, fault: SapaError) -> None:
        self.post_message(PlanLost(fault))

    @on(PlanRead)
    def _take(self, message: PlanRead) -> None:
        first, wall = not hasattr(self, "wall"), message.wall
        self.wall = wall
        if first:
            self._open_wall()
            return
        me = wall.people.get(self.person)
        if me is None or not me.active:
            self.exit(_("Your access to this plan has been taken away by the project leader."))
            return
        screen = next((s for s in reversed(self.screen_stack) if isinstance(s, PlanScreen)), None)
        if screen is not None and screen.is_mounted:
            screen.news(wall)

    def _open_wall(self) -> None:
        theme = self.session.preferences.get("theme", DEFAULT)
        self.theme = theme if theme in THEMES else DEFAULT
        self.install_screen(WallScreen(), "wall")
        self.push_screen("wall")
        self._minute = self.set_interval(60, self._tick)

    def _tick(self) -> None:
        """A minute has passed: only a new day changes what is shown."""
        screen = self.screen_stack[-1]
        if isinstance(screen, PlanScreen) and screen.is_mounted:
            screen.news(self.wall)

    @on(PlanLost)
    def _end(self, message: PlanLost) -> None:
        log.error("the plan cannot be used", exc_info=message.fault)
        self.exit(error_sentence(message.fault), return_code=1)

    # Views ----------------------------------------------------------------------------

    async def go_to(self, view: str) -> None:
        """Go to a view: the wall's two stand on one screen, the others each on their own."""
        from sapa_tui.screens import screen_for

        name = "wall" if view in ("board", "communication") else view
        if name not in self._installed_screens:
            self.install_screen(screen_for(name), name)
        if self.screen is not self.get_screen(name):
            await self.switch_screen(name)
        if name == "wall":
            wall = self.get_screen("wall")
            assert isinstance(wall, WallScreen)
            wall.look_at(view)

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
        """ctrl+q: as q, also from a dialog."""
        self.exit()


def open_dashboard(path: Path, person: str | None, language: str) -> int:
    """Open the dashboard in this terminal; returns the exit code."""
    import sys

    locale.use(language)
    if person is None:
        raise NotImplementedError
    app = SapaApp(path, person)
    sentence = app.run()
    if sentence:
        print(sentence, file=sys.stderr)  # noqa: T201 - after the screen has been restored
    return app.return_code or 0
