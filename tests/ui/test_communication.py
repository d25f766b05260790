"""The communication checklists in use: steps are ticked, messages marked, completed, reopened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from db.commands import board, communication
from db.models import Activity, CommunicationItem
from db.rules.codes import Column, Step
from sapa_tui.widgets.communication_list import Group, StepLine
from tests.drivers import PersonDriver, PlanDriver, changed

from .wall_driver import WallDriver, dashboard

GROUP = "Afdelingsledere"
ITEM, NUMBER = "Hvad ændrer sig hos jer, og hvad forventes af dig som leder", 2
NEXT = "Talepunkter og svar på typiske spørgsmål"
DRAFT_TICKED, DRAFT_OPEN = "■ draft", "□ draft"


@asynccontextmanager
async def checklists(
    plan_path: Path, person: str, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[WallDriver]:
    """Open a dashboard and go to the first message."""
    async with dashboard(plan_path, person, size=size) as driver:
        await driver.press("2")
        await driver.until(lambda: driver.focus_is_on(ITEM))
        yield driver


def step_in_focus(driver: WallDriver) -> Step | None:
    """The step under the cursor."""
    return Step(driver.talk.step.step) if driver.talk.step else None


async def test_the_messages_stand_under_their_stakeholders(plan_path: Path) -> None:
    async with checklists(plan_path, "mk") as mk:
        groups = [entry for entry in mk.talk.entries if isinstance(entry, Group)]
        assert [group.stakeholder.name for group in groups[:2] if group.stakeholder] == [
            GROUP,
            "SAPA-administratorer",
        ]
        assert groups[-1].stakeholder is None, "what goes to everyone stands last"
        assert "○ not reached" in mk.says()
        await mk.press("down")
        assert mk.focus_is_on(NEXT)
        await mk.press("G")
        await mk.until(lambda: "Everyone" in mk.says())
        assert "when go-live moves" in mk.says()


async def test_a_message_is_unfolded_and_folded(plan_path: Path) -> None:
    async with checklists(plan_path, "ak") as ak:
        assert DRAFT_OPEN not in ak.says()
        await ak.press("enter")
        await ak.until(lambda: DRAFT_OPEN in ak.says())
        lines = [e.tick.step for e in ak.talk.entries if isinstance(e, StepLine)]
        assert lines == [step.value for step in Step]
        await ak.press("down", "down")
        assert step_in_focus(ak) is Step.APPROVED
        await ak.press("left")
        await ak.until(lambda: DRAFT_OPEN not in ak.says())
        assert ak.focus_is_on(ITEM)
        assert step_in_focus(ak) is None
        await ak.press("left")
        await ak.until(lambda: ak.wall.board.focused_column is not None)


async def test_a_step_is_ticked_with_who_and_when(plan_path: Path, plan: PlanDriver) -> None:
    async with checklists(plan_path, "ak") as ak:
        await ak.press("right", "down", "space")
        await ak.until(lambda: DRAFT_TICKED in ak.says())
        line = next(line for line in ak.says().splitlines() if DRAFT_TICKED in line)
        assert "AK today 10:12" in line
        assert step_in_focus(ak) is Step.DRAFT
        assert "■□□□" in ak.says()
    assert (plan.last.action, plan.last.actor) == ("communication.draft_ticked", "ak")


async def test_taking_a_tick_back_asks_for_a_word(plan_path: Path, plan: PlanDriver) -> None:
    plan.person("mk").does(communication.set_step, NUMBER, Step.DRAFT, True)
    async with checklists(plan_path, "ak") as ak:
        await ak.press("enter", "down")
        await ak.until(lambda: "space Clear tick" in ak.says())
        with plan.no_trace():
            await ak.press("space")
            await ak.until(lambda: ak.reads("Why is “draft” taken back?"))
            await ak.press("escape")
            await ak.until(lambda: not ak.in_dialog)
        await ak.press("space")
        await ak.answer("forkert udkast", ready="taken back")
        await ak.until(lambda: DRAFT_OPEN in ak.says())
        assert "space Tick" in ak.says()
        await ak.press("5")
        await ak.until(lambda: "forkert udkast" in ak.says())
    assert (plan.last.action, plan.last.note) == (
        "communication.draft_unticked",
        "forkert udkast",
    )


async def completes(mk: WallDriver, key: str) -> None:
    """Complete a message whose sending nobody has ticked, and mean it."""
    await mk.press(key)
    await mk.until(lambda: "is not ticked" in mk.says())
    await mk.press("right", "enter")


async def test_a_member_marks_ready_and_only_the_leader_completes(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with checklists(plan_path, "ak") as ak, checklists(plan_path, "mk") as mk:
        await ak.press("space")
        await mk.until(lambda: "◐ Hvad ændrer" in mk.says())
        assert plan.last.action == "communication.ready"
        await ak.until(lambda: "space Not ready" in ak.says())
        assert "space Complete" in mk.says()
        with plan.no_trace():
            await ak.press("c")
            await ak.until_told("Only the project leader completes")
            await ak.press("x")
            await ak.until_told("Only the project leader completes")
        await ak.press("r")
        await mk.until(lambda: "○ Hvad ændrer" in mk.says())
        await completes(mk, "space")
        await ak.until(lambda: "✓ Hvad ændrer" in ak.says())
        assert "Communication 1/19" in ak.says()
        assert "communication 1/19" in ak.says(), "the strip above follows"
    row = plan.row(CommunicationItem, NUMBER)
    assert (row["state"], row["completed_by"]) == ("completed", "mk")


async def test_a_completed_message_is_reopened_with_a_reason(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with checklists(plan_path, "mk") as mk:
        await completes(mk, "c")
        await mk.until(lambda: "Communication 1/19" in mk.says())
        assert "space Reopen" in mk.says()
        await mk.press("c")
        await mk.answer("nyt oplæg", ready="Why is it reopened?")
        await mk.until(lambda: "Communication 0/19" in mk.says())
        assert "○ Hvad ændrer" in mk.says()
    assert (plan.last.action, plan.last.note) == ("communication.reopened", "nyt oplæg")


async def test_a_message_is_called_off_and_counts_no_more(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with checklists(plan_path, "mk") as mk:
        await mk.press("x")
        await mk.answer("mødet er aflyst", ready="Why is it called off?")
        await mk.until(lambda: "Communication 0/18" in mk.says())
        assert "⊘ Hvad ændrer" in mk.says()
        assert "cancelled" in mk.says()
    assert (plan.last.action, plan.last.note) == ("communication.cancelled", "mødet er aflyst")


async def test_the_criterion_follows_and_names_who_is_missing(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak", size=(120, 36)) as ak:
        assert "0 of 9 reached" in ak.says()
        assert "Missing 9: Afdelingsledere" in ak.says()
        for number in (2, 10, 17):
            mk.does(communication.complete, number)
        await ak.until(lambda: "1 of 9 reached" in ak.says())
        await ak.until(lambda: "✓ reached" in ak.says())
        assert "Missing 8: SAPA-administratorer" in ak.says()
        assert "communication 3/19" in ak.says()


async def test_a_message_is_planned(plan_path: Path, plan: PlanDriver) -> None:
    async with checklists(plan_path, "ak") as ak:
        await ak.press("n")
        await ak.until(lambda: ak.in_dialog)
        await ak.write("message", "Husk kaffe")
        with ak.app._context():
            await ak.dialog.choose("stakeholder", 1)
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.in_dialog and "Husk kaffe" in ak.says())
        assert "Communication 0/20" in ak.says()
    row = plan.row(CommunicationItem, 20)
    assert (row["message"], row["stakeholder"], row["state"]) == ("Husk kaffe", 1, "planned")
    assert plan.last.action == "communication.added"


async def test_a_message_is_edited(plan_path: Path, plan: PlanDriver) -> None:
    async with checklists(plan_path, "ak") as ak:
        await ak.press("e")
        await ak.until(lambda: ak.in_dialog)
        await ak.write("channel", "Intranettet")
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.in_dialog)
        assert ak.focus_is_on(ITEM)
    assert plan.row(CommunicationItem, NUMBER)["channel"] == "Intranettet"
    assert plan.last.action == "communication.edited"


async def test_a_message_is_archived_and_restored(plan_path: Path) -> None:
    async with checklists(plan_path, "ak") as ak:
        await ak.press("d")
        await ak.until(lambda: ak.in_dialog)
        await ak.press("enter")
        await ak.until(lambda: "Communication 0/18" in ak.says())
        assert ak.focus_is_on(NEXT)
        await ak.press("A")
        await ak.until(lambda: "Restore a message" in ak.says())
        await ak.press("enter")
        await ak.until(lambda: "Communication 0/19" in ak.says())


async def test_a_message_is_read_in_full_and_its_steps_ticked_there(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with checklists(plan_path, "ak") as ak:
        await ak.press("o")
        await ak.until(lambda: ak.in_dialog and DRAFT_OPEN in ak.says())
        await ak.press("space")
        await ak.until(lambda: DRAFT_TICKED in ak.says())
        await ak.press("escape")
        await ak.until(lambda: not ak.in_dialog)
        await ak.until(lambda: "■□□□" in ak.says())
        assert ak.focus_is_on(ITEM)
    assert plan.last.action == "communication.draft_ticked"


async def test_a_double_click_opens_a_message(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.click(NEXT, times=2)
        await mk.until(lambda: mk.in_dialog and DRAFT_OPEN in mk.says())
        await mk.press("escape")
        await mk.until(lambda: mk.focus_is_on(NEXT))


async def test_a_viewer_is_told(plan_path: Path, plan: PlanDriver) -> None:
    async with checklists(plan_path, "hh") as hh:
        told = "You may read this plan, but not change it."
        with plan.no_trace():
            for key in ("space", "n", "e", "r", "d", "A"):
                await hh.press(key)
                await hh.until_told(told)
        assert not hh.in_dialog


async def test_the_checklists_in_a_small_window(plan_path: Path) -> None:
    async with checklists(plan_path, "mk", (80, 24)) as mk:
        assert "Communication 0/19 · 0 of 9 reached" in mk.says()
        assert "Not started" not in mk.says()
        assert "Missing 9: Afdelingsledere" in mk.says()
        await mk.press("enter", "down", "space")
        await mk.until(lambda: DRAFT_TICKED in mk.says())
        await mk.press("1")
        await mk.until(lambda: "Not started 25" in mk.says())
        assert "Missing" not in mk.says()
        await mk.press("2")
        await mk.until(lambda: DRAFT_TICKED in mk.says())
        assert step_in_focus(mk) is Step.DRAFT
        await mk.resize(120, 36)
        await mk.until(lambda: "Not started 25" in mk.says() and DRAFT_TICKED in mk.says())
        await mk.resize(80, 24)
        await mk.until(lambda: "Not started 25" not in mk.says())
        assert DRAFT_TICKED in mk.says()
        assert step_in_focus(mk) is Step.DRAFT


async def test_a_message_lights_up_when_what_it_waits_for_is_done(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    title = plan.row(Activity, 12)["title"]
    ak.does(communication.edit, NUMBER, changed(waits_for=(None, 12)))
    async with checklists(plan_path, "mk") as mk:
        await mk.until(lambda: f"‖ waits for “{title[:20]}" in mk.says())
        ak.does(board.move, 12, Column.DONE)
        await mk.until(lambda: "▸ can be sent" in mk.says())
        ak.does(board.move, 12, Column.IN_PROGRESS)
        await mk.until(lambda: "▸ can be sent" not in mk.says())
        ak.does(board.archive, 12)
        await mk.until(lambda: "! waits for an activity that is" in mk.says())


async def test_a_message_is_planned_three_times_over(plan_path: Path) -> None:
    async with checklists(plan_path, "mk") as mk:
        await mk.press("n")
        await mk.until(lambda: mk.in_dialog)
        await mk.write("message", "Nyt fra projektet")
        await mk.write("due", "T-4")
        await mk.write("times", "3")
        await mk.write("every_weeks", "2")
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog)
        await mk.until(lambda: mk.focus_is_on("Nyt fra projektet"))
        assert all(f"{turn}/3 □□□□" in mk.says() for turn in (1, 2, 3))
