"""When something is due, in the many ways in which plans say it."""

import re
from datetime import date, datetime, timedelta

from db.errors import InvalidInput
from db.rules.due import FIRST_YEAR, LAST_YEAR, Due, format_offset, named_day, parse_due
from db.rules.text import safe

from .cells import Cell, as_text
from .fields import OFFSET_HEADINGS, WEEK_HEADINGS

_MONTHS = (
    r"jan(?:uary?)?",
    r"feb(?:ruary?)?",
    r"mar(?:ts|ch)?",
    r"apr(?:il)?",
    r"ma[jy]",
    r"jun[ie]?",
    r"jul[iy]?",
    r"aug(?:ust)?",
    r"sept?(?:ember)?",
    r"o[kc]t(?:ober)?",
    r"nov(?:ember)?",
    r"dec(?:ember)?",
)
_DAY_NAMES = (
    r"(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?|ma|ti|on|to|fr|lø|sø"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|sat|sun"
)
_BEFORE = rf"(?i)^(?:(?:{_DAY_NAMES})\.?,?\s+)?(?:d\.|den|the)?\s*"
_TIME_AFTER = (
    r"(?i)(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?|,?\s+kl\.?\s*\d{1,2}(?:[:.]\d{2})?)$"
)
_WEEK = r"(?i)(?:uge|u|week|w)\.?\s*(?P<week>\d{1,2})(?:\s*[-/,. ]\s*(?P<year>\d{4}))?"
_ISO_WEEK = r"(?i)(?P<year>\d{4})-?w(?P<week>\d{1,2})"
_YEAR_FIRST = r"(\d{4})[./](\d{1,2})[./](\d{1,2})"
_FRIDAY = 5
_SHOWN = 60


def due_of(cell: Cell, heading: str, today: date) -> Due:
    """When a cell says; ``heading`` decides what a bare number means.

    A week means its Friday, and the next such week where there is no year.

    Raises:
        InvalidInput: as ``rules.due.parse_due`` does.
    """
    if isinstance(cell, datetime):
        return _on(cell.date())
    if isinstance(cell, date):
        return _on(cell)
    text = " ".join(as_text(cell).split())
    if re.fullmatch(r"[-+−–]?\d{1,4}", text):
        if heading in OFFSET_HEADINGS.split("|"):
            return parse_due(text if text[0] in "+-−–" else f"+{text}", today)
        if heading in WEEK_HEADINGS.split("|"):
            text = text if text[0] in "+-−–" else f"uge {text}"
    week = re.fullmatch(_WEEK, text) or re.fullmatch(_ISO_WEEK, text)
    if week is not None:
        return _on(_friday(text, week, today))
    if named_day(text, today) is not None:  # nobody knows on which day that was written
        raise InvalidInput("due_not_understood", text=safe(text))
    return parse_due(_in_figures(text), today)


def spelt_due(offset: int | None, day: str | None) -> str | date | None:
    """When something is due, as a cell of an export has it: ``T-8``, or a date."""
    if offset is not None:
        return format_offset(offset)
    return date.fromisoformat(day) if day else None


def _on(day: date) -> Due:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        about = {"text": f"{day:%d-%m-%Y}", "first": FIRST_YEAR, "last": LAST_YEAR}
        raise InvalidInput("date_out_of_range", **about)
    return Due(due_date=day)


def _in_figures(text: str) -> str:
    """A date with a month's name, the name of its day or a time of day, without them."""
    plain = re.sub(_TIME_AFTER, "", text)
    if not plain[:1].isdigit():
        plain = re.sub(_BEFORE, "", plain)
    if year_first := re.fullmatch(_YEAR_FIRST, plain):
        return "-".join(year_first.groups())
    for number, month in enumerate(_MONTHS, 1):
        day_first = rf"(?i)(\d{{1,2}})\.?\s*-?\s*{month}\.?,?\s*-?(\d{{4}}|\d{{2}})?"
        month_first = rf"(?i){month}\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s*(\d{{4}})?"
        if found := re.fullmatch(day_first, plain) or re.fullmatch(month_first, plain):
            return "-".join(filter(None, (found[1], str(number), found[2])))
    return plain


def _friday(text: str, week: re.Match[str], today: date) -> date:
    number, written = int(week["week"]), week["year"]
    year = int(written) if written else today.isocalendar().year
    try:
        friday = date.fromisocalendar(year, number, _FRIDAY)
        if written is None and friday < today - timedelta(days=today.weekday()):
            friday = date.fromisocalendar(year + 1, number, _FRIDAY)
    except ValueError:
        raise InvalidInput("due_not_understood", text=safe(text[:_SHOWN])) from None
    return friday
