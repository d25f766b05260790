"""What a new go-live would bring about, to be read before it is confirmed."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from db.queries.go_live_move import GoLiveMove
from sapa_tui.locale import _
from sapa_tui.presentation.go_live_move import move_page, move_title
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.page import Page

from .base import Dialog, DialogButton


class MovePage(Page):
    """Every date that follows, and every one that stays."""

    def __init__(self, found: GoLiveMove) -> None:
        super().__init__(classes="preview")
        self._found = found

    def lines_for(self, width: int) -> list[Line]:
        return [*move_page(self._found, width)]


class GoLivePreview(Dialog[bool]):
    """Asks whether go-live is to be moved; the cursor is on the page, so that it is read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "accept", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall"), (44, "-high")]
    DEFAULT_CSS = """
    GoLivePreview {
        & > .dialog-frame { width: 110; }
        & MovePage { height: 16; background: $surface; scrollbar-background: $surface; }
        &.-tall MovePage { height: 26; }
        &.-high MovePage { height: 38; }
    }
    """

    def __init__(self, found: GoLiveMove) -> None:
        super().__init__(move_title(found))
        self._page = MovePage(found)

    def body(self) -> Iterable[Widget]:
        return (self._page,)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Back"), _("esc"), "screen.cancel")
        yield DialogButton(_("Move"), "ctrl+s", "screen.accept", main=True)

    def note(self) -> str:
        return _("↑ ↓ scroll")

    def on_mount(self) -> None:
        self._page.focus()

    def nothing(self) -> bool:
        return False

    def action_accept(self) -> None:
        """Move it."""
        self.dismiss(True)
