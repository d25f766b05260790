"""Due dates as people type them: weeks from go-live, dates, weekdays and weeks."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.due import OFFSET_LIMIT, Due, format_offset
from db.rules.typed_due import parse_date, parse_due, parse_offset

TODAY = date(2026, 11, 23)
"""A Monday, in week 48."""

offsets = st.integers(-OFFSET_LIMIT, OFFSET_LIMIT)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("T-8", -8),
        ("t+2", 2),
        (" T - 8 ", -8),
        ("T\u22128", -8),
        ("-8w", -8),
        ("-8u", -8),
        ("-1 uge", -1),
        ("+2 uger", 2),
        ("+2 weeks", 2),
        ("8w", 8),
        ("T8", 8),
        ("-8", -8),
        ("T0", 0),
        ("T+0", 0),
        ("T-0", 0),
        ("0", 0),
        ("T-008", -8),
        ("T-520", -520),
    ],
)
def test_an_offset_is_read_the_way_people_write_it(text: str, weeks: int) -> None:
    assert parse_offset(text) == weeks


@pytest.mark.parametrize("text", ["", "8", "T", "-", "T-8 dage", "-8.5", "8-", "T--8", "T-٨", "x"])
def test_an_offset_that_could_mean_anything_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_offset(text)
    assert refused.value.code == "offset_not_understood"
    assert refused.value.params == {"text": text}


@pytest.mark.parametrize("text", ["T-521", "+9999w", "-" + "9" * 10_000])
def test_an_offset_of_more_than_ten_years_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="offset_out_of_range") as refused:
        parse_offset(text)
    assert refused.value.params["limit"] == OFFSET_LIMIT
    assert len(refused.value.params["text"]) <= 60


@given(offsets)
def test_an_offset_survives_being_written_and_read_again(weeks: int) -> None:
    assert parse_offset(format_offset(weeks)) == weeks
    assert parse_due(format_offset(weeks), TODAY) == Due(offset_weeks=weeks)


@pytest.mark.parametrize(
    "text",
    [
        "23-11-2026",
        "23.11.2026",
        "23/11/2026",
        "23/11 26",
        "23/11 2026",
        "23-11-26",
        "23. 11. 2026",
        "2026-11-23",
        "23-11",
        "23.11.",
        " 23/11 ",
    ],
)
def test_a_date_is_read_the_way_danes_write_it(text: str) -> None:
    assert parse_date(text, TODAY) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i dag", date(2026, 11, 23)),
        (" I  Morgen ", date(2026, 11, 24)),
        ("imorgen", date(2026, 11, 24)),
        ("today", date(2026, 11, 23)),
        ("Tomorrow", date(2026, 11, 24)),
        ("i går", date(2026, 11, 22)),
        ("fre", date(2026, 11, 27)),
        ("på mandag", date(2026, 11, 23)),
        ("fre 27-11", date(2026, 11, 27)),
        ("uge 48", date(2026, 11, 27)),
        ("ti uge 47", date(2027, 11, 23)),
    ],
)
def test_a_day_is_understood_by_the_name_it_is_shown_by(text: str, day: date) -> None:
    assert parse_date(text, date(2026, 11, 23)) == day
    assert parse_due(text, date(2026, 11, 23)) == Due(due_date=day)


def test_without_a_year_the_next_such_day_is_meant() -> None:
    assert parse_date("23-11", date(2026, 11, 23)) == date(2026, 11, 23)
    assert parse_date("23-11", date(2026, 11, 24)) == date(2027, 11, 23)
    assert parse_date("1/1", date(2026, 11, 24)) == date(2027, 1, 1)
    assert parse_date("29-02", date(2024, 3, 1)) == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["", "om lidt", "31-02-2026", "29-02-2027", "31-02", "00-00"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_date(text, TODAY)
    assert refused.value.code == "date_not_understood"
    assert refused.value.params == {"text": text}


@pytest.mark.parametrize("text", ["23-11-202", "23-13-2026", "2026-11", "2026-11-23T10:00", "23"])
def test_half_a_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="date_not_understood"):
        parse_date(text, TODAY)


@pytest.mark.parametrize("text", ["31-12-1999", "01-01-2101", "0001-01-01", "9999-12-31"])
def test_a_year_that_can_only_be_a_slip_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="date_out_of_range"):
        parse_date(text, TODAY)


def test_a_short_date_cannot_lead_out_of_range_either() -> None:
    with pytest.raises(InvalidInput, match="date_out_of_range"):
        parse_date("01-01", date(2100, 6, 1))
    with pytest.raises(InvalidInput, match="date_out_of_range"):
        parse_date("29-02", date(2096, 3, 1))
    with pytest.raises(InvalidInput, match="date_not_understood"):
        parse_date("29-02", date(9999, 6, 1))


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.dates(date(2000, 1, 1)))
def test_a_full_date_means_the_same_whatever_today_is(day: date, today: date) -> None:
    assert parse_date(day.strftime("%d-%m-%Y"), today) == day
    assert parse_date(day.isoformat(), today) == day


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(0, 365))
def test_a_short_date_is_found_again_within_the_year(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    found = parse_date(f"{day.day}/{day.month}", today)
    assert today <= found <= day
    assert (found.day, found.month) == (day.day, day.month)


def test_one_field_takes_an_offset_or_a_date_or_nothing() -> None:
    assert parse_due("T-8", TODAY) == Due(offset_weeks=-8)
    assert parse_due("-8", TODAY) == Due(offset_weeks=-8)
    assert parse_due("2 uger", TODAY) == Due(offset_weeks=2)
    assert parse_due("23-11", TODAY) == Due(due_date=date(2026, 11, 23))
    assert parse_due("2026-11-23", TODAY) == Due(due_date=date(2026, 11, 23))
    assert parse_due("", TODAY) == parse_due("  \t", TODAY) == Due()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("snart", "due_not_understood"),
        ("0", "due_not_understood"),
        ("8", "due_not_understood"),
        ("31-02-2026", "due_not_understood"),
        ("T-521", "offset_out_of_range"),
        ("23-11-1999", "date_out_of_range"),
    ],
)
def test_the_refusal_says_what_was_wrong(text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_due(text, TODAY)
    assert refused.value.code == code
    assert refused.value.params["text"] == text


@given(st.text() | st.text(alphabet="tTuUwW+-./ 0123456789"), st.dates())
def test_whatever_is_typed_is_understood_or_refused_never_a_crash(text: str, today: date) -> None:
    # Anything but InvalidInput, the refusal, fails this test.
    with suppress(InvalidInput):
        due = parse_due(text, today)
        assert due.due_date is None or 2000 <= due.due_date.year <= 2100
        assert due.offset_weeks is None or abs(due.offset_weeks) <= OFFSET_LIMIT


def test_what_a_refusal_repeats_is_short_and_harmless() -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_due("\x1b]0;x\x07" + "y" * 500, TODAY)
    assert refused.value.params["text"].startswith("]0;xyyy")
    assert len(refused.value.params["text"]) <= 60


# Weekdays and weeks ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ma", date(2026, 11, 23)),
        ("mandag", date(2026, 11, 23)),
        ("fre", date(2026, 11, 27)),
        ("Fri.", date(2026, 11, 27)),
        ("på fredag", date(2026, 11, 27)),
        ("sø", date(2026, 11, 29)),
        ("uge 48", date(2026, 11, 27)),
        ("ma uge 48", date(2026, 11, 23)),
        ("fre i uge 50", date(2026, 12, 11)),
        ("w48", date(2026, 11, 27)),
        ("uge 47", date(2027, 11, 26)),
        ("uge 2", date(2027, 1, 15)),
        ("uge 53", date(2027, 1, 1)),
        ("to uge 53 2026", date(2026, 12, 31)),
        ("2026-W53-1", date(2026, 12, 28)),
        ("ma 28-09-2026", date(2026, 9, 28)),
        ("fre 27-11", date(2026, 11, 27)),
    ],
)
def test_weekdays_and_weeks(text: str, day: date) -> None:
    assert parse_due(text, TODAY) == Due(due_date=day)


def test_this_week_lasts_until_its_sunday() -> None:
    assert parse_due("uge 48", date(2026, 11, 29)) == Due(due_date=date(2026, 11, 27))
    assert parse_due("uge 48", date(2026, 11, 30)) == Due(due_date=date(2027, 12, 3))


@pytest.mark.parametrize(
    ("text", "year", "week"), [("uge 53 2027", 2027, 53), ("uge 0", 2026, 0), ("w99", 2026, 99)]
)
def test_a_week_that_the_year_has_not_is_refused(text: str, year: int, week: int) -> None:
    with pytest.raises(InvalidInput, match="week_unknown") as refused:
        parse_due(text, TODAY)
    assert refused.value.params == {"year": year, "week": week}


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_one_of_the_next_seven_days(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    name = ("ma", "ti", "on", "to", "fr", "lø", "sø")[day.weekday()]
    assert parse_due(name, today) == Due(due_date=day)


@given(st.dates(date(2000, 1, 10), date(2100, 12, 20)), st.dates(date(2000, 1, 1)))
def test_every_day_is_found_by_its_week(day: date, today: date) -> None:
    year, week, weekday = day.isocalendar()
    name = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday - 1]
    assert parse_due(f"{name} week {week} {year}", today) == Due(due_date=day)
