"""What may be typed into which field: the cleaning that every editor and command shares."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from db.errors import InvalidInput
from db.rules.due import Due
from db.rules.text import clean_line, clean_note

from ._change import Edit

Cleaner = Callable[[Any], Any]
PERSON_LIMIT = 60
REASON_LIMIT = 1_000
MAX_OFFSET_WEEKS = 520


def line(field: str, limit: int = 200, required: bool = False) -> Cleaner:
    """One line of text."""
    return lambda value: clean_line(str(value), limit=limit, field=field, required=required)


def note(field: str, limit: int = 10_000) -> Cleaner:
    """Several lines of text."""
    return lambda value: clean_note(str(value), limit=limit, field=field)


def code(field: str, codes: type[StrEnum]) -> Cleaner:
    """One of an enum's codes; raises InvalidInput("code_unknown") for any other."""

    def clean(value: Any) -> str:
        try:
            return codes(str(value)).value
        except ValueError:
            allowed = ", ".join(codes)
            raise InvalidInput("code_unknown", field=field, value=value, allowed=allowed) from None

    return clean


def offset_weeks(value: Any) -> int | None:
    """Weeks from go-live, or None."""
    if value is None:
        return None
    if not -MAX_OFFSET_WEEKS <= int(value) <= MAX_OFFSET_WEEKS:
        raise InvalidInput("offset_out_of_range", limit=MAX_OFFSET_WEEKS)
    return int(value)


def iso_date(value: Any) -> str | None:
    """A calendar day as stored, or None."""
    if value is None:
        return None
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    return day.isoformat()


def due_values(due: Due) -> dict[str, Any]:
    """The two columns in which a due date is stored."""
    return {"offset_weeks": offset_weeks(due.offset_weeks), "due_date": iso_date(due.due_date)}


def cleaned(fields: Mapping[str, Cleaner], edits: Mapping[str, Edit]) -> dict[str, Edit]:
    """The edits with their new values cleaned; raises InvalidInput("field_unknown")."""
    clean: dict[str, Edit] = {}
    for name, edit in edits.items():
        if name not in fields:
            raise InvalidInput("field_unknown", field=name)
        clean[name] = Edit(edit.base, fields[name](edit.mine))
    return clean


DUE_FIELDS: Mapping[str, Cleaner] = {"offset_weeks": offset_weeks, "due_date": iso_date}
