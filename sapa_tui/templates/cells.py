"""A table of cells as a spreadsheet has it, whatever file it was read from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.text import safe

MOST_COLUMNS = 100
"""Columns that are looked at; the largest of the templates seen has a dozen."""
_LETTERS = 26
_SEEN = 32
"""Rows between two words about how far it is."""


class Odd(NamedTuple):
    """A cell that cannot be read, and why, as an error's code; ``text`` is what is seen in it."""

    why: str
    about: str = ""
    text: str = ""


Cell = str | int | float | bool | date | datetime | Odd | None
Progress = Callable[[str, int], None]
"""Told what is being done (as a code) and how many rows are done; it may raise to make an end."""


class Line(NamedTuple):
    """The cells of one row that holds something; ``number`` is the row's, from 1."""

    number: int
    cells: Sequence[Cell]

    def cell(self, column: int) -> Cell:
        """What stands in a column; a row may end before it."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file; ``lettered`` where people know its columns by letters."""

    lines: Sequence[Line]
    lettered: bool = True

    def column(self, index: int) -> str:
        """What people call a column: a letter, or nothing where there are only names."""
        return column_letter(index) if self.lettered else ""


def column_letter(index: int) -> str:
    """A column from 0 as spreadsheets name it: ``A`` … ``Z``, ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Whether nothing can be read in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Cell) -> str:
    """What stands in a cell, as a person reads it.

    Raises:
        InvalidInput: the cell has no value that could be read (the code of its ``Odd``).
    """
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Odd():
            raise InvalidInput(cell.why, about=cell.about)
        case bool():
            return str(cell).upper()
        case datetime() if cell.time() == time():
            return f"{cell:%d-%m-%Y}"
        case datetime():
            return f"{cell:%d-%m-%Y %H:%M}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
    return str(cell)


def shown(cell: Cell) -> str:
    """A cell on one line, also one that cannot be read."""
    return safe(cell.text if isinstance(cell, Odd) else as_text(cell))


def told(progress: Progress, what: str, number: int) -> None:
    """Say now and then how far it is."""
    if number % _SEEN == 0:
        progress(what, number)


def silent(_what: str, _number: int) -> None:
    """Let nobody know how far it is."""
