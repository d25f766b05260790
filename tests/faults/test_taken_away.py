"""The file is removed, replaced or spoilt under an open dashboard: it ends in plain words."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.backup import backup
from db.clock import Clock, StoppedClock
from db.commands import Request, board
from db.connection import check_in_place, open_plan
from db.errors import DatabaseUnusable
from db.migrations import SCHEMA_VERSION
from db.rules.codes import Column
from db.seed import create_plan
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.sitting import Sitting
from tests.drivers import FRIDAY, MONDAY, PersonDriver, PlanDriver, fails

from .conftest import Open, first_to_end, foreign_hand, sound

CARD = 4


@pytest.fixture
def saved(plan_path: Path) -> Path:
    """A backup of the plan."""
    return backup(plan_path, None, MONDAY)


async def test_a_file_that_is_removed(dashboard: Open, plan_path: Path) -> None:
    mk = dashboard("mk")
    plan_path.unlink()
    fault = mk.ends()
    assert fault.code == "database_gone"
    assert "put it or its latest backup back" in error_sentence(fault)
    with fails(DatabaseUnusable, "database_gone"):
        await mk.does(board.move, CARD, Column.DONE)
    assert not plan_path.exists()


async def test_a_file_that_is_replaced(dashboard: Open, plan_path: Path, saved: Path) -> None:
    mk = dashboard("mk")
    mk.session.keep_draft("activity", CARD, {"title": ("Kort", "Kortl")})
    await mk.session.draft_kept()
    os.replace(saved, plan_path)
    assert mk.hears(lambda news: isinstance(news, DatabaseUnusable))
    # The dashboard hands over what is typed while it ends.
    mk.session.keep_draft("activity", CARD, {"title": ("Kort", "Kortlæg")})
    mk.close()
    assert mk.session.fault is not None
    assert mk.session.fault.code == "database_replaced"
    with closing(sqlite3.connect(plan_path)) as file:
        assert file.execute("SELECT fields FROM draft").fetchall() == [
            ('{"title": ["Kort", "Kortl\\u00e6g"]}',)
        ]


def test_nothing_is_written_where_nobody_would_see_it(
    plan: PlanDriver, ak: PersonDriver, tmp_path: Path
) -> None:
    """Also before the dashboard has noticed."""
    plan.path.rename(tmp_path / "moved.db")
    with fails(DatabaseUnusable, "database_gone"):
        ak.does(board.move, CARD, Column.DONE)
    shutil.copy(tmp_path / "moved.db", plan.path)
    with fails(DatabaseUnusable, "database_replaced"):
        ak.does(board.move, CARD, Column.DONE)
    assert plan.sql("SELECT count(*) FROM event") == [(3,)]


async def test_what_only_a_removed_log_held_is_saved(dashboard: Open, plan_path: Path) -> None:
    mk = dashboard("mk")
    outcome = await mk.does(board.move, CARD, Column.DONE)
    Path(f"{plan_path}-wal").unlink()
    fault = mk.ends()
    assert fault.code == "log_removed"
    plan = PlanDriver(plan_path)
    assert plan.last.id == outcome.event
    assert plan.broken_links() == []
    plan.close()
    assert sound(plan_path)


def test_a_log_that_is_removed_under_two_dashboards_does_no_damage(plan_path: Path) -> None:
    """Each has its words in the file at the end, and the file is sound."""
    one, two = (Sitting(plan_path, who, Clock(), 1.0, lambda news: None) for who in ("mk", "ak"))
    with ThreadPoolExecutor(1) as elsewhere:
        for at, run in ((one, here), (two, elsewhere.submit)):
            run(at.open).result()
            run(at.check).result()
            at.drafts.put("activity", CARD, {"title": ("Kort", "Kortlæg")})
            run(at.keep_drafts).result()
        Path(f"{plan_path}-wal").unlink()
        for at, run in ((one, here), (two, elsewhere.submit)):
            with fails(DatabaseUnusable, "log_removed") as fault:
                run(at.watch).result()
            run(at.rescue).result()
            at.drafts.put("activity", 0, {"title": ("", "Ny" * 9_000)})  # handed over at the end
            run(at.leave, fault.value).result()
    with closing(sqlite3.connect(plan_path)) as file:
        assert len(file.execute("SELECT fields FROM draft").fetchall()) == 4
    assert sound(plan_path)


def here(work: Callable[..., Any], *args: Any) -> "Future[None]":
    """Do work in this thread, as an executor would in another."""
    done: Future[None] = Future()
    try:
        done.set_result(work(*args))
    except DatabaseUnusable as fault:
        done.set_exception(fault)
    return done


@pytest.mark.parametrize("fault", ["log_removed", "database_replaced"])
def test_what_was_kept_where_nobody_sees_it_any_more_is_kept_again(
    plan_path: Path, saved: Path, fault: str
) -> None:
    """What is typed was written down just before somebody took the file or its log away."""
    at = Sitting(plan_path, "ak", StoppedClock(MONDAY), 1.0, lambda news: None)
    at.open()
    at.check()
    at.watch()
    at.drafts.put("activity", CARD, {"title": ("Kort", "Kortlæg")})
    at.keep_drafts()
    Path(f"{plan_path}-wal").unlink()
    if fault == "database_replaced":
        os.replace(saved, plan_path)
        Path(f"{plan_path}-shm").unlink()
    with fails(DatabaseUnusable, fault) as found:
        at.watch()
    at.leave(found.value)
    with closing(sqlite3.connect(plan_path)) as file:
        assert len(file.execute("SELECT fields FROM draft").fetchall()) == 1
    assert sound(plan_path)


async def test_a_file_that_is_overwritten_by_an_older_one(
    dashboard: Open, plan_path: Path, saved: Path
) -> None:
    mk, ak = dashboard("mk", clock=Clock()), dashboard("ak", clock=Clock())
    for number in range(5):
        await mk.does(board.add, f"Opgave {number}")
    content = saved.read_bytes()
    with foreign_hand(plan_path, "PRAGMA wal_checkpoint(TRUNCATE)"):
        overwrite(plan_path, 0, content)  # as cp does it: the same file, another content
        assert first_to_end(mk, ak).code in ("database_replaced", "database_damaged")


def overwrite(path: Path, at: int, content: bytes) -> None:
    """Write into a file from another process: closing it here would give up our locks."""
    script = "import sys; f = open(sys.argv[1], 'rb+'); f.seek(int(sys.argv[2]))"
    script += "; f.write(sys.stdin.buffer.read())"
    command = [sys.executable, "-c", script, str(path), str(at)]
    subprocess.run(command, input=content, check=True)


async def test_another_plan_that_is_copied_over_it(
    dashboard: Open, plan_path: Path, tmp_path: Path
) -> None:
    """As cp does it: the same file, another content, and nobody commits anything."""
    other = tmp_path / "other.db"
    create_plan(other, municipality="Tønder", go_live=None, leader="mk", now=FRIDAY)
    mk = dashboard("mk")
    await mk.does(board.add, "Ny opgave")  # stands in the log, not in the file
    overwrite(plan_path, 0, other.read_bytes())
    assert mk.ends().code == "database_replaced"
    with fails(DatabaseUnusable, "database_replaced"):
        await mk.does(board.move, CARD, Column.DONE)


def test_a_checkpoint_is_no_other_plan(plan: PlanDriver, ak: PersonDriver) -> None:
    for column in (Column.IN_PROGRESS, Column.DONE):
        ak.does(board.move, CARD, column)
        with foreign_hand(plan.path, "PRAGMA wal_checkpoint(TRUNCATE)"):
            check_in_place(plan.database)


def test_nothing_is_written_into_another_plan(
    plan: PlanDriver, ak: PersonDriver, saved: Path
) -> None:
    """Also when it is an older state of the same, and nobody has looked yet."""
    ak.does(board.move, CARD, Column.DONE)
    plan.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    check_in_place(plan.database)
    overwrite(plan.path, 0, saved.read_bytes())
    with fails(DatabaseUnusable, "database_replaced"):
        ak.does(board.move, CARD, Column.NOT_STARTED)


def test_nobody_looks_through_the_whole_file_at_the_lock(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    """All others would wait meanwhile; each dashboard looks while it holds nothing."""
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    plan.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    asked: list[str] = []
    connection = plan.database.connection()  # type: ignore[no-untyped-call]
    connection.set_trace_callback(asked.append)
    ak.does(board.move, CARD, Column.DONE)
    assert "PRAGMA shrink_memory" in asked  # it has been seen that the file was written to
    assert not [words for words in asked if "_check" in words]


async def test_a_file_that_is_emptied(dashboard: Open, plan_path: Path) -> None:
    mk = dashboard("mk")
    os.truncate(plan_path, 0)
    fault = mk.ends()
    assert fault.code == "database_damaged"
    assert "latest backup" in error_sentence(fault)


async def test_flipped_bytes(dashboard: Open, plan_path: Path) -> None:
    """Each dashboard's sign of life makes the other look at the file again."""
    mk, ak = dashboard("mk", clock=Clock()), dashboard("ak", clock=Clock())
    spoil(plan_path, "event")
    assert first_to_end(mk, ak).code == "database_damaged"


