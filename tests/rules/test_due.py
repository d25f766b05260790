"""Due dates: what they come to, and how pressing they are."""

from datetime import date

import pytest

from db.errors import InvalidInput
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.due import (
    Anchor,
    Anchors,
    Due,
    Rule,
    Timing,
    Urgency,
    format_offset,
    timing,
)

DANISH = WorkingCalendar(days_off([2016, 2017], DEFAULT_DAYS_BY_AGREEMENT))
GO_LIVE = date(2017, 5, 1)
EIGHT_BEFORE = Rule(Anchor.GO_LIVE, -8)


def seen_on(today: date, due: Due, *, go_live: date | None = GO_LIVE, done: bool = False) -> Timing:
    return timing(due, Anchors(go_live, DANISH), today, done)


def day_of(due: Due, go_live: date | None = GO_LIVE) -> date | None:
    return Anchors(go_live, DANISH).resolve(due)


def test_an_anchored_date_moves_with_go_live_and_a_fixed_one_stays() -> None:
    assert day_of(Due(offset_weeks=-8), GO_LIVE) == date(2017, 3, 6)
    assert day_of(Due(offset_weeks=-8), date(2017, 5, 8)) == date(2017, 3, 13)
    assert day_of(Due(offset_weeks=0), GO_LIVE) == GO_LIVE
    fixed = Due(due_date=date(2017, 3, 6))
    assert day_of(fixed, GO_LIVE) == day_of(fixed, None) == date(2017, 3, 6)


def test_without_a_go_live_an_anchored_date_is_not_known_yet() -> None:
    assert day_of(Due(offset_weeks=-8), None) is None
    assert day_of(Due(), GO_LIVE) is None


def test_a_due_date_is_anchored_or_fixed_but_never_both() -> None:
    with pytest.raises(InvalidInput, match="due_both_set"):
        Due(offset_weeks=-8, due_date=GO_LIVE)


def test_an_offset_beyond_the_last_date_is_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="date_out_of_range"):
        day_of(Due(offset_weeks=1), date.max)


@pytest.mark.parametrize(
    ("today", "urgency", "days"),
    [
        (date(2017, 2, 26), Urgency.LATER, 8),
        (date(2017, 2, 27), Urgency.SOON, 7),
        (date(2017, 3, 5), Urgency.SOON, 1),
        (date(2017, 3, 6), Urgency.TODAY, 0),
        (date(2017, 3, 7), Urgency.LATE, -1),
    ],
)
def test_a_date_comes_closer_day_by_day(today: date, urgency: Urgency, days: int) -> None:
    seen = seen_on(today, Due(offset_weeks=-8))
    assert (seen.due, seen.offset_weeks) == (date(2017, 3, 6), -8)
    assert (seen.urgency, seen.days) == (urgency, days)


def test_twenty_days_over_are_fourteen_working_days_over() -> None:
    seen = seen_on(date(2017, 3, 26), Due(offset_weeks=-8))
    assert (seen.days, seen.working_days) == (-20, -14)


def test_a_finished_item_is_never_late_but_keeps_its_numbers() -> None:
    seen = seen_on(date(2017, 3, 26), Due(offset_weeks=-8), done=True)
    assert seen == Timing(date(2017, 3, 6), -8, Urgency.FINISHED, -20, -14, EIGHT_BEFORE)


def test_nothing_due_and_not_known_yet_are_told_apart() -> None:
    assert seen_on(GO_LIVE, Due()) == Timing(None, None, Urgency.NONE, None, None)
    unknown = seen_on(GO_LIVE, Due(offset_weeks=-8), go_live=None)
    assert unknown == Timing(None, -8, Urgency.UNRESOLVED, None, None, EIGHT_BEFORE)
    finished = seen_on(GO_LIVE, Due(offset_weeks=-8), go_live=None, done=True)
    assert finished.urgency is Urgency.FINISHED


def test_how_soon_is_soon_can_be_set() -> None:
    due = Due(due_date=date(2017, 3, 6))
    seen = timing(due, Anchors(None, DANISH), date(2017, 2, 20), False, soon_within_days=14)
    assert seen.urgency is Urgency.SOON
    assert seen.offset_weeks is None


def test_an_offset_is_always_written_with_its_sign() -> None:
    assert [format_offset(weeks) for weeks in (-8, 0, 2)] == ["T-8", "T+0", "T+2"]
