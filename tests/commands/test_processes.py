"""Several real processes on one file: nothing is lost, and nothing happens twice."""

from collections import Counter
from datetime import date
from pathlib import Path

from db.commands import board, communication, departments, undo
from db.commands.plan import set_go_live
from db.errors import Conflict, Refused
from db.models import Activity, ChecklistItem, Department, Plan
from db.queries.board import activity
from db.queries.communication import item
from db.queries.plan import plan_facts
from db.rules.codes import Column, Kind, Step
from db.rules.due import Anchor, Due, Rule, Unit
from tests.drivers import PlanDriver, changed, in_processes, replayed

CARD, POINT, ITEM = 4, 1, 1
PROCESSES, ROUNDS = 4, 25
MOVES = 9


def test_no_update_is_lost(plan: PlanDriver) -> None:
    """Each process adds its own lines to one description and its own points to one checklist."""
    ground, known = plan.rows(), plan.last.id
    calls = [(str(plan.path), f"p{number}") for number in range(PROCESSES)]
    acknowledged = [line for lines in in_processes(write_lines, *calls) for line in lines]
    found = activity(plan.database, CARD)
    lines = found.description.splitlines()[1:]
    assert Counter(lines) == Counter(acknowledged)
    assert len(lines) == PROCESSES * ROUNDS
    points = [point.text for point in found.checklist][4:]
    assert Counter(points) == Counter(acknowledged)
    events = plan.events(after=known)
    assert len(events) == 2 * PROCESSES * ROUNDS
    assert found.card.version == 1 + PROCESSES * ROUNDS
    assert plan.broken_links() == []
    assert replayed(ground, events) == plan.rows()


def write_lines(path: str, name: str) -> list[str]:
    """Write lines as an editor does: read, think, save, and on a conflict begin again."""
    plan = PlanDriver(Path(path))
    who, written = plan.person("ak"), list[str]()
    try:
        while len(written) < ROUNDS:
            line = f"{name} {len(written)}"
            base = activity(plan.database, CARD).description
            try:
                who.does(board.edit, CARD, changed(description=(base, f"{base}\n{line}")))
            except Conflict:
                continue
            who.does(board.add_checklist_item, CARD, line)
            written.append(line)
    finally:
        plan.close()
    return written


def test_two_ticks_at_once_are_one(plan: PlanDriver) -> None:
    known = plan.last.id
    made = in_processes(tick, (str(plan.path), "mk"), (str(plan.path), "ak"))
    actions = [event.action for event in plan.events(after=known)]
    assert sorted(actions) == ["checklist.ticked", "communication.draft_ticked"]
    assert sorted(event is None for both in made for event in both) == [False, False, True, True]
    assert plan.row(ChecklistItem, POINT)["ticked_by"] in ("mk", "ak")
    assert item(plan.database, ITEM).steps[0].ticked_by in ("mk", "ak")


def tick(path: str, name: str) -> list[int | None]:
    """Tick a point and a step."""
    plan = PlanDriver(Path(path))
    try:
        who = plan.person(name)
        return [
            who.does(board.set_tick, POINT, True).event,
            who.does(communication.set_step, ITEM, Step.DRAFT, True).event,
        ]
    finally:
        plan.close()


def test_one_request_from_two_processes_is_one_event(plan: PlanDriver) -> None:
    known = plan.last.id
    request = plan.person("ak").asks()
    call = (str(plan.path), request.uuid)
    events = in_processes(add_once, call, call)
    assert len(set(events)) == 1
    assert [event.action for event in plan.events(after=known)] == ["activity.added"]


def add_once(path: str, uuid: str) -> int | None:
    """Add an activity under a request that somebody else may be making too."""
    plan = PlanDriver(Path(path))
    try:
        return board.add(plan.database, plan.person("ak").asks(uuid), "Ring rundt").event
    finally:
        plan.close()


def test_a_hard_limit_holds_against_a_rush(plan: PlanDriver) -> None:
    plan.person("mk").does(board.set_limit, Column.IN_PROGRESS, 3, hard=True)
    calls = [(str(plan.path), first) for first in (1, 8)]
    moved = sum(in_processes(rush, *calls))
    here = [row for row in plan.rows().values() if row.get("column") == Column.IN_PROGRESS]
    assert (moved, len(here)) == (3, 3)


def rush(path: str, first: int) -> int:
    """Move seven cards into one column; says how many were let in."""
    plan, moved = PlanDriver(Path(path)), 0
    try:
        for card in range(first, first + 7):
            try:
                plan.person("ak").does(board.move, card, Column.IN_PROGRESS)
            except Refused:
                continue
            moved += 1
    finally:
        plan.close()
    return moved


def test_one_person_undoes_in_two_windows(plan: PlanDriver) -> None:
    """Two dashboards of one person take back two different events, never one twice."""
    ak = plan.person("ak")
    done = [ak.does(board.move, card, Column.DONE).event for card in (1, 2, 3)]
    in_processes(undo_once, (str(plan.path),), (str(plan.path),))
    undone = [event.undoes for event in plan.events() if event.action == "undo"]
    assert undone == [done[2], done[1]]


def undo_once(path: str) -> None:
    """Undo one thing."""
    plan = PlanDriver(Path(path))
    try:
        plan.person("ak").does(undo.undo)
    finally:
        plan.close()


def test_go_live_moves_while_a_department_gets_another_start(plan: PlanDriver) -> None:
    """Whoever comes first, each is told what follows from what is there, and nothing is lost."""
    ak, late = plan.person("ak"), Kind.IMPLEMENTATION
    desk = ak.adds(departments.add, "Borgerservice", users=40)
    card = ak.adds(board.add, "Åbn", kind=late, due=Due(offset_weeks=2), department=desk)
    counted = Due(rule=Rule(Anchor.ACTIVITY, 2, Unit.WORKING_DAYS, card))
    done = ak.adds(board.add, "Øv", due=counted)
    ak.does(board.move, done, Column.DONE)
    held = plan_facts(plan.database).anchors.resolve(counted)
    ground, known = plan.rows(), plan.last.id
    path = str(plan.path)
    in_processes(move, (path, "mk", desk), (path, "ak", desk))
    moved = plan.row(Plan, 1)["go_live"], plan.row(Department, desk)["start_of_use"]
    assert moved == (f"2017-11-{MOVES:02}", f"2018-02-{MOVES:02}")
    row = plan.row(Activity, card)
    assert (row["offset_weeks"], row["due_rule"]) == (None, f"department:{desk}+2w")
    assert held is not None
    assert plan.row(Activity, done)["due_date"] == held.isoformat()
    events = plan.events(after=known)
    assert Counter(event.action for event in events) == {
        "plan.go_live_set": MOVES,
        "department.edited": MOVES,
    }
    assert replayed(ground, events) == plan.rows()
    assert plan.broken_links() == []


def move(path: str, name: str, desk: int) -> None:
    """Move go-live, or the start of a department, day by day."""
    plan, before = PlanDriver(Path(path)), None
    who = plan.person(name)
    try:
        for number in range(1, MOVES + 1):
            if name == "mk":
                who.does(set_go_live, date(2017, 11, number), reason="Forsinket")
            else:
                start = date(2018, 2, number)
                who.does(departments.edit, desk, changed(start_of_use=(before, start)))
                before = start
    finally:
        plan.close()
