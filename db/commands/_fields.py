"""What may be typed into which field: the cleaning that every editor and command shares."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from db.errors import InvalidInput, NotFound
from db.models import Table
from db.rules.due import FIRST_YEAR, LAST_YEAR, OFFSET_LIMIT, Due
from db.rules.text import clean_line, clean_note, safe

from ._change import Change, Edit

Cleaner = Callable[[Any], Any]
PERSON_LIMIT = 60
REASON_LIMIT = 1_000
_LONGEST_NUMBER = 18


def line(field: str, limit: int = 200, required: bool = False) -> Cleaner:
    """One line of text."""
    return lambda value: clean_line(str(value), limit=limit, field=field, required=required)


def note(field: str, limit: int = 10_000, required: bool = False) -> Cleaner:
    """Several lines of text; raises InvalidInput("text_missing") where some are ``required``."""

    def clean(value: Any) -> str:
        text = clean_note(str(value), limit=limit, field=field)
        if required and not text:
            raise InvalidInput("text_missing", field=field)
        return text

    return clean


def code(field: str, codes: type[StrEnum]) -> Cleaner:
    """One of an enum's codes; raises InvalidInput("code_unknown") for any other."""

    def clean(value: Any) -> str:
        try:
            return codes(str(value)).value
        except ValueError:
            allowed = ", ".join(codes)
            raise InvalidInput("code_unknown", field=field, value=value, allowed=allowed) from None

    return clean


def number(field: str, least: int, most: int) -> Cleaner:
    """A whole number; raises InvalidInput "number_not_understood" or "number_out_of_range"."""

    def clean(value: Any) -> int:
        text = str(value).strip()
        if not text.removeprefix("-").isdecimal():
            raise InvalidInput("number_not_understood", field=field, text=safe(text[:60]))
        # The length is judged first: int() itself refuses some thousands of digits.
        found = most + 1 if len(text) > _LONGEST_NUMBER else int(text)
        if not least <= found <= most:
            raise InvalidInput("number_out_of_range", field=field, least=least, most=most)
        return found

    return clean


def reference(entity: str) -> Cleaner:
    """The id of another row, or None; raises NotFound for what is no id at all."""

    def clean(value: Any) -> int | None:
        try:
            return None if value is None else int(value)
        except ValueError:
            raise NotFound("item_missing", entity=entity, id=safe(str(value))) from None

    return clean


def offset_weeks(value: Any) -> int | None:
    """Weeks from go-live, or None; raises InvalidInput as ``rules.due.parse_offset`` does."""
    if value is None:
        return None
    try:
        weeks = int(value)
    except (ValueError, OverflowError):
        raise InvalidInput("offset_not_understood", text=safe(str(value)[:60])) from None
    if not -OFFSET_LIMIT <= weeks <= OFFSET_LIMIT:
        raise InvalidInput("offset_out_of_range", text=safe(str(value)[:60]), limit=OFFSET_LIMIT)
    return weeks


def iso_date(value: Any) -> str | None:
    """A calendar day as stored, or None; raises InvalidInput as ``rules.due.parse_date`` does."""
    if value is None:
        return None
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise InvalidInput("date_not_understood", text=safe(str(value)[:60])) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise InvalidInput("date_out_of_range", text=day.isoformat(), **years)
    return day.isoformat()


def due_values(due: Due) -> dict[str, Any]:
    """The two columns in which a due date is stored."""
    return {"offset_weeks": offset_weeks(due.offset_weeks), "due_date": iso_date(due.due_date)}


def clean_values(fields: Mapping[str, Cleaner], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new row, cleaned; raises InvalidInput("field_unknown")."""
    return {name: _cleaner(fields, name)(value) for name, value in values.items()}


def cleaned(fields: Mapping[str, Cleaner], edits: Mapping[str, Edit]) -> dict[str, Edit]:
    """The edits with their new values cleaned; raises InvalidInput("field_unknown")."""
    return {
        name: Edit(_as_stored(edit.base), _cleaner(fields, name)(edit.mine))
        for name, edit in edits.items()
    }


def merge_due(change: Change, row: Table, edits: Mapping[str, Edit]) -> bool:
    """Merge edits into a row that can be due; the offset and the date count as one field.

    Raises:
        Conflict: as ``Change.merge`` does, and where one of the two is set while a colleague
            has set the other.
        InvalidInput: both are set ("due_twice").
    """
    mine = {name: edits[name].mine for name in DUE_FIELDS if name in edits}
    if mine and None not in mine.values() and len(mine) == len(DUE_FIELDS):
        raise InvalidInput("due_twice")
    for name, other in (("due_date", "offset_weeks"), ("offset_weeks", "due_date")):
        edit, kept = edits.get(name), edits.get(other, Edit(None, None))
        theirs = row.__data__[other]
        sets = edit is not None and edit.mine is not None and edit.mine != edit.base
        if sets and theirs is not None and kept.base is None:
            raise change.conflict(row, {other: (kept.base, kept.mine, theirs)})
    return change.merge(row, edits)


def _cleaner(fields: Mapping[str, Cleaner], name: str) -> Cleaner:
    if name not in fields:
        raise InvalidInput("field_unknown", field=name)
    return fields[name]


def _as_stored(base: Any) -> Any:
    """A field as an editor read it, which for a date is not as the column holds it."""
    return base.isoformat() if isinstance(base, date) else base


DUE_FIELDS: Mapping[str, Cleaner] = {"offset_weeks": offset_weeks, "due_date": iso_date}
