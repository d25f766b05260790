"""When something is due, as people type it."""

import re
from datetime import date, timedelta

from db.errors import InvalidInput
from db.rules.due import (
    FIRST_YEAR,
    LAST_YEAR,
    Anchor,
    Due,
    Unit,
    date_out_of_range,
    due_by,
    format_offset,
    shown,
)

from .typed_rule import parse_rule, typed_rule
from .typed_title import Choices

# Patterns as text: few sittings read a date, and compiling them costs each start-up 3 ms.
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
_WEEKDAYS = (
    "man|mandag|ma|mon|monday",
    "tirs|tirsdag|tir|ti|tue|tues|tuesday",
    "ons|onsdag|on|wed|wednesday",
    "tors|torsdag|tor|to|thu|thur|thurs|thursday",
    "fre|fredag|fr|fri|friday",
    "lør|lørdag|lø|sat|saturday",
    "søn|søndag|sø|sun|sunday",
)
WEEKDAY = "|".join(_WEEKDAYS)
"""The names of the days, as a pattern in small letters."""
_ONE_DAY = rf"(?:på |on )?(?P<day>{WEEKDAY})\.?"
_DAY_OF_WEEK = (
    rf"(?:(?P<day>{WEEKDAY})\.?,? (?:i |in |of )?)?(?:uge|u|week|w)\.? ?(?P<week>[0-9]{{1,2}})"
    r"(?: ?[-/,. ] ?(?P<year>[0-9]{4}))?"
)
_ISO_WEEK = r"(?P<year>[0-9]{4})-?w(?P<week>[0-9]{1,2})(?:-(?P<number>[1-7]))?"
_FRIDAY = 5
NO_CHOICES = Choices()
# 29 February comes back after eight years at the latest (around a century that is no leap year).
_YEARS_UNTIL_ANY_DAY_RETURNS = 8


def parse_offset(text: str) -> int:
    """Read weeks from go-live: ``T-8``, ``t+2``, ``-8w``, ``-8u``, ``+2 uger``, ``-8``, ``T0``.

    A number counts as after go-live when it has a ``T`` or a unit but no sign; a bare number
    other than 0 could mean either side and is refused. Raises ``InvalidInput``:
    ``offset_not_understood``, or ``offset_out_of_range`` beyond 520 weeks.
    """
    if re.fullmatch(r"\s*0+\s*", text):
        return 0
    try:
        rule = parse_rule(text, Choices())
    except InvalidInput as error:
        if error.code == "offset_out_of_range":
            raise
        rule = None
    if rule is None or (rule.anchor, rule.unit) != (Anchor.GO_LIVE, Unit.WEEKS):
        raise InvalidInput("offset_not_understood", text=shown(text))
    return rule.amount


def parse_date(text: str, today: date) -> date:
    """Read ``23-11-2026``, ``ma 23.11``, ``2026-11-23``, ``i morgen``, ``fre`` or ``uge 48``.

    Without a year it is the next such day, today included; a week means its Friday.

    Raises:
        InvalidInput: "date_not_understood", or "date_out_of_range" outside the years 2000 to
            2100; as :func:`day_of_week` does.
    """
    day = named_day(text, today) or next_weekday(text, today) or day_of_week(text, today)
    return day or _in_figures(text, today)


def _in_figures(text: str, today: date) -> date:
    """``23-11-2026``, ``23/11 26``, ``2026-11-23``, also with the name of the day before it."""
    bare = re.sub(rf"(?i)^\s*(?:{WEEKDAY})\.?,?\s+(?=[0-9])", "", text)
    match = re.fullmatch(_DAY_FIRST, bare) or re.fullmatch(_YEAR_FIRST, bare)
    if match is None:
        raise InvalidInput("date_not_understood", text=shown(text))
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
            raise date_out_of_range(text)
    if found is None:
        raise InvalidInput("date_not_understood", text=shown(text))
    return _in_range(found, text)


def named_day(text: str, today: date) -> date | None:
    """The day that ``i dag``, ``tomorrow`` and their like mean; None for any other text."""
    days = _NAMED_DAYS.get(" ".join(text.casefold().split()))
    return None if days is None else today + timedelta(days=days)


def next_weekday(text: str, today: date) -> date | None:
    """The next day that is called so, today included; None for any other text."""
    match = re.fullmatch(_ONE_DAY, " ".join(text.lower().split()))
    if match is None:
        return None
    return _in_range(
        today + timedelta(days=(_weekday(match["day"]) - today.isoweekday()) % 7), text
    )


def day_of_week(text: str, today: date) -> date | None:
    """The day that ``uge 48``, ``ma uge 48``, ``w53 2026`` or ``2026-W53`` means, else None.

    Without a day it is the Friday; without a year the next such week, this one included.

    Raises:
        InvalidInput: the year has no such week ("week_unknown": week, year), or
            "date_out_of_range".
    """
    plain = " ".join(text.lower().split())
    match = re.fullmatch(_DAY_OF_WEEK, plain) or re.fullmatch(_ISO_WEEK, plain)
    if match is None:
        return None
    parts = match.groupdict()
    day = int(parts.get("number") or 0) or _weekday(parts.get("day"))
    week, year = int(parts["week"]), int(parts["year"] or today.isocalendar().year)
    if parts["year"] is None and 0 < week < today.isocalendar().week:
        year += 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise date_out_of_range(text)
    try:
        return _in_range(date.fromisocalendar(year, week, day), text)
    except ValueError:
        raise InvalidInput("week_unknown", week=week, year=year) from None


def parse_due(text: str, today: date, choices: Choices = NO_CHOICES) -> Due:
    """Read a date, a weekday, a week, or what is counted from something; blank means nothing.

    Raises:
        InvalidInput: "due_not_understood", "date_out_of_range"; as :func:`day_of_week` and
            ``typed_rule.parse_rule`` do.
    """
    if not text.strip():
        return Due()
    try:
        return Due(due_date=parse_date(text, today))
    except InvalidInput as error:
        if error.code != "date_not_understood":
            raise
    rule = parse_rule(text, choices)
    if rule is None:
        raise InvalidInput("due_not_understood", text=shown(text))
    return due_by(rule)


def typed_due(due: Due, choices: Choices, language: str) -> str:
    """A due date as :func:`parse_due` reads it, in the words of a language."""
    if due.rule is not None:
        return typed_rule(due.rule, choices, language)
    if due.offset_weeks is not None:
        return format_offset(due.offset_weeks)
    return "" if due.due_date is None else f"{due.due_date:%d-%m-%Y}"


def _weekday(name: str | None) -> int:
    """Which day of the week is called so, Monday is 1; Friday where there is no name."""
    if name is None:
        return _FRIDAY
    return next(day for day, names in enumerate(_WEEKDAYS, 1) if name in names.split("|"))


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


def _in_range(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise date_out_of_range(text)
    return day
