"""Random programs of several people, run at the same time by real processes on one file."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.changes import EventRow, last_event
from db.commands import board, people, undo
from db.errors import Conflict, Refused
from db.models import Activity
from db.rules.codes import Column, Role
from tests.drivers import PersonDriver, PlanDriver, changed, crew, fails, in_processes, replayed

Together = Callable[..., list[Any]]
CARD, POINT = 4, 1
PEOPLE = ("mk", "ak", "hh")
REFUSALS = {"archived", "nothing_to_undo", "nothing_to_redo", "undo_overtaken"}
"""What may come of a wish when colleagues are at the same card; anything else is a fault."""

step = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(["title", "description", "assignee"])),
    st.tuples(st.just("edit"), st.sampled_from(["title", "description", "assignee"])),
    st.tuples(st.just("tick"), st.booleans()),
    st.tuples(st.just("move"), st.sampled_from([Column.IN_PROGRESS, Column.DONE])),
    st.tuples(st.just("point"), st.just("Ring rundt")),
    st.tuples(st.sampled_from(["archive", "restore", "undo", "undo", "redo"]), st.none()),
)
programs = st.lists(st.lists(step, min_size=3, max_size=10), min_size=3, max_size=3)


class Answer(NamedTuple):
    """What a wish came to: an event, a refusal, or neither; and for an edit, what was sent."""

    event: int | None
    refusal: str = ""
    field: str = ""
    base: str = ""
    mine: str = ""


@pytest.fixture(scope="module")
def together() -> Iterator[Together]:
    """As many processes as people, kept for all examples."""
    with crew(len(PEOPLE)) as call:
        yield call


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(programs=programs)
def test_what_was_answered_is_what_is_stored(
    together: Together, planted: Path, programs: list[list[tuple[str, Any]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            plan.person("mk").does(people.set_role, "hh", Role.MEMBER)
            ground, known = plan.rows(), plan.last.id
            calls = zip([str(plan.path)] * len(PEOPLE), PEOPLE, programs, strict=True)
            told = together(run, *calls)
            events = plan.events(after=known)
            check_answers(events, dict(zip(PEOPLE, told, strict=True)))
            check_order(events)
            assert replayed(ground, events) == plan.rows()
            assert plan.broken_links() == []
            assert plan.sql("PRAGMA integrity_check") == [("ok",)]
        finally:
            plan.close()


def check_answers(events: list[EventRow], told: dict[str, list[Answer]]) -> None:
    """Every event was somebody's answer, and no edit has gone over words its writer had not seen.

    Whoever asked for what a colleague has just done got no event: nothing was to be changed.
    """
    by_id = {event.id: event for event in events}
    for name, answers in told.items():
        mine = [answer.event for answer in answers if answer.event is not None]
        assert mine == [event.id for event in events if event.actor == name]
        assert {answer.refusal for answer in answers} <= {"", "same_field", *REFUSALS}
        for answer in answers:
            if answer.field and answer.event is not None:
                [change] = by_id[answer.event].changes
                assert (change.field, change.old, change.new) == answer[2:]


def check_order(events: list[EventRow]) -> None:
    """Nothing was done to the card while it was archived; each undid only what was theirs."""
    archived, by_id = False, {event.id: event for event in events}
    for event in events:
        news = {change.field: change.new for change in event.changes if change.entity_id == CARD}
        assert not archived or news.get("archived") is False
        archived = bool(news.get("archived", archived))
        if event.undoes in by_id:
            assert by_id[event.undoes].actor == event.actor


def run(path: str, name: str, program: list[tuple[str, Any]]) -> list[Answer]:
    """Carry out one person's program as an editor would that has opened the card before."""
    plan = PlanDriver(Path(path))
    try:
        seen = plan.row(Activity, CARD)
        return [
            _wish(plan.person(name), seen, number, *step) for number, step in enumerate(program)
        ]
    finally:
        plan.close()


def _wish(who: PersonDriver, seen: dict[str, Any], number: int, verb: str, what: Any) -> Answer:
    if verb == "edit":
        return _edit(who, seen, what, f"{who.name} {number}")
    commands: dict[str, tuple[Any, ...]] = {
        "tick": (board.set_tick, POINT, what),
        "move": (board.move, CARD, what),
        "point": (board.add_checklist_item, CARD, what),
        "archive": (board.archive, CARD),
        "restore": (board.restore, CARD),
        "undo": (undo.undo,),
        "redo": (undo.redo,),
    }
    command, *args = commands[verb]
    try:
        return Answer(who.does(command, *args).event)
    except Refused as refusal:
        return Answer(None, refusal.code)


def _edit(who: PersonDriver, seen: dict[str, Any], field: str, mine: str) -> Answer:
    """Write over what was last seen; a conflict shows what a colleague has written meanwhile."""
    base = seen[field]
    try:
        event = who.does(board.edit, CARD, changed(**{field: (base, mine)})).event
    except Conflict as conflict:
        seen[field] = conflict.fields[field][2]
        return Answer(None, conflict.code)
    except Refused as refusal:
        return Answer(None, refusal.code)
    seen[field] = mine
    return Answer(event, "", field, base, mine)


def test_nothing_is_written_after_the_role_has_gone(plan: PlanDriver) -> None:
    known, path = plan.last.id, str(plan.path)
    written, demoted = in_processes(tick_or_demote, (path, "ak", known), (path, "mk", known))
    events = plan.events(after=known)
    of_ak = [event for event in events if event.actor == "ak"]
    *ticks, refused = of_ak
    assert [event.id for event in ticks] == written
    assert max(written) < demoted[0] < refused.id
    assert refused.note == "role_needed board.set_tick"
    assert plan.broken_links() == []


def tick_or_demote(path: str, name: str, known: int) -> list[int]:
    """As ak tick and untick until that is refused; as mk take ak's role once that has begun."""
    plan, done = PlanDriver(Path(path)), list[int]()
    who = plan.person(name)
    try:
        if name == "mk":
            while last_event(plan.database) < known + 10:
                pass
            return [who.does(people.set_role, "ak", Role.VIEWER).event or 0]
        with fails(Refused, "role_needed"):
            while len(done) < 10_000:
                done.append(who.does(board.set_tick, POINT, len(done) % 2 == 0).event or 0)
    finally:
        plan.close()
    return done
