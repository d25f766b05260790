"""Nothing typed is ever lost: it is kept while it is typed, and put in again when it is wanted."""

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Checkbox

from db.commands import drafts as commands
from db.errors import DatabaseUnusable
from db.models import Activity, Plan
from db.queries.drafts import draft, drafts
from sapa_tui.dialogs import drafting
from tests.drivers import PlanDriver

from .draft_driver import FIRST, closed, kept, open_form
from .view_driver import go_to
from .wall_driver import dashboard


async def test_what_is_typed_is_in_the_database_a_moment_later(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.types(" og")
        await ak.until(lambda: kept(plan) == f"{FIRST} og", within=5)
        await ak.types(" nu")
        await ak.until(lambda: kept(plan) == f"{FIRST} og nu", within=5)
        await ak.press("ctrl+s")
        await closed(ak)
        await ak.settled()
    assert drafts(plan.database, "ak") == [], "what is saved is no draft any more"
    assert plan.row(Activity, 1)["title"] == f"{FIRST} og nu"


async def test_escape_keeps_the_words_says_so_and_puts_them_in_again(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        with plan.no_trace():
            await ak.types("!")
            assert ak.reads("esc: keep draft · F8: drop")
            await ak.write("due", "engang efter påske")
            await ak.press("escape")
            await closed(ak)
        assert "The draft is kept" in ak.told()
        await open_form(ak)
        assert ak.reads("Your draft from today 10:12 has been put in.")
        assert ak.dialog.reads("title") == f"{FIRST}!"
        assert ak.dialog.reads("due") == "engang efter påske"
        await ak.write("due", "T-2")
        await ak.press("ctrl+s")
        await closed(ak)
    row = plan.row(Activity, 1)
    assert (row["title"], row["offset_weeks"]) == (f"{FIRST}!", -2)
    assert drafts(plan.database, "ak") == []


async def test_a_draft_is_discarded_by_its_own_key_and_only_when_one_is_sure(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.types("!")
        await ak.press("escape")
        await closed(ak)
        await open_form(ak)
        await ak.press("f8", "enter")
        assert ak.dialog.reads("title") == f"{FIRST}!", "the cursor waits on the careful answer"
        await ak.press("f8", "right", "enter")
        await ak.until(lambda: ak.dialog.reads("title") == FIRST)
        assert "has been put in" not in ak.says()
        await ak.press("escape")
        await closed(ak)
        await ak.settled()
        assert drafts(plan.database, "ak") == []
        await open_form(ak)
        assert ak.dialog.reads("title") == FIRST


async def test_an_untouched_form_leaves_no_draft(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.press("f8", "x", "backspace", "escape")
        await closed(ak)
        await ak.settled()
        assert drafts(plan.database, "ak") == []
        assert not ak.told()


async def test_a_new_card_begun_is_offered_to_be_gone_on_with(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak, "n")
        await ak.types("Ring til alle")
        await ak.write("responsible", "mette kj")
        await ak.press("escape")
        await closed(ak)
    async with dashboard(plan_path, "ak") as ak:
        await ak.until(lambda: "You have a draft: something new" in ak.told())
        await open_form(ak, "n")
        assert ak.dialog.reads("title") == "Ring til alle"
        assert ak.dialog.reads("responsible") == "mette kj"
        await ak.write("responsible", "mk")
        await ak.press("ctrl+s")
        await closed(ak)
        assert "Ring til alle" in ak.focused_title
        await open_form(ak, "n")
        assert ak.dialog.reads("title") == ""


async def test_a_message_a_stakeholder_and_a_reason_are_kept_too(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak", size=(160, 50)) as ak:
        await ak.press("2")
        await open_form(ak)
        await ak.dialog.choose("purpose", "ownership")
        await ak.dialog.choose("stakeholder", None)
        await ak.press("escape")
        await closed(ak)
        await open_form(ak)
        assert (ak.dialog.reads("purpose"), ak.dialog.reads("stakeholder")) == ("ownership", None)
        await ak.press("escape")
        await closed(ak)
        await ak.press("1")
        await ak.press("a")
        await ak.until(lambda: ak.in_dialog)
        await ak.types("Husk at")
        await ak.press("escape")
        await closed(ak)
        await ak.press("a")
        await ak.until(lambda: ak.in_dialog and ak.reads("Husk at"))
        await ak.types(" ringe")
        await ak.press("enter")
        await closed(ak)
        assert plan.last.note == "Husk at ringe"
        await go_to(ak, "stakeholders")
        await ak.press("e")
        await ak.until(lambda: "Edit stakeholder" in ak.says())
        await ak.write("handling", "Drøft det tidligt")
        await ak.press("escape")
        await ak.until(lambda: "Edit stakeholder" not in ak.says())
        await ak.press("e")
        await ak.until(lambda: ak.reads("Your draft from"))
        assert ak.dialog.reads("handling") == "Drøft det tidligt"


async def test_a_go_live_date_begun_is_kept_with_its_tick(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "mk") as mk:
        await go_to(mk, "countdown")
        await mk.press("i")
        await mk.until(lambda: "Go-live" in mk.says() and mk.screen.query(Checkbox))
        mk.screen.query_one(Checkbox).value = True
        await mk.write("reason", "KOMBIT har ikke")
        await mk.press("escape")
        await mk.until(lambda: not mk.screen.query(Checkbox))
        assert draft(plan.database, "mk", "plan", 1) is not None
        await mk.press("i")
        await mk.until(lambda: mk.reads("Your draft from"))
        assert mk.screen.query_one(Checkbox).value
        assert mk.dialog.reads("reason") == "KOMBIT har ikke"
        assert plan.row(Plan, 1)["go_live"] == "2017-05-01"


async def test_where_a_draft_cannot_be_kept_the_form_stays_and_says_why(
    plan_path: Path, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = commands.keep

    def full(*_args: Any) -> None:
        raise DatabaseUnusable("disk_full", path="plan.db")

    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        monkeypatch.setattr(commands, "keep", full)
        await ak.types("!")
        await ak.press("escape")
        await ak.until(lambda: ak.reads("The disk is full"))
        assert ak.dialog.reads("title") == f"{FIRST}!"
        monkeypatch.setattr(commands, "keep", keep)
        await ak.press("escape")
        await closed(ak)
    assert kept(plan) == f"{FIRST}!"


async def test_ctrl_q_leaves_at_once_and_the_words_stay(
    plan_path: Path, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "KEEP_SECONDS", 1_000.0)  # what ending alone keeps
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.types("!")
        await ak.press("ctrl+q")
    assert kept(plan) == f"{FIRST}!"


async def test_a_newer_schema_ends_the_dashboard_but_not_the_words(
    plan_path: Path, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "KEEP_SECONDS", 1_000.0)
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.types("!")
        plan.sql("PRAGMA user_version = 99")
        await ak.until(lambda: ak.app.return_value is not None)
        assert "made by a newer sapa-tui" in str(ak.app.return_value)
    assert kept(plan) == f"{FIRST}!"
