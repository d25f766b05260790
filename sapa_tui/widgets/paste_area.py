"""Where rows are pasted that were copied in a spreadsheet: as many as it takes, tabs and all."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from db.rules.text import safe
from sapa_tui.pasting import KEPT

from .editors import STILL


class PasteArea(TextArea):
    """Rows as they were copied, each on its line: not wrapped, so that columns stay in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "document_edge(False)", show=False),
        Binding("ctrl+end", "document_edge(True)", show=False),
    ]

    class CutOff(Message):
        """More was pasted than is taken; none of it has been put in."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(
            soft_wrap=False,
            highlight_cursor_line=False,
            placeholder=placeholder,
            max_checkpoints=1,
        )
        self.cursor_blink = STILL
        self.indent_width = 4

    def action_document_edge(self, last: bool) -> None:
        """Go to the first or the last character."""
        self.move_cursor(self.document.end if last else (0, 0))

    async def _on_paste(self, event: events.Paste) -> None:
        self._insert_clean(event.text)
        event.stop()
        event.prevent_default()

    def action_paste(self) -> None:
        """Insert what was copied inside the dashboard."""
        self._insert_clean(self.app.clipboard)

    def _insert_clean(self, text: str) -> None:
        if len(text) + len(self.text) >= KEPT:
            self.post_message(self.CutOff())
            return
        result = self._replace_via_keyboard(clean_rows(text), *self.selection)
        if result:
            self.move_cursor(result.end_location)


def clean_rows(text: str) -> str:
    """Rows without what a terminal obeys; their tabs and the ends of their lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(safe(cell) for cell in line.split("\t")) for line in lines)
