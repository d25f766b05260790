"""Planting: whole or not at all, never over anything, and the demo plan is lived in."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from db import seed
from db.clock import StoppedClock, local, unstamp
from db.commands import plan as plan_commands
from db.connection import publish
from db.errors import DatabaseUnusable, InvalidInput, SapaError
from db.queries.board import cards
from db.queries.communication import items
from db.queries.departments import departments
from db.queries.minutes import from_json
from db.queries.notes import notes
from db.queries.people import people
from db.queries.plan import plan_facts
from db.queries.since import since
from db.queries.stakeholders import stakeholders
from db.queries.standup import held, planned_walk, walk_under_way
from db.queries.wall import read_wall
from db.rules.codes import (
    AdoptionState,
    Answer,
    ChangeSize,
    Column,
    CommunicationState,
    NoteKind,
    Role,
)
from db.seed import create_demo, create_plan
from sapa_tui.presentation.strip_warnings import strip_warnings
from tests.drivers import MONDAY, PlanDriver, fails, in_processes


def create(path: Path, **changes: Any) -> None:
    """Plant Aabenraa's plan, or one that differs in some way."""
    wanted: dict[str, Any] = {
        "municipality": "Aabenraa Kommune",
        "go_live": date(2017, 5, 1),
        "leader": "mk",
        "now": MONDAY,
    }
    create_plan(path, **(wanted | changes))


@pytest.mark.parametrize("language", seed.LANGUAGES)
@pytest.mark.parametrize("go_live", [None, date(2017, 5, 1), date(2000, 2, 29)])
def test_the_whole_card_is_planted(tmp_path: Path, language: str, go_live: date | None) -> None:
    path = tmp_path / "deep" / "down" / "plan.db"
    create(path, language=language, go_live=go_live)
    here = PlanDriver(path)
    try:
        database = here.database
        assert (len(cards(database)), len(items(database))) == (25, 19)
        assert len(stakeholders(database)) == 9
        assert all(len(item.steps) == 4 for item in items(database))
        assert plan_facts(database).go_live == go_live
        assert [row.name for row in people(database)] == ["mk"]
        assert [(event.action, event.actor) for event in here.events()] == [("plan.planted", "mk")]
        assert here.broken_links() == []
    finally:
        here.close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == ["plan.db"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"municipality": " \u200b"}, "text_missing"),
        ({"municipality": "x" * 201}, "text_too_long"),
        ({"leader": "Mette"}, "name_not_valid"),
        ({"leader": ""}, "name_not_valid"),
        ({"go_live": date(9999, 12, 31)}, "date_out_of_range"),
        ({"go_live": date(1, 1, 1)}, "date_out_of_range"),
    ],
)
def test_nothing_is_left_of_a_plan_that_cannot_be(
    tmp_path: Path, changes: dict[str, Any], error: str
) -> None:
    with fails(InvalidInput, error):
        create(tmp_path / "plan.db", **changes)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError])
def test_nothing_is_left_when_planting_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def break_off(*_: object) -> None:
        raise fault

    monkeypatch.setattr(plan_commands, "_plant_communication", break_off)
    with pytest.raises(fault):
        create(tmp_path / "plan.db")
    assert os.listdir(tmp_path) == []


def test_nothing_is_left_when_the_schema_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("db.connection.migrate", fail)
    with pytest.raises(MemoryError):
        create(tmp_path / "plan.db")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_nothing_is_ever_planted_over(tmp_path: Path, what: str) -> None:
    path = tmp_path / "plan.db"
    if what == "folder":
        path.mkdir()
    elif what == "link":
        path.symlink_to("nowhere")
    else:
        path.write_text("Kære alle")
    with fails(DatabaseUnusable, "database_exists"):
        create(path)
    assert os.listdir(tmp_path) == ["plan.db"]
    assert what != "file" or path.read_text() == "Kære alle"


def test_a_file_that_appears_meanwhile_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.db"

    def late(*args: Any) -> None:
        path.write_text("Jeg kom først")
        publish(*args)

    monkeypatch.setattr(seed, "publish", late)
    with fails(DatabaseUnusable, "database_exists"):
        create(path)
    assert path.read_text() == "Jeg kom først"
    assert os.listdir(tmp_path) == ["plan.db"]


@pytest.mark.parametrize("where", ["a file/plan.db", "x" * 250 + ".db", "x" * 300 + ".db"])
def test_a_place_where_no_file_can_be(tmp_path: Path, where: str) -> None:
    (tmp_path / "a file").write_text("")
    if len(where) > 255 or "/" in where:
        with fails(DatabaseUnusable, "system_error"):
            create(tmp_path / where)
    else:
        create(tmp_path / where)
    assert set(os.listdir(tmp_path)) <= {"a file", where}


