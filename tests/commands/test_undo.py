"""Undo and redo: one's own last events, as new events, across restarts."""

from datetime import date
from typing import Any

import pytest

from db.commands import board, communication, people, stakeholders, undo
from db.commands.plan import set_go_live
from db.errors import Refused
from db.queries.board import activity
from db.queries.undo import next_redo, next_undo
from db.rules.codes import Column, Role, Step
from tests.commands.attempts import EVERY, NEW, Attempt
from tests.drivers import PersonDriver, PlanDriver, Rows, changed, fails

CARD = 4
TITLE = "Kortlæg interessenterne"
ADDS_ROWS = (
    "checklist.added",
    "adoption.set",
    "department.preconditions_planted",
    "department.support_proposed",
    "plan.go_live_set",
)
"""Actions on an item that is there already, by which rows of another table come to it."""
UNDOABLE = [attempt for attempt in EVERY if not attempt.action.startswith("person.")]


def content(at: PlanDriver) -> Rows:
    """The tables without the counting of versions."""
    rows = at.rows()
    return {key: {**row, "version": 0} for key, row in rows.items()}


@pytest.mark.parametrize("attempt", UNDOABLE, ids=lambda attempt: attempt.action)
def test_every_command_is_undone_and_redone(
    plan: PlanDriver, mk: PersonDriver, attempt: Attempt
) -> None:
    attempt.prepare(plan)
    before = content(plan)
    done = attempt.call.by(mk).event
    after, about = content(plan), plan.last

    with plan.one_event("undo"):
        outcome = mk.does(undo.undo)
    event = plan.last
    assert (event.undoes, event.note) == (done, f"#{done}")
    assert (event.entity, event.entity_id, event.title) == (
        *(about.entity, about.entity_id),
        about.title,
    )
    assert outcome == (event.id, about.entity_id)
    new = {key for key in content(plan) if key not in before}
    assert {key: row for key, row in content(plan).items() if key not in new} == before
    assert bool(new) == (attempt in NEW or attempt.action in ADDS_ROWS)
    assert all(content(plan)[key].get("archived", True) for key in new)

    with plan.one_event("redo"):
        mk.does(undo.redo)
    assert (plan.last.undoes, plan.last.note) == (done, f"#{done}")
    assert content(plan) == after
    mk.does(undo.undo)
    assert plan.broken_links() == []


def test_one_step_after_the_other_back_and_forth(plan: PlanDriver, ak: PersonDriver) -> None:
    states = [content(plan)]
    for title in ("B", "C", "D"):
        ak.does(board.edit, CARD, changed(title=(activity(plan.database, CARD).card.title, title)))
        states.append(content(plan))
    for state in reversed(states[:-1]):
        ak.does(undo.undo)
        assert content(plan) == state
    with plan.no_trace(), fails(Refused, "nothing_to_undo"):
        ak.does(undo.undo)
    for state in states[1:]:
        ak.does(undo.redo)
        assert content(plan) == state
    with plan.no_trace(), fails(Refused, "nothing_to_redo"):
        ak.does(undo.redo)
    ak.does(undo.undo)
    ak.does(undo.undo)
    ak.does(undo.redo)
    assert content(plan) == states[2]
    ak.does(undo.undo)
    assert content(plan) == states[1]


def test_new_work_ends_redo_and_is_undone_first(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    ak.does(undo.undo)
    ak.does(board.archive, 5)
    with fails(Refused, "nothing_to_redo"):
        ak.does(undo.redo)
    ak.does(undo.undo)
    ak.does(undo.redo)
    ak.does(undo.undo)
    with fails(Refused, "nothing_to_undo"):
        ak.does(undo.undo)


def test_only_ones_own_events(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    mk.does(board.archive, 5)
    with plan.no_trace(), fails(Refused, "nothing_to_undo"):
        ak.does(undo.undo)
    ak.does(board.archive, 6)
    mk.does(undo.undo)
    with plan.no_trace(), fails(Refused, "nothing_to_redo"):
        ak.does(undo.redo)
    assert not activity(plan.database, 5).archived
    assert activity(plan.database, 6).archived


def test_across_a_restart(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    plan.close()
    again = PlanDriver(plan.path)
    try:
        waiting = next_undo(again.database, "ak")
        assert waiting is not None
        assert waiting.action == "activity.edited"
        again.person("ak").does(undo.undo)
        assert activity(again.database, CARD).card.title == TITLE
        assert next_undo(again.database, "ak") is None
        assert next_redo(again.database, "ak") == waiting
    finally:
        again.close()


def test_a_retried_undo_is_one_undo(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.archive, 5)
    ak.does(board.archive, 6)
    request = ak.asks()
    with plan.one_event("undo"):
        assert undo.undo(plan.database, request) == undo.undo(plan.database, request)
    assert activity(plan.database, 5).archived


def test_what_is_never_undone_is_passed_over(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    with plan.no_trace(), fails(Refused, "nothing_to_undo"):
        mk.does(undo.undo)  # planting, and the access of two people
    ak.does(board.archive, 5)
    with fails(Refused, "role_needed"):
        ak.does(communication.complete, 1)
    ak.does(undo.undo)
    with fails(Refused, "role_needed"):
        ak.does(communication.complete, 1)
    ak.does(undo.redo)
    assert activity(plan.database, 5).archived


def test_a_confirmed_start_and_its_dates_come_back(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.move, 21, Column.DONE, confirmed=True)
    done = content(plan)
    plan.later(days=2)
    ak.does(undo.undo)
    plan.later(days=2)
    ak.does(undo.redo)
    assert content(plan) == done
    assert activity(plan.database, 21).completed_on == date(2017, 4, 3)


def test_many_things_of_many_kinds_are_all_undone(plan: PlanDriver, mk: PersonDriver) -> None:
    start = content(plan)
    deeds: list[tuple[Any, ...]] = [
        (board.move, CARD, Column.IN_PROGRESS),
        (board.set_tick, 1, True),
        (stakeholders.set_relevant, 3, True),
        (communication.set_step, 1, Step.DRAFT, True),
        (communication.complete, 1),
        (board.set_limit, Column.DONE, 3),
    ]
    for deed in deeds:
        mk.does(*deed)
    mk.does(set_go_live, None, reason="Udskudt")
    while next_undo(plan.database, "mk"):
        mk.does(undo.undo)
    new = {key: row for key, row in content(plan).items() if key not in start}
    assert {key: row for key, row in content(plan).items() if key not in new} == start
    assert all(row.get("archived", True) for row in new.values())  # the message about the move


def test_somebody_who_may_no_longer_write(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.archive, 5)
    mk.does(people.set_role, "ak", Role.VIEWER)
    with plan.one_event("refused"), fails(Refused, "role_needed"):
        ak.does(undo.undo)
    assert plan.last.note == "role_needed undo.undo"
