"""The event log only grows, and shows when somebody has tampered with it."""

import sqlite3

import pytest
from peewee import IntegrityError

from db.commands import board
from db.rules.codes import Column
from tests.drivers import PersonDriver, PlanDriver, changed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET actor_id = 2 WHERE id = 1",
        "UPDATE event SET note = note",
        "DELETE FROM event WHERE id = 1",
        "DELETE FROM event",
        "REPLACE INTO event SELECT * FROM event WHERE id = 1",
        "INSERT OR REPLACE INTO event SELECT id, 'other', at, actor_id, action, entity, entity_id, "
        "'other', changes, note, undoes, digest FROM event WHERE id = 1",
        "INSERT OR REPLACE INTO event SELECT NULL, uuid, at, actor_id, action, entity, entity_id, "
        "'other', changes, note, undoes, digest FROM event WHERE id = 1",
    ],
)
def test_the_table_refuses_any_change(plan: PlanDriver, statement: str) -> None:
    with plan.no_trace(), pytest.raises(IntegrityError, match="only grows"):
        plan.sql(statement)


def test_a_foreign_program_is_refused_too(plan: PlanDriver) -> None:
    foreign = sqlite3.connect(plan.path)
    try:
        with plan.no_trace(), pytest.raises(sqlite3.IntegrityError, match="only grows"):
            foreign.execute("DELETE FROM event")
    finally:
        foreign.close()


def test_the_chain_holds_and_breaks_where_it_was_cut(plan: PlanDriver, ak: PersonDriver) -> None:
    for card, column in ((1, Column.DONE), (2, Column.IN_PROGRESS), (3, Column.DONE)):
        ak.does(board.move, card, column)
    assert plan.broken_links() == []
    plan.sql("DROP TRIGGER event_no_update")
    plan.sql("UPDATE event SET note = 'something else' WHERE id = 5")
    assert plan.broken_links() == [5]


def test_a_row_taken_out_of_the_log_shows(plan: PlanDriver, ak: PersonDriver) -> None:
    for card in (1, 2, 3):
        ak.does(board.move, card, Column.DONE)
    plan.sql("DROP TRIGGER event_no_delete")
    plan.sql("DELETE FROM event WHERE id = 5")
    assert plan.broken_links() == [6]


def test_uuids_are_kept_and_times_are_utc(plan: PlanDriver, ak: PersonDriver) -> None:
    request = ak.asks()
    board.edit(plan.database, request, 4, changed(assignee=("", "ak")))
    newest = plan.sql("SELECT uuid, at FROM event ORDER BY id DESC LIMIT 1")
    assert newest == [(request.uuid, "2017-04-03T08:12:00.000Z")]


def test_the_order_is_that_of_the_log_when_the_clock_jumps_back(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, 1, Column.DONE)
    plan.later(hours=-5)
    ak.does(board.move, 2, Column.DONE)
    assert [event.entity_id for event in plan.events()[-2:]] == [1, 2]
    assert plan.broken_links() == []
