"""One person has two dashboards open: what is typed in one is no concern of the other."""

from pathlib import Path
from typing import Any

import pytest

from db.commands import drafts as commands
from db.models import Activity
from db.queries.drafts import drafts
from sapa_tui.dialogs import drafting
from tests.drivers import PlanDriver

from .draft_driver import FIRST, closed, open_form
from .wall_driver import WallDriver, dashboard


def titles(plan: PlanDriver) -> dict[str, str]:
    """What the database holds of the typing in each of ak's dashboards."""
    return {row.session: row.fields["title"][1] for row in drafts(plan.database, "ak")}


async def begin(window: WallDriver, words: str, plan: PlanDriver, key: str = "e") -> None:
    """Open a form, and type until it is kept."""
    await open_form(window, key)
    await window.types(words)
    here = window.app.session.id
    await window.until(lambda: titles(plan).get(here, "").endswith(words))


@pytest.mark.parametrize("key", ["e", "n"])
async def test_a_save_in_one_leaves_the_words_in_the_other(
    plan_path: Path, plan: PlanDriver, key: str
) -> None:
    async with dashboard(plan_path, "ak") as one, dashboard(plan_path, "ak") as two:
        await begin(one, "Et", plan, key)
        await begin(two, "To", plan, key)
        assert "To" not in titles(plan)[one.app.session.id]
        await one.press("ctrl+s")
        await closed(one)
        await one.settled()
        assert list(titles(plan)) == [two.app.session.id]
        await two.press("escape")
        await closed(two)
        await open_form(two, key)
        assert two.dialog.reads("title").endswith("To")


async def test_a_form_that_is_open_in_the_other_is_not_offered_and_not_told_of(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as one:
        await begin(one, "Et", plan)
        await one.until(lambda: any(p.editing for p in one.app.wall.present))
        async with dashboard(plan_path, "ak") as two:
            await open_form(two)
            assert two.dialog.reads("title") == FIRST
            assert "You have a draft" not in two.told()
        assert titles(plan) == {one.app.session.id: f"{FIRST}Et"}


async def test_escape_writes_the_words_whatever_became_of_the_row(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await begin(ak, "Et", plan)
        plan.sql("DELETE FROM draft")
        await ak.press("escape")
        await closed(ak)
        assert "The draft is kept" in ak.told()
    assert list(titles(plan).values()) == [f"{FIRST}Et"]


async def test_what_dashboards_have_left_behind_is_offered_one_by_one_the_newest_first(
    plan_path: Path, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "KEEP_SECONDS", 1_000.0)  # taken over, not typed on
    for session, title in (("older", "Ældre"), ("newer", "Nyere")):
        typed: dict[str, tuple[Any, Any]] = {"title": ({"title": ""}, title)}
        commands.keep(plan.database, "ak", "activity", 0, typed, plan.clock.now(), session)
        plan.later(seconds=1)
    async with dashboard(plan_path, "ak") as ak:
        await ak.until(lambda: "You have 2 drafts: something new" in ak.told())
        await open_form(ak, "n")
        assert ak.dialog.reads("title") == "Nyere"
        await ak.until(lambda: set(titles(plan)) == {"older", ak.app.session.id})
        await ak.press("ctrl+s")
        await closed(ak)
        await open_form(ak, "n")
        assert ak.dialog.reads("title") == "Ældre"
        await ak.press("f8", "right", "enter")
        await ak.until(lambda: titles(plan) == {})
    assert [row["title"] for row in Activity.select().dicts().execute(plan.database)].count(
        "Nyere"
    ) == 1


async def test_a_dashboard_that_woke_up_keeps_what_was_typed_into_it_since(
    plan: PlanDriver,
) -> None:
    typed: dict[str, tuple[Any, Any]] = {"title": ({"title": ""}, "Et")}
    commands.keep(plan.database, "ak", "activity", 0, typed, plan.clock.now(), "asleep")
    (found,) = drafts(plan.database, "ak")
    plan.later(seconds=1)
    commands.keep(plan.database, "ak", "activity", 0, typed, plan.clock.now(), "asleep")
    commands.discard(plan.database, "ak", "activity", 0, "asleep", found.saved_at)
    assert list(titles(plan)) == ["asleep"]
