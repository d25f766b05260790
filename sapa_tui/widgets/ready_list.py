"""Ready to close: what A08 demands before it is completed, line by line."""

from rich.segment import Segment

from sapa_tui.presentation.task_card import ReadyEntry
from sapa_tui.presentation.wrapping import cut, wrapped

from .line_list import LineList
from .line_map import Key

_MOST = 2
_SIGN = 2
_TITLE = 30


class ReadyList(LineList[ReadyEntry]):
    """The lines, each with who or what is missing; the cursor goes to where it is decided."""

    DEFAULT_CSS = """
    ReadyList {
        height: auto; max-height: 12;
        border-top: solid $sapa-line; border-title-color: $text-muted;
        &:focus { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    def key_of(self, entry: ReadyEntry) -> Key:
        return entry.key

    def height_of(self, entry: ReadyEntry, width: int) -> int:
        return len(self.lines_of(entry, width))

    def selectable(self, entry: ReadyEntry) -> bool:
        return bool(entry.view)

    def lines_of(self, entry: ReadyEntry, width: int) -> list[list[Segment]]:
        chosen = entry.key == self.cursor and self.has_focus
        title = self.style_of("strong" if chosen else "text")
        quiet = self.style_of("quiet")
        first, *rest = wrapped(entry.words, max(1, width - _SIGN - _TITLE), _MOST)
        head = [
            Segment(f"{entry.sign} ", self.style_of(entry.style)),
            Segment(f"{cut(entry.title, _TITLE - 1):<{_TITLE}}", title),
            Segment(first, quiet),
        ]
        return [head, *([Segment(" " * (_SIGN + _TITLE) + line, quiet)] for line in rest)]
