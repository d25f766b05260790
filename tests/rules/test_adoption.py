"""Weeks of use, and what a number of users comes to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.adoption import LAST_WEEK, adoption_state, week_of_use
from db.rules.codes import AdoptionState
from tests.drivers import fails

START = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "week"),
    [(-1, None), (0, 0), (6, 0), (7, 1), (35, 5), (364, 52), (371, 52), (4_000, LAST_WEEK)],
)
def test_weeks_count_from_the_start_of_use(days: int, week: int | None) -> None:
    assert week_of_use(START, START + timedelta(days=days)) == week


@pytest.mark.parametrize(
    ("in_use", "users", "state"),
    [
        (0, 40, AdoptionState.NOT_STARTED),
        (1, 40, AdoptionState.PARTLY),
        (39, 40, AdoptionState.PARTLY),
        (40, 40, AdoptionState.FULLY),
        (0, 0, AdoptionState.NOT_STARTED),
    ],
)
def test_the_number_tells_the_state(in_use: int, users: int, state: AdoptionState) -> None:
    assert adoption_state(in_use, users) is state


@given(st.integers(0, 50), st.integers(0, 50), st.sampled_from([None, *AdoptionState]))
def test_nobody_is_said_to_be_all_and_all_are_not_said_to_be_nobody(
    in_use: int, more: int, chosen: AdoptionState | None
) -> None:
    users = in_use + more
    all_of_them, nobody = in_use == users > 0, in_use == 0
    if (chosen is AdoptionState.FULLY and not all_of_them) or (
        chosen is AdoptionState.NOT_STARTED and not nobody
    ):
        with fails(InvalidInput, "adoption_state_unfit"):
            adoption_state(in_use, users, chosen)
        return
    state = adoption_state(in_use, users, chosen)
    assert chosen in (None, state)
    assert state is not AdoptionState.FULLY or all_of_them
    assert state is not AdoptionState.NOT_STARTED or nobody


def test_people_may_judge_that_habits_have_not_settled() -> None:
    assert adoption_state(40, 40, AdoptionState.PARTLY) is AdoptionState.PARTLY
    assert adoption_state(0, 40, AdoptionState.UNDER_WAY) is AdoptionState.UNDER_WAY
    with fails(InvalidInput, "adoption_state_unfit"):
        adoption_state(3, 40, AdoptionState.FULLY)
