"""Colleagues see each other: who is in, who writes where, and who has just changed something."""

from datetime import timedelta
from pathlib import Path

import pytest

from db.clock import StoppedClock
from db.commands import board, presence
from db.queries.people import present
from db.rules.codes import Column
from sapa_tui.screens import glow
from sapa_tui.widgets.field import Field
from tests.drivers import MONDAY, PersonDriver, PlanDriver

from .view_driver import go_to, rows
from .wall_driver import WallDriver, dashboard

TODO, DOING = Column.NOT_STARTED, Column.IN_PROGRESS


async def open_form(driver: WallDriver) -> None:
    """Open the form of the item in focus."""
    await driver.press("e")
    await driver.until(lambda: driver.in_dialog and driver.screen.focused is not None)


def places(driver: WallDriver) -> list[tuple[int, int]]:
    """Where on the screen each field of the open form begins, and how high it is."""
    return [(field.region.y, field.region.height) for field in driver.screen.query(Field)]


# Who writes where ---------------------------------------------------------------------


async def test_a_card_says_who_edits_it_and_nothing_moves(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        tops = list(ak.column(TODO).map._tops)
        await open_form(mk)
        await ak.until(lambda: "MK edits" in ak.says())
        assert "MK edits" not in mk.says(), "oneself is no news"
        assert list(ak.column(TODO).map._tops) == tops
        await mk.press("escape")
        await ak.until(lambda: "MK edits" not in ak.says())


@pytest.mark.parametrize("width", [80, 120, 160, 200])
async def test_the_mark_is_there_in_every_window(plan_path: Path, width: int) -> None:
    async with (
        dashboard(plan_path, "mk") as mk,
        dashboard(plan_path, "ak", size=(width, 40)) as ak,
    ):
        await open_form(mk)
        await ak.until(lambda: "MK edits" in ak.says())


async def test_a_message_says_who_edits_it(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await mk.press("2")
        await open_form(mk)
        await ak.until(lambda: "MK edits" in ak.says())


async def test_an_open_form_says_beside_the_field_who_writes_there(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await open_form(ak)
        before = places(ak)
        await open_form(mk)
        await ak.until(lambda: "MK writes here" in ak.says())
        await mk.until(lambda: "AK writes here" in mk.says())
        line = next(n for n, text in enumerate(ak.says().splitlines()) if "MK writes" in text)
        await mk.press("tab", "tab")
        await ak.until(lambda: "MK writes here" not in ak.says().splitlines()[line])
        assert "MK writes here" in ak.says()
        assert places(ak) == before, "nothing has moved under the cursor"
        await mk.press("escape")
        await ak.until(lambda: "MK writes here" not in ak.says())


async def test_it_is_no_lock(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await open_form(mk)
        await open_form(ak)
        await mk.write("responsible", "Anders Krogh")
        await ak.write("description", "Alle er spurgt.")
        for who in (mk, ak):
            await who.press("ctrl+s")
            await who.until(lambda who=who: not who.in_dialog)  # type: ignore[misc]
        detail = ak.app.wall.cards[1]
        assert detail.responsible == "ak"


async def test_a_dead_connection_is_gone_though_nobody_does_anything(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        presence.beat(plan.database, "dead", "mk", MONDAY, view="board", editing="activity:1:title")
        await ak.until(lambda: "MK edits" in ak.says())
        last = plan.sql("PRAGMA data_version")
        assert isinstance(ak.app.clock, StoppedClock)
        ak.app.clock.instant += timedelta(seconds=13.5)
        await ak.until(lambda: "MK edits" not in ak.says(), within=5)
        assert "AK  only you" in ak.says()
        assert last
        assert len(present(plan.database, MONDAY)) == 2, "nobody has taken the sign away"


async def test_the_people_show_where_each_is(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await go_to(ak, "people")
        await open_form(mk)
        await ak.until(lambda: any("writes in “Afklar" in row for row in rows(ak)))
        await mk.press("escape")
        await ak.until(lambda: any("on the board: “Afklar" in row for row in rows(ak)))


# What has just changed ----------------------------------------------------------------


async def test_a_change_glows_with_the_name_for_a_moment_and_only_once(
    plan_path: Path, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glow, "GLOW_SECONDS", 2.0)
    async with dashboard(plan_path, "ak") as ak:
        title, top = ak.focused_title, ak.column(TODO).cursor_top
        mk.does(board.move, 2, DOING)
        await ak.until(lambda: "● MK" in ak.says())
        await ak.until(lambda: "● MK" not in ak.says())
        await ak.press("2", "1")
        ak.wall.show(ak.app.wall)
        assert "● MK" not in ak.says(), "what has been shown does not begin to glow again"
        assert (ak.focused_title, ak.column(TODO).cursor_top) == (title, top)


async def test_a_long_login_glows_as_it_stands_on_cards(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    from db.commands import people
    from db.rules.codes import Role

    mk.does(people.add, "abildgaard-holm", "Abelone Abildgaard-Holm", Role.MEMBER)
    async with dashboard(plan_path, "ak") as ak:
        plan.person("abildgaard-holm").does(board.move, 2, DOING)
        await ak.until(lambda: "● abildga…" in ak.says())
