"""The register of workflows, its form, and the old ones that are still in use."""

from datetime import date
from pathlib import Path

import pytest

from db.commands import Edit, departments, workflows
from db.queries.workflows import WorkflowRow, workflow
from sapa_tui.widgets.tick_field import TickField, TickList
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import go_to, put_cursor, row_in_focus, rows
from .wall_driver import WallDriver, dashboard

FRIDAY = date(2017, 3, 30)
"""Four days before the tests' Monday."""


@pytest.fixture(autouse=True)
def places(mk: PersonDriver) -> None:
    """Three departments that a workflow can be given to."""
    for name in ("Borgerservice", "Jobcenter", "Ældre og Handicap"):
        mk.adds(departments.add, name, users=10)


@pytest.fixture
def register(mk: PersonDriver) -> None:
    """A workflow whose old one still runs, one whose old one is about to end, one of its own."""
    mk.adds(
        workflows.add,
        "Behandl adviser i SAPA",
        departments=[1, 2],
        owner="ak",
        legacy_title="KMD Sag Advis",
        legacy_last_day=FRIDAY,
    )
    mk.adds(
        workflows.add,
        "Skriv journalnotater i SAPA",
        departments=[2],
        legacy_title="Noter i KMD Sag",
        legacy_last_day=date(2017, 4, 7),
    )
    mk.adds(workflows.add, "Helhedsopslag", departments=[3])


def stored(plan: PlanDriver, number: int) -> WorkflowRow:
    """A workflow as it stands in the plan."""
    return workflow(plan.database, number)


async def at_workflows(driver: WallDriver) -> None:
    """Go to the register, and wait until it has been read."""
    await go_to(driver, "workflows")
    await driver.until(lambda: " new" in driver.says())


def ticks(driver: WallDriver) -> TickList:
    """The list of departments in the form."""
    return driver.screen.query_one(TickList)


