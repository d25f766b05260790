"""The conditions: a checklist per department, its points ticked, and its leader's go or no-go."""

from pathlib import Path

import pytest

from db.commands import departments, preconditions, readiness
from db.models import Department, Precondition
from db.queries.preconditions import go_lines
from db.rules.codes import Answer, SignOff
from db.rules.preconditions import GoLine, GoState
from tests.drivers import PersonDriver, PlanDriver

from .view_driver import go_to, put_cursor, row_in_focus, rows
from .wall_driver import WallDriver, dashboard

JOB, VEJ, LIBRARY = 1, 2, 3


@pytest.fixture(autouse=True)
def checklists(mk: PersonDriver) -> None:
    """The job centre with three points, Vej with one, and a library with nothing new."""
    mk.adds(departments.add, "Jobcenter", users=64, plant=False, local_leader="Anne Holm")
    mk.adds(departments.add, "Vej", users=6, plant=False)
    for text, kind, card in (
        ("Login virker", "access", ""),
        ("Rollerne er koblet", "external", "K08"),
        ("Headset til alle", "other", ""),
    ):
        mk.adds(preconditions.add, text, department=JOB, kind=kind, task_card=card)
    mk.adds(preconditions.add, "Vagtplan", department=VEJ)
    no = {"new_workflows": Answer.NO, "reason": "Kun opslag"}
    mk.adds(departments.add, "Bibliotek", users=6, **no)


def line(plan: PlanDriver, department: int) -> GoLine:
    """Where a department stands in the plan."""
    return next(one for one in go_lines(plan.database) if one.department == department)


async def at_conditions(driver: WallDriver) -> None:
    """Go to the conditions, and wait until they have been read."""
    await go_to(driver, "preconditions")
    await driver.until(lambda: rows(driver))


