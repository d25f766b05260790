"""Every key, made from the same actions that bind the keys."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from sapa_tui.actions import ACTIONS
from sapa_tui.locale import _
from sapa_tui.presentation.key_help import help_lines
from sapa_tui.presentation.places import place_title
from sapa_tui.widgets.footer import Footer
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.page import Page

from .reading import ReadingScreen

if TYPE_CHECKING:
    from .plan_screen import PlanScreen


class KeyPage(Page):
    """The keys for where the reader was first, then all the others."""

    def __init__(self, screen: "PlanScreen") -> None:
        super().__init__(classes="page")
        self._here = [action for action in ACTIONS if action.keys and screen.offers(action)]
        self._place = screen.place

    def lines_for(self, width: int) -> list[Line]:
        with_keys = [action for action in ACTIONS if action.keys]
        return [*help_lines(self._here, place_title(self._place), with_keys, width)]


class HelpScreen(ReadingScreen):
    """A page of keys in front of the view that asked for it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", show=False)
    ]

    def __init__(self, screen: "PlanScreen") -> None:
        super().__init__()
        self._page = KeyPage(screen)

    def compose(self) -> ComposeResult:
        with Vertical(classes="page-frame") as frame:
            frame.border_title = Content(_("Keys"))
            yield self._page
            yield Footer([("↑ ↓", _("Scroll"), ""), (_("esc"), _("Close"), "close")])

    def action_do(self, action_id: str) -> None:
        """A click on the bottom line."""
        if action_id == "close":
            self.dismiss()
