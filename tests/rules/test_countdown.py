"""The countdown: days and working days to go-live and to the end date five weeks later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.countdown import Countdown, DateWarning, Phase, count_down

DANISH = WorkingCalendar(days_off(range(2015, 2041), DEFAULT_DAYS_BY_AGREEMENT))
GO_LIVE = date(2017, 5, 1)
END = date(2017, 6, 5)

dates = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def seen_on(today: date, go_live: date | None = GO_LIVE) -> Countdown:
    return count_down(today, go_live, DANISH)


def test_aabenraa_four_weeks_before_go_live() -> None:
    countdown = seen_on(date(2017, 4, 3))
    assert countdown.go_live == GO_LIVE
    assert countdown.end_date == END
    assert (countdown.days_to_go_live, countdown.working_days_to_go_live) == (28, 17)
    assert (countdown.days_to_end, countdown.working_days_to_end) == (63, 39)
    assert countdown.end_offset_weeks == 5
    assert countdown.phase is Phase.BEFORE


def test_an_end_date_on_whit_monday_stays_and_is_warned_about() -> None:
    countdown = seen_on(date(2017, 4, 3))
    assert countdown.go_live_warning is None
    assert countdown.end_date_warning == DateWarning(
        day=END, names=("Whit Monday", "Constitution Day"), last_working_day=date(2017, 6, 2)
    )


@pytest.mark.parametrize(
    ("go_live", "end", "week", "names"),
    [
        (date(2026, 11, 23), date(2026, 12, 28), 53, None),
        (date(2026, 12, 1), date(2027, 1, 5), 1, None),
        (date(2027, 2, 18), date(2027, 3, 25), 12, ("Maundy Thursday",)),
        (date(2026, 11, 20), date(2026, 12, 25), 52, ("Christmas Day",)),
    ],
)
def test_the_end_date_is_go_live_and_five_weeks_across_holidays_and_new_year(
    go_live: date, end: date, week: int, names: tuple[str, ...] | None
) -> None:
    countdown = seen_on(date(2026, 11, 2), go_live)
    assert countdown.end_date == end
    assert end.isocalendar().week == week
    warning = countdown.end_date_warning
    assert (warning.names if warning else None) == names


def test_christmas_day_looks_back_past_christmas_eve() -> None:
    warning = seen_on(date(2026, 11, 2), date(2026, 11, 20)).end_date_warning
    assert warning is not None
    assert warning.last_working_day == date(2026, 12, 23)


def test_a_go_live_on_a_sunday_is_warned_about_too() -> None:
    warning = seen_on(date(2026, 11, 2), date(2026, 11, 22)).go_live_warning
    assert warning == DateWarning(date(2026, 11, 22), ("Sunday",), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("today", "phase", "to_go_live", "to_end"),
    [
        (date(2017, 4, 30), Phase.BEFORE, 1, 36),
        (date(2017, 5, 1), Phase.GO_LIVE_DAY, 0, 35),
        (date(2017, 5, 2), Phase.BETWEEN, -1, 34),
        (date(2017, 6, 4), Phase.BETWEEN, -34, 1),
        (date(2017, 6, 5), Phase.END_DAY, -35, 0),
        (date(2017, 6, 6), Phase.AFTER, -36, -1),
    ],
)
def test_before_on_between_and_after_are_distinct_and_never_clamped(
    today: date, phase: Phase, to_go_live: int, to_end: int
) -> None:
    countdown = seen_on(today)
    assert countdown.phase is phase
    assert (countdown.days_to_go_live, countdown.days_to_end) == (to_go_live, to_end)


def test_without_a_go_live_nothing_is_counted_and_nothing_fails() -> None:
    countdown = seen_on(date(2017, 4, 3), None)
    assert countdown.phase is Phase.UNKNOWN
    assert countdown.end_offset_weeks == 5
    assert countdown.go_live is countdown.end_date is None
    assert countdown.days_to_go_live is countdown.working_days_to_go_live is None
    assert countdown.days_to_end is countdown.working_days_to_end is None
    assert countdown.go_live_warning is countdown.end_date_warning is None


def test_an_end_date_on_go_live_itself_reads_as_the_day_of_go_live() -> None:
    assert count_down(GO_LIVE, GO_LIVE, DANISH, end_offset_weeks=0).phase is Phase.GO_LIVE_DAY


def test_a_go_live_at_the_end_of_all_dates_is_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="date_out_of_range"):
        count_down(date(2026, 11, 2), date.max, DANISH)


def test_a_countdown_cannot_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError):
        seen_on(GO_LIVE).days_to_end = 0  # type: ignore[misc]


@given(dates, dates, st.integers(0, 52))
def test_every_day_that_passes_takes_one_day_off_both_counts(
    today: date, go_live: date, weeks: int
) -> None:
    first = count_down(today, go_live, DANISH, weeks)
    second = count_down(today + timedelta(days=1), go_live, DANISH, weeks)
    assert first.days_to_go_live is not None
    assert first.days_to_end is not None
    assert second.days_to_go_live == first.days_to_go_live - 1
    assert second.days_to_end == first.days_to_end - 1
    assert first.days_to_end - first.days_to_go_live == 7 * weeks


@given(dates, dates)
def test_a_warning_stands_exactly_where_nobody_works(today: date, go_live: date) -> None:
    countdown = seen_on(today, go_live)
    assert countdown.end_date is not None
    assert (countdown.go_live_warning is None) == DANISH.is_working_day(go_live)
    assert (countdown.end_date_warning is None) == DANISH.is_working_day(countdown.end_date)
