"""The list beside the months of the calendar: facts about a day, and what is due."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment

from sapa_tui.presentation.calendar_rows import ListRow
from sapa_tui.presentation.wrapping import cut, wrapped

from .line_list import LineList
from .line_map import Key

_LABEL = 10
_MOST = 4


class DueList(LineList[ListRow]):
    """Rows of which those with something due can be opened."""

    DEFAULT_CSS = """
    DueList {
        height: 1fr;
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        &:focus { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    def key_of(self, entry: ListRow) -> Key:
        return entry.key

    def selectable(self, entry: ListRow) -> bool:
        return entry.entry is not None

    def height_of(self, entry: ListRow, width: int) -> int:
        return len(_words(entry, width)) + len(_notes(entry, width))

    def lines_of(self, entry: ListRow, width: int) -> list[list[Segment]]:
        chosen = self.has_focus and entry.key == self.cursor
        style = "strong" if chosen and entry.style == "text" else entry.style
        first, *rest = _words(entry, width)
        label = f"{entry.label:<{_LABEL}}" if entry.label else ""
        gap = " " * max(0, width - len(label) - cell_len(first) - cell_len(entry.who))
        lines = [
            [
                Segment(label, self.style_of("quiet")),
                Segment(first, self.style_of(style)),
                Segment(gap + entry.who, self.style_of("quiet")),
            ]
        ]
        lines += [[Segment(f"  {line}", self.style_of(style))] for line in rest]
        indent = " " * len(label)
        lines += [
            [Segment(f"{indent}{line}", self.style_of("soon"))] for line in _notes(entry, width)
        ]
        return lines

    @property
    def openable(self) -> Sequence[ListRow]:
        """The rows with something that is due."""
        return [row for row in self.entries if row.entry is not None]


def _words(row: ListRow, width: int) -> list[str]:
    room = width - (cell_len(row.who) + 1 if row.who else 0)
    if row.label:
        return [cut(row.text, room - _LABEL)]
    return wrapped(row.text, room - 2, _MOST) or [""]


def _notes(row: ListRow, width: int) -> list[str]:
    return wrapped(row.note, width - _LABEL, _MOST) if row.note else []
