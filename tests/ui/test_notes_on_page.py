"""The notes on an item's page: read, ticked off, rewritten and taken away there."""

from datetime import date
from pathlib import Path

from db.commands import notes
from db.rules.codes import NoteKind
from sapa_tui.dialogs.conflict import ConflictDialog
from sapa_tui.screens.detail import DetailScreen
from tests.drivers import PersonDriver, PlanDriver, changed

from .note_driver import CALL, ON_CARD, follows_up, newest, open_form, open_page, page, reads
from .wall_driver import WallDriver, dashboard


async def rewrites(mk: WallDriver) -> None:
    """Open the note under the cursor, and add a few words to it."""
    await open_page(mk)
    await open_form(mk, "e")
    await mk.types(" i dag")


async def test_the_page_tells_them_newest_first_and_decisions_and_late_ones_apart(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    follows_up(ak, due_date=date(2017, 3, 31))
    plan.later(minutes=1)
    ak.does(notes.add, NoteKind.DECISION, "Vi venter", **ON_CARD)
    plan.later(minutes=1)
    ak.does(notes.add, NoteKind.NOTE, "Husk kagen", **ON_CARD)
    async with dashboard(plan_path) as mk:
        await open_page(mk)
        said = [line for line in page(mk) if line]
        start = said.index("Notes")
        assert said[start + 1 : start + 7] == [
            "· Husk kagen",
            "  Note · AK today 10:14",
            "◆ Vi venter",
            "  Decision · AK today 10:13",
            f"□ {CALL}",
            "  Follow-up · AK · Fr 31-03 ! 3 days over · noted by AK today 10:12",
        ]


async def test_space_ticks_a_follow_up_on_the_page_and_opens_it_again(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    async with dashboard(plan_path) as mk:
        await open_page(mk)
        assert "space Tick off" in mk.says()
        await mk.press("space")
        await reads(mk, f"■ {CALL}")
        assert "✓ MK today 10:12" in mk.says()
        assert plan.last.action == "note.done"
        await reads(mk, "space Clear tick")
        await mk.press("space")
        await reads(mk, f"□ {CALL}")
    assert newest(plan).id == number
    assert newest(plan).is_open


async def test_a_note_is_not_ticked_and_its_card_not_edited_by_its_keys(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(notes.add, NoteKind.NOTE, "Husk kagen", **ON_CARD)
    async with dashboard(plan_path) as mk:
        await open_page(mk)
        with plan.no_trace():
            await mk.press("space")
            await mk.until_told("Only a follow-up is ticked off.")
        await mk.press("e")
        await mk.until(lambda: mk.reads("Edit note"))
        await mk.types(" og kaffen")
        await mk.press("enter")
        await reads(mk, "Husk kagen og kaffen")
    assert plan.last.action == "note.edited"


async def test_x_takes_a_note_away_and_u_brings_it_back(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    follows_up(ak)
    async with dashboard(plan_path) as mk:
        await open_page(mk)
        await mk.press("x")
        await mk.until(lambda: f"□ {CALL}" not in mk.says())
        assert "u brings it back" in mk.told()
        assert isinstance(mk.screen, DetailScreen), "the card itself has not been archived"
        await mk.press("u")
        await reads(mk, f"□ {CALL}")
    assert [event.action for event in plan.events()][-2:] == ["note.archived", "undo"]


async def test_a_colleagues_note_comes_to_the_page_and_the_cursor_stays(
    plan_path: Path, ak: PersonDriver
) -> None:
    follows_up(ak)
    async with dashboard(plan_path) as mk:
        await open_page(mk)
        ak.plan.later(minutes=1)
        ak.does(notes.add, NoteKind.NOTE, "Husk kagen", **ON_CARD)
        await reads(mk, "· Husk kagen")
        await mk.press("space")
        await reads(mk, f"■ {CALL}")


async def test_two_who_rewrite_the_same_words_decide_what_stands(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    async with dashboard(plan_path) as mk:
        await rewrites(mk)
        ak.does(notes.edit, number, changed(text=(CALL, "Skriv til leverandøren")))
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, ConflictDialog))
        assert mk.reads("Skriv til leverandøren")
        assert mk.reads("Anders Krogh")
        await mk.press("1", "ctrl+s")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
    assert newest(plan).text == f"{CALL} i dag"


async def test_what_a_colleague_changed_in_another_field_stays(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    async with dashboard(plan_path) as mk:
        await open_page(mk)
        await open_form(mk, "e")
        await mk.write("due_date", "10-4")
        ak.does(notes.edit, number, changed(responsible=("ak", "mk")))
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
    assert (newest(plan).responsible, newest(plan).due_date) == ("mk", date(2017, 4, 10))


async def test_a_note_taken_away_meanwhile_is_brought_back_on_wish(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    async with dashboard(plan_path) as mk:
        await rewrites(mk)
        ak.does(notes.archive, number)
        await mk.press("enter")
        await mk.until(lambda: mk.reads("has been archived meanwhile"))
        await mk.press("enter")
        await reads(mk, f"{CALL} i dag")
    assert newest(plan).text == f"{CALL} i dag"
