"""Rows copied in Excel are pasted, what they would do is read, and then it is done."""

from pathlib import Path
from typing import Any

import pytest
from textual import events

from db.commands import board, people, undo
from db.models import Activity, CommunicationItem, Stakeholder
from db.rules.codes import Column, Role
from sapa_tui import importing
from sapa_tui.dialogs.template_dialogs import PreviewPage, TemplatePreviewDialog
from sapa_tui.pasting import KEPT
from sapa_tui.widgets.paste_area import PasteArea
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import go_to
from .wall_driver import WallDriver, dashboard

FIRST = "Afklar, om der er nye arbejdsgange"
ROWS = (
    "Nr.\tAktivitet\tFrist\tAnsvarlig\tFarve\r\n"
    f"1\t{FIRST}\t23-04-2017\tMette Kjær\tblå\r\n"
    "\tBestil kage\tT-1\tAnders Krogh\trød\r\n"
)


async def ask_for(driver: WallDriver) -> None:
    """Find the action in the palette."""
    await driver.press("ctrl+p")
    await driver.until(lambda: driver.in_dialog and driver.screen.focused is not None)
    await driver.types("paste from")
    await driver.press("enter")


async def open_form(driver: WallDriver) -> None:
    """Open the form that rows are pasted into."""
    await ask_for(driver)
    await driver.until(lambda: isinstance(driver.screen.focused, PasteArea))


async def paste(driver: WallDriver, text: str) -> None:
    """Paste as a terminal does."""
    assert driver.screen.focused is not None
    driver.screen.focused.post_message(events.Paste(text))
    await driver.until(lambda: bool(driver.screen.query_one(PasteArea).text))


async def look(driver: WallDriver) -> None:
    """Ask what it would do."""
    await driver.press("ctrl+s")
    await driver.until(lambda: isinstance(driver.screen.focused, PreviewPage))


