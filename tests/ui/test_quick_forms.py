"""What is settled about a card in a few keys: what it waits for, who answers for it, when."""

from datetime import date
from pathlib import Path
from typing import Any

from db.commands import board, departments, drafts, people
from db.models import Activity
from db.rules.codes import Column, Role
from sapa_tui.dialogs.choice import ChoiceDialog
from sapa_tui.dialogs.conflict import ConflictDialog
from tests.drivers import PersonDriver, PlanDriver, changed

from .wall_driver import WallDriver, dashboard

CARD, FIRST = 1, "Afklar, om der er nye arbejdsgange"
WAITING = Column.WAITING
QUESTION = "What does it wait for"
HANGING, FROM_END = f"activity:{CARD}+1d", "end_date-2w"


def row(plan: PlanDriver) -> dict[str, Any]:
    return plan.row(Activity, CARD)


async def ask(driver: WallDriver, key: str, words: str) -> None:
    """Press a key, and wait for the form that it opens."""
    await driver.press(key)
    await driver.until(lambda: driver.in_dialog and driver.reads(words) and driver.screen.focused)


async def closed(driver: WallDriver) -> None:
    await driver.until(lambda: not driver.in_dialog)


# b ------------------------------------------------------------------------------------


async def test_b_lets_a_card_wait_for_something_and_somebody(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "b", QUESTION)
        await mk.types("svar fra KOMBIT")
        await mk.press("tab")
        await mk.types("anders krogh")
        await mk.press("enter")
        await closed(mk)
        await mk.until(lambda: mk.sees(WAITING, FIRST))
        await mk.until(lambda: mk.reads("KOMBIT · AK"))
        await mk.press("enter")
        await mk.until(lambda: mk.reads("Unblocked by Anders Krogh"))
    assert (row(plan)["waiting_reason"], row(plan)["waiting_on"]) == ("svar fra KOMBIT", "ak")
    assert (plan.last.action, plan.last.note) == ("activity.moved", "svar fra KOMBIT")


async def test_b_on_a_waiting_card_says_it_anew(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, WAITING, reason="svar", waiting_on="ak")
    async with dashboard(plan_path) as mk:
        await mk.until(lambda: mk.sees(WAITING, FIRST))
        mk.wall.board.focus_card(CARD)
        await ask(mk, "b", QUESTION)
        assert mk.dialog.reads("waiting_on") == "Anders Krogh"
        await mk.types(" fra KOMBIT")
        await mk.press("enter")
        await closed(mk)
    assert plan.last.action == "activity.edited"
    assert (row(plan)["waiting_reason"], row(plan)["waiting_on"]) == ("svar fra KOMBIT", "ak")


async def test_two_who_say_it_anew_at_once_decide_what_stands(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, WAITING, reason="svar")
    async with dashboard(plan_path) as mk:
        mk.wall.board.focus_card(CARD)
        await ask(mk, "b", QUESTION)
        await mk.write("waiting_on", "KOMBIT")
        ak.does(board.edit, CARD, changed(waiting_on=("", "Leverandøren")))
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, ConflictDialog))
        assert mk.reads("Leverandøren")
        await mk.press("1", "ctrl+s")
        await closed(mk)
    assert row(plan)["waiting_on"] == "KOMBIT"


