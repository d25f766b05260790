"""A role that changes is felt at once in the open dashboard, and said once."""

from pathlib import Path

from db.commands import people
from db.models import Activity
from db.queries.drafts import draft
from db.rules.codes import Role
from tests.drivers import PersonDriver, PlanDriver

from .wall_driver import WallDriver, dashboard

FIRST = "Afklar, om der er nye arbejdsgange"
READ_ONLY = "you can read the plan, but no longer change it"


async def write_in_the_form(driver: WallDriver) -> None:
    """Open a card's form and type something."""
    await driver.press("e")
    await driver.until(lambda: driver.in_dialog and driver.screen.focused is not None)
    await driver.types("!")


async def test_a_demoted_person_is_told_once_and_only_reads_from_then_on(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        mk.does(people.set_role, "ak", Role.VIEWER)
        await ak.until(lambda: READ_ONLY in ak.told(), within=5)
        assert "n New" not in ak.says()
        assert "AK (viewer)  only you" in ak.says()
        await ak.resize(80, 24)
        assert "AK (viewer)" in ak.says()
        await ak.resize(120, 36)
        mk.does(people.set_role, "hh", Role.MEMBER)
        await ak.until(lambda: ak.app.wall.people["hh"].role is Role.MEMBER)
        assert ak.told().count(READ_ONLY) == 1
        with plan.no_trace():
            await ak.press("L")
            await ak.until(lambda: "You may read this plan" in ak.told())


async def test_a_promoted_person_is_told_and_gets_on_with_it(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await hh.press("L")
        await hh.until(lambda: "You may read this plan" in hh.told())
        mk.does(people.set_role, "hh", Role.MEMBER)
        await hh.until_told("Your role is now member")
        assert "viewer" not in hh.says()
        await hh.press("L")
        await hh.until(lambda: hh.app.wall.cards[1].column == "in_progress")
        mk.does(people.set_role, "hh", Role.LEADER)
        await hh.until(lambda: "complete messages and give access" in hh.told())
        mk.does(people.set_role, "hh", Role.MEMBER)
        await hh.until_told("Your role is now member")
    assert plan.row(Activity, 1)["column"] == "in_progress"


async def test_the_open_form_of_a_demoted_person_is_refused_and_the_words_stay(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await write_in_the_form(ak)
        mk.does(people.set_role, "ak", Role.VIEWER)
        await ak.until(lambda: READ_ONLY in ak.told())
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("This takes the role"))
        assert ak.dialog.reads("title") == f"{FIRST}!"
        await ak.press("escape")
        await ak.until(lambda: not ak.in_dialog)
        mk.does(people.set_role, "ak", Role.MEMBER)
        await ak.until(lambda: "you can change the plan" in ak.told())
        await ak.press("e")
        await ak.until(lambda: ak.in_dialog and ak.reads("Your draft from"))
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.in_dialog)
    assert plan.row(Activity, 1)["title"] == f"{FIRST}!"


async def test_whoever_loses_access_is_let_out_with_the_draft_kept(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await write_in_the_form(ak)
        mk.does(people.set_active, "ak", False)
        await ak.until(lambda: ak.app.return_value is not None, within=5)
        said = str(ak.app.return_value)
        assert "Your access to this plan has been taken away" in said
        assert "kept as a draft" in said
    found = draft(plan.database, "ak", "activity", 1)
    assert found is not None
    assert found.fields["title"][1] == f"{FIRST}!"
