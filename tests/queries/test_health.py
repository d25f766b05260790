"""Whether a plan's file is sound."""

import sqlite3

import pytest

from db.commands import board
from db.queries.health import health
from db.rules.codes import Column
from tests.drivers import PersonDriver, PlanDriver


def alter(plan: PlanDriver, statement: str) -> None:
    database = sqlite3.connect(plan.path)
    for trigger in ("event_no_update", "event_no_delete"):
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute(statement)
    database.commit()
    database.close()


def test_a_plan_in_use_is_sound(plan: PlanDriver, mk: PersonDriver, hh: PersonDriver) -> None:
    mk.does(board.move, 4, Column.DONE)
    found = health(plan.database)
    assert found.faults == ()
    assert found.broken_event is None
    assert found.events == len(plan.events())
    assert all(now == wanted for now, wanted in found.settings.values())


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE event SET note = 'x' WHERE id = 2", 2),
        ("UPDATE event SET actor_id = 2 WHERE id = 3", 3),
        ("UPDATE event SET digest = 'x' WHERE id = 1", 1),
        ("DELETE FROM event WHERE id = 2", 3),
    ],
)
def test_whoever_alters_the_log_is_found_out(plan: PlanDriver, statement: str, broken: int) -> None:
    alter(plan, statement)
    assert health(plan.database).broken_event == broken
