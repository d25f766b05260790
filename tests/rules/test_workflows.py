"""Which old workflows are still in use past their last day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.calendar import WorkingCalendar, days_off
from db.rules.workflows import ends_soon, still_running

CALENDAR = WorkingCalendar(days_off(range(2016, 2019), ()))
TODAY = date(2017, 4, 10)
days = st.dates(date(2016, 1, 1), date(2018, 12, 31))
maybe = st.none() | days
titles = st.sampled_from(["", "KMD Sag Advis"])


@pytest.mark.parametrize(
    ("last_day", "over"), [(0, 0), (1, 0), (-1, 1), (-4, 4), (-400, 400), (None, 0)]
)
def test_it_runs_from_the_day_after_its_last(last_day: int | None, over: int) -> None:
    day = None if last_day is None else TODAY + timedelta(last_day)
    assert still_running("KMD Sag Advis", day, None, TODAY) == over


def test_easter_lies_between_today_and_a_last_day_that_is_soon() -> None:
    """Maundy Thursday to Easter Monday are no days of work."""
    soon = [
        ends_soon("KMD Sag Advis", TODAY + timedelta(days), None, TODAY, CALENDAR)
        for days in range(-1, 14)
    ]
    assert soon == [False] + [True] * 11 + [False] * 3


@given(title=titles, last_day=maybe, closed_on=maybe, today=days)
def test_it_is_running_or_ends_soon_or_neither(
    title: str, last_day: date | None, closed_on: date | None, today: date
) -> None:
    over = still_running(title, last_day, closed_on, today)
    soon = ends_soon(title, last_day, closed_on, today, CALENDAR)
    assert over >= 0
    assert not (over and soon)
    if not title or last_day is None or closed_on is not None:
        assert (over, soon) == (0, False)
    elif over:
        assert today - timedelta(over) == last_day
        assert still_running(title, last_day, None, today + timedelta(1)) == over + 1
    else:
        assert last_day >= today
