"""What may be typed into which field: the cleaning that every editor and command shares."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from db.errors import InvalidInput, NotFound
from db.rules.due import FIRST_YEAR, LAST_YEAR
from db.rules.text import clean_line, clean_note, safe

from ._change import Edit

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


def iso_date(value: Any) -> str | None:
    """A calendar day as stored, or None; raises InvalidInput as ``typed_due.parse_date`` does."""
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


def clean_values(fields: Mapping[str, Cleaner], values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new row, cleaned; raises InvalidInput("field_unknown")."""
    return {name: _cleaner(fields, name)(value) for name, value in values.items()}


def cleaned(fields: Mapping[str, Cleaner], edits: Mapping[str, Edit]) -> dict[str, Edit]:
    """The edits with their new values cleaned; raises InvalidInput("field_unknown")."""
    return {
        name: Edit(_as_stored(edit.base), _cleaner(fields, name)(edit.mine))
        for name, edit in edits.items()
    }


def _cleaner(fields: Mapping[str, Cleaner], name: str) -> Cleaner:
    if name not in fields:
        raise InvalidInput("field_unknown", field=name)
    return fields[name]


def _as_stored(base: Any) -> Any:
    """A field as an editor read it, which for a date is not as the column holds it."""
    return base.isoformat() if isinstance(base, date) else base
