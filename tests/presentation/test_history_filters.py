"""The history's filter in words, and the days that people type into it."""

from datetime import date

import pytest

from db.errors import InvalidInput
from db.queries.history import EventKind
from sapa_tui import locale
from sapa_tui.presentation.history_filters import HistoryFilter, day_past, event_kind_word

TODAY = date(2026, 11, 23)
NAMES = {"mk": "Mette Kragh"}
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("chosen", "danish"),
    [
        (HistoryFilter(), ""),
        (
            HistoryFilter(person="mk", kind=EventKind.COMMUNICATION, first=MONDAY),
            "MK · kommunikation · fra ma 16-11",
        ),
        (HistoryFilter(first=MONDAY, last=FRIDAY), "fra ma 16-11 til og med fr 20-11"),
        (HistoryFilter(last=FRIDAY), "til og med fr 20-11"),
        (HistoryFilter(first=MONDAY, last=MONDAY), "den ma 16-11"),
        (HistoryFilter(first=date(2025, 12, 24)), "fra on 24-12-2025"),
        (HistoryFilter(text=" MED-udvalget\x1b[2J "), "“MED-udvalget[2J”"),
        (HistoryFilter(kind=EventKind.REFUSED), "afviste forsøg"),
    ],
)
def test_a_filter_in_words(chosen: HistoryFilter, danish: str) -> None:
    locale.use("da")
    assert chosen.words(NAMES, TODAY) == danish


def test_the_last_day_is_included_whole() -> None:
    query = HistoryFilter(first=MONDAY, last=MONDAY).query()
    assert str(query["since"]) == "2026-11-16 00:00:00+01:00"
    assert str(query["until"]) == "2026-11-17 00:00:00+01:00"
    summer = HistoryFilter(last=date(2026, 10, 24)).query()  # the clock goes back the day after
    assert str(summer["until"]) == "2026-10-25 00:00:00+02:00"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("16-11", MONDAY),
        ("23-11", TODAY),
        ("24-11", date(2025, 11, 24)),
        ("16.11.2024", date(2024, 11, 16)),
        ("fre", FRIDAY),
        ("mandag", TODAY),
        ("fre 20-11", FRIDAY),
        ("i går", date(2026, 11, 22)),
        ("uge 47", FRIDAY),
        ("ma uge 48", TODAY),
        ("uge 48", date(2025, 11, 28)),
        ("uge 49 2026", date(2026, 12, 4)),
    ],
)
def test_a_day_without_its_year_has_been(typed: str, day: date) -> None:
    assert day_past(typed, TODAY) == day


def test_a_week_has_been_also_after_a_year_of_53() -> None:
    assert day_past("uge 1", date(2027, 1, 4)) == date(2026, 1, 2)


def test_a_day_that_is_none() -> None:
    with pytest.raises(InvalidInput):
        day_past("31-02", TODAY)


def test_every_kind_has_a_word_of_its_own() -> None:
    locale.use("da")
    assert len({event_kind_word(kind) for kind in EventKind}) == len(EventKind)
