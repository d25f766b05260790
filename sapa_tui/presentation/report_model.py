"""What a report is made of, whatever kind of file it becomes: facts, paragraphs, tables."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from .departments import percent


class Share(NamedTuple):
    """A part of a whole, drawn as a bar whose end is the goal."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent, 100 only when it is all of them."""
        return percent(self.done, self.total)


Value = str | int | date | Share | None
"""What stands in a cell; a ``bool`` is a tick."""


class Field(NamedTuple):
    """A column: its heading, and how wide it is, in characters of a spreadsheet.

    With ``beneath``, a pattern with ``{value}``, it stands on paper as a quiet line under the
    column before it, and ``loud`` where it presses; a spreadsheet has it as a column of its own.
    Paper leaves out a column without values unless it is to ``stay``. A ``number`` stands at
    the right.
    """

    heading: str
    width: int
    beneath: str = ""
    loud: bool = False
    stay: bool = False
    number: bool = False


class Row(NamedTuple):
    """A line of a table; one that is ``settled`` asks for nobody's attention any more."""

    values: Sequence[Value]
    settled: bool = False


class Table(NamedTuple):
    """Rows under headings; ``name`` is that of its sheet in a workbook.

    In a ``grouped`` table the first column says which group a row is in, and the rows of a group
    stand together. The first ``still`` columns of a spreadsheet do not scroll away. ``sum`` is the
    line under it all.
    """

    name: str
    fields: Sequence[Field]
    rows: Sequence[Row]
    grouped: bool = False
    still: int = 2
    sum: Row | None = None

    def groups(self) -> Iterator[tuple[str, "Table"]]:
        """The table as it stands on paper: group by group, without the columns that are empty."""
        table = self._pruned()
        if not self.grouped:
            yield "", table
            return
        for name, rows in groupby(table.rows, lambda row: row.values[0]):
            found = [row._replace(values=row.values[1:]) for row in rows]
            yield str(name), table._replace(fields=table.fields[1:], rows=found, grouped=False)

    def _pruned(self) -> "Table":
        used = {
            place
            for place, field in enumerate(self.fields)
            if field.stay or any(row.values[place] not in (None, "") for row in self.rows)
        }
        above = 0  # what stands beneath a column needs it
        for place, field in enumerate(self.fields):
            above = above if field.beneath else place
            used |= {above} if place in used else set()
        kept = sorted(used)
        return self._replace(
            fields=[self.fields[n] for n in kept],
            rows=[_only(row, kept) for row in self.rows],
            sum=self.sum and _only(self.sum, kept),
        )


class Part(NamedTuple):
    """What stands under a heading; ``nothing`` is said in place of a table without rows."""

    heading: str
    paragraphs: Sequence[str] = ()
    table: Table | None = None
    nothing: str = ""

    @property
    def words(self) -> list[str]:
        """Its paragraphs, and that there is nothing where there is nothing."""
        empty = self.table is not None and not self.table.rows
        return [*self.paragraphs, *([self.nothing] if empty and self.nothing else [])]


class Fact(NamedTuple):
    """Something that is known at the first glance; ``note`` is a quiet word about it."""

    label: str
    value: str | date
    note: str = ""


class Report(NamedTuple):
    """A whole document; all texts as words, neither cleaned nor escaped yet."""

    title: str
    subtitle: str
    facts: Sequence[Fact]
    parts: Sequence[Part]


def _only(row: Row, places: Sequence[int]) -> Row:
    return row._replace(values=[row.values[n] for n in places])
