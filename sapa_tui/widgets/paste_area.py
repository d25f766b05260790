"""Where rows are pasted that were copied in a spreadsheet: as many as it takes, tabs and all."""

from textual.message import Message

from db.rules.text import safe
from sapa_tui.pasting import KEPT

from .editors import CleanArea


class PasteArea(CleanArea):
    """Rows as they were copied, each on its line: not wrapped, so that columns stay in sight."""

    class CutOff(Message):
        """More was pasted than is taken; none of it has been put in."""

    def __init__(self, placeholder: str) -> None:
        super().__init__("", soft_wrap=False, placeholder=placeholder, max_checkpoints=1)
        self.indent_width = 4

    def clean(self, text: str) -> str:
        return clean_rows(text)

    def _insert_clean(self, text: str) -> None:
        if len(text) + len(self.text) >= KEPT:
            self.post_message(self.CutOff())
        else:
            super()._insert_clean(text)


def clean_rows(text: str) -> str:
    """Rows without what a terminal obeys; their tabs and the ends of their lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(safe(cell) for cell in line.split("\t")) for line in lines)
