"""Days on which a town hall is closed besides: a closing day, a holiday week, several of them."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.due import FIRST_YEAR, LAST_YEAR
from db.rules.text import safe
from db.rules.typed_due import parse_date

MOST_DAYS = 62
"""No town hall is closed for longer at a stretch: a slip of the finger."""

_WEEKS = (
    r"(?i)\s*(?:uger?|u|weeks?|w)\s*\.?\s*(?P<first>[0-9]{1,2})"
    r"(?:\s*[-\u2013]\s*(?P<last>[0-9]{1,2}))?(?:\s*[,/ ]\s*(?P<year>[0-9]{4}))?\s*"
)
_BETWEEN = r"(?i)\s+(?:[-\u2013]|til|to)\s+"
_SUNDAY = 7
_SHOWN = 60


class Period(NamedTuple):
    """From a day to another, both included."""

    first: date
    last: date

    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]


def period(first: date, last: date) -> Period:
    """A period that can be; raises InvalidInput "period_backwards" or "period_too_long"."""
    if last < first:
        raise InvalidInput("period_backwards", field="period")
    if (last - first).days >= MOST_DAYS:
        raise InvalidInput("period_too_long", field="period", limit=MOST_DAYS)
    return Period(first, last)


def parse_period(text: str, today: date) -> Period:
    """Read ``uge 29``, ``uge 29-31 2027``, ``23-12-2026`` or ``23-12-2026 - 02-01-2027``.

    A week is an ISO week, Monday to Sunday. Without a year it is the next that is not over; a
    second date without a year is the next after the first.

    Raises:
        InvalidInput: "period_not_understood"; "week_unknown" for a week that the year has not;
            as :func:`period` and ``rules.typed_due.parse_date`` do.
    """
    if match := re.fullmatch(_WEEKS, text):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        year = int(match["year"]) if match["year"] else _next_year_of(last, today)
        later = year + (last < first)  # week 52 to 1
        return period(_monday(first, year), _monday(last, later) + timedelta(_SUNDAY - 1))
    parts = re.split(_BETWEEN, text.strip())
    try:
        begins = parse_date(parts[0], today)
        ends = parse_date(parts[1], begins) if len(parts) == 2 else begins
    except InvalidInput as error:
        if error.code == "date_out_of_range":
            raise
        raise _not_understood(text) from None
    if len(parts) > 2:
        raise _not_understood(text)
    return period(begins, ends)


def _monday(week: int, year: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        text = f"{week}/{year}"
        raise InvalidInput("date_out_of_range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        raise InvalidInput("week_unknown", field="period", week=week, year=year) from None


def _next_year_of(week: int, today: date) -> int:
    this = today.isocalendar()
    return this.year if week >= this.week else this.year + 1


def _not_understood(text: str) -> InvalidInput:
    return InvalidInput("period_not_understood", field="period", text=safe(text[:_SHOWN]))
