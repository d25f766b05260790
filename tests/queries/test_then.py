"""The log tells what the plan was: taking the events back gives the tables of then."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.changes import last_event
from db.clock import stored_day
from db.commands import undo
from db.queries.beside import CARD, LISTS, MESSAGE
from db.queries.departments import DepartmentRow
from db.queries.due import read_due, start_of
from db.queries.notes import NoteRow
from db.queries.plan import plan_facts
from db.queries.since import Since, since
from db.queries.then import State, changed_between, state_before, state_now
from db.rules.calendar import WorkingCalendar
from db.rules.codes import Column, CommunicationState
from db.rules.due import Anchor, AnchorPoint, Anchors
from tests.commands.histories import Deed, histories, play
from tests.drivers import PlanDriver, Rows

quietly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
FACE = {
    "activity": (
        *("title", "description", "kind", "condition", "card_part", "responsible", "assignee"),
        *("column", "waiting_reason", "waiting_on", "offset_weeks", "due_date", "department"),
    ),
    "communication_item": (
        *("stakeholder", "audience", "occasion", "message", "purpose", "channel", "sender"),
        *("responsible", "offset_weeks", "due_date", "state"),
    ),
}
POINTS = {"activity": "checklist_item", "communication_item": "communication_step"}


@contextmanager
def copied(planted: Path) -> Iterator[PlanDriver]:
    """A plan of this example's own."""
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            yield at
        finally:
            at.close()


@quietly
@given(before=histories(15), after=histories(25))
def test_net_changes_are_the_difference_between_two_dumps(
    planted: Path, before: list[Deed], after: list[Deed]
) -> None:
    with copied(planted) as at:
        play(at, before)
        then, known = at.rows(), last_event(at.database)
        play(at, after)
        net = changed_between(at.database, known)
        told = {key: {name: net[:2] for name, net in row.items()} for key, row in net.items()}
        assert _without_versions(told) == _difference(then, at.rows())


@quietly
@given(before=histories(15), after=histories(25))
def test_the_plan_with_the_events_taken_back_is_the_plan_of_then(
    planted: Path, before: list[Deed], after: list[Deed]
) -> None:
    with copied(planted) as at:
        play(at, before)
        then, known = state_now(at.database), last_event(at.database)
        play(at, after)
        now = state_now(at.database)
        found = state_before(at.database, now, changed_between(at.database, known))
        assert _comparable(found) == _comparable(then)
        assert found.criterion == then.criterion


@quietly
@given(before=histories(15), after=histories(25), later=histories(10))
def test_what_is_listed_is_what_differs_and_all_that_differs(
    planted: Path, before: list[Deed], after: list[Deed], later: list[Deed]
) -> None:
    with copied(planted) as at:
        play(at, before)
        then, known = at.rows(), last_event(at.database)
        play(at, after)
        now, today, reached = at.rows(), at.clock.today(), last_event(at.database)
        found = since(at.database, today, after=known)
        assert _listed(found) == _differing(then, now)
        calendar = plan_facts(at.database).calendar
        late = _late(now, today, calendar) - _late(then, today, calendar)
        assert {(t.entity, t.id) for t in found.late} == late
        _check_lists(found)
        play(at, later)
        again = since(at.database, today, after=known, until=reached)
        assert again._replace(notes=_bare(again.notes)) == found._replace(notes=_bare(found.notes))


@quietly
@given(history=histories(20), times=st.integers(1, 40))
def test_what_has_been_undone_is_no_news(planted: Path, history: list[Deed], times: int) -> None:
    with copied(planted) as at:
        then, known = at.rows(), last_event(at.database)
        play(at, history)
        play(at, [(who, undo.undo, (), {}) for who in ("mk", "ak") for _ in range(times)])
        found = since(at.database, at.clock.today(), after=known)
        assert _listed(found) == _differing(then, at.rows())


