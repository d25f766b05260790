"""The calendar of a Danish town hall: which days are off, and counting the ones that are not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off

YEARS = range(2015, 2051)
DAYS_OFF = days_off(YEARS, DEFAULT_DAYS_BY_AGREEMENT)
DANISH = WorkingCalendar(DAYS_OFF)
ONE_DAY = timedelta(days=1)

dates = st.dates(date(2015, 1, 1), date(2040, 12, 31))
any_days_off = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 31)), st.just("Day off"))


def counted_by_hand(calendar: WorkingCalendar, today: date, target: date) -> int:
    first, last = min(today, target), max(today, target)
    days = (first + ONE_DAY * n for n in range(1, (last - first).days + 1))
    count = sum(calendar.is_working_day(day) for day in days)
    return count if target >= today else -count


@given(dates, dates)
def test_working_days_left_agrees_with_counting_day_by_day(today: date, target: date) -> None:
    assert DANISH.working_days_left(today, target) == counted_by_hand(DANISH, today, target)


@given(any_days_off, st.dates(date(2026, 1, 1), date(2026, 3, 31)))
def test_the_count_is_right_for_any_set_of_days_off(off: dict[date, str], target: date) -> None:
    calendar = WorkingCalendar(off)
    today = date(2026, 2, 14)
    assert calendar.working_days_left(today, target) == counted_by_hand(calendar, today, target)


def test_days_left_to_a_date_are_those_after_today_up_to_and_including_it() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert DANISH.working_days_left(friday, monday) == 1
    assert DANISH.working_days_left(monday, monday) == 0
    assert DANISH.working_days_left(monday, friday) == -1


def test_a_day_that_is_off_does_not_count() -> None:
    before_easter, after_easter = date(2017, 4, 12), date(2017, 4, 18)
    assert DANISH.working_days_left(before_easter, after_easter) == 1


def test_without_days_off_every_weekday_is_a_working_day() -> None:
    assert WorkingCalendar({}).working_days_left(date(2026, 12, 20), date(2026, 12, 27)) == 5


def test_great_prayer_day_is_off_until_2023_and_a_working_day_from_2024() -> None:
    assert DANISH.day_off_names(date(2017, 5, 12)) == ("Great Prayer Day",)
    assert not DANISH.is_working_day(date(2023, 5, 5))
    assert DANISH.is_working_day(date(2024, 4, 26))
    assert max(day.year for day, name in DAYS_OFF.items() if "Great Prayer Day" in name) == 2023


def test_two_reasons_on_one_day_are_both_named() -> None:
    assert DAYS_OFF[date(2017, 6, 5)] == "Whit Monday; Constitution Day"
    assert DANISH.day_off_names(date(2017, 6, 5)) == ("Whit Monday", "Constitution Day")


def test_a_weekend_is_named_by_its_day_unless_it_is_a_holiday_too() -> None:
    assert DANISH.day_off_names(date(2026, 11, 21)) == ("Saturday",)
    assert DANISH.day_off_names(date(2026, 11, 22)) == ("Sunday",)
    assert DANISH.day_off_names(date(2027, 3, 28)) == ("Easter Sunday",)
    assert DANISH.day_off_names(date(2026, 11, 23)) == ()


def test_every_name_that_can_turn_up_is_known_to_the_translators() -> None:
    every_day = days_off(YEARS, ("05-01", "12-23", *DEFAULT_DAYS_BY_AGREEMENT))
    assert {name for names in every_day.values() for name in names.split("; ")} == {
        "New Year's Day",
        "Maundy Thursday",
        "Good Friday",
        "Easter Sunday",
        "Easter Monday",
        "Great Prayer Day",
        "Ascension Day",
        "Pentecost",
        "Whit Monday",
        "Christmas Day",
        "Second Day of Christmas",
        "May Day",
        "Constitution Day",
        "Christmas Eve",
        "New Year's Eve",
        "Day off by agreement",
    }


def test_days_by_agreement_are_off_only_where_they_are_agreed() -> None:
    nothing_agreed = WorkingCalendar(days_off([2026], ()))
    assert nothing_agreed.is_working_day(date(2026, 12, 24))
    assert not DANISH.is_working_day(date(2026, 12, 24))
    may_day_agreed = WorkingCalendar(days_off([2026], ["05-01"]))
    assert may_day_agreed.day_off_names(date(2026, 5, 1)) == ("May Day",)


def test_a_leap_day_by_agreement_is_off_in_leap_years_only() -> None:
    off = days_off([2027, 2028], ["02-29"])
    assert off[date(2028, 2, 29)] == "Day off by agreement"
    assert not any(day.month == 2 for day in off if day.year == 2027)


@pytest.mark.parametrize("text", ["02-30", "13-01", "6-5", "05/06", "", "2026-06-05", "06-05\n"])
def test_a_day_by_agreement_that_no_year_has_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="day_off_not_understood"):
        days_off([2026], [text])


def test_only_the_years_asked_for_come_back() -> None:
    assert {day.year for day in days_off([2026, 2024, 2026], ["12-24"])} == {2024, 2026}
    assert days_off([], DEFAULT_DAYS_BY_AGREEMENT) == {}


def test_the_last_working_day_before_whit_monday_is_the_friday() -> None:
    assert DANISH.last_working_day_before(date(2017, 6, 5)) == date(2017, 6, 2)


@given(dates)
def test_nothing_but_days_off_lies_after_the_last_working_day_before(day: date) -> None:
    found = DANISH.last_working_day_before(day)
    assert found < day
    assert DANISH.is_working_day(found)
    assert DANISH.working_days_left(found, day - ONE_DAY) == 0


@given(dates, st.integers(1, 600))
def test_adding_working_days_lands_on_the_nth_working_day(day: date, n: int) -> None:
    later, earlier = DANISH.add_working_days(day, n), DANISH.add_working_days(day, -n)
    assert DANISH.is_working_day(later)
    assert DANISH.is_working_day(earlier)
    assert DANISH.working_days_left(day, later) == n
    assert DANISH.working_days_left(earlier, day - ONE_DAY) == n - 1


def test_adding_no_working_days_stays_even_on_a_sunday() -> None:
    assert DANISH.add_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_the_ends_of_the_calendar_are_said_not_guessed() -> None:
    assert DANISH.working_days_left(date.min, date.max) > 2_600_000
    with pytest.raises(OverflowError):
        DANISH.last_working_day_before(date.min)
    with pytest.raises(OverflowError):
        DANISH.add_working_days(date.max, 1)
