"""The dashboard: wires screens, theme and refresh together."""

import asyncio
import gc
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, DimFilter, LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.theme import Theme

from db.queries.wall import Wall
from sapa_tui.faults import record
from sapa_tui.field_keys import FieldKeysApp
from sapa_tui.following import STANDUP, FollowingApp
from sapa_tui.guarded_app import GuardedApp
from sapa_tui.messages import PlanDelayed, PlanLost, PlanRead
from sapa_tui.presentation.sentences import delay_sentence, error_sentence
from sapa_tui.presentation.standing import role_changed, shut_out
from sapa_tui.refresh import PlanSession
from sapa_tui.screens import screen_for
from sapa_tui.screens.plan_screen import PlanScreen
from sapa_tui.screens.wall import WallScreen
from sapa_tui.signals import heed_signals
from sapa_tui.sitting import Delayed, News
from sapa_tui.telling import TellingApp
from sapa_tui.terminal import PatientDriver
from sapa_tui.themes import DEFAULT, THEMES
from sapa_tui.typing_ahead import TypingAheadApp

if TYPE_CHECKING:
    from sapa_tui.dialogs.base import Dialog

log = logging.getLogger(__name__)

TOLD_SECONDS = 8.0
"""How long a changed role and a waiting draft are told."""


class SapaApp(
    TypingAheadApp[str | None],
    FieldKeysApp[str | None],
    TellingApp[str | None],
    GuardedApp[str | None],
    FollowingApp[str | None],
):
    """One person's open dashboard; ends with a sentence when the plan cannot be used."""

    # The wall is the first screen: its style sheet is read with the app's, before the first layout.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/wall.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "ask_to_quit", show=False, priority=True)  # from a dialog too
    ]

    def __init__(self, session: PlanSession, key: str = "", *, standup: bool = False) -> None:
        """Show the plan of a session that has been started.

        ``key`` is the fingerprint by which the person has come in over SSH, if that is how;
        ``standup`` goes along with the walk that is under way, or begins one.
        """
        self.wall = session.opened()
        preferred = session.preferences.get("theme", DEFAULT)
        # Set later, it would have Textual read all style sheets once more.
        self.set_reactive(App.theme, preferred if preferred in THEMES else DEFAULT)
        super().__init__(driver_class=PatientDriver)
        self.session = session
        self.key = key
        self.person = session.person
        self.clock = session.clock
        self.leaving = False
        self._for_standup = standup
        self._taken = asyncio.Event()
        self._going = asyncio.Lock()
        for theme in THEMES.values():
            self.register_theme(theme)

    @property
    def today(self) -> date:
        """The calendar day in Denmark."""
        return self.clock.today()

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by name; ours are known before Textual asks for them to be registered."""
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What turns a drawn line's colours into others: the views have true ones, and none dim.

        Every line that is turned is kept twice, once as it was.
        """
        filters = super().get_line_filters()
        if self.screen.is_modal:
            return filters
        return [one for one in filters if not isinstance(one, ANSIToTruecolor | DimFilter)]

    def get_default_screen(self) -> Screen[Any]:
        return WallScreen()

    def on_mount(self) -> None:
        if not self.is_headless:
            heed_signals(self)
        self.session.tell(self._hear)
        # What the session has read, or was ended by, before anybody listened.
        news = self.session.fault or self.session.wall
        if news is not None and news is not self.wall:
            self._hear(news)
        self.set_interval(60, self._tick)
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        """Collect garbage again, but never look once more at what the start has made."""
        gc.freeze()
        gc.enable()
        remind: Any = self._remind  # a coroutine that never starts would be complained of
        self.run_worker(remind, exit_on_error=False)
        if self._for_standup:
            begin: Any = self.open_standup
            self.run_worker(begin)
        else:
            self.follow()

    async def _remind(self) -> None:
        """Say what was typed and not saved last time, perhaps because the connection was lost."""
        from sapa_tui.presentation.drafts import drafts_sentence

        if sentence := drafts_sentence(await self.session.drafts(), self.wall):
            self.notify(sentence, timeout=TOLD_SECONDS, markup=False)

    def on_unmount(self) -> None:
        self.session.close()

    # News from the session's thread ---------------------------------------------------

    def _hear(self, news: News) -> None:
        match news:
            case Wall():
                self.post_message(PlanRead(news))
            case Delayed():
                self.post_message(PlanDelayed(news.by))
            case _:
                self.post_message(PlanLost(news))

    @on(PlanRead)
    def _take(self, message: PlanRead) -> None:
        before, wall, self.wall = self.wall, message.wall, message.wall
        me = wall.people.get(self.person)
        if words := shut_out(me, self.key, any(dialog.dirty for dialog in self._dialogs)):
            self.exit(words)
            return
        if me != (was := before.people.get(self.person)) and (words := role_changed(was, me)):
            self.notify(words, severity="warning", timeout=TOLD_SECONDS, markup=False)
        self._pass_on(wall)
        self.follow()
        self._taken.set()
        self._taken.clear()

    async def caught_up(self, event: int | None) -> None:
        """Wait until the screen shows the plan as it is after an event."""
        while event is not None and self.wall.last_event < event:
            await self._taken.wait()

    def _pass_on(self, wall: Wall) -> None:
        """Let the topmost view of the plan show the news; the others do when returned to."""
        from sapa_tui.dialogs.base import Dialog

        for screen in reversed(self.screen_stack):
            if isinstance(screen, Dialog) and screen.is_mounted:
                screen.news(wall)
            if isinstance(screen, PlanScreen):
                if screen.is_mounted:
                    screen.news(wall)
                return

    def _tick(self) -> None:
        """A minute has passed: a standup has taken longer, or a new day has begun."""
        self.new_minute()
        self._pass_on(self.wall)

    @on(PlanDelayed)
    def _wait(self, message: PlanDelayed) -> None:
        severity: SeverityLevel = "warning" if message.fault else "information"
        self.notify(delay_sentence(message.fault), severity=severity, markup=False)

    @on(PlanLost)
    def _end(self, message: PlanLost) -> None:
        log.error("the plan cannot be used", exc_info=message.fault)
        self.exit(error_sentence(message.fault), return_code=1)

    # What is typed --------------------------------------------------------------------

    @property
    def _dialogs(self) -> "list[Dialog[Any]]":
        from sapa_tui.dialogs.base import Dialog  # the first screen does without

        return [screen for screen in self.screen_stack if isinstance(screen, Dialog)]

    def keep_typed(self) -> bool:
        """Keep what is typed in the open forms; whether nothing would be lost by ending."""
        kept = [dialog.keep_typed() for dialog in self._dialogs]  # each of them is to keep
        return all(kept)

    def exit(
        self, result: str | None = None, return_code: int = 0, message: Any | None = None
    ) -> None:
        """End, for whatever reason, with nothing typed lost."""
        self.keep_typed()
        self.leaving = True
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """A key that comes after leaving finds the screens half taken down; it means nothing."""
        if not (self.leaving and isinstance(event, events.InputEvent)):
            await super().on_event(event)

    # Views ----------------------------------------------------------------------------

    async def go_to(self, view: str, seen: Screen[Any]) -> None:
        """Go to a view: the wall's two stand on one screen, the others on it, one at a time.

        Stay when a dialog has come over the screen that was ``seen`` when this was asked for.
        """
        async with self._going:
            wall = self.screen_stack[0]
            assert isinstance(wall, WallScreen)
            if self.screen.is_modal and self.screen is not seen:
                return
            self.leave_for(view)
            if view == STANDUP and getattr(self.screen, "view", "") == STANDUP:
                return
            over = self.screen_stack[1:]
            while self.screen in over:
                await self.screen.dismiss()  # whoever waits for it goes on
            if len(self.screen_stack) > 1:
                return
            if view in ("board", "communication"):
                wall.look_at(view)
            else:
                await self.push_screen(screen_for(view))

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Let a key that moves the cursor wait for what was asked for before it.

        Otherwise keys that come in one burst, as over a slow line, would find it gone on already.
        """
        act: Any = partial(super().run_action, action, default_namespace, namespaces)
        screen = getattr(default_namespace, "screen", None)
        moves = getattr(default_namespace, "in_turn", False)
        if moves and isinstance(screen, PlanScreen) and screen.asked:
            screen.attempt(act)
            return True
        return bool(await act())

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence; Textual would show source, paths and everybody's words."""
        if self.is_headless:
            super()._handle_exception(error)  # a test wants the traceback
        else:
            self.exit(record(error), return_code=1)

    async def action_ask_to_quit(self) -> None:
        """ctrl+q: leave at once, unless something typed cannot be kept; then ask as esc does."""
        if not self.keep_typed() and self.screen in self._dialogs:
            self._dialogs[-1].action_cancel()
        else:
            self.exit()
