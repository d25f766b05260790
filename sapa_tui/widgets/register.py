"""A table of one line a row: a head that stays, columns that give way where it is narrow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from sapa_tui.presentation.wrapping import cut

from .line_list import LineList
from .line_map import Key
from .lines import Line, Lines

Row = TypeVar("Row")
Cell = tuple[str, str]
"""A text, and the name of its style."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class RegisterColumn(Generic[Row]):
    """A column: its title, its width in cells, and what stands in it.

    A column with a ``share`` takes that part of what the others leave, at least ``width``. It is
    left out where the register is narrower than ``needs``.
    """

    title: str
    cell: Callable[[Row], Cell]
    width: int
    share: int = 0
    right: bool = False
    needs: int = 0


@dataclass(frozen=True, slots=True)
class _Fitted(Generic[Row]):
    column: RegisterColumn[Row]
    width: int


class RegisterRows(LineList[Row]):
    """The rows of a register."""

    def __init__(self, columns: Sequence[RegisterColumn[Row]], key: Callable[[Row], Key]) -> None:
        super().__init__(id="rows")
        self._columns = columns
        self._key = key
        self.nothing = ""

    def key_of(self, entry: Row) -> Key:
        return self._key(entry)

    def lines_of(self, entry: Row, width: int) -> list[list[Segment]]:
        chosen = self.key_of(entry) == self.cursor and self.has_focus
        line: list[Segment] = []
        for fitted in fitted_columns(self._columns, width):
            text, style = fitted.column.cell(entry)
            if chosen and style == "text":
                chosen, style = False, "strong"
            line += [Segment(_filled(text, fitted), self.style_of(style)), Segment(" " * _GAP)]
        return [line[:-1]]

    def empty_lines(self, width: int) -> list[list[Segment]]:
        return [[Segment(cut(self.nothing, width), self.style_of("quiet"))]]


class RegisterHead(Lines):
    """The titles of the columns."""

    def __init__(self, columns: Sequence[RegisterColumn[Any]]) -> None:
        super().__init__(id="head")
        self._columns = columns

    def lines_for(self, width: int) -> list[Line]:
        line: list[tuple[str, str]] = []
        # One cell less: the rows beneath give it to their scrollbar.
        for fitted in fitted_columns(self._columns, width - 1):
            line += [(_filled(fitted.column.title, fitted), "quiet"), (" " * _GAP, "quiet")]
        return [line[:-1]]


class Register(Vertical, Generic[Row]):
    """A titled table; its rows have the cursor."""

    DEFAULT_CSS = """
    Register {
        height: 1fr;
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        & > #head { height: 2; border-bottom: solid $sapa-line; }
        & > #rows { height: 1fr; }
        &:focus-within { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    def __init__(
        self,
        columns: Sequence[RegisterColumn[Row]],
        key: Callable[[Row], Key],
        *,
        nothing: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._head = RegisterHead(columns)
        self.rows: RegisterRows[Row] = RegisterRows(columns, key)
        self.rows.nothing = nothing

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.rows

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.rows.entry()

    def show(self, rows: Sequence[Row], title: Content) -> None:
        """Show rows under a title; the cursor stays on its row."""
        self.border_title = title
        self.rows.show(rows)
        # What a cell says depends on the day and on colleagues too, not only on its row.
        self.rows.forget_drawings()


def widest(*words: str) -> int:
    """The cells that the longest of some words takes: the width of a column for them."""
    return max(cell_len(word) for word in words)


def fitted_columns(columns: Sequence[RegisterColumn[Row]], width: int) -> list[_Fitted[Row]]:
    """The columns that there is room for, each with its width."""
    shown = [column for column in columns if column.needs <= width]
    rest = width - sum(column.width for column in shown) - _GAP * (len(shown) - 1)
    shares = sum(column.share for column in shown) or 1
    fitted = []
    for column in shown:
        more = max(0, rest) * column.share // shares
        fitted.append(_Fitted(column, column.width + more))
    return fitted


def _filled(text: str, fitted: _Fitted[Any]) -> str:
    shown = cut(text, fitted.width)
    space = " " * (fitted.width - cell_len(shown))
    return space + shown if fitted.column.right else shown + space
