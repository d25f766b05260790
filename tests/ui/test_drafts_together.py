"""A draft meets what colleagues, or another version of the program, have done meanwhile."""

from pathlib import Path
from typing import Any

import pytest

from db.commands import board, communication
from db.commands import drafts as commands
from db.models import Activity
from db.queries.drafts import drafts
from tests.drivers import PersonDriver, PlanDriver, changed

from .draft_driver import FIRST, closed, kept, open_form
from .wall_driver import dashboard

BASE = "Find alle, der er berørt. Spørg fagforeningerne."
OTHERS = BASE.replace("Find alle", "Find alle grupper")
OWN = BASE.replace("Spørg", "Spørg så")


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
        await ak.press("3", "ctrl+home")
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
