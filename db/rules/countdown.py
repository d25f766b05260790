"""How far it is to go-live and to the end date that the A08 card sets five weeks later."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.calendar import WorkingCalendar

END_OFFSET_WEEKS = 5
"""A08: "Slutdato: 5 uger efter idriftsættelsesdato"."""


class Phase(StrEnum):
    """Where today stands; ``GO_LIVE_DAY`` wins when go-live and end date are the same day."""

    UNKNOWN = "unknown"
    BEFORE = "before"
    GO_LIVE_DAY = "go_live_day"
    BETWEEN = "between"
    END_DAY = "end_day"
    AFTER = "after"


class DateWarning(NamedTuple):
    """A date that is a day off, why it is, and the last working day before it."""

    day: date
    names: tuple[str, ...]
    last_working_day: date


class Countdown(NamedTuple):
    """Days and working days left to both dates; negative once passed, never clamped at 0.

    All fields but ``today``, ``end_offset_weeks`` and ``phase`` are ``None`` while go-live is
    unknown. A warning is ``None`` when its date is a working day.
    """

    today: date
    go_live: date | None
    end_date: date | None
    end_offset_weeks: int
    days_to_go_live: int | None
    working_days_to_go_live: int | None
    days_to_end: int | None
    working_days_to_end: int | None
    go_live_warning: DateWarning | None
    end_date_warning: DateWarning | None
    phase: Phase


def add_weeks(day: date, weeks: int) -> date:
    """Return the day so many weeks later (earlier when negative).

    Raises ``InvalidInput`` (``date_out_of_range``) outside the years 1 to 9999.
    """
    try:
        return day + timedelta(weeks=weeks)
    except OverflowError:
        raise InvalidInput("date_out_of_range", text=day.isoformat()) from None


def count_down(
    today: date,
    go_live: date | None,
    calendar: WorkingCalendar,
    end_offset_weeks: int = END_OFFSET_WEEKS,
) -> Countdown:
    """Count down to go-live and to the end date, ``end_offset_weeks`` after it.

    A date on a day off keeps its place and is warned about. Raises ``InvalidInput``
    (``date_out_of_range``) when the end date is no date any more.
    """
    if go_live is None:
        return Countdown(
            today, None, None, end_offset_weeks, None, None, None, None, None, None, Phase.UNKNOWN
        )
    end_date = add_weeks(go_live, end_offset_weeks)
    return Countdown(
        today=today,
        go_live=go_live,
        end_date=end_date,
        end_offset_weeks=end_offset_weeks,
        days_to_go_live=(go_live - today).days,
        working_days_to_go_live=calendar.working_days_left(today, go_live),
        days_to_end=(end_date - today).days,
        working_days_to_end=calendar.working_days_left(today, end_date),
        go_live_warning=_warning(go_live, calendar),
        end_date_warning=_warning(end_date, calendar),
        phase=_phase(today, go_live, end_date),
    )


def _warning(day: date, calendar: WorkingCalendar) -> DateWarning | None:
    names = calendar.day_off_names(day)
    if not names:
        return None
    return DateWarning(day, names, calendar.last_working_day_before(day))


def _phase(today: date, go_live: date, end_date: date) -> Phase:
    if today < go_live:
        return Phase.BEFORE
    if today == go_live:
        return Phase.GO_LIVE_DAY
    if today < end_date:
        return Phase.BETWEEN
    return Phase.END_DAY if today == end_date else Phase.AFTER
