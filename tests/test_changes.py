"""The cursor by which dashboards refresh."""

from db.changes import data_version, events_since, last_event, schema_version
from db.commands import board, undo
from db.migrations import SCHEMA_VERSION
from db.rules.codes import Column
from tests.drivers import PersonDriver, PlanDriver


def test_events_come_oldest_first_and_in_pages(plan: PlanDriver, ak: PersonDriver) -> None:
    known = last_event(plan.database)
    for card in (1, 2, 3):
        ak.does(board.move, card, Column.DONE)
    events = events_since(plan.database, known)
    assert [event.entity_id for event in events] == [1, 2, 3]
    assert events_since(plan.database, known, limit=2) == events[:2]
    assert events_since(plan.database, events[-1].id) == []
    assert last_event(plan.database) == events[-1].id


def test_an_event_tells_the_whole_story(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.move, 4, Column.IN_PROGRESS)
    moved = plan.last
    assert (moved.actor, moved.action, moved.title) == (
        "ak",
        "activity.moved",
        "Kortlæg interessenterne",
    )
    assert (moved.entity, moved.entity_id, moved.undoes) == ("activity", 4, None)
    assert {change.field for change in moved.changes} == {"column", "column_since", "rank"}
    ak.does(undo.undo)
    assert plan.last.undoes == moved.id


def test_only_a_foreign_commit_moves_the_version(plan: PlanDriver, ak: PersonDriver) -> None:
    other = PlanDriver(plan.path)
    try:
        before = data_version(plan.database), data_version(other.database)
        ak.does(board.move, 4, Column.DONE)
        assert data_version(plan.database) == before[0]
        assert data_version(other.database) != before[1]
        assert last_event(other.database) == last_event(plan.database)
        assert schema_version(other.database) == SCHEMA_VERSION
    finally:
        other.close()
