"""What has been put off in a walk is known by the order in which it stands now."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.walk import CHANGES, SUMMARY
from sapa_tui.presentation.agenda import deferred

ITEMS = tuple(f"activity:{number}" for number in range(1, 9))
AGENDA = (CHANGES, *ITEMS, SUMMARY)


def put_off(agenda: tuple[str, ...], stop: str) -> tuple[str, ...]:
    """The agenda with a stop after all the others."""
    return (*(other for other in agenda[:-1] if other != stop), stop, SUMMARY)


def test_nothing_is_put_off_at_first() -> None:
    assert deferred(AGENDA, AGENDA) == ()
    assert deferred(AGENDA, ()) == ()
    assert deferred((CHANGES, SUMMARY), (CHANGES, SUMMARY)) == ()


def test_what_is_put_off_stands_at_the_end_in_the_order_in_which_it_was() -> None:
    agenda = put_off(put_off(AGENDA, ITEMS[4]), ITEMS[1])
    assert deferred(agenda, AGENDA) == (ITEMS[4], ITEMS[1])


@given(st.lists(st.sampled_from(ITEMS), max_size=20))
def test_what_is_left_is_in_the_first_order_and_nothing_else_was_put_off(stops: list[str]) -> None:
    agenda = AGENDA
    for stop in stops:
        agenda = put_off(agenda, stop)
    later = deferred(agenda, AGENDA)
    assert set(later) <= set(stops)
    assert agenda[1:-1][len(ITEMS) - len(later) :] == later
    left = [stop for stop in agenda if stop in ITEMS and stop not in later]
    assert left == sorted(left, key=ITEMS.index)
