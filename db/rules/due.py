"""When something is due: a number of weeks from go-live, a fixed date, or not at all."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.calendar import WorkingCalendar
from db.rules.countdown import add_weeks
from db.rules.text import safe

OFFSET_LIMIT = 520
"""Weeks either way, ten years: further away is a slip of the finger."""
FIRST_YEAR = 2000
LAST_YEAR = 2100

_SHOWN_IN_ERRORS = 60
# Patterns as text: few sittings read a date, and compiling them costs each start-up 3 ms.
_OFFSET = (
    r"(?i)\s*(?P<anchor>t)?\s*(?P<sign>[-+\u2212\u2013])?\s*(?P<weeks>[0-9]+)"
    r"\s*(?P<unit>weeks?|w|uger?|u)?\s*"
)
_DAY_FIRST = (
    r"\s*(?P<day>[0-9]{1,2})\s*[-./]\s*(?P<month>[0-9]{1,2})"
    r"(?:\s*[-./]\s*(?P<year>[0-9]{4}|[0-9]{2})|\s+(?P<year2>[0-9]{4}|[0-9]{2})|\.)?\s*"
)
_YEAR_FIRST = r"\s*(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})\s*"
_NAMED_DAYS = {
    **dict.fromkeys(("i går", "igår", "yesterday"), -1),
    **dict.fromkeys(("i dag", "idag", "today"), 0),
    **dict.fromkeys(("i morgen", "imorgen", "tomorrow"), 1),
}
# 29 February comes back after eight years at the latest (around a century that is no leap year).
_YEARS_UNTIL_ANY_DAY_RETURNS = 8


@dataclass(frozen=True, slots=True)
class Due:
    """Either weeks from go-live (negative before it), or a fixed date, or neither.

    Raises ``InvalidInput`` (``due_both_set``) when both are given.
    """

    offset_weeks: int | None = None
    due_date: date | None = None

    def __post_init__(self) -> None:
        if self.offset_weeks is not None and self.due_date is not None:
            raise InvalidInput("due_both_set")

    def resolve(self, go_live: date | None) -> date | None:
        """Return the date this comes to, or ``None`` when there is none (yet)."""
        if self.offset_weeks is None:
            return self.due_date
        return None if go_live is None else add_weeks(go_live, self.offset_weeks)

    def later(self, weeks: int) -> "Due":
        """The due date so many weeks after this one; raises InvalidInput("date_out_of_range")."""
        if self.offset_weeks is not None:
            return Due(offset_weeks=self.offset_weeks + weeks)
        if self.due_date is None:
            return self
        try:
            return Due(due_date=add_weeks(self.due_date, weeks))
        except OverflowError:
            raise _date_out_of_range(self.due_date.isoformat()) from None


class Urgency(StrEnum):
    """How pressing it is. A finished item is never late, whatever its date."""

    NONE = "none"
    """Nothing is due."""
    UNRESOLVED = "unresolved"
    """Anchored to a go-live that is not known yet."""
    FINISHED = "finished"
    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class Timing(NamedTuple):
    """A due date seen from today.

    ``days`` is due minus today, negative when late; ``working_days`` counts likewise, as
    ``WorkingCalendar.working_days_left`` does. Both are ``None`` without a date.
    """

    due: date | None
    offset_weeks: int | None
    urgency: Urgency
    days: int | None
    working_days: int | None


def timing(
    due: Due,
    go_live: date | None,
    today: date,
    calendar: WorkingCalendar,
    finished: bool,
    soon_within_days: int = 7,
) -> Timing:
    """Say how pressing it is today; ``soon_within_days`` are calendar days, that day included."""
    day = due.resolve(go_live)
    if day is None:
        return Timing(None, due.offset_weeks, _undated_urgency(due, finished), None, None)
    days = (day - today).days
    urgency = Urgency.FINISHED if finished else _urgency(days, soon_within_days)
    working_days = calendar.working_days_left(today, day)
    return Timing(day, due.offset_weeks, urgency, days, working_days)


def parse_offset(text: str) -> int:
    """Read weeks from go-live: ``T-8``, ``t+2``, ``-8w``, ``-8u``, ``+2 uger``, ``-8``, ``T0``.

    A number counts as after go-live when it has a ``T`` or a unit but no sign; a bare number
    other than 0 could mean either side and is refused. Raises ``InvalidInput``:
    ``offset_not_understood``, or ``offset_out_of_range`` beyond 520 weeks.
    """
    match = re.fullmatch(_OFFSET, text)
    if match is None:
        raise InvalidInput("offset_not_understood", text=_shown(text))
    digits = match["weeks"].lstrip("0") or "0"
    if digits != "0" and not _has_offset_mark(match):
        raise InvalidInput("offset_not_understood", text=_shown(text))
    # The length is judged first: int() itself refuses some thousands of digits.
    if len(digits) > len(str(OFFSET_LIMIT)) or int(digits) > OFFSET_LIMIT:
        raise InvalidInput("offset_out_of_range", text=_shown(text), limit=OFFSET_LIMIT)
    return int(digits) if match["sign"] in (None, "+") else -int(digits)


def parse_date(text: str, today: date) -> date:
    """Read ``23-11-2026``, ``23.11.2026``, ``23/11 26``, ``23-11``, ``2026-11-23``, ``i morgen``.

    Without a year it is the next such day, today included. Raises ``InvalidInput``:
    ``date_not_understood``, or ``date_out_of_range`` outside the years 2000 to 2100.
    """
    if (named := named_day(text, today)) is not None:
        return named
    match = re.fullmatch(_DAY_FIRST, text) or re.fullmatch(_YEAR_FIRST, text)
    if match is None:
        raise InvalidInput("date_not_understood", text=_shown(text))
    parts = match.groupdict()
    month, day_of_month = int(parts["month"]), int(parts["day"])
    written_year = parts["year"] or parts.get("year2")
    if written_year is None:
        found = _next_such_day(month, day_of_month, today)
    else:
        # A year of two digits is meant in this century.
        year = int(written_year) + (FIRST_YEAR if len(written_year) == 2 else 0)
        found = _day_or_none(year, month, day_of_month)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise _date_out_of_range(text)
    if found is None:
        raise InvalidInput("date_not_understood", text=_shown(text))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _date_out_of_range(text)
    return found


def named_day(text: str, today: date) -> date | None:
    """The day that ``i dag``, ``tomorrow`` and their like mean; None for any other text."""
    days = _NAMED_DAYS.get(" ".join(text.casefold().split()))
    return None if days is None else today + timedelta(days=days)


def parse_due(text: str, today: date) -> Due:
    """Read an offset or a date; blank text means nothing is due.

    An offset needs its sign, its ``T`` or its unit here. Raises ``InvalidInput``:
    ``due_not_understood``, ``offset_out_of_range`` or ``date_out_of_range``.
    """
    if not text.strip():
        return Due()
    match = re.fullmatch(_OFFSET, text)
    if match is not None and _has_offset_mark(match):
        return Due(offset_weeks=parse_offset(text))
    try:
        return Due(due_date=parse_date(text, today))
    except InvalidInput as error:
        if error.code == "date_out_of_range":
            raise
        raise InvalidInput("due_not_understood", text=_shown(text)) from None


def format_offset(weeks: int) -> str:
    """Write weeks from go-live as ``T-8``, ``T+2`` or ``T+0``."""
    return f"T{weeks:+d}"


def _undated_urgency(due: Due, finished: bool) -> Urgency:
    if due.offset_weeks is None:
        return Urgency.NONE
    return Urgency.FINISHED if finished else Urgency.UNRESOLVED


def _urgency(days: int, soon_within_days: int) -> Urgency:
    if days < 0:
        return Urgency.LATE
    if days == 0:
        return Urgency.TODAY
    return Urgency.SOON if days <= soon_within_days else Urgency.LATER


def _has_offset_mark(match: re.Match[str]) -> bool:
    return any(match[group] for group in ("anchor", "sign", "unit"))


def _next_such_day(month: int, day_of_month: int, today: date) -> date | None:
    for year in range(today.year, today.year + _YEARS_UNTIL_ANY_DAY_RETURNS + 1):
        found = _day_or_none(year, month, day_of_month)
        if found is not None and found >= today:
            return found
    return None


def _day_or_none(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def _date_out_of_range(text: str) -> InvalidInput:
    return InvalidInput("date_out_of_range", text=_shown(text), first=FIRST_YEAR, last=LAST_YEAR)


def _shown(text: str) -> str:
    return safe(text[:_SHOWN_IN_ERRORS])
