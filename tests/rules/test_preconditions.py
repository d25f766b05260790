"""Go or no-go: what follows from an answer, a sign-off and the open points."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.codes import Answer, SignOff
from db.rules.preconditions import (
    GoLine,
    GoState,
    GoSum,
    go_state,
    go_sum,
    not_ready_soon,
    started_sum,
)

START = date(2017, 5, 1)
days = st.dates(date(2016, 1, 1), date(2018, 12, 31))


def a_line(
    answer: Answer = Answer.YES,
    said: SignOff | None = None,
    met: int = 0,
    total: int = 2,
    start: date | None = None,
) -> GoLine:
    """A department's readiness."""
    return GoLine(1, "Jobcenter", answer, "Åse", start, said, "", "Åse", None, met, total)


lines = st.builds(
    a_line,
    st.sampled_from(Answer),
    st.none() | st.sampled_from(SignOff),
    st.integers(0, 2),
    st.just(2),
    st.none() | days,
)


@pytest.mark.parametrize(
    ("answer", "said", "open_points", "state"),
    [
        (Answer.YES, None, 2, GoState.NOT_SAID),
        (Answer.UNDECIDED, None, 0, GoState.NOT_SAID),
        (Answer.YES, SignOff.READY, 0, GoState.GO),
        (Answer.UNDECIDED, SignOff.READY, 1, GoState.READY_WITH_OPEN),
        (Answer.YES, SignOff.NOT_READY, 0, GoState.NO_GO),
        (Answer.NO, SignOff.NOT_READY, 2, GoState.NOT_RELEVANT),
    ],
)
def test_where_a_department_stands(
    answer: Answer, said: SignOff | None, open_points: int, state: GoState
) -> None:
    assert go_state(answer, said, open_points) is state


@given(line=lines)
def test_only_a_leaders_word_is_a_go(line: GoLine) -> None:
    ready = line.state in (GoState.GO, GoState.READY_WITH_OPEN)
    assert ready == (line.said is SignOff.READY and line.answer is not Answer.NO)
    assert line.state is not GoState.GO or line.open == 0


@given(found=st.lists(lines))
def test_the_sum_leaves_out_who_has_nothing_to_begin(found: list[GoLine]) -> None:
    ready, relevant = go_sum(found)
    assert 0 <= ready <= relevant
    assert relevant == sum(line.answer is not Answer.NO for line in found)


def test_a_go_in_spite_of_open_points_counts() -> None:
    ready, late = a_line(said=SignOff.READY), a_line(said=SignOff.NOT_READY)
    assert go_sum([ready, late, a_line(), a_line(Answer.NO)]) == GoSum(1, 3)


@pytest.mark.parametrize(
    ("days_before", "asked"), [(8, False), (7, True), (1, True), (0, True), (-1, False)]
)
def test_a_week_before_its_start_a_department_is_asked(days_before: int, asked: bool) -> None:
    today = START - timedelta(days=days_before)
    assert bool(not_ready_soon([a_line()], START, today)) is asked
    own = a_line(start=START)
    assert bool(not_ready_soon([own], date(2018, 1, 1), today)) is asked
    assert bool(not_ready_soon([own], None, today)) is asked


@given(found=st.lists(lines), go_live=st.none() | days, today=days)
def test_nobody_is_asked_who_has_a_go_or_no_day(
    found: list[GoLine], go_live: date | None, today: date
) -> None:
    for line in not_ready_soon(found, go_live, today):
        assert line.state in (GoState.NO_GO, GoState.NOT_SAID)
        assert timedelta(0) <= (line.start or go_live or date.min) - today <= timedelta(weeks=1)


@given(found=st.lists(lines), go_live=st.none() | st.dates(), today=st.dates())
def test_who_has_started_is_counted_among_those_with_something_to_begin(
    found: list[GoLine], go_live: date | None, today: date
) -> None:
    started, relevant = started_sum(found, go_live, today)
    assert 0 <= started <= relevant == go_sum(found).relevant
    assert started_sum(found, go_live, date.max)[0] >= started, "nobody stops again"


def test_a_department_starts_on_its_own_day_or_with_go_live() -> None:
    today = date(2017, 5, 1)
    own = a_line()._replace(start=date(2017, 5, 2))
    assert started_sum([own, a_line()], today, today) == (1, 2)
    assert started_sum([own, a_line()], None, today) == (0, 2)
    assert started_sum([own], None, date(2017, 5, 2)) == (1, 1)
