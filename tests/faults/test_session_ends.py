"""Whatever ends a session, everybody who waits gets an answer, and a write's answer is true."""

from pathlib import Path
from typing import Any

import pytest

from db.changes import data_version
from db.commands import Outcome, Request, board
from db.errors import DatabaseUnusable, SapaError
from db.rules.codes import Column
from sapa_tui import sitting
from sapa_tui.presentation.sentences import error_sentence
from tests.drivers import PlanDriver, fails

from .conftest import Open

CARD = 4


async def test_a_fault_of_the_program_is_logged_and_told(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("sapa_tui.faults.log_path", lambda: tmp_path / "log" / "sapa-tui.log")
    mk = dashboard("mk")
    monkeypatch.setattr(sitting, "data_version", fail)
    fault = mk.ends()
    assert fault.code == "unforeseen"
    assert "nobody foresaw" in error_sentence(fault)
    assert "secret" not in error_sentence(fault)
    assert "secret detail" in (tmp_path / "log" / "sapa-tui.log").read_text()
    with fails(SapaError, "unforeseen"):
        await mk.does(board.move, CARD, Column.DONE)


async def test_a_wish_that_comes_too_late_is_refused(dashboard: Open) -> None:
    mk = dashboard("mk")
    mk.close()
    with fails(SapaError, "plan_closed"):
        await mk.does(board.move, CARD, Column.DONE)


async def test_a_write_that_was_made_is_not_called_refused(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch, plan_path: Path
) -> None:
    """The reading after it may fail; who were told that would write it a second time."""

    def fail(*_: object) -> None:
        raise DatabaseUnusable("disk_error", path="x")

    def move(database: Any, request: Request) -> Outcome:
        monkeypatch.setattr(sitting, "refresh_wall", fail)
        return board.move(database, request, CARD, Column.DONE)

    mk = dashboard("mk")
    outcome = await mk.does(move)
    assert mk.ends().code == "disk_error"
    plan = PlanDriver(plan_path)
    assert plan.last.id == outcome.event
    plan.close()


async def test_what_passes_does_not_end_it(
    dashboard: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [3]

    def busy(database: Any) -> int:
        if left[0]:
            left[0] -= 1
            raise DatabaseUnusable("database_busy", path="x")
        return data_version(database)

    mk = dashboard("mk")
    monkeypatch.setattr(sitting, "data_version", busy)
    assert mk.is_delayed().code == "database_busy"
    mk.goes_on()
    assert (await mk.does(board.move, CARD, Column.DONE)).event == 4
