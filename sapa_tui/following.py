"""Walking along: while a standup is under way, this dashboard shows what its leader shows."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App, ReturnType
from textual.screen import Screen

from db.queries.wall import Wall
from sapa_tui.locale import _

if TYPE_CHECKING:
    from sapa_tui.presentation.standup import WalkState
    from sapa_tui.refresh import PlanSession

STANDUP = "standup"


class FollowingApp(App[ReturnType]):
    """Goes to the walk when one begins, unless the person has stepped aside from it.

    It never comes over a dialog, a line that is being typed in, or something that is being done:
    it waits for the end of that.
    """

    wall: Wall
    session: "PlanSession"
    person: str
    leaving: bool
    _taken: asyncio.Event
    _going: asyncio.Lock
    _aside = 0
    """The standup that the person has stepped aside from."""
    _told = 0
    """The standup that the person has been told of while it could not be gone to."""
    _known: "tuple[Wall, WalkState | None] | None" = None
    """The walk as it was in the newest reading that was asked about."""
    _before = "board"
    """The view from which the walk was come to."""

    @property
    def today(self) -> date:
        """The calendar day in Denmark."""
        raise NotImplementedError

    async def go_to(self, view: str, seen: Screen[Any]) -> None:
        """Go to a view."""
        raise NotImplementedError

    @property
    def walk_state(self) -> "WalkState | None":
        """The walk of today, as this dashboard has it; asked for by every action, many times."""
        if self.wall.walk is None:
            return None
        if self._known is None or self._known[0] is not self.wall:
            from sapa_tui.presentation.standup import walk_state

            state = walk_state(self.wall, self.today, self.person, self.session.id)
            self._known = self.wall, state
        return self._known[1]

    def new_minute(self) -> None:
        """Ask anew whether the walk is one of today."""
        self._known = None

    async def seen(self, holds: Callable[[Wall], bool]) -> None:
        """Wait until the plan, as the screen shows it, is so."""
        while not holds(self.wall):
            await self._taken.wait()

    # Going along ----------------------------------------------------------------------

    def follow(self) -> None:
        """Go to the walk of today, or say that it waits for the person."""
        state = self.walk_state
        if state is None or state.walk.id == self._aside or self.leaving:
            return
        if self.at_standup or self._going.locked():
            return
        if self._types:
            if self._told != state.walk.id and not state.mine:
                self._told = state.walk.id
                words = _("{name} leads a standup; you come along when you have finished here.")
                self.notify(words.format(name=state.leader), timeout=8, markup=False)
        elif not self._acts:
            self.go_to_standup()

    def go_to_standup(self) -> None:
        """Go to the view of the standup, and to the walk that is under way."""
        self._aside = 0
        self._go(STANDUP)

    def step_aside(self) -> None:
        """Go back to the view from which that of the standup was come to."""
        self._go(self._before)

    def _go(self, view: str) -> None:
        # As a function: a coroutine that never starts would be complained of.
        going: Any = partial(self.go_to, view, self.screen)
        self.run_worker(going, group="views")

    def leave_for(self, view: str) -> None:
        """Note that a view is gone to: out of the walk that is a step aside."""
        if view == STANDUP:
            self._aside = 0
            seen = next(screen for screen in reversed(self.screen_stack[:2]) if not screen.is_modal)
            here = getattr(seen, "view", "")
            if here != STANDUP:
                talk = getattr(seen, "place", "") == "communication"
                self._before = "communication" if talk else here
        elif self.wall.walk is not None and self.at_standup:
            self._aside = self.wall.walk.id

    @property
    def at_standup(self) -> bool:
        """Whether the view of the standup is open, be it below a form."""
        return any(getattr(screen, "view", "") == STANDUP for screen in self.screen_stack)

    @property
    def _types(self) -> bool:
        """Whether a dialog is open, or a line that is typed in."""
        from sapa_tui.dialogs.base import Dialog

        dialogs = any(isinstance(screen, Dialog) for screen in self.screen_stack)
        if self.focused is not None and self.focused.check_consume_key("x", "x"):
            return True  # asked so, no kind of field has to be loaded for it
        return dialogs

    @property
    def _acts(self) -> bool:
        """Whether something that the person has begun is still being done."""
        return bool(getattr(self.screen, "busy", False))

    # Opened for the standup -----------------------------------------------------------

    async def open_standup(self) -> None:
        """Go along with the walk of today, or begin one."""
        await self.go_to(STANDUP, self.screen)
        # Led from a dashboard that has given no sign of life, it would look abandoned.
        await self.seen(lambda wall: any(p.session == self.session.id for p in wall.present))
        if self.walk_state is None and getattr(self.screen, "view", "") == STANDUP:
            await self.run_action("screen.do('standup.start')")
