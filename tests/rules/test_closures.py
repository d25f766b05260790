"""Closing days and holiday weeks as people write them, and what they do to the count of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.calendar import WorkingCalendar, check_agreed, days_off, days_off_here
from db.rules.closures import MOST_DAYS, Period, parse_period, period

TODAY = date(2017, 4, 3)
PUBLIC = days_off(range(2015, 2041), ())
days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
lengths = st.integers(0, MOST_DAYS - 1).map(timedelta)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("uge 29", date(2017, 7, 17), date(2017, 7, 23)),
        ("UGE 29-31 2027", date(2027, 7, 19), date(2027, 8, 8)),
        ("week 42, 2026", date(2026, 10, 12), date(2026, 10, 18)),
        ("u8", date(2018, 2, 19), date(2018, 2, 25)),  # this year's is over
        ("uge 14", date(2017, 4, 3), date(2017, 4, 9)),  # today's own
        ("uge 53 2026", date(2026, 12, 28), date(2027, 1, 3)),
        ("uger 52-1 2026", date(2026, 12, 21), date(2027, 1, 10)),
        ("23-12-2026", date(2026, 12, 23), date(2026, 12, 23)),
        ("23-12-2026 - 02-01-2027", date(2026, 12, 23), date(2027, 1, 2)),
        ("23/12 til 2/1", date(2017, 12, 23), date(2018, 1, 2)),
    ],
)
def test_a_period_as_people_write_it(text: str, first: date, last: date) -> None:
    assert parse_period(text, TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("uge 53 2027", "week_unknown"),
        ("uge 0", "week_unknown"),
        ("uge 99", "week_unknown"),
        ("uge 29 1999", "date_out_of_range"),
        ("uge 1-30 2027", "period_too_long"),
        ("24-12-2026 - 23-12-2026", "period_backwards"),
        ("sommeren", "period_not_understood"),
        ("1-5 - 2-5 - 3-5", "period_not_understood"),
        ("", "period_not_understood"),
        ("uge " + "9" * 5_000, "period_not_understood"),
    ],
)
def test_what_is_no_period(text: str, code: str) -> None:
    with pytest.raises(InvalidInput, match=code):
        parse_period(text, TODAY)


@given(days, lengths)
def test_any_two_dates_round_trip(first: date, length: timedelta) -> None:
    last = first + length
    typed = f"{first:%d-%m-%Y} - {last:%d-%m-%Y}"
    assert parse_period(typed, TODAY) == period(first, last)
    assert period(first, last).days() == [first + timedelta(n) for n in range(length.days + 1)]


@given(days)
def test_every_week_is_monday_to_sunday_and_names_itself(day: date) -> None:
    year, week, _weekday = day.isocalendar()
    found = parse_period(f"uge {week} {year}", TODAY)
    assert (found.first.isoweekday(), found.last.isoweekday()) == (1, 7)
    assert day in found.days()


@given(st.lists(st.tuples(days, lengths), max_size=4), days, days)
def test_working_days_between_closing_days_agree_with_a_count_by_hand(
    closed: list[tuple[date, timedelta]], start: date, target: date
) -> None:
    spans = [(first, first + length, "Lukket") for first, length in closed]
    calendar = WorkingCalendar(days_off_here(PUBLIC, ["12-24"], spans))

    def works(day: date) -> bool:
        shut = any(first <= day <= last for first, last, _name in spans)
        holiday = day in PUBLIC or (day.month, day.day) == (12, 24)
        return day.isoweekday() <= 5 and not shut and not holiday

    low, high = sorted((start, target))
    between = [low + timedelta(n) for n in range(1, (high - low).days + 1)]
    by_hand = sum(map(works, between))
    assert abs(calendar.working_days_left(start, target)) == by_hand


def test_a_closing_week_gives_its_name_to_each_of_its_days_and_a_holiday_keeps_its_own() -> None:
    here = days_off_here(PUBLIC, [], [(date(2017, 4, 10), date(2017, 4, 16), "Påskelukket")])
    calendar = WorkingCalendar(here)
    assert calendar.day_off_names(date(2017, 4, 10)) == ("Påskelukket",)
    assert calendar.day_off_names(date(2017, 4, 13)) == ("Maundy Thursday", "Påskelukket")
    assert calendar.last_working_day_before(date(2017, 4, 18)) == date(2017, 4, 7)


def test_days_by_agreement_come_and_go_also_where_they_were_planted() -> None:
    old = days_off([2017], ["06-05", "12-24"])
    here = days_off_here(old, ["05-01"], [])
    assert here[date(2017, 5, 1)] == "May Day"
    assert here[date(2017, 6, 5)] == "Whit Monday"
    assert date(2017, 12, 24) not in here
    assert days_off_here(old, ["06-05"], [])[date(2017, 6, 5)] == "Whit Monday; Constitution Day"
    assert days_off_here(old, ["rubbish", "13-40"], []) == days_off([2017], [])


def test_agreed_days_are_put_in_order_and_judged() -> None:
    assert check_agreed(["12-24", "05-01", "12-24"]) == ["05-01", "12-24"]
    for wrong in (["31-12"], ["x"], [f"01-{day:02}" for day in range(1, 12)]):
        with pytest.raises(InvalidInput, match="day_off_not_understood"):
            check_agreed(wrong)