def spoil(path: Path, table: str) -> None:
    """Flip the bytes of a table's first page."""
    with closing(sqlite3.connect(path)) as file:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (root,) = file.execute(query, (table,)).fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    overwrite(path, (root - 1) * size, b"\x5a" * size)


def test_damage_that_the_own_write_did_not_meet(plan_path: Path) -> None:
    """The write has seen that the file changed; the whole of it is looked through all the same."""
    at = Sitting(plan_path, "ak", StoppedClock(MONDAY), 1.0, lambda news: None)
    at.open()
    at.check()
    at.watch()
    spoil(plan_path, "stakeholder")
    board.move(at.database, Request("ak", MONDAY), CARD, Column.DONE)
    with fails(DatabaseUnusable, "database_damaged"):
        at.watch()
    at.database.close()


async def test_a_newer_program_takes_over_while_nobody_does_anything(
    dashboard: Open, plan_path: Path
) -> None:
    mk, ak = dashboard("mk"), dashboard("ak")
    mk.session.keep_draft("activity", CARD, {"title": ("Kort", "Kortlæg")})
    with foreign_hand(plan_path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}"):
        faults = [mk.ends(), ak.ends()]
    assert [fault.code for fault in faults] == ["schema_newer"] * 2
    assert "newer sapa-tui" in error_sentence(faults[0])
    with closing(sqlite3.connect(plan_path)) as file:
        assert file.execute("SELECT entity_id FROM draft").fetchall() == [(CARD,)]
        assert file.execute("SELECT count(*) FROM presence").fetchall() == [(0,)]
    with fails(DatabaseUnusable, "schema_newer"):
        open_plan(plan_path)
