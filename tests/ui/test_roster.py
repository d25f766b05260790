"""The roster of extra help in use: helpers, their weeks, gaps, and what a large change proposes."""

from datetime import date
from pathlib import Path

import pytest

from db.commands import departments, roster
from db.queries.roster import helpers
from db.rules.codes import ChangeSize
from sapa_tui.screens.roster import RosterScreen
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import go_to, is_at, put_cursor, row_in_focus, rows
from .wall_driver import WallDriver, dashboard

VIEW = "roster"
BEGINS = date(2017, 4, 10)


@pytest.fixture(autouse=True)
def register(mk: PersonDriver) -> None:
    """A department whose change is large, one whose change is not."""
    mk.adds(
        departments.add,
        "Jobcenter",
        users=64,
        change_size=ChangeSize.LARGE,
        superusers="Ida Holm",
        local_leader="Lis Lund",
        start_of_use=BEGINS,
    )
    mk.adds(departments.add, "Borgerservice", users=40)


async def at_roster(driver: WallDriver) -> None:
    """Go to the roster, and wait until it has been read."""
    await go_to(driver, "roster")
    await driver.until(lambda: "Jobcenter" in driver.says())


async def test_gaps_stand_out_where_the_change_is_large(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(roster.add, "Ida Holm", department=1, weeks="0-2")
    async with dashboard(plan_path, "mk", size=(200, 50)) as driver:
        assert "! roster gaps: " in driver.says(), "it is on the strip of the board"
        await at_roster(driver)
        large, ida, other = rows(driver)
        assert large.split()[:8] == ["Jobcenter", "large", "1", "1", "1", "!", "!", "!"]
        assert ida.split()[:8] == ["Ida", "Holm", "super", "user", "●", "●", "●", "·"]
        assert "!" not in other
        assert "! 3 weeks without help" in driver.says()
        assert "nobody helps in T+3–T+5" in driver.says()


async def test_a_helper_is_put_on_the_roster_and_moved_to_other_weeks(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_roster(ak)
        await ak.press("n")
        await ak.until(lambda: not is_at(ak, VIEW))
        await ak.write("name", "Ida Holm")
        await ak.write("weeks", "0-9")
        assert ak.reads("not understood as weeks")
        await ak.write("weeks", "T+0–T+2, 5")
        assert ak.reads("T+0 T+1 T+2 T+5")
        await ak.press("ctrl+s")
        await ak.until(lambda: is_at(ak, VIEW))
        await ak.until(lambda: "Ida Holm" in row_in_focus(ak))
        assert [one.weeks for one in helpers(plan.database)] == [(0, 1, 2, 5)]
        await ak.press("e")
        await ak.until(lambda: not is_at(ak, VIEW))
        await ak.write("weeks", "0-5")
        await ak.press("ctrl+s")
        await ak.until(lambda: "week without help" not in ak.says() and is_at(ak, VIEW))
        await ak.press("d")
        await ak.until(lambda: not is_at(ak, VIEW))
        await ak.press("enter")
        await ak.until(lambda: "Ida Holm" not in ak.says())
        await ak.press("u")
        await ak.until(lambda: any("Ida Holm" in row for row in rows(ak)))


async def test_a_colleagues_change_leaves_the_cursor_where_it_is(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(roster.add, "Ida Holm", department=1, weeks="0-2")
    async with dashboard(plan_path, "ak") as ak:
        await at_roster(ak)
        await put_cursor(ak, "  Ida Holm")
        mk.does(roster.add, "Bo Krag", department=1, weeks="3")
        mk.does(roster.edit, 1, changed(weeks=("0-2", "0-1")))
        await ak.until(lambda: any("Bo Krag" in row for row in rows(ak)))
        assert "Ida Holm" in row_in_focus(ak)


async def test_what_a_large_change_calls_for_is_proposed_and_taken_back(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_roster(ak)
        await ak.press("p")
        await ak.until(lambda: not is_at(ak, VIEW))
        assert ak.reads("A large change calls for extra help.")
        await ak.press("tab", "enter")
        await ak.until(lambda: "Ida Holm" in ak.says() and "Lis Lund" in ak.says())
        assert "week" not in next(line for line in ak.says().splitlines() if "2 helpers" in line)
        await ak.press("u")
        await ak.until(lambda: "0 helpers" in ak.says())


async def test_calling_a_change_large_proposes_the_help_at_once(plan_path: Path) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "departments")
        await ak.until(lambda: "users in use" in ak.says())
        await put_cursor(ak, "Borgerservice")
        await ak.press("e")
        await ak.until(lambda: not is_at(ak, "departments"))
        await ak.dialog.choose("change_size", ChangeSize.LARGE.value)
        await ak.press("ctrl+s")
        await ak.until(lambda: not is_at(ak, "departments") and ak.reads("calls for extra help"))
        await ak.press("escape")
        await ak.until(lambda: is_at(ak, "departments"))


async def test_a_viewer_reads_and_a_plan_without_departments_says_where_they_come_from(
    plan_path: Path, mk: PersonDriver
) -> None:
    for number in (1, 2):
        mk.does(departments.archive, number)
    async with dashboard(plan_path, "hh") as hh:
        await go_to(hh, "roster")
        await hh.until(lambda: "No department to help yet" in hh.says())
        assert isinstance(hh.screen, RosterScreen)
        await hh.press("n")
        await hh.until_told("You may read this plan")
