"""Which row of a sheet holds the headings, and what each of them means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from db.errors import InvalidInput
from db.queries.template import NAMED
from db.rules.template import TemplateKind
from sapa_tui import locale

from .cells import Line, Sheet, shown
from .fields import FIELDS, NO_PLACE, Field

_LOOKED_AT = 30
"""Rows that hold something, of which one must be that of the headings."""
_TOLD = 12
_HEADING_SHOWN = 60
_NAMED: Mapping[TemplateKind, str] = NAMED
_NOWHERE = ""
_BETWEEN = re.compile(r"\s*(?:[/,&+]|\b(?:og|eller|and|or)\b)\s*")


class Column(NamedTuple):
    """A column that is understood: its place, the letter and heading it goes by, its field."""

    place: int
    letter: str
    heading: str
    field: Field

    @property
    def word(self) -> str:
        """The heading as the lists of headings have it."""
        return normalised(self.heading)


class LeftOut(NamedTuple):
    """A column that is not read: ``known`` where the plan only has no place for it."""

    letter: str
    heading: str
    known: bool


class Headings(NamedTuple):
    """The row of the headings, as its place among the sheet's lines, and what they mean."""

    place: int
    columns: tuple[Column, ...]
    left_out: tuple[LeftOut, ...]

    def has(self, name: str) -> bool:
        """Whether there is a column of a field."""
        return any(column.field.name == name for column in self.columns)


def find_headings(kind: TemplateKind, sheet: Sheet) -> Headings:
    """The row with the most headings of a kind among the first ones.

    Raises:
        InvalidInput: the sheet holds nothing ("template_empty"), no heading is known
            ("headings_unknown"), the one that every row is called by is missing
            ("heading_missing"), or two columns mean the same ("heading_twice").
    """
    if not sheet.lines:
        raise InvalidInput("template_empty")
    place = max(
        range(min(len(sheet.lines), _LOOKED_AT) if sheet.lettered else 1),
        key=lambda number: (_score(kind, sheet.lines[number]), -number),
    )
    line = sheet.lines[place]
    found = [_column(kind, sheet, line, index) for index in range(len(line.cells))]
    columns = [one for one in found if isinstance(one, Column)]
    _check(kind, line, columns)
    left_out = tuple(one for one in found if isinstance(one, LeftOut))
    return Headings(place, tuple(columns), left_out)


def score(kind: TemplateKind, lines: Iterable[Line]) -> int:
    """How many headings of a kind the best of some rows has."""
    return max((_score(kind, line) for line in lines), default=0)


@cache
def normalised(text: str) -> str:
    """A heading without what people vary: capitals, colons, underscores, spaces."""
    text = unicodedata.normalize("NFC", text).casefold().replace("_", " ")
    return " ".join(text.strip(" .:;*?!-–\u2022").split())


def meaning(kind: TemplateKind, heading: str) -> Field | str | None:
    """The field that a heading means; an empty text where the plan has none, None if unknown."""
    known, word = _known(kind), normalised(heading)
    bare = normalised(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading))
    for spelt in (word, bare):
        if spelt in known:
            return known[spelt]
    parts = {known[part] for part in _BETWEEN.split(bare) if part in known}
    return parts.pop() if len(parts) == 1 else None


@cache
def _known(kind: TemplateKind) -> dict[str, Field | str]:
    found: dict[str, Field | str] = dict.fromkeys(
        map(normalised, NO_PLACE[kind].split("|")), _NOWHERE
    )
    for field in FIELDS[kind]:
        found |= {normalised(word): field for word in field.words if word}
    return found


def _score(kind: TemplateKind, line: Line) -> int:
    headings = (shown(cell) for cell in line.cells)
    return len({f.name for h in headings if h and isinstance(f := meaning(kind, h), Field)})


def _column(kind: TemplateKind, sheet: Sheet, line: Line, index: int) -> Column | LeftOut | None:
    heading = shown(line.cell(index))[:_HEADING_SHOWN]
    if not heading:
        return None
    field = meaning(kind, heading)
    if isinstance(field, Field):
        return Column(index, sheet.column(index), heading, field)
    return LeftOut(sheet.column(index), heading, field == _NOWHERE)


def _check(kind: TemplateKind, line: Line, columns: list[Column]) -> None:
    if not columns:
        headings = [shown(cell)[:_HEADING_SHOWN] for cell in line.cells]
        told = ", ".join(f"“{heading}”" for heading in headings[:_TOLD] if heading)
        known = ", ".join(field.heading(locale.language()) for field in FIELDS[kind])
        raise InvalidInput("headings_unknown", row=line.number, told=told, allowed=known)
    first: dict[str, Column] = {}
    for column in columns:
        same = first.setdefault(column.field.name, column)
        if same is not column:
            raise InvalidInput("heading_twice", **_both(line, same, column))
    if (named := _NAMED[kind]) not in first:
        heading = next(field for field in FIELDS[kind] if field.name == named)
        about = {"field": named, "heading": heading.heading(locale.language())}
        raise InvalidInput("heading_missing", row=line.number, **about)


def _both(line: Line, first: Column, second: Column) -> dict[str, object]:
    return {
        "row": line.number,
        "first": _placed(first),
        "second": _placed(second),
        "field": first.field.name,
    }


def _placed(column: Column) -> str:
    return f"{column.letter} “{column.heading}”".strip()
