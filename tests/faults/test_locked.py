"""Somebody else holds a lock: the dashboard lives on, says so, and nothing typed is lost."""

import asyncio
import os
from pathlib import Path

import pytest

from db.commands import board
from db.errors import DatabaseUnusable
from db.queries.board import activity
from db.rules.codes import Column
from tests.drivers import fails
from tests.ui.pty_driver import terminal

from .conftest import Open, foreign_hand

CARD = 4
WRITE_LOCK = "BEGIN IMMEDIATE"
READ_LOCK = ("BEGIN", "SELECT count(*) FROM event")


async def test_a_write_waits_for_a_lock_and_then_succeeds(dashboard: Open, plan_path: Path) -> None:
    mk, ak = dashboard("mk", patience=30.0), dashboard("ak")
    with foreign_hand(plan_path, WRITE_LOCK) as hand:
        saving = asyncio.ensure_future(mk.does(board.move, CARD, Column.DONE))
        await asyncio.sleep(0)
        assert ak.is_delayed().code == "database_busy"  # so the lock is felt
        assert not saving.done()
        hand.communicate()
        outcome = await saving
    wall = ak.reads(lambda wall: wall.cards[CARD].column is Column.DONE)
    assert wall.last_event == outcome.event


def test_a_command_that_waits_says_so_to_a_person(plan_path: Path) -> None:
    here = "--db", str(plan_path), "--as", "mk", "--lang", "en"
    with (
        foreign_hand(plan_path, WRITE_LOCK) as hand,
        terminal(*here, "activity", "add", "Ny opgave") as window,
    ):
        window.until(lambda: "kept busy by somebody else; waiting" in window.words)
        hand.communicate()
        assert window.wait() == 0
        assert "MK added “Ny opgave”." in window.words
        assert window.words.count("waiting") == 1


async def test_a_write_that_waits_too_long_says_so_and_can_be_repeated(
    dashboard: Open, plan_path: Path
) -> None:
    mk = dashboard("mk")
    with foreign_hand(plan_path, WRITE_LOCK):
        with fails(DatabaseUnusable, "database_busy"):
            await mk.does(board.move, CARD, Column.DONE)
        assert mk.is_delayed().code == "database_busy"
        # Reading goes on all the while.
        found = await mk.session.read(activity, CARD)
        assert found.card.column is Column.NOT_STARTED
    mk.goes_on()
    assert (await mk.does(board.move, CARD, Column.DONE)).event == 4


async def test_what_is_typed_is_kept_once_the_lock_is_gone(
    dashboard: Open, plan_path: Path
) -> None:
    mk = dashboard("mk")
    with foreign_hand(plan_path, WRITE_LOCK):
        mk.session.keep_draft("activity", CARD, {"title": ("Kort", "Kortlæg")})
        assert mk.is_delayed().code == "database_busy"
        assert await drafts(mk.session.read) == []
    mk.goes_on()
    await mk.session.draft_kept()
    assert await drafts(mk.session.read) == [(CARD, '{"title": ["Kort", "Kortl\\u00e6g"]}')]


async def drafts(read: object) -> list[object]:
    """What is kept in the database."""

    def rows(database: object) -> list[object]:
        query = "SELECT entity_id, fields FROM draft"
        return list(database.execute_sql(query).fetchall())  # type: ignore[attr-defined]

    return list(await read(rows))  # type: ignore[operator]


async def test_a_reader_that_stays_for_long_holds_nobody_up(
    dashboard: Open, plan_path: Path
) -> None:
    mk, ak = dashboard("mk"), dashboard("ak")
    with foreign_hand(plan_path, *READ_LOCK):
        for number in range(30):
            outcome = await mk.does(board.add, f"Opgave {number}")
        assert ak.reads(lambda wall: wall.last_event == outcome.event)


async def test_a_long_log_is_cut_when_the_reader_has_gone(
    dashboard: Open, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("db.connection").connection._PRAGMAS, "journal_size_limit", 4096)
    mk = dashboard("mk")
    log = Path(f"{plan_path}-wal")
    with foreign_hand(plan_path, *READ_LOCK):
        for number in range(100):
            await mk.does(board.add, f"Opgave {number}", description="x" * 9_000)
        assert os.path.getsize(log) > 4 * 2**20  # a thousand pages
    # The next writes find the log read to its end, put it into the file and begin it anew.
    for number in range(3):
        await mk.does(board.add, f"Ny opgave {number}")
    assert os.path.getsize(log) < 2**20
