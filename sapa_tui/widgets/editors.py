"""Editors that let nothing harmful in and lose nothing: what is pasted is cleaned, not cut."""

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea

from db.rules.text import safe
from sapa_tui.pasting import KEPT_IN_FIELD

STILL = False
"""The cursor does not blink: each blink would send the whole line, all day, to every window."""


class LineInput(Input):
    """One line of text. Pasted lines become one line; a first key never replaces the text."""

    def __init__(self, value: str = "", placeholder: str = "", **options: Any) -> None:
        # Selecting all on focus would let a single key wipe what is there.
        super().__init__(safe(value), placeholder, select_on_focus=False, **options)
        self.cursor_blink = STILL

    def _on_paste(self, event: events.Paste) -> None:
        self._insert_clean(event.text)
        event.stop()
        event.prevent_default()

    def action_paste(self) -> None:
        """Insert what was copied inside the dashboard."""
        self._insert_clean(self.app.clipboard)

    def _insert_clean(self, text: str) -> None:
        self.replace(_clean_inside(text), *self.selection)


class CleanArea(TextArea):
    """Several lines of text into which nothing harmful is pasted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "document_edge(False)", show=False),
        Binding("ctrl+end", "document_edge(True)", show=False),
    ]

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(text, highlight_cursor_line=False, **options)
        self.cursor_blink = STILL

    def clean(self, text: str) -> str:
        """A piece of text as it may come in."""
        return _clean_inside(text, lines=True)

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
        result = self._replace_via_keyboard(self.clean(text), *self.selection)
        if result:
            self.move_cursor(result.end_location)


class NoteArea(CleanArea):
    """Several lines of text, wrapped at words; the cursor begins at the end."""

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(safe(text, lines=True), soft_wrap=True, placeholder=placeholder)
        self.move_cursor(self.document.end)


class ReasonArea(NoteArea):
    """A short text in which Enter means done, not a new line."""

    class Submitted(Message):
        """The text is written."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())


def _clean_inside(text: str, *, lines: bool = False) -> str:
    """Clean a piece of text whose spaces at both ends belong to the text around it."""
    return safe(f"x{text[:KEPT_IN_FIELD]}x", lines=lines)[1:-1]
