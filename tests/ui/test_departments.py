"""The register of departments, and the week's numbers."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.commands import adoption, board, departments, undo
from db.commands import plan as plan_commands
from db.models import Activity, Department
from db.queries.departments import DepartmentRow, department
from db.rules.codes import Answer, Column
from sapa_tui.screens.adoption_picture import AdoptionPictureScreen, Picture
from sapa_tui.screens.departments import DepartmentsScreen
from sapa_tui.widgets.adoption_field import AdoptionField
from sapa_tui.widgets.lines import width_of
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import go_to, is_at, put_cursor, row_in_focus, rows
from .wall_driver import WallDriver, dashboard

EARLY = date(2017, 3, 13)
"""Three weeks before the tests' Monday: a department that began then is in week T+3."""


@pytest.fixture(autouse=True)
def register(mk: PersonDriver) -> None:
    """Two departments that use SAPA already, and one that begins with go-live."""
    mk.adds(departments.add, "Borgerservice", users=60, start_of_use=EARLY)
    mk.adds(departments.add, "Jobcenter", users=64, start_of_use=EARLY, superusers="Åse")
    mk.adds(departments.add, "Ældre og Handicap", users=38)


def stored(plan: PlanDriver, name: str) -> DepartmentRow:
    """A department as it stands in the plan."""
    return department(plan.database, name)


def numbers(driver: WallDriver) -> list[AdoptionField]:
    """The fields of the week's numbers."""
    return list(driver.screen.query(AdoptionField))


async def at_departments(driver: WallDriver) -> None:
    """Go to the register, and wait until it has been read."""
    await go_to(driver, "departments")
    await driver.until(lambda: "users in use" in driver.says())


async def enter(driver: WallDriver) -> None:
    """Open the form of the week's numbers."""
    await at_departments(driver)
    await driver.press("i")
    await driver.until(lambda: numbers(driver))


