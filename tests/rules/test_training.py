"""Who has been taught, who lacks it, and whose numbers nobody has given."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.rules.codes import Answer
from db.rules.training import (
    Learners,
    Taught,
    attended_shared,
    is_held,
    lacking,
    lacks_numbers,
    stayed_away,
)

TODAY = date(2017, 4, 3)
numbers = st.integers(0, 40)
dates = st.one_of(st.none(), st.dates(TODAY - timedelta(9), TODAY + timedelta(9)))
places = st.integers(1, 3)
classes = st.lists(
    st.builds(Taught, st.one_of(st.none(), places), dates, numbers, st.one_of(st.none(), numbers))
)
departments = st.lists(
    st.builds(Learners, places, numbers, st.sampled_from(list(Answer))),
    unique_by=lambda row: row.department,
)


def day(offset: int) -> date:
    return TODAY + timedelta(offset)


def test_own_classes_count_and_shared_ones_stand_apart() -> None:
    job = Learners(1, 64, Answer.YES)
    held = [Taught(1, day(-9), 20, 18), Taught(1, day(-2), 20, 14), Taught(None, day(-1), 12, 9)]
    [numbers] = lacking([job], [*held, Taught(2, day(-1), 10, 10)], TODAY)
    assert (numbers.attended, numbers.lacking) == (32, 32)
    assert attended_shared(held) == 9


def test_a_department_without_new_workflows_lacks_nothing() -> None:
    assert lacking([Learners(1, 64, Answer.NO)], [], TODAY) == []


def test_the_next_class_is_the_first_that_it_may_go_to() -> None:
    open_to_all, theirs = Taught(None, day(4), 0, None), Taught(1, day(9), 0, None)
    [numbers] = lacking([Learners(1, 5, Answer.YES)], [theirs, open_to_all], TODAY)
    assert (numbers.next_on, numbers.next_shared) == (day(4), True)
    [numbers] = lacking(
        [Learners(1, 5, Answer.YES)], [open_to_all, Taught(1, day(4), 0, None)], TODAY
    )
    assert (numbers.next_on, numbers.next_shared) == (day(4), False)
    held_today = Taught(1, TODAY, 5, 5)
    [numbers] = lacking([Learners(1, 5, Answer.YES)], [held_today], TODAY)
    assert (numbers.next_on, numbers.next_shared) == (None, False)


@given(departments, classes)
def test_nobody_lacks_less_than_nothing_or_more_than_there_are(
    known: list[Learners], held: list[Taught]
) -> None:
    found = lacking(known, held, TODAY)
    assert [row.department for row in found] == [
        row.department for row in known if row.new_workflows is not Answer.NO
    ]
    for row in found:
        assert 0 <= row.lacking <= row.users
        assert row.lacking == row.users - row.attended or row.attended > row.users
        assert row.next_on is None or row.next_on >= TODAY
    everybody = sum(row.attended or 0 for row in held)
    assert sum(row.attended for row in found) + attended_shared(held) <= everybody


@given(departments, classes, numbers)
def test_one_more_own_class_never_makes_more_lack_it(
    known: list[Learners], held: list[Taught], came: int
) -> None:
    before = lacking(known, held, TODAY)
    for row in before:
        more = [*held, Taught(row.department, TODAY, 0, came)]
        [after] = [one for one in lacking(known, more, TODAY) if one.department == row.department]
        assert after.attended == row.attended + came
        assert after.lacking <= row.lacking


@given(dates, st.one_of(st.none(), numbers))
def test_numbers_are_asked_for_the_day_after_at_the_earliest(
    held_on: date | None, attended: int | None
) -> None:
    if lacks_numbers(held_on, attended, TODAY):
        assert is_held(held_on, TODAY)
        assert attended is None
        assert held_on != TODAY


def test_who_was_invited_and_stayed_away() -> None:
    assert [stayed_away(12, came) for came in (None, 9, 12, 14)] == [0, 3, 0, 0]