async def test_without_a_reason_it_does_not_wait(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            await ask(mk, "b", QUESTION)
            await mk.press("tab")
            await mk.types("ak")
            await mk.press("enter")
            await mk.until(lambda: mk.reads("Say why in a few words"))
            assert mk.dialog.focused_field() == "waiting_reason"
        await mk.types("svar")
        await mk.press("enter")
        await closed(mk)
    assert (row(plan)["waiting_reason"], row(plan)["waiting_on"]) == ("svar", "ak")


async def test_a_draft_from_before_the_second_question_is_put_in(
    plan_path: Path, plan: PlanDriver
) -> None:
    before = {"reason": ("", "svar fra KOMBIT")}
    drafts.keep(plan.database, "mk", "activity/waiting", CARD, before, plan.clock.now())
    async with dashboard(plan_path) as mk:
        await ask(mk, "b", "Your draft from")
        assert mk.dialog.reads("waiting_reason") == "svar fra KOMBIT"
        await mk.press("escape")
        await closed(mk)
        await ask(mk, "b", "Your draft from")
        assert mk.dialog.reads("waiting_reason") == "svar fra KOMBIT"
        await mk.press("enter")
        await closed(mk)
    assert row(plan)["waiting_reason"] == "svar fra KOMBIT"


async def test_a_card_that_goes_on_waits_for_nobody(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "b", QUESTION)
        await mk.types("svar")
        await mk.press("tab", "a", "k", "enter")
        await closed(mk)
        await mk.press("L")
        await mk.until(lambda: mk.sees(Column.DONE, FIRST))
    assert (row(plan)["waiting_reason"], row(plan)["waiting_on"]) == ("", "")


# r ------------------------------------------------------------------------------------


async def test_r_gives_a_card_to_a_colleague_by_number(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "r", "Who answers for it?")
        number = next(
            line.split("Anders Krogh")[0].split()[-1]
            for line in mk.says().splitlines()
            if "Anders Krogh" in line
        )
        await mk.press(number)
        await closed(mk)
        await mk.until(lambda: plan.last.action == "activity.edited")
    assert row(plan)["responsible"] == "ak"


async def test_r_goes_to_the_colleague_whose_letters_are_typed(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(people.add, "jk", "Jens Kaas", Role.MEMBER)
    async with dashboard(plan_path) as leader:
        await ask(leader, "r", "Who answers for it?")
        await leader.until(lambda: "letters find" in leader.says())
        await leader.types("anq")
        await leader.until(lambda: "/an " in leader.says())
        await leader.press("backspace", "backspace")
        await leader.types("jk")
        await leader.until(lambda: "/jk" in leader.says())
        await leader.press("enter")
        await closed(leader)
        await leader.until(lambda: plan.last.action == "activity.edited")
    assert row(plan)["responsible"] == "jk"


async def test_r_takes_a_name_that_the_plan_does_not_know(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "r", "Somebody else …")
        await mk.press("4")
        await mk.until(lambda: not isinstance(mk.screen, ChoiceDialog) and mk.in_dialog)
        await mk.until(lambda: mk.dialog.focused_field() == "responsible")
        await mk.types("Drift og IT")
        await mk.press("enter")
        await closed(mk)
    assert row(plan)["responsible"] == "Drift og IT", "typed in place of who was there"


async def test_r_does_not_overrule_a_colleague_who_was_faster(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "r", "Who answers for it?")
        before = row(plan)["responsible"]
        ak.does(board.edit, CARD, changed(responsible=(before, "LED")))
        await mk.press("2")
        await mk.until_told("A colleague has just named somebody else")
    assert row(plan)["responsible"] == "LED"


# s ------------------------------------------------------------------------------------


async def test_s_sets_a_date_in_place_of_the_weeks(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "s", "Due")
        await mk.types("07-04")
        assert mk.reads("Fri 07-04-2017")
        await mk.press("enter")
        await closed(mk)
    assert (row(plan)["offset_weeks"], row(plan)["due_date"]) == (
        None,
        date(2017, 4, 7).isoformat(),
    )


async def test_s_does_not_take_what_is_no_date(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            await ask(mk, "s", "Due")
            await mk.types("snart")
            await mk.press("enter")
            await mk.until(lambda: mk.reads("“snart” is neither weeks from go-live nor a date"))
            assert mk.dialog.reads("due") == "snart"


async def test_s_counts_from_another_card_by_the_beginning_of_its_title(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "s", "Due")
        await mk.types("2 working days after afklar,")
        await mk.until(lambda: mk.reads("! That would go round in a circle"))
        await mk.press(*["backspace"] * len("afklar,"))
        await mk.types("beskriv om")
        await mk.until(lambda: mk.reads("2 working days after “Beskriv omfanget af"))
        await mk.until(lambda: mk.reads("= Wed 15-02-2017, week 7"))
        await mk.press("enter")
        await closed(mk)
    assert (row(plan)["offset_weeks"], row(plan)["due_rule"]) == (None, "activity:2+2wd")


async def test_the_end_of_a_title_is_proposed_and_taken_with_the_right_arrow(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "s", "Due")
        await mk.types("1 week before beskriv")
        await mk.until(lambda: mk.reads("omfanget af hver ændring"))
        await mk.press("right")
        assert mk.dialog.reads("due") == "1 week before beskriv omfanget af hver ændring"


async def test_whoever_counts_from_a_card_follows_and_its_form_says_so(
    plan_path: Path, ak: PersonDriver
) -> None:
    for card in (2, 3):
        ak.does(board.edit, card, changed(offset_weeks=(-11, None), due_rule=(None, HANGING)))
    async with dashboard(plan_path) as mk:
        await ask(mk, "s", "Due")
        await mk.until(lambda: mk.reads("other due dates follow"))
        await mk.types("07-04")
        await mk.press("enter")
        await closed(mk)
        await mk.until_told("Saved · 2 due dates followed")


async def test_where_nothing_has_followed_nothing_is_said_of_it(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "s", "Due")
        await mk.types("07-04")
        await mk.press("enter")
        await closed(mk)
        await mk.until(lambda: mk.told() == "Saved.")


async def test_a_date_and_a_rule_set_at_once_are_one_question(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await ask(mk, "s", "Due")
        await mk.types("07-04")
        weeks = row(plan)["offset_weeks"]
        ak.does(board.edit, CARD, changed(offset_weeks=(weeks, None), due_rule=(None, FROM_END)))
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, ConflictDialog))
        await mk.until(lambda: mk.reads("2 weeks before the end date = Mon 22-05-2017"))
        assert mk.reads("Fri 07-04-2017, week 14")
        await mk.press("1", "ctrl+s")
        await closed(mk)
    assert (row(plan)["due_date"], row(plan)["due_rule"]) == ("2017-04-07", None)


async def test_start_is_that_of_the_cards_own_department(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(departments.add, "Jobcenter", users=42)
    mk.does(board.edit, CARD, changed(department=(None, 1)))
    async with dashboard(plan_path) as screen:
        await ask(screen, "s", "Due")
        await screen.types("start+2w")
        await screen.until(lambda: screen.reads("2 weeks after the start in Jobcenter"))
        await screen.press("enter")
        await closed(screen)
    assert row(plan)["due_rule"] == "department:1+2w"
