"""Backups: whole and checked while others write, or not there at all."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import backup as module
from db.backup import backup, before_upgrade, daily, last_backup, last_made
from db.commands import board
from db.connection import open_plan
from db.errors import DatabaseUnusable
from tests.drivers import MONDAY, PersonDriver, PlanDriver, fails

DAY = timedelta(days=1)


def names(folder: Path) -> list[str]:
    """What lies in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


def sums(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a plan that anybody could miss."""
    tables = ("event", "activity", "checklist_item", "communication_item", "person", "plan")
    with closing(sqlite3.connect(path)) as file:
        return {name: file.execute(f"SELECT * FROM {name}").fetchall() for name in tables}


def test_a_backup_is_one_private_file_beside_the_plan(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.add, "Ring rundt")
    made = backup(plan.path, None, MONDAY)
    assert made == plan.path.parent / "backups" / "plan-2017-04-03-101200.db"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert names(made.parent) == [made.name]
    assert sums(made) == sums(plan.path)
    assert made.read_bytes()[18:20] == b"\x01\x01"  # no log, so that it can be read anywhere
    opened = open_plan(made)
    opened.close()


def test_two_backups_in_one_second(plan: PlanDriver) -> None:
    """As when the clock is put back for the winter, and an hour comes twice."""
    first, second = (backup(plan.path, None, MONDAY) for _ in range(2))
    assert second.name == "plan-2017-04-03-101200-2.db"
    assert names(first.parent) == [second.name, first.name]


def test_a_backup_goes_where_it_is_told(plan: PlanDriver, tmp_path: Path) -> None:
    target = tmp_path / "Sikker hedskopi #1 ?.db"
    assert backup(plan.path, target, MONDAY) == target
    folder = tmp_path / "usb"
    folder.mkdir()
    assert backup(plan.path, folder, MONDAY).parent == folder
    assert sums(target) == sums(plan.path)


def test_a_backup_never_takes_another_files_place(plan: PlanDriver, tmp_path: Path) -> None:
    target = tmp_path / "x.db"
    target.write_text("vigtigt")
    for taken in (target, plan.path):
        with fails(DatabaseUnusable, "backup_exists"):
            backup(plan.path, taken, MONDAY)
    assert target.read_text() == "vigtigt"
    with fails(DatabaseUnusable, "system_error"):
        backup(plan.path, tmp_path / "no" / "such" / "folder.db", MONDAY)
    assert not [name for name in names(tmp_path) if name.endswith(".new")]


def test_a_backup_on_a_stick_that_knows_no_links(
    plan: PlanDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    target = backup(plan.path, tmp_path / "x.db", MONDAY)
    assert sums(target) == sums(plan.path)
    with fails(DatabaseUnusable, "backup_exists"):
        backup(plan.path, target, MONDAY)


def test_a_backup_of_what_is_no_plan(tmp_path: Path, plan_path: Path) -> None:
    with fails(DatabaseUnusable, "database_missing"):
        backup(tmp_path / "none.db", None, MONDAY)
    content = bytearray(plan_path.read_bytes())
    content[8192:20480] = os.urandom(12288)
    plan_path.write_bytes(content)
    with pytest.raises(DatabaseUnusable) as refusal:
        backup(plan_path, None, MONDAY)
    assert refusal.value.code == "database_damaged"
    assert refusal.value.params["path"] == str(plan_path)
    assert names(plan_path.parent / "backups") == []


@contextmanager
def writing(path: Path, threads: int = 3) -> Iterator[list[int]]:
    """Others add activities meanwhile; gives the numbers of the events acknowledged so far."""
    stop, written = threading.Event(), list[int]()

    def write() -> None:
        plan = PlanDriver(path)
        try:
            while not stop.is_set():
                event = plan.person("ak").does(board.add, "Ring rundt").event
                assert event is not None
                written.append(event)
        finally:
            plan.close()

    running = [threading.Thread(target=write) for _ in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield written
    finally:
        stop.set()
        for thread in running:
            thread.join()


def test_backups_while_others_write(plan_path: Path) -> None:
    """Each is a moment of the plan: whatever was acknowledged before it, and nothing by halves."""
    with writing(plan_path) as written:
        while len(written) < 5:
            assert threading.active_count() > 1
        for number in range(5):
            acknowledged = list(written)
            made = backup(plan_path, None, MONDAY + number * DAY)
            found = sums(made)
            events = {row[0] for row in found["event"]}
            assert set(acknowledged) <= events
            assert events == set(range(1, len(events) + 1))
            assert len(found["activity"]) == 25 + len(events) - 3


def test_the_daily_backup_is_made_once(plan: PlanDriver) -> None:
    made = daily(plan.path, 14, MONDAY)
    assert made is not None
    assert made.name == "plan-daily-2017-04-03.db"
    assert daily(plan.path, 14, MONDAY + timedelta(hours=10)) is None
    # 23:30 UTC is tomorrow in Denmark.
    late = daily(plan.path, 14, datetime(2017, 4, 3, 23, 30, tzinfo=UTC))
    assert late is not None
    assert late.name == "plan-daily-2017-04-04.db"
    assert daily(plan.path, 0, MONDAY + 5 * DAY) is None


def test_while_another_dashboard_makes_it_nobody_else_does(plan: PlanDriver) -> None:
    folder = module._own_folder(plan.path)
    with module._alone_in(folder) as alone:
        assert alone
        assert daily(plan.path, 14, MONDAY) is None
    assert daily(plan.path, 14, MONDAY) is not None


def test_only_old_automatic_backups_are_removed(plan: PlanDriver) -> None:
    folder = backup(plan.path, None, MONDAY - 400 * DAY).parent
    for other in ("other-daily-2016-01-01.db", "plan-daily-notes.db", "plan-daily-2016-02-30.db"):
        (folder / other).write_text("mine")
    stale, fresh = folder / ".plan.x.new", folder / ".plan.y.new"
    stale.write_text("half")
    fresh.write_text("half")
    os.utime(stale, (0, 0))
    before = set(names(folder)) - {stale.name}
    for number in range(5):
        daily(plan.path, 3, MONDAY + number * DAY)
    kept = [f"plan-daily-2017-04-0{day}.db" for day in (5, 6, 7)]
    assert set(names(folder)) == before | set(kept)


def test_a_clock_that_was_set_back_does_not_remove_what_was_just_made(plan: PlanDriver) -> None:
    for number in range(3):
        daily(plan.path, 2, MONDAY + number * DAY)
    made = daily(plan.path, 2, MONDAY - 30 * DAY)
    assert made is not None
    assert names(made.parent) == ["plan-daily-2017-03-04.db", "plan-daily-2017-04-05.db"]


def test_the_one_from_before_an_upgrade_counts_as_the_last_backup(plan: PlanDriver) -> None:
    made = before_upgrade(plan.path, 1)
    os.utime(made, (MONDAY.timestamp(), MONDAY.timestamp()))
    assert str(last_backup(plan.path)) == "2017-04-03"
    assert last_made(plan.path) == MONDAY
    backup(plan.path, None, MONDAY + DAY)
    assert str(last_backup(plan.path)) == "2017-04-04"


def test_the_last_backup(plan: PlanDriver) -> None:
    assert last_backup(plan.path) is None
    daily(plan.path, 14, MONDAY)
    backup(plan.path, None, MONDAY - DAY)
    last = last_backup(plan.path)
    assert last is not None
    assert last.isoformat() == "2017-04-03"
    backup(plan.path, None, MONDAY + DAY)
    assert str(last_backup(plan.path)) == "2017-04-04"