async def test_a_plan_pasted_from_excel_is_read_first_and_then_done_and_undone(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        await paste(mk, ROWS)
        with plan.no_trace():
            await look(mk)
            assert mk.reads("1 new · 1 changed · 0 as before")
            assert mk.reads("+ Row 3: Bestil kage")
            assert mk.reads(f"≠ Row 2: {FIRST}")
            assert mk.reads("Due: T-12 → 23-04-2017")
            assert mk.reads("The column E “Farve” is not known and is left out.")
        with plan.one_event("template.imported"):
            await mk.press("ctrl+s")
            await mk.until(lambda: not mk.in_dialog)
        assert mk.sees(Column.NOT_STARTED, "Bestil kage")
        assert "Undo takes all of it back" in mk.told()
        await mk.press("u")
        await mk.until(lambda: not mk.sees(Column.NOT_STARTED, "Bestil kage"))
        assert "Undone: MK imported an activity plan: 1 added, 1 changed" in mk.told()
    assert plan.row(Activity, 1)["offset_weeks"] == -12


async def test_what_is_not_understood_is_told_and_then_nothing_is_done(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await open_form(mk)
        await paste(mk, "Aktivitet\tFrist\nBestil kage\tsnart\nBag kage\tT-1\n")
        with plan.no_trace():
            await look(mk)
            assert mk.reads("1 new · 0 changed · 0 as before · 1 not understood")
            assert mk.reads("Row 2, column B “Frist”: “snart” is neither weeks from go-live")
            await mk.press("ctrl+s")
            await mk.until(lambda: mk.reads("Nothing is imported until every row is understood"))
            await mk.press("escape")
            await mk.until(lambda: isinstance(mk.screen.focused, PasteArea))
            assert "snart" in mk.screen.query_one(PasteArea).text
        await mk.press("escape")
        await mk.until(lambda: mk.reads("Discard what you have typed?"))


async def test_rows_that_hold_no_plan_are_refused_where_they_were_pasted(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.reads("Nothing has been pasted yet"))
        await paste(mk, "Kære alle\nHusk kagen\n")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.reads("None of the headings in row 1 is known (“Kære alle”)"))


async def test_a_colleague_changes_a_row_between_reading_and_doing(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        await paste(mk, ROWS)
        await look(mk)
        ak.does(board.edit, 1, changed(title=(FIRST, "Afklar nye arbejdsgange")))
        with plan.no_trace():
            await mk.press("ctrl+s")
            await mk.until(lambda: mk.reads("AK has changed “Afklar nye arbejdsgange” meanwhile"))
        await mk.press("escape")
        await mk.until(lambda: isinstance(mk.screen.focused, PasteArea))
        await look(mk)
        assert mk.reads("Title: Afklar nye arbejdsgange → Afklar, om der er nye arbejdsgange")
        with plan.one_event("template.imported"):
            await mk.press("ctrl+s")
            await mk.until(lambda: not mk.in_dialog)


async def test_each_view_takes_its_own_kind(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("2")
        await open_form(mk)
        assert mk.reads("Paste a communication plan")
        await paste(mk, "Målgruppe\tBudskab\tUge\nStyregruppe\tHusk kagen\t17\n")
        await look(mk)
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog)
        await go_to(mk, "stakeholders")
        await open_form(mk)
        assert mk.reads("Paste a stakeholder analysis")
        await paste(mk, "Interessent\tIndflydelse\nBageren\tstor\n")
        await look(mk)
        await mk.press("ctrl+s")
        await mk.until(lambda: "Bageren" in mk.says())
    item = plan.row(CommunicationItem, 20)
    assert (item["stakeholder"], item["due_date"]) == (6, "2017-04-28")
    assert plan.row(Stakeholder, 10)["influence"] == "high"


async def test_only_the_leader_takes_over_a_template(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ask_for(ak)
        await ak.until(lambda: ak.reads("Only the project leader takes over a template."))
        await ak.press("escape")
        mk.does(people.set_role, "ak", Role.LEADER)
        await ak.until(lambda: "complete messages" in ak.told())
        await open_form(ak)


async def test_a_large_paste_is_taken_and_its_reading_can_be_given_up(
    plan_path: Path, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_done(*arguments: Any) -> None:
        while True:
            arguments[-1]("comparing", 14_000)

    rows = "".join(f"Opgave {number}\tT-1\n" for number in range(15_000))
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        await paste(mk, f"Aktivitet\tFrist\n{rows}")
        with plan.no_trace(), monkeypatch.context() as slowly:
            slowly.setattr(importing, "compare", never_done)
            await mk.press("ctrl+s")
            await mk.until(lambda: mk.reads("Comparing with the plan, row 14000 …"))
            await mk.press("escape")
            await mk.until(lambda: mk.reads("Stopped; nothing was imported."))
        await look(mk)
        assert mk.reads("15000 new · 0 changed")


async def test_an_import_can_be_given_up_while_it_is_written(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        await paste(mk, ROWS)
        await look(mk)
        dialog = mk.screen
        assert isinstance(dialog, TemplatePreviewDialog)
        with plan.no_trace():
            told = dialog.importing._tell

            def ended_at_the_second_row(what: str, number: int) -> None:
                if number:
                    dialog.importing.give_up()
                told(what, number)

            dialog.importing._tell = ended_at_the_second_row  # type: ignore[method-assign]
            await mk.press("ctrl+s")
            await mk.until(lambda: mk.reads("Stopped; nothing was imported."))


async def test_a_paste_too_large_is_not_cut_into_half_a_plan(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        area = mk.screen.query_one(PasteArea)
        area.post_message(events.Paste("x" * KEPT))
        await mk.until(lambda: mk.reads("That is more than can be pasted"))
        assert area.text == ""


async def test_hostile_rows_show_as_words(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk)
        await paste(mk, "Aktivitet\tFrist\n[red]Kage[/]\u202e \x9b2J\tT-1\n=1+1\t\n")
        await look(mk)
        assert mk.reads("+ Row 2: [red]Kage[/] 2J")
        assert mk.reads("+ Row 3: =1+1")
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog)
    assert plan.row(Activity, 27)["title"] == "=1+1"
    plan.person("mk").does(undo.undo)
    assert plan.row(Activity, 27)["archived"]
