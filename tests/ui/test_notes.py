"""Notes, decisions and follow-ups are written down in a few keys."""

from datetime import date
from pathlib import Path

import pytest
from textual import events

from db.queries.drafts import drafts
from db.rules.codes import NoteKind
from sapa_tui.dialogs.note_form import NoteForm
from tests.drivers import PlanDriver

from .note_driver import CALL, CARD, FIRST, FRIDAY, follows_up, newest, open_form, open_page
from .wall_driver import dashboard


async def test_a_follow_up_takes_one_key_three_answers_and_enter(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk, "O")
        assert mk.reads(f"About “{FIRST}”")
        await mk.types(CALL)
        await mk.press("tab")
        await mk.types("ak")
        await mk.press("tab")
        await mk.types("7.4.")
        assert mk.reads("Fri 07-04-2017, week 14 · in 4 days")
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.told() == "Saved."
    row = newest(plan)
    assert (row.kind, row.text, row.about) == (NoteKind.FOLLOW_UP, CALL, FIRST)
    assert (row.responsible, row.due_date, row.written_by) == ("ak", FRIDAY, "mk")
    assert plan.last.action == "note.added"


async def test_the_next_working_day_is_proposed(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk, "O")
        await mk.types(CALL)
        await mk.press("tab")
        await mk.types("Drift")
        assert mk.reads("Tue 04-04-2017, week 14 · tomorrow")
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
    assert (newest(plan).responsible, newest(plan).due_date) == ("Drift", date(2017, 4, 4))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("responsible", "", "Say who does it."),
        ("due_date", "", "Say by which day"),
        ("due_date", "31-02", "“31-02” is not a date"),
        ("text", " ", "Text cannot be empty."),
    ],
)
async def test_what_is_missing_is_said_where_it_belongs_and_nothing_is_lost(
    plan_path: Path, plan: PlanDriver, field: str, typed: str, said: str
) -> None:
    answers = {"text": CALL, "responsible": "ak", "due_date": "7-4", field: typed}
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            await open_form(mk, "O")
            for name, text in answers.items():
                await mk.write(name, text)
            await mk.press("enter")
            await mk.until(lambda: mk.reads(said) and mk.dialog.focused_field() == field)
        assert {name: mk.dialog.reads(name) for name in answers} == answers
        await mk.write(field, {"text": CALL, "responsible": "ak", "due_date": "7-4"}[field])
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
    assert newest(plan).text == CALL


@pytest.mark.parametrize(("key", "kind"), [("N", NoteKind.NOTE), ("D", NoteKind.DECISION)])
async def test_a_note_and_a_decision_are_a_text_and_enter(
    plan_path: Path, plan: PlanDriver, key: str, kind: NoteKind
) -> None:
    async with dashboard(plan_path) as mk:
        await open_form(mk, key)
        await mk.types("Vi venter [/nope]")
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
    row = newest(plan)
    assert (row.kind, row.text, row.responsible) == (kind, "Vi venter [/nope]", "")


async def test_a_note_about_a_message(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("2")
        message = mk.focused_title
        await open_form(mk, "D")
        await mk.types("Brevet sendes ikke")
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
    assert (newest(plan).entity, newest(plan).about) == ("communication_item", message)


async def test_somebody_who_only_reads_writes_nothing(plan_path: Path, plan: PlanDriver) -> None:
    follows_up(plan.person("mk"))
    async with dashboard(plan_path, "hh") as hh:
        with plan.no_trace():
            for key in "NDObs":
                await hh.press(key)
                await hh.until_told("You may read this plan")
            await open_page(hh)
            for key in ("space", "e", "x"):
                await hh.press(key)
                await hh.until_told("You may read this plan")


async def test_all_of_a_follow_up_typed_ahead_of_its_form_goes_into_its_fields(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        for key in ("O", *CALL, "tab", "a", "x", "backspace", "k", "tab", "7", "-", "4"):
            mk.app.post_message(events.Key(_named(key), key if len(key) == 1 else None))
        await mk.until(lambda: isinstance(mk.screen, NoteForm) and mk.reads("Fri 07-04-2017"))
        assert mk.dialog.reads("text") == CALL
        assert mk.dialog.reads("responsible") == "ak"
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
    assert (newest(plan).text, newest(plan).due_date) == (CALL, FRIDAY)


def _named(key: str) -> str:
    return {" ": "space", "-": "minus"}.get(key, key)


# Drafts -------------------------------------------------------------------------------


async def test_each_kind_has_its_own_draft(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        for key, words in (("N", "Husk kagen"), ("O", CALL)):
            await open_form(mk, key)
            await mk.types(words)
            await mk.press("escape")
            await mk.until(lambda: not mk.in_dialog)
        kept = {(row.entity, row.entity_id) for row in drafts(plan.database, "mk")}
        assert kept == {("activity/note", CARD), ("activity/follow_up", CARD)}
        await open_form(mk, "N")
        await mk.until(lambda: mk.reads("Your draft from") and mk.reads("Husk kagen"))
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
        await mk.settled()
    assert newest(plan).text == "Husk kagen"
    assert [row.entity for row in drafts(plan.database, "mk")] == ["activity/follow_up"]


async def test_a_colleague_does_not_see_a_new_note_as_work_on_the_cards_fields(
    plan_path: Path,
) -> None:
    async with dashboard(plan_path) as mk, dashboard(plan_path, "ak") as ak:
        await open_form(mk, "O")
        await mk.press("tab")
        await ak.until(lambda: ak.reads("MK edits"))
        await ak.press("e")
        await ak.until(lambda: ak.in_dialog and ak.reads("Edit activity"))
        assert not ak.reads("MK writes here")
