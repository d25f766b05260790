"""When something is due, in the many ways in which plans say it."""

import re
from datetime import date, datetime

from db.errors import InvalidInput, Refused
from db.rules.due import FIRST_YEAR, LAST_YEAR, OF_A_ROW, Anchors, Due
from db.rules.template import weeks_from
from db.rules.text import safe
from db.rules.typed_due import (
    NO_CHOICES,
    WEEKDAY,
    day_of_week,
    named_day,
    next_weekday,
    parse_due,
    typed_due,
)
from db.rules.typed_title import Choices

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
_BEFORE = rf"(?i)^(?:(?:{WEEKDAY})\.?,?\s+)?(?:d\.|den|the)?\s*"
_TIME_AFTER = (
    r"(?i)(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?|,?\s+kl\.?\s*\d{1,2}(?:[:.]\d{2})?)$"
)
_YEAR_FIRST = r"(\d{4})[./](\d{1,2})[./](\d{1,2})"


def due_of(cell: Cell, heading: str, today: date, choices: Choices = NO_CHOICES) -> Due:
    """When a cell says; ``heading`` decides what a bare number means.

    A week means its Friday, and the next such week where there is no year.

    Raises:
        InvalidInput: as ``rules.typed_due.parse_due`` does; "import_due_unknown" for what is
            counted from something that the plan has not.
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
    if (day := day_of_week(text, today)) is not None:
        return _on(day)
    if (named_day(text, today) or next_weekday(text, today)) is not None:
        raise InvalidInput("due_not_understood", text=safe(text))  # who knows when that was written
    try:
        return parse_due(_in_figures(text), today, choices)
    except InvalidInput as error:
        if error.code == "due_title_unknown":
            raise InvalidInput("import_due_unknown", **error.params) from None
        raise


def for_another_plan(due: Due, anchors: Anchors) -> Due:
    """The due date as a template has it: what hangs on rows of this plan, or is fixed, in weeks.

    Raises Refused("template_needs_go_live") where there is nothing to count them from.
    """
    if due.due_date is None and (due.rule is None or due.rule.anchor not in OF_A_ROW):
        return due
    if anchors.go_live is None:
        raise Refused("template_needs_go_live")
    day = anchors.resolve(due)
    return Due(offset_weeks=weeks_from(anchors.go_live, day) if day else None)


def spelt_due(due: Due, choices: Choices, language: str) -> str | date | None:
    """When something is due, as a cell of an export has it: ``T-8``, a date, or in words."""
    return due.due_date or typed_due(due, choices, language) or None


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