def test_one_of_two_processes_wins(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    answers = in_processes(try_to_create, (str(path), "mk"), (str(path), "ak"))
    assert sorted(answers) == ["created", "database_exists"]
    assert os.listdir(tmp_path) == ["plan.db"]
    here = PlanDriver(path)
    try:
        winner = ["mk", "ak"][answers.index("created")]
        assert [row.name for row in people(here.database)] == [winner]
    finally:
        here.close()


def try_to_create(path: str, leader: str) -> str:
    """Plant a plan; says what came of it."""
    try:
        create(Path(path), leader=leader)
    except SapaError as refusal:
        return refusal.code
    return "created"


@pytest.mark.parametrize("language", seed.LANGUAGES)
@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 23, 9, 30, tzinfo=UTC), datetime(2024, 2, 29, 23, 30, tzinfo=UTC)]
)
def test_the_demo_plan_is_half_way_through(tmp_path: Path, language: str, now: datetime) -> None:
    path = tmp_path / "demo.db"
    leader = create_demo(path, StoppedClock(now), language)
    here = PlanDriver(path, now)
    try:
        database = here.database
        by_name = {row.name: row for row in people(database)}
        assert by_name[leader].role is Role.LEADER
        assert {card.column for card in cards(database)} >= set(Column) - {Column.NOT_APPLICABLE}
        states = {item.state for item in items(database)}
        assert {CommunicationState.COMPLETED, CommunicationState.READY} <= states
        events = here.events()
        assert len(events) > 100
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert here.broken_links() == []
    finally:
        here.close()


@pytest.mark.parametrize("day", range(22, 29))
def test_the_demo_tells_of_four_departments(tmp_path: Path, day: int) -> None:
    path, now = tmp_path / "demo.db", datetime(2026, 11, day, 9, 30, tzinfo=UTC)
    create_demo(path, StoppedClock(now))
    here = PlanDriver(path, now)
    try:
        done, lagging, undecided, no = departments(here.database)
        assert (done.in_use, done.state) == (done.users, AdoptionState.FULLY)
        assert lagging.change_size is ChangeSize.LARGE
        assert 0 < 2 * lagging.in_use < lagging.users
        assert lagging.needs_help
        assert undecided.new_workflows is Answer.UNDECIDED
        assert no.new_workflows is Answer.NO
        board = [row for (table, _id), row in here.rows().items() if table == "activity"]
        columns = {row["department"]: row["column"] for row in board}
        assert columns[no.id] == Column.NOT_APPLICABLE
        assert columns[lagging.id] == Column.NOT_STARTED
        assert columns[done.id] == Column.DONE
        wall = read_wall(here.database, now)
        warned = strip_warnings(wall.warnings, wall.facts.go_live, now.date())
        said = {f"! 1 undecided: {undecided.name}", f"! help: {lagging.name}"}
        assert said <= {one.named for one in warned}
    finally:
        here.close()


@pytest.mark.parametrize(
    ("now", "last"),
    [
        *(
            (datetime(2026, 11, day, 9, 30, tzinfo=UTC), date(2026, 11, day - 1))
            for day in (24, 27)
        ),
        *((datetime(2026, 11, day, 9, 30, tzinfo=UTC), date(2026, 11, 20)) for day in (21, 22, 23)),
        (datetime(2027, 1, 4, 9, 30, tzinfo=UTC), date(2026, 12, 30)),
        (datetime(2026, 4, 7, 9, 30, tzinfo=UTC), date(2026, 4, 1)),
    ],
    ids=lambda value: f"{value:%a %d-%m-%Y}",
)
def test_the_demo_plan_has_had_its_standups(tmp_path: Path, now: datetime, last: date) -> None:
    """On working days, the last of them on the last one, and the next one has much to tell."""
    path = tmp_path / "demo.db"
    create_demo(path, StoppedClock(now))
    here = PlanDriver(path, now)
    try:
        database, today = here.database, here.clock.today()
        calendar = plan_facts(database).calendar
        meetings = held(database)
        days = [local(unstamp(meeting.started_at)).date() for meeting in meetings]
        assert [meeting.leader for meeting in meetings] == ["mk", "lb", "ak"]
        assert days[0] == last
        assert days == [calendar.add_working_days(today, -n) for n in (1, 3, 6)]
        minutes = from_json(meetings[0].minutes)
        assert len(minutes.decisions) == len(minutes.notes) == 1
        assert [work.waiting_on for work in minutes.blocked if work.waiting_on]
        follow_ups = [note for note in notes(database) if note.kind is NoteKind.FOLLOW_UP]
        assert sorted(note.is_open for note in follow_ups) == [False, True]
        news = since(database, today)
        assert news.last == meetings[0]
        for name in ("moved", "finished", "unblocked", "late", "ticked", "edited"):
            assert getattr(news, name), name
        assert len(planned_walk(database, today)) > 10
        assert walk_under_way(database) is None
        assert here.broken_links() == []
    finally:
        here.close()


def test_what_goes_wrong_with_the_unfinished_file_is_told_of_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(database: Any, *_: object) -> None:
        raise DatabaseUnusable("disk_error", path=database.database)

    monkeypatch.setattr(plan_commands, "plant", refuse)
    path = tmp_path / "plan.db"
    with pytest.raises(DatabaseUnusable) as refusal:
        create(path)
    assert refusal.value.params == {"path": str(path)}
