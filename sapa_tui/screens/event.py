"""One event of the history: what it changed, before and after."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from db.changes import EventRow
from db.queries.wall import Wall
from sapa_tui.locale import _
from sapa_tui.presentation.event_page import event_page
from sapa_tui.widgets.footer import Footer
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.page import Page

from .reading import ReadingScreen


class EventPage(Page):
    """The event's fields."""

    def __init__(self, event: EventRow, wall: Wall, today: date) -> None:
        super().__init__(classes="page")
        self._event = event
        self._wall = wall
        self._today = today

    def lines_for(self, width: int) -> list[Line]:
        wall = self._wall
        points = wall.facts.anchor_points
        return [*event_page(self._event, wall.names, self._today, width, points)]


class EventScreen(ReadingScreen):
    """A page about an event in front of the history."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,left,h", "dismiss", show=False)
    ]

    def __init__(self, event: EventRow, wall: Wall, today: date) -> None:
        super().__init__()
        self._page = EventPage(event, wall, today)

    def compose(self) -> ComposeResult:
        with Vertical(classes="page-frame"):
            yield self._page
            yield Footer([("↑ ↓", _("Scroll"), ""), (_("esc"), _("Close"), "close")])

    def action_do(self, action_id: str) -> None:
        """A click on the bottom line."""
        if action_id == "close":
            self.dismiss()
