from datetime import date

import pytest

from db.rules.due import Urgency
from sapa_tui import locale
from sapa_tui.presentation import dates

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("language", "long", "short", "week"),
    [
        ("en", "Mon 23-11-2026", "Mo 23-11", "week 48"),
        ("da", "man 23-11-2026", "ma 23-11", "uge 48"),
    ],
)
def test_a_day_in_both_languages(language: str, long: str, short: str, week: str) -> None:
    locale.use(language)
    assert dates.day_long(MONDAY) == long
    assert dates.day_short(MONDAY) == short
    assert dates.week(MONDAY) == week


def test_every_weekday_has_its_danish_name() -> None:
    locale.use("da")
    days = [date(2026, 11, 23 + offset) for offset in range(7)]
    assert [dates.day_long(day)[:3] for day in days] == [
        "man",
        "tir",
        "ons",
        "tor",
        "fre",
        "lør",
        "søn",
    ]
    assert [dates.day_short(day)[:2] for day in days] == ["ma", "ti", "on", "to", "fr", "lø", "sø"]


def test_week_53_is_the_isos() -> None:
    locale.use("da")
    assert dates.week(date(2026, 12, 28)) == "uge 53"
    assert dates.week(date(2027, 1, 3)) == "uge 53"


@pytest.mark.parametrize(
    ("instant", "danish", "english"),
    [
        ("2017-04-03T08:12:00.000Z", "i dag 10:12", "today 10:12"),
        ("2017-04-02T08:12:00.000Z", "i går 10:12", "yesterday 10:12"),
        ("2017-03-01T09:12:00.000Z", "on 01-03 10:12", "We 01-03 10:12"),
        ("2016-12-30T09:12:00.000Z", "fr 30-12-2016 10:12", "Fr 30-12-2016 10:12"),
        ("2017-04-02T22:30:00.000Z", "i dag 00:30", "today 00:30"),
    ],
)
def test_an_instant_is_told_in_danish_time(instant: str, danish: str, english: str) -> None:
    today = date(2017, 4, 3)
    assert dates.clock_time(instant, today) == english
    locale.use("da")
    assert dates.clock_time(instant, today) == danish


@pytest.mark.parametrize(
    ("days", "danish", "english"),
    [
        (12, "om 12 dage", "in 12 days"),
        (2, "om 2 dage", "in 2 days"),
        (1, "i morgen", "tomorrow"),
        (0, "i dag", "today"),
        (-1, "1 dag over", "1 day over"),
        (-3, "3 dage over", "3 days over"),
    ],
)
def test_before_on_and_after_are_three_different_things(
    days: int, danish: str, english: str
) -> None:
    assert dates.days_phrase(days) == english
    locale.use("da")
    assert dates.days_phrase(days) == danish


def test_one_is_singular() -> None:
    assert dates.count_days(1) == "1 day"
    assert dates.count_working_days(17) == "17 working days"
    locale.use("da")
    assert dates.count_days(1) == "1 dag"
    assert dates.count_days(28) == "28 dage"
    assert dates.count_days(0) == "0 dage"
    assert dates.count_working_days(1) == "1 arbejdsdag"
    assert dates.count_working_days(-1) == "-1 arbejdsdag"


def test_a_sign_is_always_one_character() -> None:
    assert all(len(dates.urgency_sign(urgency)) == 1 for urgency in Urgency)
    assert dates.urgency_sign(Urgency.LATE) == "!"
    assert dates.urgency_sign(Urgency.FINISHED) == "✓"
