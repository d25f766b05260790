"""The task card A08: what is lacking, where that is decided, and its end."""

from pathlib import Path

import pytest

from db.commands import closing, communication, departments
from db.queries.card import card_status
from db.rules.codes import Answer
from sapa_tui.screens.card import CardScreen
from sapa_tui.widgets.card_page import CardPage
from tests.drivers import PersonDriver, PlanDriver

from .view_driver import go_to, is_at
from .wall_driver import WallDriver, dashboard


def lines(driver: WallDriver) -> list[str]:
    """The lines of what must be so, without their second halves."""
    screen = next(view for view in driver.app.screen_stack if isinstance(view, CardScreen))
    return [f"{entry.sign} {entry.title}: {entry.words}" for entry in screen.ready.entries]


async def at_card(driver: WallDriver) -> None:
    """Go to the card, and wait until it has been read."""
    await go_to(driver, "card")
    await driver.until(lambda: "A08  " in driver.says())


def nowhere(mk: PersonDriver) -> None:
    """Answer No for the only department, which suffices for closing."""
    number = mk.adds(departments.add, "Bibliotek", users=6)
    mk.does(departments.answer, number, Answer.NO, reason="Kun opslag")


async def test_the_card_says_what_is_lacking_and_who(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_card(mk)
        assert "Ready to close" in mk.says()
        found = lines(mk)
        assert found[0] == "○ An approved plan: it has not been approved"
        assert found[1] == "✓ A communication plan: "
        assert found[2].startswith("○ The quality criterion: missing: ")
        assert found[3] == "○ Adoption by all users: there are no departments"


@pytest.mark.parametrize(
    ("steps", "view"), [(0, "board"), (1, "communication"), (2, "stakeholders"), (3, "departments")]
)
async def test_enter_goes_to_where_a_line_is_decided(
    plan_path: Path, steps: int, view: str
) -> None:
    async with dashboard(plan_path) as mk:
        await at_card(mk)
        await mk.press(*["down"] * steps, "enter")
        if view in ("board", "communication"):
            await mk.until(lambda: mk.screen is mk.wall and mk.wall.place == view)
        else:
            await mk.until(lambda: is_at(mk, view))


async def test_a_colleagues_work_moves_the_lines(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_card(ak)
        mk.does(closing.approve_plan)
        await ak.until(lambda: lines(ak)[0].startswith("✓ An approved plan: approved by"))
        before = lines(ak)[2]
        mk.does(communication.complete, 2)  # to the heads of department
        await ak.until(lambda: lines(ak)[2] != before)
        mk.adds(departments.add, "Jobcenter", users=64)
        await ak.until(lambda: lines(ak)[-1].endswith("close to the start of use: Jobcenter"))


async def test_the_leader_approves_and_withdraws(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_card(mk)
        await mk.press("a")
        await mk.until(lambda: "Has the plan been approved?" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: lines(mk)[0].startswith("✓"))
        await mk.press("a")
        await mk.until(lambda: "Withdraw the approval of the plan?" in mk.says())
        await mk.press("left", "right", "enter")
        await mk.until(lambda: lines(mk)[0].startswith("○"))
    assert plan.last.action == "plan.approval_withdrawn"


async def test_closing_too_early_says_what_is_lacking(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_card(mk)
        await mk.press("l")
        await mk.until_told("an approved plan, the quality criterion, adoption by all users")


async def test_closing_reminds_of_klik_and_nothing_can_be_written(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    nowhere(mk)
    async with dashboard(plan_path) as leader:
        await at_card(leader)
        assert "✓ No new workflows" in lines(leader)[-1]
        await leader.press("l")
        await leader.until(lambda: "How did it end?" in leader.says())
        await leader.types("Nothing new anywhere")
        await leader.press("enter")
        await leader.until_told("Remember to mark A08 as completed in KLIK.")
        await leader.until(lambda: "✓ Closed" in leader.says().splitlines()[0])
        assert "Nothing new anywhere" in leader.says()
        await leader.press("a")
        await leader.until_told("The card has been closed")
        await leader.press("1", "n")
        await leader.until_told("The card has been closed")
    assert card_status(plan.database, plan.clock.today(), "en").closed


async def test_reopening_needs_a_reason(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    nowhere(mk)
    mk.does(closing.close, "Intet nyt")
    async with dashboard(plan_path) as leader:
        await at_card(leader)
        await leader.press("R")
        await leader.until(lambda: "Why is it opened again?" in leader.says())
        await leader.press("enter")
        await leader.until(lambda: "Say why" in leader.says())
        await leader.types("One more")
        await leader.press("enter")
        await leader.until(lambda: "Ready to close" in leader.says())
    assert (plan.last.action, plan.last.note) == ("plan.reopened", "One more")


async def test_only_the_leader_has_the_last_word(plan_path: Path, plan: PlanDriver) -> None:
    before = plan.last
    async with dashboard(plan_path, "ak") as ak:
        await at_card(ak)
        for key in ("a", "l", "R"):
            await ak.press(key)
            await ak.until_told("Only the project leader")
    assert plan.last == before


async def test_the_whole_card_can_be_read_in_a_small_window(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24), language="da") as mk:
        await at_card(mk)
        await mk.press("tab")
        assert mk.screen.query_one(CardPage).has_focus
        await mk.press("end")
        await mk.until(lambda: "SAPA-slutbrugere" in mk.says())
