"""A register is read again when something that it shows has changed, and only then."""

from pathlib import Path
from typing import Any

import pytest

from db.commands import board, departments, people
from db.rules.codes import Column, Role
from sapa_tui.screens.register_screen import RegisterScreen
from tests.drivers import PersonDriver, changed

from .view_driver import go_to
from .wall_driver import dashboard


@pytest.mark.parametrize(
    "view", ["departments", "workflows", "preconditions", "decisions", "training", "roster"]
)
async def test_only_what_it_shows_makes_a_register_be_read_again(
    plan_path: Path, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    job = mk.adds(departments.add, "Jobcenter", users=64)
    async with dashboard(plan_path, "mk") as driver:
        await go_to(driver, view)
        await driver.until(lambda: driver.screen.found is not None)  # type: ignore[attr-defined]
        read: list[RegisterScreen[Any, Any]] = []
        reread = RegisterScreen.reread

        async def counted(screen: RegisterScreen[Any, Any]) -> None:
            read.append(screen)
            await reread(screen)

        monkeypatch.setattr(RegisterScreen, "reread", counted)

        async def heard(command: Any, *args: Any) -> int:
            """How often it is read because of an event."""
            before, event = len(read), mk.does(command, *args).event
            await driver.until(lambda: driver.app.wall.last_event == event)
            await driver.settled()
            return len(read) - before

        assert await heard(board.move, 4, Column.IN_PROGRESS) == 0
        assert await heard(departments.edit, job, changed(users=(64, 65))) == 1
        assert await heard(people.add, "ab", "Anne Bech", Role.MEMBER) == 1, "names are shown"
