"""The minutes of a standup that was held, to read and to copy."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from db.queries.standup import Held
from db.rules.minutes import from_json
from sapa_tui.locale import _
from sapa_tui.widgets.footer import Footer
from sapa_tui.widgets.minutes_page import MinutesPage

from .reading import ReadingScreen


class MinutesScreen(ReadingScreen):
    """A page in front of the view that asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,left,h", "dismiss", show=False)
    ]

    def __init__(self, held: Held) -> None:
        super().__init__()
        self._page = MinutesPage(classes="page")
        self._page.minutes = from_json(held.minutes)

    def compose(self) -> ComposeResult:
        with Vertical(classes="page-frame"):
            yield self._page
            keys = [("c", _("Copy"), "copy"), (_("esc"), _("Close"), "close")]
            yield Footer([("↑ ↓", _("Scroll"), ""), *keys])

    def action_do(self, action_id: str) -> None:
        """A click on the bottom line."""
        if action_id == "copy":
            self._page.action_copy()
        elif action_id == "close":
            self.dismiss()
