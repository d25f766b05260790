"""Weeks of extra help as people type them, and the weeks in which nobody helps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.codes import Answer, ChangeSize
from db.rules.roster import WEEKS, format_weeks, gaps, gaps_press, helpers_named, parse_weeks
from tests.drivers import fails

some_weeks = st.sets(st.sampled_from(WEEKS)).map(lambda weeks: tuple(sorted(weeks)))


@given(some_weeks)
def test_weeks_are_read_as_they_are_written(weeks: tuple[int, ...]) -> None:
    assert parse_weeks(format_weeks(weeks)) == weeks


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [
        ("0-5", WEEKS),
        (" 0 - 2, 4", (0, 1, 2, 4)),
        ("T+0–T+2;5", (0, 1, 2, 5)),
        ("t+1 t+3", (1, 3)),
        ("3,3,3", (3,)),
        ("", ()),
    ],
)
def test_how_people_write_weeks(typed: str, weeks: tuple[int, ...]) -> None:
    assert parse_weeks(typed) == weeks


@pytest.mark.parametrize("typed", ["6", "2-1", "0-9", "en uge", "0--2", "-1", "T-1", "1" * 5_000])
def test_what_are_no_weeks_of_the_roster(typed: str) -> None:
    with fails(InvalidInput, "weeks_not_understood"):
        parse_weeks(typed)


@given(st.lists(some_weeks), st.sampled_from(ChangeSize), st.sampled_from(Answer))
def test_a_gap_is_a_week_that_nobody_has_taken(
    taken: list[tuple[int, ...]], size: ChangeSize, answer: Answer
) -> None:
    missing = gaps(answer, size, taken)
    if size is not ChangeSize.LARGE or answer is Answer.NO:
        assert missing == ()
    else:
        assert set(missing) | {week for weeks in taken for week in weeks} == set(WEEKS)
        assert not any(week in weeks for week in missing for weeks in taken)


START = date(2017, 5, 1)


def test_gaps_press_from_two_weeks_before_until_each_is_over() -> None:
    assert gaps_press((0, 4), START, START - timedelta(days=15)) == ()
    assert gaps_press((0, 4), START, START - timedelta(days=14)) == (0, 4)
    assert gaps_press((0, 4), START, START + timedelta(days=6)) == (0, 4)
    assert gaps_press((0, 4), START, START + timedelta(days=7)) == (4,)
    assert gaps_press((0, 4), START, START + timedelta(weeks=5)) == ()
    assert gaps_press((0, 4), None, START) == ()


def test_helpers_are_named_by_line_or_comma_each_once() -> None:
    assert helpers_named("Ida Holm, bo\n\nIda Holm; per ", "bo") == ("Ida Holm", "bo", "per")
    assert helpers_named("", " \n") == ()
