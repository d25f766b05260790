"""What happens to the plan's file, as the people in front of the screen are told."""

from pathlib import Path

import pytest

from db.rules.codes import Column
from sapa_tui import refresh
from tests.faults.conftest import foreign_hand

from .wall_driver import dashboard, focused_card


async def test_a_plan_that_does_not_answer(
    plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "FIRST_BEAT_SECONDS", 0.0)
    monkeypatch.setattr(refresh, "MOVED_SECONDS", 0.05)
    async with dashboard(plan_path, "mk") as mk:
        with foreign_hand(plan_path, "BEGIN IMMEDIATE"):
            mk.app.session.be_at("board")
            await mk.until(lambda: "in use by another program" in mk.told())
            await mk.press("down")  # the screen is alive
            title = focused_card(mk).title
        await mk.until_told("The plan answers again.")
        await mk.press("L")
        await mk.until(lambda: mk.sees(Column.IN_PROGRESS, title))


async def test_a_plan_that_is_gone(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk:
        plan_path.unlink()
        await mk.until(lambda: mk.app.return_code is not None)
        assert mk.app.return_code == 1
        assert "has been removed while it was open" in str(mk.app.return_value)
