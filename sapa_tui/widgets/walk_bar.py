"""The line above a walk: who leads, how far it is, how long it has taken."""

from collections.abc import Sequence
from datetime import date, datetime

from db.queries.plan import PlanFacts
from db.queries.standup import Held, Walk
from sapa_tui.presentation.standup import (
    WalkState,
    bar_line,
    ended_line,
    invitation,
    left_open_line,
)
from sapa_tui.presentation.words import Names

from .lines import Line, Lines


class WalkBar(Lines):
    """One line above the view of the standup, said anew with every reading of the plan."""

    DEFAULT_CSS = """
    WalkBar { height: 1; padding: 0 1; background: $sapa-cursor-unfocused; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[WalkState, PlanFacts, datetime, date] | None = None
        self._next: tuple[Held | None, Sequence[str], bool, Names] | None = None
        self._ended: Held | None = None
        self._left: tuple[Walk, bool, Names] | None = None

    def show(self, state: WalkState, facts: PlanFacts, now: datetime, today: date) -> None:
        """Show where the walk is."""
        self._left = None
        self._facts = state, facts, now, today
        self.redraw()

    def invite(
        self, last: Held | None, agenda: Sequence[str], may_lead: bool, names: Names
    ) -> None:
        """Show when the last standup was, and what awaits the next."""
        self._facts = self._ended = self._left = None
        self._next = last, agenda, may_lead, names
        self.redraw()

    def remind(self, walk: Walk, may_lead: bool, names: Names) -> None:
        """Show that a standup of another day has not been ended."""
        self._facts = self._ended = None
        self._left = walk, may_lead, names
        self.redraw()

    def end(self, held: Held) -> None:
        """Show that the standup has been held."""
        self._facts, self._left, self._ended = None, None, held
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._facts:
            return [bar_line(*self._facts, width)]
        if self._left:
            return [left_open_line(*self._left)]
        if self._ended:
            return [ended_line(self._ended)]
        return [invitation(*self._next, width)] if self._next else []
