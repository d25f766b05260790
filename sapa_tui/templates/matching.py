"""Which row of a template is about which item of the plan."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from db.queries.template import NAMED, PlanGround, PlanRow
from db.rules.template import TemplateKind
from db.rules.text import safe

from .cells import Cell, Sheet, shown
from .headings import Headings

_ALIKE = 0.6
_COMPARED = 200


class TemplateRow(NamedTuple):
    """A row of a template: its number, and its cells by the fields that they are about."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """What can be seen in the cell of a field, on one line."""
        return shown(self.cells.get(name))


def template_rows(headings: Headings, sheet: Sheet) -> list[TemplateRow]:
    """The rows below the headings that say anything besides a number.

    What a row of a program's file does not name is not said; in a spreadsheet it is blank.
    """
    found = []
    for line in sheet.lines[headings.place + 1 :]:
        cells = {
            column.field.name: cell
            for column in headings.columns
            if (cell := line.cell(column.place)) is not None or sheet.lettered
        }
        row = TemplateRow(line.number, cells)
        if any(row.text(name) for name in cells if name != "number"):
            found.append(row)
    return found


class Matches(NamedTuple):
    """By the numbers of the rows: the items that they are about, and rows said twice."""

    items: Mapping[int, PlanRow]
    doubles: Mapping[int, int]


def match(kind: TemplateKind, rows: Sequence[TemplateRow], ground: PlanGround) -> Matches:
    """Find the items of the plan that rows are about.

    A row names its item by a number that agrees with what the item is called, or else by what it
    is called, for a message together with whom it goes to. The second row of a name is the second
    item of that name; but a second row of a number and a name says the first one twice.
    """
    matcher = _Matcher(kind, rows, ground)
    matcher.by_number()
    matcher.by_name()
    return Matches(matcher.items, matcher.doubles)


class _Matcher:
    def __init__(self, kind: TemplateKind, rows: Sequence[TemplateRow], ground: PlanGround) -> None:
        self._kind = kind
        self._ground = ground
        self._rows = rows
        self._known = {item.id: item for item in ground.rows[kind]}
        self._named: dict[str, list[PlanRow]] = {}
        for item in self._known.values():
            self._named.setdefault(folded(str(item.values[NAMED[kind]])), []).append(item)
        self._names = {folded(row.text(NAMED[kind])) for row in rows}
        self._taken: dict[int, int] = {}
        self.items: dict[int, PlanRow] = {}
        self.doubles: dict[int, int] = {}

    def by_number(self) -> None:
        for row in self._rows:
            item = self._known.get(_number(row.text("number")))
            if item is None or not self._agree(row, item):
                continue
            if item.id in self._taken:
                self.doubles[row.number] = self._taken[item.id]
            else:
                self._take(row, item)

    def by_name(self) -> None:
        for row in self._rows:
            if row.number in self.items or row.number in self.doubles:
                continue
            for item in self._named.get(folded(row.text(NAMED[self._kind])), ()):
                if item.id not in self._taken and self._same_recipient(row, item):
                    self._take(row, item)
                    break

    def _take(self, row: TemplateRow, item: PlanRow) -> None:
        self._taken[item.id] = row.number
        self.items[row.number] = item

    def _agree(self, row: TemplateRow, item: PlanRow) -> bool:
        """Whether a row of the item's number is about it: called the same, or much the same."""
        ours, theirs = (
            folded(text)
            for text in (str(item.values[NAMED[self._kind]]), row.text(NAMED[self._kind]))
        )
        if ours == theirs:
            return True
        if theirs in self._named or ours in self._names:
            return False
        return SequenceMatcher(None, ours[:_COMPARED], theirs[:_COMPARED]).ratio() >= _ALIKE

    def _same_recipient(self, row: TemplateRow, item: PlanRow) -> bool:
        if "recipient" not in row.cells:
            return True
        return folded(row.text("recipient")) in recipients(item, self._ground)


def recipients(item: PlanRow, ground: PlanGround) -> set[str]:
    """The names, as they are compared, by which a template may say whom a message goes to."""
    group, audience = item.values["stakeholder"], item.values["audience"]
    names = {folded(ground.groups.get(group, "")), folded(audience)}
    return names if group is None else names - {""}


def folded(text: str) -> str:
    """A name as names are compared."""
    return " ".join(safe(text).casefold().split())


def _number(text: str) -> int:
    digits = text.strip("#. ")
    # No longer than any item's: int() refuses some thousands of digits in its own way.
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 18 else 0
