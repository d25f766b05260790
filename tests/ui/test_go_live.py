"""Moving go-live: the preview is read before anything shifts."""

from datetime import date
from pathlib import Path

import pytest

from db.commands import board, departments, plan, undo
from db.models import Plan
from db.rules.codes import Column, Kind
from db.rules.due import Due
from sapa_tui.dialogs.conflict import ConflictDialog
from sapa_tui.dialogs.go_live_form import GoLiveForm
from sapa_tui.dialogs.move_preview import MovePage, MovePreview
from sapa_tui.widgets.editors import LineInput
from tests.drivers import PersonDriver, PlanDriver, changed

from .test_countdown import SIZES, face
from .view_driver import go_to
from .wall_driver import WallDriver, dashboard

NOVEMBER = date(2017, 11, 1)


def page(driver: WallDriver) -> str:
    """All that the preview says, also what has to be scrolled to."""
    widget = driver.screen.query_one(MovePage)
    lines = widget.lines_for(widget.content_size.width)
    return "\n".join("".join(text for text, _style in line).rstrip() for line in lines)


async def ask(driver: WallDriver, day: str, reason: str = "The support systems are late") -> None:
    """Fill in the form and ask for the move."""
    await go_to(driver, "countdown")
    await driver.press("i")
    await driver.until(lambda: isinstance(driver.screen, GoLiveForm))
    await driver.write("go_live", day)
    await driver.write("reason", reason)
    await driver.press("ctrl+s")


async def preview(driver: WallDriver, day: str) -> None:
    """Ask for the move until the preview stands there."""
    await ask(driver, day)
    await driver.until(lambda: isinstance(driver.screen, MovePreview))
    await driver.until(lambda: driver.screen.query(MovePage) and driver.reads("follow"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_preview_tells_old_from_new_at_every_size(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int]
) -> None:
    mk.does(board.move, 4, Column.DONE)
    async with dashboard(plan_path, size=size) as leader:
        await preview(leader, "01-11-2017")
        assert "Move go-live from 01-05-2017 to 01-11-2017?" in leader.says()
        told = page(leader)
        assert "42 due dates follow · 1 stays" in told
        assert "06-02-2017 → We 09-08-2017" in told
        assert "End date: 05-06-2017 → We 06-12-2017" in told
        assert "due We 05-04-2017" in told
        assert "Stay: done (1)" in told
        width = leader.screen.query_one(MovePage).content_size.width
        assert max(len(line) for line in told.splitlines()) <= width
        at = leader.screen.query_one(MovePage).scroll_offset.y
        await leader.press("end")
        await leader.until(lambda: leader.screen.query_one(MovePage).scroll_offset.y > at)


async def test_confirmed_it_is_moved_and_a_colleague_sees_it(
    plan_path: Path, plan_: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await preview(leader, "01-11-2017")
        assert plan_.row(Plan, 1)["go_live"] == "2017-05-01"
        await leader.press("ctrl+s")
        await leader.until(lambda: "Wed 01-11-2017" in face(leader))
        assert [event.action for event in plan_.events()].count("plan.go_live_set") == 1
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "countdown")
        await ak.until(lambda: "Wed 01-11-2017" in face(ak))
        mk.does(undo.undo)
        await ak.until(lambda: "Mon 01-05-2017" in face(ak))


async def test_back_leads_to_the_form_and_nothing_is_moved(
    plan_path: Path, plan_: PlanDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await preview(leader, "01-11-2017")
        await leader.press("escape")
        await leader.until(lambda: isinstance(leader.screen, GoLiveForm))
        await leader.until(lambda: leader.reads("Nothing has been moved yet."))
        assert plan_.row(Plan, 1)["go_live"] == "2017-05-01"
        await leader.press("ctrl+s")
        await leader.until(lambda: isinstance(leader.screen, MovePreview))


async def test_a_day_is_typed_in_place_of_the_old_one(plan_path: Path) -> None:
    async with dashboard(plan_path) as leader:
        await go_to(leader, "countdown")
        await leader.press("i")
        await leader.until(lambda: isinstance(leader.screen, GoLiveForm))
        await leader.types("01-11-2017")
        await leader.until(lambda: leader.screen.query_one(LineInput).value == "01-11-2017")


async def test_what_follows_is_told_department_by_department(
    plan_path: Path, mk: PersonDriver
) -> None:
    late, two = Kind.IMPLEMENTATION, Due(offset_weeks=2)
    for name in ("Borgerservice", "Jobcenter", "Bibliotek"):
        number = mk.adds(departments.add, name, users=9)
        if name != "Bibliotek":
            mk.adds(board.add, "Hold morgenmøder", kind=late, due=two, department=number)
    mk.does(departments.edit, 2, changed(start_of_use=(None, date(2017, 6, 12))))
    async with dashboard(plan_path) as leader:
        await preview(leader, "01-11-2017")
        told = page(leader)
        groups = (
            "Departments begin (1)",
            "Common to all departments (43)",
            "Borgerservice, starts",
        )
        assert "44 due dates follow · 1 too early · 2 stay" in told
        at = [told.index(group) for group in groups]
        assert at == sorted(at)
        assert "Borgerservice, starts 01-05-2017 → 01-11-2017 (1)" in told
        assert "The last open due date: 26-06-2017, 21 days after the end date" in told
        stays = told[told.index("Stay: counted from what stays (1)") :]
        assert "26-06-2017  Hold morgenmøder · Jobcenter" in stays
        assert "2 weeks after the start in Jobcenter" in stays
        assert "its own start of use; before go-live" in told


async def test_without_a_reason_no_preview_is_shown(plan_path: Path) -> None:
    async with dashboard(plan_path) as leader:
        await ask(leader, "01-11-2017", reason=" ")
        await leader.until(lambda: leader.reads("Say why in a few words"))
        assert isinstance(leader.screen, GoLiveForm)


async def test_a_colleague_who_moves_it_while_the_preview_is_read_is_not_overwritten(
    plan_path: Path, plan_: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await preview(leader, "01-11-2017")
        mk.does(plan.set_go_live, date(2017, 5, 8), reason="One week")
        await leader.press("ctrl+s")
        await leader.until(lambda: isinstance(leader.screen, ConflictDialog))
        assert plan_.row(Plan, 1)["go_live"] == "2017-05-08"


async def test_what_a_colleague_changes_while_the_preview_is_read_is_seen_before_it_is_moved(
    plan_path: Path, plan_: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await preview(leader, "01-11-2017")
        mk.does(board.move, 4, Column.DONE)
        await leader.press("ctrl+s")
        await leader.until(lambda: leader.reads("The plan has changed while you read"))
        assert plan_.row(Plan, 1)["go_live"] == "2017-05-01"
        await leader.press("ctrl+s")
        await leader.until(lambda: isinstance(leader.screen, MovePreview))
        await leader.until(lambda: "Stay: done (1)" in page(leader))
        await leader.press("ctrl+s")
        await leader.until(lambda: plan_.row(Plan, 1)["go_live"] == "2017-11-01")


@pytest.fixture
def plan_(plan: PlanDriver) -> PlanDriver:
    """The fixture ``plan``, beside the module of that name."""
    return plan
