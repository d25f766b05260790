"""Nothing typed is ever lost: it is kept while it is typed, and put in again when it is wanted."""

from pathlib import Path
from typing import Any

import pytest

from db.commands import board, communication
from db.commands import drafts as commands
from db.errors import DatabaseUnusable
from db.models import Activity
from db.queries.drafts import draft, drafts
from sapa_tui.dialogs import drafting
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import go_to
from .wall_driver import WallDriver, dashboard

FIRST = "Afklar, om der er nye arbejdsgange"
BASE = "Find alle, der er berørt. Spørg fagforeningerne."
OTHERS = BASE.replace("Find alle", "Find alle grupper")
OWN = BASE.replace("Spørg", "Spørg så")


def kept(plan: PlanDriver, field: str = "title", number: int = 1, person: str = "ak") -> Any:
    """What the database holds of a person's typing."""
    found = draft(plan.database, person, "activity", number)
    return found.fields.get(field, ("", ""))[1] if found else None


async def open_form(driver: WallDriver, key: str = "e") -> None:
    """Open the form of the item in focus."""
    await driver.press(key)
    await driver.until(lambda: driver.in_dialog and driver.screen.focused is not None)


async def closed(driver: WallDriver) -> None:
    """Wait until no form is open."""
    await driver.until(lambda: not driver.in_dialog)


# Kept ---------------------------------------------------------------------------------


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


# Together with colleagues -------------------------------------------------------------


async def test_a_colleague_who_was_faster_meanwhile_is_named_when_the_draft_is_saved(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.types("!")
        await ak.press("escape")
        await closed(ak)
        mk.does(board.edit, 1, changed(title=(FIRST, "Afklar det"), assignee=("", "mk")))
        await ak.until(lambda: ak.app.wall.cards[1].title == "Afklar det")
        await open_form(ak)
        assert ak.dialog.reads("title") == f"{FIRST}!"
        assert ak.dialog.reads("assignee") == "Mette Kjær", "what was not typed is as it is now"
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("Mette Kjær has saved the same field"))
        assert ak.reads(f"Before: {FIRST}")
        await ak.press("1", "ctrl+s")
        await closed(ak)
    row = plan.row(Activity, 1)
    assert (row["title"], row["assignee"]) == (f"{FIRST}!", "mk")
    assert drafts(plan.database, "ak") == []


async def test_a_third_wording_begun_in_a_conflict_is_kept_as_well(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plan.row(Activity, 1)["description"]
    mk.does(board.edit, 1, changed(description=(before, BASE)))
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        mk.does(board.edit, 1, changed(description=(BASE, OTHERS)))
        await ak.write("description", OWN)
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("Mette Kjær has saved the same field"))
        await ak.press("3")
        await ak.types("Nu: ")
        wanted = "Nu: Find alle grupper, der er berørt. Spørg så fagforeningerne."
        await ak.until(lambda: kept(plan, "description") == wanted, within=5)
        ak.app.exit()
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        assert ak.dialog.reads("description") == wanted


async def test_a_draft_that_stands_in_the_plan_already_is_none(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    typed = {"title": ({"title": FIRST}, "Afklar det")}
    commands.keep(plan.database, "ak", "activity", 1, typed, plan.clock.now())
    ak.does(board.edit, 1, changed(title=(FIRST, "Afklar det")))
    async with dashboard(plan_path, "ak") as mine:
        await open_form(mine)
        await mine.until(lambda: "has been put in" not in mine.says())
        await mine.settled()
    assert drafts(plan.database, "ak") == []


@pytest.mark.parametrize(
    "typed",
    [
        {"no_such_field": ({"x": 1}, "y")},
        {"title": ("not as it is kept now", "Min titel")},
        {"title": ({"title": "A\x1b[31m"}, "Min titel"), "due": ({}, 7), "kind": ({}, ["?"])},
    ],
)
async def test_a_draft_of_another_version_does_no_harm(
    plan_path: Path, plan: PlanDriver, typed: dict[str, tuple[Any, Any]]
) -> None:
    commands.keep(plan.database, "ak", "activity", 1, typed, plan.clock.now())
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        expected = "Min titel" if "title" in typed else FIRST
        await ak.until(lambda: ak.dialog.reads("title") == expected)


async def test_what_was_archived_meanwhile_is_restored_together_with_the_edit(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        await ak.types("!")
        mk.does(board.archive, 1)
        await ak.until(lambda: 1 not in ak.app.wall.cards)
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("has been archived meanwhile"))
        assert ak.reads("Restore it, and save what you have written in it?")
        await ak.press("escape")
        await ak.until(lambda: ak.reads("has been archived; restore it"))
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("Restore and save"))
        await ak.press("enter")
        await closed(ak)
    row = plan.row(Activity, 1)
    assert (row["title"], row["archived"]) == (f"{FIRST}!", False)
    done = [event.action for event in plan.events() if event.actor == "ak"]
    assert done == ["activity.restored", "activity.edited"]


async def test_an_archived_message_is_restored_too(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("2")
        await open_form(ak)
        await ak.write("channel", "Fredagsmøde")
        item = ak.talk.item
        assert item is not None
        mk.does(communication.archive, item.id)
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("Restore and save"))
        await ak.press("enter")
        await closed(ak)
    done = [event.action for event in plan.events() if event.actor == "ak"]
    assert done == ["communication.restored", "communication.edited"]
