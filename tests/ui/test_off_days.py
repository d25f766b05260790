"""What is due on a day off keeps its date, is marked, and names the last working day before."""

from datetime import date
from pathlib import Path

import pytest

from db.commands import board, communication
from db.rules.codes import Column
from db.rules.due import Due
from tests.drivers import PersonDriver

from .view_driver import go_to, rows
from .wall_driver import WallDriver, dashboard

SUNDAY = date(2017, 2, 5)
MARKED, NAMED = "05-02◦", "by Fr 03-02"


def row_of(driver: WallDriver, words: str) -> str:
    """The first row of the view's table that says something."""
    return next(row for row in rows(driver) if words in row)


@pytest.mark.parametrize(("size", "named"), [((80, 24), False), ((200, 50), True)])
async def test_it_is_marked_wherever_its_date_stands(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int], named: bool
) -> None:
    number = mk.adds(board.add, "Ring rundt", due=Due(due_date=SUNDAY), responsible="mk")
    async with dashboard(plan_path, size=size) as leader:
        await leader.until(lambda: number in leader.app.wall.cards)
        leader.column(Column.NOT_STARTED).put_cursor(number)
        await leader.until(lambda: MARKED in leader.says())
        await go_to(leader, "countdown")
        await leader.until(lambda: MARKED in row_of(leader, "Ring rundt"))
        assert (NAMED in row_of(leader, "Ring rundt")) is named
        await go_to(leader, "timeline")
        await leader.press("v")
        await leader.until(lambda: "05-02-2017◦" in row_of(leader, "Ring rundt"))
        mk.does(board.move, number, Column.DONE)
        await leader.until(lambda: "05-02-2017◦" not in row_of(leader, "Ring rundt"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_message_is_marked_too(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int]
) -> None:
    number = mk.adds(communication.add, "Husk påsken", stakeholder=1, due=Due(due_date=SUNDAY))
    async with dashboard(plan_path, size=size) as leader:
        await leader.press("2")
        await leader.until(lambda: leader.wall.communication.focus_item(number))
        await leader.until(lambda: MARKED in leader.says())
        assert (NAMED in leader.says()) is (size[0] == 80)  # there the list has the whole width
