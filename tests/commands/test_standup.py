"""A standup: one leads, all see the same stop, another can take over, and it ends."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.bell import Ear
from db.commands import board, notes, standup, undo
from db.commands.plan import set_go_live
from db.errors import InvalidInput, NotFound, Refused
from db.models import Plan, Standup
from db.place import Place
from db.queries.health import health
from db.queries.history import EventKind, history
from db.queries.minutes import from_json
from db.queries.standup import Walk, held, last_held, walk_under_way
from db.rules.codes import Column, NoteKind
from db.rules.walk import CHANGES, SUMMARY
from tests.commands.standups import AGENDA, AKS, MKS, beat, walk
from tests.drivers import PersonDriver, PlanDriver, fails, values


def test_whoever_starts_leads(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("standup.started") as changes:
        outcome = ak.does(standup.start, AGENDA, session=AKS)
    assert walk(plan) == Walk(
        id=outcome.entity_id,
        leader="ak",
        session=AKS,
        started_at="2017-04-03T08:12:00.000Z",
        planned_minutes=15,
        since_event=0,
        agenda=AGENDA,
        place=0,
    )
    assert (plan.last.entity, plan.last.entity_id, plan.last.title) == ("standup", 1, "")
    assert values(changes)["version"] == (None, 1)
    assert walk(plan).day.isoformat() == "2017-04-03"


def test_one_standup_at_a_time(plan: PlanDriver, ak: PersonDriver, led: int) -> None:
    with plan.no_trace(), fails(Refused, "standup_led") as refusal:
        ak.does(standup.start, AGENDA, session=AKS)
    assert refusal.value.params == {"name": "mk"}
    assert walk(plan).id == led


@pytest.mark.parametrize(
    "agenda",
    [
        (),
        ("changes",),
        ("activity:4", "summary"),
        ("changes", "activity:4"),
        ("changes", "activity:4", "activity:4", "summary"),
        ("changes", "summary", "summary"),
        ("changes", "activity:x", "summary"),
        ("changes", "stakeholder:1", "summary"),
        ("changes", "activity:4\n", "summary"),
        ("changes", f"activity:{'9' * 30}", "summary"),
    ],
)
def test_an_agenda_that_nobody_could_follow_is_refused(
    plan: PlanDriver, mk: PersonDriver, agenda: tuple[str, ...]
) -> None:
    with plan.no_trace(), fails(InvalidInput, "no_such_stop"):
        mk.does(standup.start, agenda, session=MKS)


def test_going_through_it_is_seen_and_leaves_no_event(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    events, version = plan.events(), plan.row(Standup, led)["version"]
    mk.does(standup.go, led, 2, session=MKS)
    assert (walk(plan).stop, walk(plan).number, len(walk(plan).items)) == ("activity:5", 2, 3)
    assert plan.row(Standup, led)["place_since"] == "2017-04-03T08:13:00.000Z"
    mk.does(standup.go, led, 0, session=MKS)
    assert (walk(plan).stop, walk(plan).number) == ("changes", 0)
    mk.does(standup.go, led, 4, session=MKS)
    assert walk(plan).stop == "summary"
    assert plan.events() == events
    assert plan.row(Standup, led)["version"] == version


def test_every_step_is_heard_by_the_open_dashboards(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    with closing(Ear(Place.of(plan.path))) as ear:
        mk.does(standup.go, led, 1, session=MKS)
        assert ear.heard()
        mk.does(standup.defer, led, "activity:4", session=MKS)
        assert ear.heard()


def test_what_is_put_off_comes_last_and_the_number_does_not_jump(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    mk.does(standup.go, led, 1, session=MKS)
    events = plan.events()
    mk.does(standup.defer, led, "activity:4", session=MKS)
    later = ("changes", "activity:5", "communication_item:1", "activity:4", "summary")
    assert (walk(plan).agenda, walk(plan).stop, walk(plan).number) == (later, "activity:5", 1)
    mk.does(standup.defer, led, "activity:4", session=MKS)
    assert (walk(plan).agenda, walk(plan).place) == (later, 1)
    mk.does(standup.go, led, 2, session=MKS)
    mk.does(standup.defer, led, "activity:5", session=MKS)
    assert walk(plan).stop == "communication_item:1"
    mk.does(standup.go, led, 4, session=MKS)
    mk.does(standup.defer, led, "communication_item:1", session=MKS)
    assert walk(plan).stop == "summary"
    assert plan.events() == events


@pytest.mark.parametrize("place", [-1, 5, 10**30])
def test_there_is_nothing_beyond_the_agenda(
    plan: PlanDriver, mk: PersonDriver, led: int, place: int
) -> None:
    with plan.no_trace(), fails(InvalidInput, "no_such_stop"):
        mk.does(standup.go, led, place, session=MKS)


@pytest.mark.parametrize("stop", ["changes", "summary", "activity:26", "", "["])
def test_only_an_item_is_put_off(plan: PlanDriver, mk: PersonDriver, led: int, stop: str) -> None:
    with plan.no_trace(), fails(InvalidInput, "no_such_stop"):
        mk.does(standup.defer, led, stop, session=MKS)


def test_it_ends_with_its_minutes(plan: PlanDriver, mk: PersonDriver, led: int) -> None:
    before = plan.last.id
    plan.later(minutes=12)
    beat(plan)
    with plan.one_event("standup.held"):
        mk.does(standup.end, led, session=MKS)
    assert walk_under_way(plan.database) is None
    found = last_held(plan.database)
    assert found is not None
    assert found[:5] == (led, "mk", "2017-04-03T08:12:00.000Z", "2017-04-03T08:25:00.000Z", before)
    assert from_json(found.minutes).leader == "mk"
    for command, args in ((standup.go, (1,)), (standup.end, ()), (standup.take_over, ())):
        with plan.no_trace(), fails(Refused, "standup_over"):
            mk.does(command, led, *args, session=MKS)


def test_one_that_was_called_off_has_not_been_held(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    with plan.one_event("standup.called_off") as changes:
        mk.does(standup.call_off, led, session=MKS)
    assert list(values(changes)) == ["ended_at"]
    assert (walk_under_way(plan.database), last_held(plan.database)) == (None, None)
    mk.does(standup.start, AGENDA, session=MKS)
    assert walk(plan).since_event == 0


def test_the_next_one_counts_from_the_last_that_was_held(
    plan: PlanDriver, mk: PersonDriver, led: int
) -> None:
    mk.does(board.move, 4, Column.IN_PROGRESS)
    known = plan.last.id
    mk.does(standup.end, led, session=MKS)
    plan.later(days=1)
    mk.does(standup.call_off, mk.adds(standup.start, AGENDA, session=MKS), session=MKS)
    third = mk.adds(standup.start, AGENDA, session=MKS)
    assert walk(plan).since_event == known
    mk.does(standup.end, third, session=MKS)
    assert [row.id for row in held(plan.database)] == [third, led]
    assert [row.id for row in held(plan.database, before=third)] == [led]
    assert [row.id for row in held(plan.database, limit=1)] == [third]


def test_one_that_was_left_open_is_ended_by_the_next(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, led: int
) -> None:
    mk.does(standup.go, led, 2, session=MKS)
    known = plan.last.id
    plan.later(hours=3)
    ak.does(board.move, 4, Column.DONE)
    plan.later(days=1)
    beat(plan)
    with plan.one_event("standup.started"):
        ak.does(standup.start, AGENDA, session=AKS)
    found = last_held(plan.database)
    assert found is not None
    assert (found.id, found.ended_at, found.last_event) == (led, "2017-04-03T08:13:00.000Z", known)
    minutes = from_json(found.minutes)
    assert (minutes.leader, minutes.done) == ("mk", ())  # it was done when all had gone
    assert (walk(plan).leader, walk(plan).since_event) == ("ak", known)


def test_one_left_open_on_its_first_page_was_not_held(
    plan: PlanDriver, ak: PersonDriver, led: int
) -> None:
    plan.later(days=1)
    ak.does(standup.start, AGENDA, session=AKS)
    assert last_held(plan.database) is None
    assert plan.row(Standup, led)["ended_at"] == "2017-04-03T08:12:00.000Z"


def test_a_request_made_again_is_one_standup(plan: PlanDriver, mk: PersonDriver) -> None:
    request = mk.asks()
    first = standup.start(plan.database, request, AGENDA, session=MKS)
    with plan.no_trace():
        assert standup.start(plan.database, request, AGENDA, session=MKS) == first
    request = mk.asks()
    ended = standup.end(plan.database, request, first.entity_id, session=MKS)
    with plan.no_trace():
        assert standup.end(plan.database, request, first.entity_id, session=MKS) == ended


def test_there_is_no_standup_of_that_number(plan: PlanDriver, mk: PersonDriver) -> None:
    with plan.no_trace(), fails(NotFound, "item_missing"):
        mk.does(standup.go, 7, 0, session=MKS)


def test_a_meeting_is_not_undone(plan: PlanDriver, mk: PersonDriver, led: int) -> None:
    mk.does(set_go_live, None, reason="Udskudt")
    mk.does(standup.end, led, session=MKS)
    mk.does(undo.undo)
    assert plan.last.undone == "plan.go_live_set"
    assert last_held(plan.database) is not None


def test_how_long_it_is_meant_to_take(plan: PlanDriver, mk: PersonDriver) -> None:
    for wrong in (0, -5, 121):
        with plan.no_trace(), fails(InvalidInput, "standup_length_out_of_range"):
            mk.does(standup.set_length, wrong)
    mk.does(standup.set_length, 20)
    assert plan.row(Plan, 1)["standup_minutes"] == 20
    mk.does(standup.start, AGENDA, session=MKS)
    assert walk(plan).planned_minutes == 20


def test_the_history_tells_of_meetings(plan: PlanDriver, mk: PersonDriver, led: int) -> None:
    mk.does(board.move, 4, Column.IN_PROGRESS)
    mk.does(standup.end, led, session=MKS)
    found = history(plan.database, kind=EventKind.STANDUP)
    assert [event.action for event in found] == ["standup.held", "standup.started"]
    assert health(plan.database).broken_event is None


steps = st.lists(
    st.one_of(
        st.tuples(st.just("go"), st.integers(-2, 9)),
        st.tuples(st.just("defer"), st.sampled_from([*AGENDA, "activity:99"])),
        st.tuples(st.just("archive"), st.sampled_from([4, 5])),
        st.tuples(st.just("take_over"), st.booleans()),
    ),
    max_size=25,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=steps)
def test_no_stop_is_lost_whatever_happens(planted: Path, steps: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            plan.sql("PRAGMA synchronous = OFF")
            names = ["mk", "ak"]
            number = plan.person("mk").adds(standup.start, AGENDA, session="mk")
            for what, argument in steps:
                stop = walk(plan).stop
                _take(plan, number, names, what, argument)
                found = walk(plan)
                assert sorted(found.agenda) == sorted(AGENDA)
                assert (found.agenda[0], found.agenda[-1]) == ("changes", "summary")
                assert 0 <= found.place < len(AGENDA)
                assert found.stop == stop or what == "go" or (what, argument) == ("defer", stop)
            assert plan.broken_links() == []
        finally:
            plan.close()


def _take(plan: PlanDriver, number: int, names: list[str], what: str, argument: Any) -> None:
    """One step by whoever leads; what there is not is refused."""
    leader = plan.person(names[0])
    try:
        if what == "archive":
            leader.does(board.archive, argument)
        elif what == "take_over":
            names.reverse()
            plan.person(names[0]).does(standup.take_over, number, session=names[0])
        else:
            leader.does(getattr(standup, what), number, argument, session=names[0])
    except InvalidInput as refusal:
        if refusal.code != "no_such_stop":
            raise


def test_all_who_led_stand_in_the_minutes(plan: PlanDriver, mk: PersonDriver) -> None:
    ak = plan.person("ak")
    number = mk.adds(standup.start, [CHANGES, SUMMARY], session="one")
    ak.does(standup.take_over, number, session="two")
    ak.does(standup.end, number, session="two")
    assert from_json(held(plan.database)[0].minutes).leaders == ("mk", "ak")


def test_what_is_said_at_the_last_stop_of_a_forgotten_standup_is_kept(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    number = mk.adds(standup.start, [CHANGES, SUMMARY], session="one")
    mk.does(standup.go, number, 1, session="one")
    plan.later(minutes=1)
    mk.does(notes.add, NoteKind.DECISION, "Vi venter")
    plan.later(days=1)
    mk.does(standup.start, [CHANGES, SUMMARY], session="two")
    (found,) = held(plan.database)
    assert [remark.text for remark in from_json(found.minutes).decisions] == ["Vi venter"]


def test_a_standup_from_before_the_clock_was_set_back_is_in_nobodys_way(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    plan.later(days=3)
    number = mk.adds(standup.start, [CHANGES, SUMMARY], session="one")
    mk.does(standup.go, number, 1, session="one")
    plan.later(days=-3)
    mk.does(standup.start, [CHANGES, SUMMARY], session="two")
    (found,) = held(plan.database)
    assert found.ended_at >= found.started_at