@pytest.mark.usefixtures("register")
async def test_what_still_runs_is_named(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await at_workflows(mk)
        assert "3 new · ! 1 old one still runs" in mk.says()
        assert "! Old workflows that still run: KMD Sag Advis" in mk.says()
        first, second, third = rows(mk)
        for words in (
            "Borgerservice",
            "AK",
            "KMD Sag Advis",
            "30-03 ! 4 days over",
            "○ still open",
        ):
            assert words in first, first
        assert "~ 07-04" in second
        assert "–" in third
        assert mk.reads("! KMD Sag Advis · last day 30-03-2017 · 4 days over")
        assert mk.reads("not yet; nobody is named to close it")


@pytest.mark.usefixtures("register")
async def test_space_closes_what_has_no_open_cases_and_opens_it_again(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await at_workflows(mk)
        await mk.press("o")
        await mk.until(lambda: "✓ handled" in rows(mk)[0])
        await mk.press("space")
        await mk.until(lambda: "✓ closed 03-04" in rows(mk)[0])
        assert "still run" not in mk.says()
        assert stored(plan, 1).legacy_closed_by == "mk"
        await mk.press("space")
        await mk.until(lambda: "! 4 days over" in rows(mk)[0])
        await mk.press("o")
        await mk.until(lambda: "○ still open" in rows(mk)[0])
    assert stored(plan, 1).legacy_closed_on is None


@pytest.mark.usefixtures("register")
async def test_open_cases_ask_what_becomes_of_them(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_workflows(mk)
        await mk.press("space")
        await mk.until(lambda: mk.reads("What becomes of them?"))
        await mk.press("enter")
        await mk.until(lambda: "Say why in a few words" in mk.says())
        await mk.types("Ten are finished there")
        await mk.press("enter")
        await mk.until(lambda: "✓ closed" in rows(mk)[0])
        assert mk.reads("not handled: Ten are finished there")
    assert plan.last.note == "Ten are finished there"


@pytest.mark.usefixtures("register")
async def test_one_that_replaces_none_has_nothing_to_close(
    plan_path: Path, plan: PlanDriver
) -> None:
    before = plan.last
    async with dashboard(plan_path) as mk:
        await at_workflows(mk)
        await put_cursor(mk, "Helhedsopslag")
        for key in ("space", "o"):
            await mk.press(key)
            await mk.until_told("names no old one")
    assert plan.last == before


# The form -----------------------------------------------------------------------------


async def test_a_new_workflow_is_ticked_for_departments_by_keyboard(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, size=(100, 50)) as mk:
        await go_to(mk, "workflows")
        await mk.until(lambda: "No workflows yet. n adds the first" in mk.says())
        await mk.press("n")
        await mk.until(lambda: "New workflow" in mk.says())
        await mk.write("title", "Påmindelser i SAPA")
        ticks(mk).focus()
        await mk.press("space", "æ", "space", "j", "space", "space")
        assert mk.reads("✓ Borgerservice")
        assert mk.reads("○ Jobcenter")
        await mk.write("legacy_title", "Kalenderen")
        await mk.write("legacy_last_day", "31-03-2017")
        await mk.press("ctrl+s")
        await mk.until(lambda: row_in_focus(mk).startswith("Påmindelser"))
        assert "! 3 days over" in row_in_focus(mk)
    row = stored(plan, 1)
    assert [one.name for one in row.departments] == ["Borgerservice", "Ældre og Handicap"]
    assert (row.legacy_title, row.legacy_last_day) == ("Kalenderen", date(2017, 3, 31))


@pytest.mark.usefixtures("register")
async def test_a_colleague_who_ticks_another_department_is_not_asked(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak", size=(100, 50)) as ak:
        await at_workflows(ak)
        await ak.press("e")
        await ak.until(lambda: "Edit workflow" in ak.says())
        ticks(ak).focus()
        await ak.press("b", "space")
        mk.does(workflows.edit, 1, {"departments": Edit([1, 2], [1, 2, 3])})
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.screen.query(TickField))
    assert stored(plan, 1).department_ids == [2, 3]


@pytest.mark.usefixtures("register")
async def test_ticks_wait_in_the_draft(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, size=(100, 50)) as mk:
        await at_workflows(mk)
        await mk.press("e")
        await mk.until(lambda: "Edit workflow" in mk.says())
        ticks(mk).focus()
        await mk.press("æ", "space", "escape")
        await mk.until_told("The draft is kept")
        await mk.press("e")
        await mk.until(lambda: "Your draft from" in mk.says())
        assert ticks(mk).ticked == {1, 2, 3}
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.screen.query(TickField))
    assert stored(plan, 1).department_ids == [1, 2, 3]


@pytest.mark.usefixtures("register")
async def test_the_same_words_changed_by_two_are_asked_about(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak", size=(100, 50)) as ak:
        await at_workflows(ak)
        await ak.press("e")
        await ak.until(lambda: "Edit workflow" in ak.says())
        await ak.write("legacy_closer", "sj")
        mk.does(workflows.edit, 1, changed(legacy_closer=("", "mk")))
        await ak.press("ctrl+s")
        await ak.until(lambda: "Mette Kjær has saved the same field" in ak.says())
        await ak.press("1", "ctrl+s")
        await ak.until(lambda: not ak.screen.query(TickField))
    assert stored(plan, 1).legacy_closer == "sj"


async def test_without_departments_the_form_says_where_they_come_from(
    plan_path: Path, mk: PersonDriver
) -> None:
    for number in (1, 2, 3):
        mk.does(departments.archive, number)
    async with dashboard(plan_path) as leader:
        await go_to(leader, "workflows")
        await leader.until(lambda: "No workflows yet" in leader.says())
        await leader.press("n")
        await leader.until(lambda: "once view 8 has some" in leader.says())
        await leader.write("title", "Helhedsopslag")
        await leader.press("ctrl+s")
        await leader.until(lambda: row_in_focus(leader).startswith("Helhedsopslag"))


# The rest of the register -------------------------------------------------------------


async def test_a_suggestion_fills_the_form_and_is_not_offered_again(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, size=(100, 50)) as mk:
        await go_to(mk, "workflows")
        await mk.until(lambda: "v suggests some" in mk.says())
        await mk.press("v")
        await mk.until(lambda: "Which workflow do you begin with?" in mk.says())
        await mk.press("1")
        await mk.until(lambda: "New workflow" in mk.says())
        await mk.press("ctrl+s")
        await mk.until(lambda: row_in_focus(mk).startswith("Behandl adviser"))
        await mk.press("v")
        await mk.until(lambda: "Which workflow" in mk.says())
        assert "Behandl adviser" not in "\n".join(
            line for line in mk.says().splitlines() if line.strip().startswith("1  ")
        )
    row = stored(plan, 1)
    assert row.changes
    assert (row.systems, row.legacy_title) == ("SAPA, fagsystemet", "Adviser i KMD Sag Advis")


@pytest.mark.usefixtures("register")
async def test_the_filter_shows_a_department_or_what_still_runs(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_workflows(mk)
        await mk.press("f", "2")
        await mk.until(lambda: len(rows(mk)) == 1)
        assert "shown: still running" in mk.says()
        await mk.press("f")
        await mk.until(lambda: "Show which workflows?" in mk.says())
        await mk.press("4")
        await mk.until(lambda: len(rows(mk)) == 2)
        assert "shown: Jobcenter" in mk.says()
        await mk.press("f", "1")
        await mk.until(lambda: len(rows(mk)) == 3)


@pytest.mark.usefixtures("register")
async def test_an_archived_workflow_is_put_back(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_workflows(mk)
        await mk.press("d")
        await mk.until(lambda: "leaves the register" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: len(rows(mk)) == 2)
        await mk.press("A")
        await mk.until(lambda: "Put back which one?" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: len(rows(mk)) == 3)


@pytest.mark.usefixtures("register")
async def test_a_colleagues_closing_is_seen_at_once(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_workflows(ak)
        await put_cursor(ak, "Skriv")
        mk.does(workflows.close_legacy, 1, reason="Ingen")
        await ak.until(lambda: "✓ closed" in rows(ak)[0])
        assert row_in_focus(ak).startswith("Skriv")