def _without_versions(rows: dict[Any, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """The fields that differ; the versions count the events, and a new row's blanks are none."""
    bare = {
        key: {name: both for name, both in row.items() if name != "version" and both[0] != both[1]}
        for key, row in rows.items()
    }
    return {key: row for key, row in bare.items() if row}


def _difference(then: Rows, now: Rows) -> dict[Any, dict[str, Any]]:
    """What a comparison of two dumps finds; a new row has all its fields."""
    assert then.keys() <= now.keys()
    found: dict[Any, dict[str, Any]] = {}
    for key, row in now.items():
        if key in then:
            old = then[key]
            found[key] = {name: (old[name], value) for name, value in row.items()}
        else:
            found[key] = {name: (None, value) for name, value in row.items() if name != "id"}
    return _without_versions(found)


def _comparable(state: State) -> Any:
    """The state without what is counted from other tables, and without versions."""
    return (
        state.go_live,
        {n: c._replace(version=0, ticked=0, points=0) for n, c in state.cards.items()},
        {n: i._replace(version=0, steps=()) for n, i in state.items.items()},
        {
            n: s._replace(version=0, completed=0, items=0, last_contact=None)
            for n, s in state.stakeholders.items()
        },
        _bare(state.notes.values()),
        {n: _without_report_versions(row) for n, row in state.departments.items()},
        [list(rows) for rows in state[1:]],
    )


def _without_report_versions(row: DepartmentRow) -> DepartmentRow:
    return row._replace(version=0, trend=tuple(one._replace(version=0) for one in row.trend))


def _bare(notes: Iterable[NoteRow]) -> tuple[NoteRow, ...]:
    """Notes without their version, and without the title of what they are about."""
    return tuple(note._replace(version=0, about="") for note in notes)


def _listed(found: Since) -> set[tuple[str, int]]:
    lists = (getattr(found, name) for name in LISTS if name != "late")
    return {(touched.entity, touched.id) for touched in sum(lists, ())}


def _check_lists(found: Since) -> None:
    """An item stands once in the lists that say what has become of it."""
    one = (found.finished, found.unblocked, found.moved, found.added, found.archived)
    placed = [(touched.entity, touched.id) for touched in sum(one, ())]
    assert len(placed) == len(set(placed))
    assert all(touched.by for touched in sum(one, ()))
    assert all(touched.old != touched.new for touched in (*found.moved, *found.unblocked))
    assert all(touched.points for touched in found.ticked)
    assert all(touched.fields for touched in found.edited)


def _differing(then: Rows, now: Rows) -> set[tuple[str, int]]:
    """The items that look otherwise to whoever looks at the plan."""
    keys = {key for key in now if key[0] in FACE}
    return {key for key in keys if _face(key, then) != _face(key, now)}


def _face(key: tuple[str, Any], rows: Rows) -> Any:
    row = rows.get(key)
    if row is None or row["archived"]:
        return None
    parent = "activity" if key[0] == CARD else "item"
    points = {
        number: (point.get("text"), point["ticked_by"] is not None)
        for (entity, number), point in rows.items()
        if entity == POINTS[key[0]] and point[parent] == key[1] and not point.get("archived")
    }
    return [row[name] for name in FACE[key[0]]], points


def _late(rows: Rows, today: Any, calendar: WorkingCalendar) -> set[tuple[str, int]]:
    go_live = rows["plan", 1]["go_live"]
    anchor = type(today).fromisoformat(go_live) if go_live else None
    dues = {
        (Anchor(entity), number): read_due(row["offset_weeks"], row["due_date"], row["due_rule"])
        for (entity, number), row in rows.items()
        if entity in (CARD, MESSAGE)
    } | {
        (Anchor.DEPARTMENT, number): start_of(stored_day(row["start_of_use"]))
        for (entity, number), row in rows.items()
        if entity == Anchor.DEPARTMENT.value
    }
    points = {key: AnchorPoint("", due) for key, due in dues.items()}
    anchors = Anchors(anchor, calendar, points=points)
    finished = (Column.DONE, Column.NOT_APPLICABLE)
    closed = (CommunicationState.COMPLETED, CommunicationState.CANCELLED)
    found = set()
    for (entity, number), row in rows.items():
        if entity not in (CARD, MESSAGE) or row["archived"]:
            continue
        due = anchors.resolve(dues[Anchor(entity), number])
        over = row["column"] in finished if entity == CARD else row["state"] in closed
        if due and due < today and not over:
            found.add((entity, number))
    return found
