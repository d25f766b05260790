"""A file that was damaged before anybody opened it, where the first screen does not look."""

import queue
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.clock import StoppedClock
from db.errors import DatabaseUnusable
from sapa_tui import refresh
from sapa_tui.refresh import PlanSession
from sapa_tui.sitting import News
from tests.drivers import MONDAY, PATIENCE, fails


@pytest.fixture
def damaged(plan_path: Path) -> bytes:
    """Ruin an index that no list reads; returns the file as it is then."""
    with closing(sqlite3.connect(plan_path)) as file:
        query = "SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'event'"
        (root,) = file.execute(query).fetchone()
        (size,) = file.execute("PRAGMA page_size").fetchone()
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(plan_path.read_bytes())
    content[(root - 1) * size : root * size] = b"\x5a" * size
    plan_path.write_bytes(content)
    return bytes(content)


def test_it_ends_the_dashboard_and_is_left_as_it_is(plan_path: Path, damaged: bytes) -> None:
    told: queue.Queue[News] = queue.Queue()
    session = PlanSession(plan_path, "mk", StoppedClock(MONDAY))
    session.tell(told.put)
    session.start()
    fault = told.get(timeout=PATIENCE)
    session.close()
    assert isinstance(fault, DatabaseUnusable)
    assert fault.code == "database_damaged"
    assert plan_path.read_bytes() == damaged


async def test_nothing_is_written_before_somebody_has_looked(
    plan_path: Path, damaged: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even by somebody who is faster than the look."""
    session = PlanSession(plan_path, "mk", StoppedClock(MONDAY))
    monkeypatch.setattr(refresh, "FIRST_BEAT_SECONDS", PATIENCE)
    session.start()
    session.opened()
    with fails(DatabaseUnusable, "database_damaged"):
        await session.prefer("theme", "sapa-light")
    session.close()
    assert plan_path.read_bytes() == damaged
