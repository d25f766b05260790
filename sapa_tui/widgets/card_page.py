"""The task card itself, to read."""

from db.queries.card import TaskCard
from sapa_tui.presentation.task_card import card_lines

from .lines import Line
from .page import Page


class CardPage(Page):
    """What A08 asks for, in the words of our own."""

    DEFAULT_CSS = """
    CardPage {
        border-top: solid $sapa-line; border-title-color: $text-muted;
        &:focus { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    _card: TaskCard | None = None

    def show_card(self, card: TaskCard) -> None:
        """Show what a card says."""
        self._card = card
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        return [] if self._card is None else [*card_lines(self._card, width)]