async def test_a_row_says_answer_numbers_and_course(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(departments.answer, 2, Answer.YES)
    for week, in_use in enumerate((3, 9, 14, 17)):
        mk.does(adoption.set_use, 2, in_use, week=week)
    call = changed(needs_help=(False, True), help_note=("", "Advis hober sig op"))
    mk.does(departments.edit, 2, call)
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_departments(leader)
        row = rows(leader)[1]
        for words in ("Jobcenter", "✓ yes", "17/64  27 %", "partly", "! help", "▁▁▂▂··"):
            assert words in row, row
        await put_cursor(leader, "Jobcenter")
        await leader.until(lambda: "! Advis hober sig op" in leader.says())
        assert "T+0 3 · T+1 9 · T+2 14 · T+3 17 · of 64" in leader.says()


async def test_where_there_is_room_the_course_is_drawn(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(adoption.set_use, 1, 30, week=0)
    async with dashboard(plan_path, size=(120, 40)) as leader:
        await at_departments(leader)
        await leader.until(lambda: "━" * 20 + "─" * 20 + "│ 30/60   50 %" in leader.says())


async def test_undecided_close_to_its_start_is_warned_of(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_departments(mk)
        assert "! 3 undecided, start soon" in mk.says()
        assert "! undecided" in rows(mk)[2]


async def test_a_no_needs_a_reason_and_sets_activities_aside(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    number = mk.plan.sql("SELECT id FROM activity WHERE kind = 'implementation' LIMIT 1")[0][0]
    mk.does(board.edit, number, changed(department=(None, 2)))
    async with dashboard(plan_path) as leader:
        await at_departments(leader)
        await put_cursor(leader, "Jobcenter")
        await leader.press("a")
        await leader.until(lambda: "New workflows in Jobcenter?" in leader.says())
        await leader.press("2")
        await leader.until(lambda: "Why has it no new workflows?" in leader.says())
        assert leader.reads("1 activity is set to Not applicable")
        await leader.press("enter")
        await leader.until(lambda: "Say why" in leader.says())
        await leader.types("Only looks things up")
        await leader.press("enter")
        await leader.until(lambda: "⊘ no" in rows(leader)[1])
        assert leader.reads("no: Only looks things up (")
    assert plan.row(Activity, number)["column"] == Column.NOT_APPLICABLE
    assert plan.row(Department, 2)["new_workflows_reason"] == "Only looks things up"


async def test_a_colleagues_answer_is_seen_at_once(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_departments(ak)
        await put_cursor(ak, "Jobcenter")
        mk.does(departments.answer, 1, Answer.YES)
        await ak.until(lambda: "✓ yes" in rows(ak)[0])
        assert row_in_focus(ak).startswith("Jobcenter")


# The week's numbers -------------------------------------------------------------------


async def test_the_week_is_entered_for_all_with_one_event_each(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(adoption.set_use, 1, 41, week=2)
    before = len(plan.events())
    async with dashboard(plan_path) as leader:
        await enter(leader)
        assert [field.draft for field in numbers(leader)] == ["41", "0"]
        assert leader.reads("Not begun yet: Ældre og Handicap (01-05-2017)")
        await leader.types("52")
        await leader.press("enter")
        await leader.types("17")
        await leader.press("ctrl+s")
        await leader.until(lambda: "52/60" in rows(leader)[0] and "17/64" in rows(leader)[1])
    assert [event.action for event in plan.events()[before:]] == ["adoption.set"] * 2
    found = [stored(plan, name).trend[-1] for name in ("Borgerservice", "Jobcenter")]
    assert [(report.week, report.in_use) for report in found] == [(3, 52), (3, 17)]


async def test_enter_reports_the_same_number_and_tab_does_not(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    for where in (1, 2):
        mk.does(adoption.set_use, where, 40, week=2)
    async with dashboard(plan_path) as leader:
        await enter(leader)
        await leader.press("enter")
        await leader.until(lambda: leader.reads("is reported for T+3"))
        await leader.press("tab", "ctrl+s")
        await leader.until(lambda: not numbers(leader))
    assert [report.week for report in stored(plan, "Borgerservice").trend] == [2, 3]
    assert [report.week for report in stored(plan, "Jobcenter").trend] == [2]


async def test_more_than_all_are_refused_with_both_numbers(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await enter(mk)
        await mk.types("61")
        await mk.until(lambda: "has 60 users, so 61" in mk.says())
        await mk.press("enter")
        await mk.types("12")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.screen.focused is numbers(mk)[0].editor)
        assert not stored(plan, "Jobcenter").trend
        await mk.types("6")
        await mk.press("ctrl+s")
        await mk.until(lambda: not numbers(mk))
    assert (stored(plan, "Borgerservice").in_use, stored(plan, "Jobcenter").in_use) == (6, 12)


async def test_what_is_taken_stays_when_a_later_number_is_refused(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await enter(ak)
        await ak.types("5")
        await ak.press("enter")
        await ak.types("64")
        mk.does(departments.edit, 2, changed(users=(64, 50)))
        await ak.press("ctrl+s")
        await ak.until(lambda: "“Jobcenter” has 50 users, so 64" in ak.says())
        assert stored(plan, "Borgerservice").in_use == 5
        await ak.until(lambda: ak.screen.focused is numbers(ak)[1].editor)
        await ak.types("50")
        await ak.press("ctrl+s")
        await ak.until(lambda: not numbers(ak))
    reports = [event for event in plan.events() if event.action == "adoption.set"]
    assert [event.title for event in reports] == ["Borgerservice", "Jobcenter"]


async def test_two_who_report_the_same_week_are_asked(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await enter(ak)
        await ak.types("5")
        mk.does(adoption.set_use, 1, 9, week=3)
        await ak.press("ctrl+s")
        await ak.until(lambda: "MK has saved the same field" in ak.says())
        assert stored(plan, "Borgerservice").in_use == 9
        await ak.press("ctrl+s")
        await ak.until(lambda: not numbers(ak))


async def test_a_colleague_has_given_it_more_users_meanwhile(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await enter(ak)
        mk.does(departments.edit, 1, changed(users=(60, 70)))
        await ak.types("61")
        await ak.press("ctrl+s")
        await ak.until(lambda: not numbers(ak))
    assert stored(plan, "Borgerservice").in_use == 61


async def test_nobody_has_begun(plan_path: Path, mk: PersonDriver) -> None:
    for where in (1, 2):
        mk.does(departments.archive, where)
    async with dashboard(plan_path) as leader:
        await at_departments(leader)
        await leader.press("i")
        await leader.until_told("No department has taken SAPA into use yet")


# The rest of the register -------------------------------------------------------------


async def test_a_new_department_stands_there(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_departments(mk)
        await mk.press("n")
        await mk.until(lambda: "New department" in mk.says())
        await mk.write("name", "Æblegården")
        await mk.write("users", "mange")
        await mk.press("ctrl+s")
        await mk.until(lambda: "“mange” is not a whole number" in mk.says())
        await mk.write("users", "12")
        await mk.press("ctrl+s")
        await mk.until(lambda: row_in_focus(mk).startswith("Æblegården"))
    assert stored(plan, "Æblegården").users == 12


async def test_enter_edits_and_fewer_users_than_in_use_are_refused(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(adoption.set_use, 1, 50, week=3)
    async with dashboard(plan_path) as leader:
        await at_departments(leader)
        await leader.press("enter")
        await leader.until(lambda: "Edit department" in leader.says())
        await leader.write("users", "40")
        await leader.press("ctrl+s")
        await leader.until(lambda: "has 40 users, so 50" in leader.says())
        await leader.write("users", "55")
        await leader.press("ctrl+s")
        await leader.until(lambda: "50/55" in row_in_focus(leader))


async def test_an_exception_is_noted_with_its_reason_and_withdrawn(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await at_departments(mk)
        await mk.press("x")
        await mk.until(lambda: "Why need not all" in mk.says())
        await mk.types("Two are on leave")
        await mk.press("enter")
        await mk.until(lambda: mk.reads("Two are on leave (Mette"))
        assert plan.row(Department, 1)["exception_by"] == "mk"
        await mk.press("x")
        await mk.until(lambda: "Two are on leave" not in mk.says())
    assert plan.last.action == "department.exception_withdrawn"


async def test_an_archived_department_is_put_back(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_departments(mk)
        await mk.press("d")
        await mk.until(lambda: "leaves the register" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: len(rows(mk)) == 2)
        await mk.press("A")
        await mk.until(lambda: "Put back which one?" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: len(rows(mk)) == 3)


# Reading again ------------------------------------------------------------------------


def asked(driver: WallDriver, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by a word whenever the register is read."""
    read, said = driver.app.session.read, []

    async def counted(query: Any, *args: Any, **options: Any) -> Any:
        if query is DepartmentsScreen.read:
            said.append("read")
        return await read(query, *args, **options)

    monkeypatch.setattr(driver.app.session, "read", counted)
    return said


async def test_events_about_something_else_are_no_reason_to_read_again(
    plan_path: Path, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_departments(ak)
        read = asked(ak, monkeypatch)
        mk.does(board.move, 4, Column.IN_PROGRESS)
        await ak.until(lambda: ak.wall.wall.last_event == mk.plan.last.id)
        await ak.settled()
        assert read == []
        mk.does(adoption.set_use, 1, 12, week=0)
        await ak.until(lambda: "12/60" in rows(ak)[0])
        assert read == ["read"]


async def test_what_happened_while_another_view_was_in_front_is_read_on_coming_back(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_departments(ak)
        await go_to(ak, "people")
        mk.does(adoption.set_use, 1, 12, week=0)
        mk.does(plan_commands.set_go_live, date(2017, 5, 8), reason="KMD")
        mk.does(board.move, 4, Column.IN_PROGRESS)
        await ak.until(lambda: ak.wall.wall.last_event == mk.plan.last.id)
        await go_to(ak, "departments")
        await ak.until(lambda: "12/60" in rows(ak)[0] and "08-05-2017" in rows(ak)[2])


@pytest.mark.parametrize("about", ["answer", "undo", "date"])
async def test_each_thing_that_the_register_shows_is_followed(
    plan_path: Path, mk: PersonDriver, about: str
) -> None:
    mk.does(departments.answer, 1, Answer.YES)
    async with dashboard(plan_path, "ak") as ak:
        await at_departments(ak)
        match about:
            case "answer":
                mk.does(departments.answer, 2, Answer.YES)
                await ak.until(lambda: "✓ yes" in rows(ak)[1])
            case "undo":
                mk.does(undo.undo)
                await ak.until(lambda: "undecided" in rows(ak)[0])
            case "date":
                mk.does(plan_commands.set_go_live, None, reason="Forsinket")
                await ak.until(lambda: "! undecided" not in rows(ak)[2])


# The picture --------------------------------------------------------------------------


async def test_the_picture_shows_all_of_them_week_by_week_and_each(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(adoption.set_use, 1, 30, week=0)
    mk.does(adoption.set_use, 2, 3, week=0)
    mk.does(adoption.set_use, 1, 60, week=1)
    mk.does(departments.set_exception, 2, "Vikarer[/]")
    async with dashboard(plan_path, "ak", size=(120, 50)) as ak:
        await at_departments(ak)
        await ak.press("v")
        await ak.until(lambda: "Use, week by week" in ak.says())
        for words in ("63 of 162 users in use · 39 %", "T+0   33/162   20 %  2 reported"):
            assert ak.reads(words) or words in ak.says(), ak.says()
        assert "T+1   63/162   39 %  1 reported" in ak.says()
        assert "60/60  100 %" in ak.says()
        assert "⊘ excepted: Vikarer[/] (" in ak.says()
        assert "! undecided" in ak.says()
        mk.does(adoption.set_use, 2, 64, week=1)
        await ak.until(lambda: "T+1  124/162   77 %  2 reported" in ak.says())
        await ak.press("v")
        await ak.until(lambda: not isinstance(ak.screen, AdoptionPictureScreen))
        assert is_at(ak, "departments")


async def test_an_empty_picture_says_how_the_numbers_come(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await at_departments(mk)
        await mk.press("v")
        await mk.until(lambda: mk.reads("No numbers have been reported yet. i enters this week's."))
        await mk.press("i")
        await mk.until(lambda: numbers(mk))
        await mk.types("12")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.reads("12 of 162 users in use"))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)])
async def test_the_picture_fits_its_window_and_scrolls(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int]
) -> None:
    for week in range(14):
        mk.does(adoption.set_use, 1, week * 4, week=week)
    mk.does(departments.edit, 2, changed(name=("Jobcenter", "世" * 60), users=(64, 999_999)))
    async with dashboard(plan_path, size=size) as leader:
        await at_departments(leader)
        await leader.press("v")
        await leader.until(lambda: isinstance(leader.screen, AdoptionPictureScreen))
        await leader.until(lambda: "users in use" in leader.says())
        page = leader.screen.query_one(Picture)
        assert all(width_of(line) <= page._line_width for _n, line in page.entries)
        await leader.press("end")
        await leader.until(lambda: page.is_vertical_scroll_end)
