"""The page of what is new since the last standup."""

from datetime import date

from db.queries.since import Since
from db.queries.wall import Wall
from sapa_tui.locale import _
from sapa_tui.presentation.since import since_lines

from .lines import Line
from .page import Page


class SincePage(Page):
    """What has changed, by whom, and where the plan stands; says nothing before it is told."""

    _told: tuple[Since, Wall, date] | None = None

    def show_since(self, found: Since, wall: Wall, today: date) -> None:
        """Show what is new, seen from a day."""
        self._told = found, wall, today
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._told is None:
            return [[(_("Reading …"), "quiet")]]
        found, wall, today = self._told
        return [*since_lines(found, wall.names, wall.facts, today, width)]