async def test_departments_with_their_points_beneath_them(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await at_conditions(mk)
        found = [" ".join(row.split()) for row in rows(mk)]
        assert found == [
            "▾ Jobcenter Anne Ho… ○ 0 of 3 in place",
            "○ Login virker access open",
            "○ Rollerne er koblet K08 another card open",
            "○ Headset til alle other open",
            "▾ Vej ○ 0 of 1 in place",
            "○ Vagtplan other open",
            "▸ Bibliotek ⊘ no new workflows",
        ]
        assert "0 of 2 departments ready" in mk.says()


async def test_space_ticks_the_point_and_takes_the_tick_back(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "  ○ Login")
        await mk.press("space")
        await mk.until(lambda: "✓ Login" in rows(mk)[1])
        assert "1 of 3 in place" in rows(mk)[0]
        assert "✓ MK today" in rows(mk)[1]
        assert plan.row(Precondition, 1)["met_by"] == "mk"
        await mk.press("space")
        await mk.until(lambda: "○ Login" in rows(mk)[1])
    assert plan.row(Precondition, 1)["met_at"] is None


async def test_a_heading_is_no_point(plan_path: Path, plan: PlanDriver) -> None:
    before = len(plan.events())
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        for key in ("space", "d", "e"):
            await mk.press(key)
            await mk.until(lambda: "Go to a condition first" in mk.says())
    assert len(plan.events()) == before


async def test_ready_with_all_in_place_takes_two_keys(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    for point in (1, 2, 3):
        mk.does(preconditions.set_met, point, True)
    async with dashboard(plan_path) as leader:
        await at_conditions(leader)
        await leader.press("r")
        await leader.until(lambda: "Is Jobcenter ready?" in leader.says())
        await leader.press("1")
        await leader.until(lambda: "✓ ready · Anne Holm 03-04" in rows(leader)[0])
        assert "1 of 2 departments ready" in leader.says()
    assert line(plan, JOB).state is GoState.GO


async def test_ready_with_open_points_asks_why(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "  ○ Headset")
        await mk.press("r")
        await mk.until(lambda: "3 open, asks for a reason" in mk.says())
        await mk.press("1")
        await mk.until(lambda: "Why is it ready with 3 open?" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: "still has 3 open" in mk.says())
        await mk.types("They come on Monday")
        await mk.press("enter")
        await mk.until(lambda: "✓ ready, 3 open" in rows(mk)[0])
        await put_cursor(mk, "▾ Jobcenter")
        await mk.until(lambda: "They come on Monday" in mk.says())
    found = line(plan, JOB)
    assert (found.state, found.by) == (GoState.READY_WITH_OPEN, "Anne Holm")


async def test_not_ready_by_somebody_else_and_withdrawn(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "▾ Vej")
        await mk.press("r")
        await mk.until(lambda: "Is Vej ready?" in mk.says())
        await mk.press("2")
        await mk.until(lambda: "What stands in the way?" in mk.says())
        await mk.types("Nobody has time")
        await mk.press("tab")
        await mk.types("Bo Friis")
        await mk.press("enter")
        await mk.until(lambda: "! not ready · Bo Friis" in rows(mk)[4])
        assert line(plan, VEJ).reason == "Nobody has time"
        await mk.press("r", "3")
        await mk.until(lambda: "0 of 1 in place" in rows(mk)[4])
    assert plan.row(Department, VEJ)["sign_off"] is None


async def test_a_colleague_who_was_faster_is_not_overruled(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_conditions(ak)
        await ak.press("r")
        await ak.until(lambda: "Is Jobcenter ready?" in ak.says())
        mk.does(readiness.sign_off, JOB, SignOff.NOT_READY, reason="Staffing")
        await ak.press("1")
        await ak.until(lambda: "Why is it ready" in ak.says())
        await ak.types("Enough")
        await ak.press("enter")
        await ak.until(lambda: ak.reads("has spoken about"))
        await ak.press("escape")
    assert line(plan, JOB).state is GoState.NO_GO


async def test_a_new_point_goes_to_the_department_in_focus(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "  ○ Vagtplan")
        await mk.press("n")
        await mk.until(lambda: "New condition" in mk.says())
        await mk.types("Parking for the super users")
        await mk.press("ctrl+s")
        await mk.until(lambda: "Parking" in row_in_focus(mk))
    assert plan.row(Precondition, 17)["department"] == VEJ


async def test_suggestions_fill_what_is_lacking(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "▾ Vej")
        await mk.press("v")
        await mk.until(lambda: "0 of 13 in place" in rows(mk)[4])
        await mk.press("v")
        await mk.until(lambda: "on the list already" in mk.says())


async def test_only_what_is_open(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(preconditions.set_met, 2, True)
    mk.does(preconditions.set_met, 4, True)
    async with dashboard(plan_path) as leader:
        await at_conditions(leader)
        await leader.press("o")
        await leader.until(lambda: "only what is open" in leader.says())
        names = [row.split()[1] for row in rows(leader)]
        assert names == ["Jobcenter", "Login", "Headset", "Bibliotek"]
        await put_cursor(leader, "  ○ Login")
        await leader.press("space")
        await leader.until(lambda: row_in_focus(leader).startswith("  ○ Headset"))
        await leader.press("o")
        await leader.until(lambda: "✓ Login" in rows(leader)[1])


async def test_a_department_is_folded_and_opened(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "  ○ Headset")
        await mk.press("left")
        await mk.until(lambda: row_in_focus(mk).startswith("▸ Jobcenter"))
        assert [row[:5] for row in rows(mk)] == ["▸ Job", "▾ Vej", "  ○ V", "▸ Bib"]
        await mk.press("enter")
        await mk.until(lambda: "Login" in rows(mk)[1])
        await mk.press("left")
        await mk.until(lambda: "Vej" in rows(mk)[1])
        await mk.press("right")
        await mk.until(lambda: "Login" in rows(mk)[1])


async def test_archived_and_put_back(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_conditions(mk)
        await put_cursor(mk, "  ○ Headset")
        await mk.press("d")
        await mk.until(lambda: "A brings it back" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: len(rows(mk)) == 6)
        await mk.press("A")
        await mk.until(lambda: "Put back which one?" in mk.says())
        assert mk.reads("Jobcenter Headset til alle")
        await mk.press("1")
        await mk.until(lambda: len(rows(mk)) == 7)


async def test_a_colleagues_tick_is_seen_and_moves_no_cursor(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_conditions(ak)
        await put_cursor(ak, "  ○ Headset")
        mk.does(preconditions.set_met, 1, True)
        await ak.until(lambda: "✓ Login" in rows(ak)[1])
        assert row_in_focus(ak).startswith("  ○ Headset")
        mk.does(preconditions.archive, 3)
        await ak.until(lambda: row_in_focus(ak).startswith("▾ Vej"))


async def test_whoever_may_only_read_may_hide_what_is_in_place(plan_path: Path) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await at_conditions(hh)
        await hh.press("o")
        await hh.until(lambda: "only what is open" in hh.says())


async def test_without_departments_it_is_said_where_they_come_from(
    plan_path: Path, mk: PersonDriver
) -> None:
    for number in (JOB, VEJ, LIBRARY):
        mk.does(departments.archive, number)
    async with dashboard(plan_path) as leader:
        await go_to(leader, "preconditions")
        await leader.until(lambda: "They are added in view 8." in leader.says())
        await leader.press("n")
        await leader.until(lambda: "There is no department yet" in leader.says())


async def test_the_countdown_says_who_goes(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(readiness.sign_off, VEJ, SignOff.READY, reason="Vagtplan følger")
    async with dashboard(plan_path, size=(120, 36)) as leader:
        await go_to(leader, "countdown")
        said = "Readiness 1 of 2  ○ Jobcenter lacks 3 · ✓ Vej ready, 1 open"
        await leader.until(lambda: said in leader.says())
        mk.does(readiness.sign_off, JOB, SignOff.NOT_READY, reason="Staffing")
        await leader.until(lambda: "! Jobcenter not ready: Staffing" in leader.says())


async def test_long_names_and_markup_stay_words(plan_path: Path, mk: PersonDriver) -> None:
    name = "[red]" + "Æ" * 195
    long = mk.adds(departments.add, name, users=1, plant=False, local_leader="[b]" + "x" * 57)
    mk.adds(preconditions.add, "[/nope]" + "ø" * 193, department=long, responsible="[i]" * 20)
    mk.does(readiness.sign_off, long, SignOff.NOT_READY, reason="[link]" * 60)
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_conditions(leader)
        await leader.press("end")
        await leader.until(lambda: "[/nope]" in leader.says())
        await put_cursor(leader, "▾ [red]")
        await leader.until(lambda: "[link][link]" in leader.says())
