"""A standup that was left open over midnight: it is seen, ended with minutes, in nobody's way."""

import pytest

from db.commands import board, closing, notes, standup
from db.errors import NotFound, Refused
from db.queries.minutes import from_json
from db.queries.standup import held, last_held, left_open, walk_under_way
from db.rules.codes import Column, NoteKind
from tests.commands.standups import AKS, MKS, beat
from tests.commands.test_closing import NOTE, make_ready
from tests.drivers import PersonDriver, PlanDriver, fails


@pytest.fixture
def left(plan: PlanDriver, mk: PersonDriver, led: int) -> int:
    """Yesterday mk led to the second card; her dashboard has been open ever since."""
    mk.does(standup.go, led, 2, session=MKS)
    plan.later(days=1)
    beat(plan)
    return led


def test_it_is_known_from_one_that_goes_on(plan: PlanDriver, led: int) -> None:
    today = plan.clock.today()
    assert left_open(plan.database, today) is None
    plan.later(days=1)
    found = left_open(plan.database, plan.clock.today())
    assert found is not None
    assert (found.id, found.leader, found.day) == (led, "mk", today)


def test_anybody_ends_it_with_the_minutes_of_that_day(
    plan: PlanDriver, ak: PersonDriver, left: int
) -> None:
    plan.later(hours=1)
    ak.does(board.move, 4, Column.DONE)
    with plan.one_event("standup.held"):
        ak.does(standup.end, left, session=AKS)
    found = last_held(plan.database)
    assert found is not None
    assert (found.id, found.ended_at) == (left, "2017-04-03T08:13:00.000Z")
    minutes = from_json(found.minutes)
    assert (str(minutes.day), minutes.leader, minutes.done) == ("2017-04-03", "mk", ())
    assert walk_under_way(plan.database) is None


def test_anybody_calls_it_off(plan: PlanDriver, ak: PersonDriver, left: int) -> None:
    with plan.one_event("standup.called_off"):
        ak.does(standup.call_off, left, session=AKS)
    assert (walk_under_way(plan.database), held(plan.database)) == (None, [])


def test_it_is_ended_from_outside_a_dashboard(
    plan: PlanDriver, mk: PersonDriver, left: int
) -> None:
    with plan.one_event("standup.held"):
        mk.does(standup.end_open)
    with plan.no_trace(), fails(NotFound, "no_standup_open"):
        mk.does(standup.end_open)


def test_one_that_is_led_is_not_ended_from_outside(
    plan: PlanDriver, ak: PersonDriver, led: int
) -> None:
    with plan.no_trace(), fails(Refused, "standup_not_leading"):
        ak.does(standup.end_open)


def test_notes_on_the_first_page_make_it_one_that_was_held(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    mk.does(notes.add, NoteKind.DECISION, "Vi venter")
    plan.later(days=1)
    mk.does(standup.start, ("changes", "summary"), session=MKS)
    (found,) = held(plan.database)
    assert [remark.text for remark in from_json(found.minutes).decisions] == ["Vi venter"]


@pytest.mark.parametrize("days", [0, 1])
def test_the_card_is_not_closed_over_it(
    plan: PlanDriver, mk: PersonDriver, led: int, days: int
) -> None:
    make_ready(plan)
    day = plan.clock.today()
    plan.later(days=days)
    with plan.no_trace(), fails(Refused, "standup_open") as refusal:
        mk.does(closing.close, NOTE)
    assert refusal.value.params == {"day": day}
    mk.does(standup.end, led, session=MKS)
    with plan.one_event("plan.closed"):
        mk.does(closing.close, NOTE)


def test_one_from_before_a_plan_was_closed_can_still_be_ended(
    plan: PlanDriver, mk: PersonDriver, left: int
) -> None:
    plan.sql("UPDATE plan SET closed_at = '2017-04-03T12:00:00.000Z', closed_by = 'mk'")
    with plan.one_event("standup.held"):
        mk.does(standup.end, left, session="s")
