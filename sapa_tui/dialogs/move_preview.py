"""What a move would bring about, to be read before it is confirmed."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widget import Widget

from db.errors import InvalidInput
from sapa_tui.locale import _
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.page import Page

from .base import Dialog, DialogButton

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

Lines = Callable[[int], Iterable[Line]]
"""The lines of a page, for a width."""


class MovePage(Page):
    """Every date that follows, and every one that stays."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(classes="preview")
        self._lines = lines

    def lines_for(self, width: int) -> list[Line]:
        return [*self._lines(width)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        # The column kept for the scroll bar is none that text has room in.
        return len(self.lines_for(width - self.scrollbar_size_vertical))


class MovePreview(Dialog[bool]):
    """Asks whether it is to be moved; the cursor is on the page, so that it is read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "accept", show=False)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall"), (44, "-high")]
    DEFAULT_CSS = """
    MovePreview {
        & > .dialog-frame { width: 110; }
        & MovePage {
            height: auto; max-height: 16; background: $surface; scrollbar-background: $surface;
        }
        &.-tall MovePage { max-height: 26; }
        &.-high MovePage { max-height: 38; }
    }
    """

    def __init__(self, title: str, lines: Lines) -> None:
        super().__init__(title)
        self._page = MovePage(lines)

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


async def demand_agreement(screen: "PlanScreen", title: str, lines: Lines) -> None:
    """Show what would follow; raises InvalidInput("go_live_not_confirmed") unless agreed to."""
    if not await screen.app.push_screen_wait(MovePreview(title, lines)):
        raise InvalidInput("go_live_not_confirmed")
