"""What a new plan will hold, while its first answers are being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.countdown import Countdown, DateWarning, count_down
from db.rules.due import format_offset
from sapa_tui.locale import _, ngettext

from .dates import day_long, days_phrase, week
from .words import day_off_name

Line = tuple[str, str]
"""A text and the name of its style."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is planted, and the first week that has something to do."""

    activities: int
    stakeholders: int
    messages: int
    first_week: int


def contents(fixtures: Mapping[str, Any]) -> Contents:
    """Count the fixtures of a language, as ``db.seed.a08`` gives them."""
    weeks: Sequence[int] = [entry["offset_weeks"] for entry in fixtures["activities"]]
    return Contents(
        len(fixtures["activities"]),
        len(fixtures["stakeholders"]),
        len(fixtures["items"]),
        min(weeks),
    )


def planting_lines(planted: Contents, go_live: date | None, today: date) -> list[Line]:
    """What will be planted, and what the go-live date comes to."""
    counts = (
        ngettext("{n} activity", "{n} activities", planted.activities).format(n=planted.activities),
        ngettext("{n} stakeholder", "{n} stakeholders", planted.stakeholders).format(
            n=planted.stakeholders
        ),
        ngettext("{n} message", "{n} messages", planted.messages).format(n=planted.messages),
    )
    lines = [(" · ".join(counts), "strong")]
    if go_live is None:
        words = _("Without a date the due dates stand as weeks: T-8 is eight weeks before go-live.")
        return [*lines, (words, "quiet")]
    years = range(min(today.year, go_live.year), max(today.year, go_live.year) + 3)
    calendar = WorkingCalendar(days_off(years, DEFAULT_DAYS_BY_AGREEMENT))
    return [*lines, *_dates(count_down(today, go_live, calendar), planted.first_week, today)]


def _dates(countdown: Countdown, first_week: int, today: date) -> list[Line]:
    assert countdown.go_live is not None
    assert countdown.end_date is not None
    first = countdown.go_live.toordinal() + first_week * 7
    begins = date.fromordinal(first)
    named = [
        (_("Go-live"), countdown.go_live, countdown.go_live_warning),
        (_("End date"), countdown.end_date, countdown.end_date_warning),
    ]
    lines: list[Line] = []
    for name, day, warning in named:
        lines.append((f"{name}: {_day(day, today)}", "text"))
        if warning:
            lines.append((_warning(warning), "soon"))
    words = _("First due date ({offset}): {day}")
    lines.append((words.format(offset=format_offset(first_week), day=_day(begins, today)), "quiet"))
    return lines


def _day(day: date, today: date) -> str:
    return f"{day_long(day)}, {week(day)} · {days_phrase((day - today).days)}"


def _warning(warning: DateWarning) -> str:
    names = _(" and ").join(day_off_name(name) for name in warning.names)
    last = day_long(warning.last_working_day)
    return "! " + _("{name}: {day} is the last working day").format(name=names, day=last)
