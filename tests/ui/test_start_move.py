"""Another start of use in a department: what follows is read before anything shifts."""

from datetime import date
from pathlib import Path

import pytest

from db.commands import board, departments, undo
from db.models import Activity, Department
from db.rules.codes import Kind
from db.rules.due import Due
from sapa_tui.dialogs.conflict import ConflictDialog
from sapa_tui.dialogs.department_form import DepartmentForm
from sapa_tui.dialogs.move_preview import MovePage, MovePreview
from tests.drivers import PersonDriver, PlanDriver, changed

from .test_countdown import SIZES
from .test_go_live import page
from .view_driver import go_to, put_cursor
from .wall_driver import WallDriver, dashboard

CARD, DESK = 26, 1


@pytest.fixture(autouse=True)
def desk(mk: PersonDriver) -> None:
    """Two departments, one of them with an activity that it implements."""
    mk.adds(departments.add, "Borgerservice", users=60)
    mk.adds(departments.add, "Jobcenter", users=12)
    kind, due = Kind.IMPLEMENTATION, Due(offset_weeks=2)
    mk.adds(board.add, "Hold morgenmøder", kind=kind, due=due, department=DESK)


async def begin(driver: WallDriver, name: str, day: str) -> None:
    """Fill in another start in a department's form."""
    await go_to(driver, "departments")
    await driver.until(lambda: name in driver.says())
    await put_cursor(driver, name)
    await driver.press("e")
    await driver.until(lambda: isinstance(driver.screen, DepartmentForm))
    await driver.write("start_of_use", day)
    await driver.press("ctrl+s")


async def preview(driver: WallDriver) -> None:
    """Wait until the preview stands there."""
    await driver.until(lambda: isinstance(driver.screen, MovePreview))
    await driver.until(lambda: driver.screen.query(MovePage) and driver.reads("follow"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_preview_says_what_follows_and_confirmed_it_is_one_event(
    plan_path: Path, plan: PlanDriver, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as leader:
        await begin(leader, "Borgerservice", "05-06-2017")
        await preview(leader)
        assert leader.reads("Let Borgerservice start 05-06-2017 instead of with go-live?")
        told = page(leader)
        assert "1 due date follows" in told
        assert "~ Whit Monday, Constitution Day" in told
        assert "Start of use: 01-05-2017 → Mo 05-06-2017" in told
        assert "15-05-2017 → Mo 19-06-2017" in told
        assert "14 days after the end date" in " ".join(told.split())
        assert "\n\n\n" not in told
        assert "counted from its start from now on" in " ".join(told.split())
        width = leader.screen.query_one(MovePage).content_size.width
        assert max(len(line) for line in told.splitlines()) <= width
        assert plan.row(Department, DESK)["start_of_use"] is None
        with plan.one_event("department.edited"):
            await leader.press("ctrl+s")
            await leader.until(lambda: leader.reads("Saved · 1 due date followed"))
        assert plan.row(Activity, CARD)["due_rule"] == "department:1+2w"
        await go_to(leader, "history")
        said = "MK let “Borgerservice” start 05-06-2017 instead of with go-live"
        await leader.until(lambda: leader.reads(said))
        assert leader.reads("1 due date followed")


async def test_back_leads_to_the_form_and_nothing_is_moved(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await begin(leader, "Borgerservice", "05-06-2017")
        await preview(leader)
        await leader.press("escape")
        await leader.until(lambda: leader.reads("Nothing has been moved yet."))
        assert isinstance(leader.screen, DepartmentForm)
        assert plan.row(Department, DESK)["start_of_use"] is None


async def test_where_nothing_follows_nothing_is_asked(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as leader:
        with plan.one_event("department.edited"):
            await begin(leader, "Jobcenter", "05-06-2017")
            await leader.until(lambda: leader.reads("05-06-2017") and leader.reads("Saved."))
            assert not isinstance(leader.screen, MovePreview)


async def test_a_colleague_who_is_faster_is_not_overwritten(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await begin(leader, "Borgerservice", "05-06-2017")
        await preview(leader)
        ak.does(departments.edit, DESK, changed(start_of_use=(None, date(2017, 6, 12))))
        await leader.press("ctrl+s")
        await leader.until(lambda: isinstance(leader.screen, ConflictDialog))
        assert plan.row(Department, DESK)["start_of_use"] == "2017-06-12"
        ak.does(undo.undo)
        assert plan.row(Activity, CARD)["offset_weeks"] == 2
