"""What a dashboard reads again after events is what it would read anew."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from db.commands import board, communication, people, presence, standup, undo
from db.queries.wall import Wall, read_wall, refresh_wall
from db.rules.codes import Column, Role
from tests.commands.histories import Deed, histories, play
from tests.drivers import PersonDriver, PlanDriver, Rows


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories(longest=25))
def test_a_refreshed_wall_is_the_wall_read_anew(planted: Path, history: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            wall = read_wall(at.database, at.clock.now())
            for start in range(0, len(history), 3):
                play(at, history[start : start + 3])
                wall = refresh_wall(at.database, wall, at.clock.now())
                fresh = read_wall(at.database, at.clock.now())
                # The calendar has no equality of its own, and it is planted once for all.
                calendar = fresh.facts.calendar
                facts = wall.facts._replace(calendar=calendar)
                bare = wall._replace(facts=facts, events=(), touched={}, read_at=fresh.read_at)
                assert bare == fresh
        finally:
            at.close()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories(longest=15))
def test_whatever_changes_a_table_is_an_event_about_it(planted: Path, history: list[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at = PlanDriver(Path(shutil.copy(planted, folder)))
        try:
            at.sql("PRAGMA synchronous = OFF")
            wall, before = read_wall(at.database, at.clock.now()), at.rows()
            for deed in history:
                play(at, [deed])
                fresh, after = refresh_wall(at.database, wall, at.clock.now()), at.rows()
                for table in {table for table, _id in after}:
                    same = _of(table, before) == _of(table, after)
                    seen = fresh.last_about({table}) > wall.last_about({table})
                    assert seen or same, table
                wall, before = fresh, after
        finally:
            at.close()


def _of(table: str, rows: Rows) -> Rows:
    return {key: row for key, row in rows.items() if key[0] == table}


def test_a_plan_read_anew_may_have_changed_anywhere(
    plan: PlanDriver, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    mk.does(board.move, 4, Column.IN_PROGRESS)
    seen = refresh_wall(plan.database, wall, plan.clock.now())
    assert seen.last_about({"department"}) == wall.last_about({"department"})
    monkeypatch.setattr("db.queries.wall._MANY", 1)
    mk.does(board.move, 4, Column.DONE)
    anew = refresh_wall(plan.database, wall, plan.clock.now())
    assert anew.last_about({"department"}) > wall.last_about({"department"})


def test_nothing_new_is_the_same_wall(plan: PlanDriver) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    assert refresh_wall(plan.database, wall, plan.clock.now()) is wall


def test_only_somebody_who_came_in_is_no_event(plan: PlanDriver) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    presence.beat(plan.database, "s", "ak", plan.clock.now())
    here = refresh_wall(plan.database, wall, plan.clock.now())
    assert [row.name for row in here.present] == ["ak"]
    assert here.events == ()
    assert here.cards is wall.cards


def test_a_colleagues_changes_come_with_their_events(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    ak.does(board.move, 4, Column.IN_PROGRESS)
    mk.does(communication.complete, 1)
    mk.does(people.set_role, "hh", Role.MEMBER)
    ak.does(undo.undo)
    wall = refresh_wall(plan.database, wall, plan.clock.now())
    assert [event.action for event in wall.events] == [
        "activity.moved",
        "communication.completed",
        "person.role_set",
        "undo",
    ]
    assert wall.cards[4].column is Column.NOT_STARTED
    assert wall.items[1].completed_by == "mk"
    assert wall.people["hh"].role is Role.MEMBER


def test_a_standup_is_seen_at_every_step_and_only_where_it_changed(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    agenda = ("changes", "activity:4", "activity:5", "summary")
    wall = first = read_wall(plan.database, plan.clock.now())
    assert wall.walk is None

    def seen() -> Wall:
        fresh = refresh_wall(plan.database, wall, plan.clock.now())
        assert fresh.walk == read_wall(plan.database, plan.clock.now()).walk
        assert (fresh.cards, fresh.facts) == (first.cards, first.facts)
        return fresh

    number = mk.adds(standup.start, agenda, session="mk")
    wall = seen()
    assert wall.walk
    assert (wall.walk.leader, wall.walk.stop) == ("mk", "changes")
    assert [event.action for event in wall.events] == ["standup.started"]
    mk.does(standup.go, number, 1, session="mk")
    wall = seen()
    assert wall.walk
    assert wall.walk.stop == "activity:4"
    assert wall.events == ()
    assert seen() is wall
    mk.does(standup.defer, number, "activity:4", session="mk")
    wall = seen()
    assert wall.walk
    assert (wall.walk.stop, wall.walk.agenda[2]) == ("activity:5", "activity:4")
    ak.does(standup.take_over, number, session="ak")
    wall = seen()
    assert wall.walk
    assert (wall.walk.leader, wall.walk.stop) == ("ak", "activity:5")
    ak.does(standup.end, number, session="ak")
    assert seen().walk is None


def test_where_the_standup_is_comes_with_a_colleagues_change(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = mk.adds(standup.start, ("changes", "activity:4", "summary"), session="mk")
    wall = read_wall(plan.database, plan.clock.now())
    mk.does(standup.go, number, 1, session="mk")
    ak.does(board.move, 4, Column.IN_PROGRESS)
    wall = refresh_wall(plan.database, wall, plan.clock.now())
    assert wall.walk
    assert wall.walk.place == 1
    assert wall.cards[4].column is Column.IN_PROGRESS


def test_the_planned_length_is_seen(plan: PlanDriver, mk: PersonDriver) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    mk.does(standup.set_length, 20)
    assert refresh_wall(plan.database, wall, plan.clock.now()).facts.standup_minutes == 20
