"""Two people on one plan: each sees the other's changes, and neither loses words or place."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from db.commands import Edit, board, communication, people
from db.queries.board import Card
from db.rules.codes import Column, Role
from db.rules.text import safe
from sapa_tui.presentation.cards import card_lines
from tests.drivers import PersonDriver, PlanDriver, changed

from .wall_driver import WallDriver, dashboard, focused_card

FIRST, SECOND, THIRD = (
    "Afklar, om der er nye arbejdsgange",
    "Beskriv omfanget af hver ændring",
    "Udpeg superbrugere i afdelingerne",
)
TODO, DOING, DONE = Column.NOT_STARTED, Column.IN_PROGRESS, Column.DONE
WIDE, SMALL = (160, 40), (80, 24)


async def begins_to_edit(driver: WallDriver) -> None:
    """Open the form of the card in focus."""
    await driver.press("e")
    await driver.until(lambda: "Edit activity" in driver.says())


async def test_a_move_is_seen_by_the_other_without_a_key(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await mk.press("L")
        started = time.monotonic()
        await ak.until(lambda: ak.sees(DOING, FIRST), within=5)
        assert time.monotonic() - started < 5
        await ak.until(lambda: "● MK" in ak.says(), within=5)
        assert "● MK" not in mk.says(), "one's own change does not glow"
        assert ak.focus_is_on(FIRST), "both looked at it, and both still do"
        await ak.press("left", "L")
        await mk.until(lambda: len(mk.titles(DOING)) == 2)
        await mk.until(lambda: "● AK" in mk.says())


async def test_a_colleagues_change_draws_no_other_card(
    plan_path: Path, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def draw(card: Card, *args: Any, **kwargs: Any) -> Any:
        drawn.append(card.id)
        return card_lines(card, *args, **kwargs)

    monkeypatch.setattr("sapa_tui.widgets.board.card_lines", draw)
    async with dashboard(plan_path, "ak") as ak:
        await ak.until(lambda: SECOND[:10] in ak.says())
        drawn.clear()
        mk.does(board.edit, 2, changed(assignee=("", "ak")))
        await ak.until(lambda: "● MK" in ak.says())
        assert set(drawn) == {2}


async def test_the_names_of_who_is_in_are_shown(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk:
        assert "only you" in mk.says()
        async with dashboard(plan_path, "ak") as ak:
            await mk.until(lambda: "MK (you) AK  2 here" in mk.says())
            await ak.until(lambda: "AK (you) MK  2 here" in ak.says())
        await mk.until(lambda: "MK  only you" in mk.says())


async def test_focus_and_scroll_stay_where_the_reader_is(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press(*["down"] * 12)
        title, column = ak.focused_title, ak.column(TODO)
        line, scrolled = column.cursor_top, column.scroll_offset.y
        assert scrolled > 0
        mk.does(board.move, 1, DOING)
        mk.does(board.archive, 2)
        await ak.until(lambda: len(ak.titles(TODO)) == 23)
        assert ak.focus_is_on(title)
        assert column.cursor_top == line, "what is read has not moved on the screen"
        assert column.scroll_offset.y < scrolled


async def test_a_card_that_a_colleague_moves_keeps_the_focus(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("down")
        assert ak.focus_is_on(SECOND)
        mk.does(board.move, 2, DONE)
        await ak.until(lambda: ak.sees(DONE, SECOND))
        assert ak.focus_is_on(SECOND)
        mk.does(board.archive, 2)
        await ak.until(lambda: not ak.sees(DONE, SECOND))
        assert ak.wall.board.focused_column is ak.column(DONE)


async def test_the_focus_survives_a_move_behind_an_open_dialog(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("down", "m")
        await ak.until(lambda: "Move to" in ak.says())
        mk.does(board.move, 2, DONE)
        await ak.until(lambda: ak.app.wall.cards[2].column is DONE)
        await ak.press("escape")
        await ak.until(lambda: not ak.in_dialog)
        await ak.until(lambda: ak.sees(DONE, SECOND))
        assert ak.focus_is_on(SECOND)


async def test_an_open_form_keeps_half_typed_words(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("n")
        await ak.until(lambda: "New activity" in ak.says())
        await ak.types("Halvt skre")
        mk.does(board.move, 1, DOING)
        mk.does(board.edit, 2, changed(title=(SECOND, "Andet")))
        await ak.until(lambda: ak.app.wall.cards[2].title == "Andet")
        await ak.types("vet")
        assert ak.dialog.reads("title") == "Halvt skrevet"
        assert ak.dialog.focused_field() == "title"
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.in_dialog and ak.sees(TODO, "Halvt skrevet"))
        assert ak.sees(DOING, FIRST)
        assert ak.sees(TODO, "Andet")


async def test_a_search_line_keeps_half_typed_words(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("slash")
        await ak.types("superb")
        mk.does(board.move, 3, DOING)
        mk.does(board.move, 1, DONE)
        await ak.until(lambda: ak.titles(DOING) == [THIRD])
        assert ak.titles(DONE) == [], "the search still holds"
        assert isinstance(ak.wall.focused, Input), "the cursor is still in the line"
        await ak.types("rug")
        assert ak.wall.query_one("#search", Input).value == "superbrug"


async def test_the_same_field_is_never_overwritten_unseen(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with (
        dashboard(plan_path, "mk", size=WIDE) as mk,
        dashboard(plan_path, "ak", size=WIDE) as ak,
    ):
        for driver in (mk, ak):
            await begins_to_edit(driver)
        await mk.write("title", "Mettes titel")
        await ak.write("title", "Anders' titel")
        await ak.write("description", "Kun Anders skrev her.")
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog)
        await ak.press("ctrl+s")
        await ak.until(lambda: "Choose what shall stand" in ak.says())
        assert "Mettes titel" in ak.says()
        assert "Anders' titel" in ak.says()
        assert plan.rows()["activity", 1]["title"] == "Mettes titel"
        await ak.press("escape")
        await ak.until(lambda: "Edit activity" in ak.says())
        assert ak.dialog.reads("title") == "Anders' titel"
        await ak.press("ctrl+s")
        await ak.until(lambda: "Choose what shall stand" in ak.says())
        await ak.press("1", "ctrl+s")
        await ak.until(lambda: not ak.in_dialog)
        await mk.until(lambda: mk.sees(TODO, "Anders' titel"))
    row = plan.rows()["activity", 1]
    assert (row["title"], row["description"]) == ("Anders' titel", "Kun Anders skrev her.")


async def test_different_fields_are_both_kept(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await begins_to_edit(ak)
        mk.does(board.edit, 1, changed(responsible=("mk", "LED")))
        await ak.write("title", "Anders' titel")
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.in_dialog)
    row = plan.rows()["activity", 1]
    assert (row["title"], row["responsible"]) == ("Anders' titel", "LED")


async def test_a_card_archived_under_an_open_form_is_said(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await begins_to_edit(ak)
        await ak.write("title", "Mange gode ord")
        mk.does(board.archive, 1)
        await ak.until(lambda: 1 not in ak.app.wall.cards)
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("has been archived"))
        await ak.press("escape")
        await ak.until(lambda: "Edit activity" in ak.says())
        assert ak.dialog.reads("title") == "Mange gode ord"


async def test_a_tick_by_a_colleague_reaches_an_open_page(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    point = plan.sql("SELECT id FROM checklist_item WHERE activity_id = 4 ORDER BY rank")[0][0]
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("down", "down", "down", "enter")
        await ak.until(lambda: ak.in_dialog and "□ Saml navne" in ak.says())
        mk.does(board.set_tick, point, True)
        await ak.until(lambda: "■ Saml navne" in ak.says())
        assert "MK today 10:12" in ak.says()


async def test_whoever_loses_access_is_told_and_let_out(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        mk.does(people.set_active, "ak", False)
        await ak.until(lambda: ak.app.return_value is not None)
        assert "Your access to this plan has been taken away" in str(ak.app.return_value)


async def test_whoever_is_made_a_viewer_can_write_no_more(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        mk.does(people.set_role, "ak", Role.VIEWER)
        await ak.until(lambda: ak.wall.role is Role.VIEWER)
        with plan.no_trace():
            await ak.press("L")
            await ak.until(lambda: "You may read this plan" in ak.told())


async def test_a_thousand_changes_at_once_arrive_whole(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("down", "down", "down")
        title = ak.focused_title
        said = plan.rows()["activity", 1]["title"]
        for hundred in range(0, 1000, 100):
            with plan.database.atomic():
                for number in range(hundred, hundred + 100):
                    mk.does(board.edit, 1, {"title": Edit(said, f"Nr. {number}")})
                    said = f"Nr. {number}"
        mk.does(communication.complete, 1)
        mk.does(board.move, 2, DONE)
        await ak.until(lambda: ak.sees(TODO, "Nr. 999"))
        assert ak.sees(DONE, SECOND)
        assert ak.app.wall.last_event == plan.last.id
        assert ak.focus_is_on(title)
        assert "Communication 1/19" in ak.says()
        await ak.press("down")
        assert not ak.focus_is_on(title)


async def test_both_narrow_and_wide_windows_follow(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak", size=SMALL) as ak, dashboard(plan_path, "hh") as hh:
        mk.does(board.move, 1, DOING)
        mk.does(communication.complete, 1)
        await ak.until(lambda: ak.sees(DOING, FIRST))
        await hh.until(lambda: hh.sees(DOING, FIRST))
        await ak.until(lambda: focused_card(ak).title == FIRST)
        await ak.press("2")
        await ak.until(lambda: "1/19" in ak.says())


async def test_a_foreign_hand_in_the_file_is_shown_harmless(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    hostile = "A\x1b[31mB [/nope] [@click=app.quit]x[/]"
    async with dashboard(plan_path, "ak") as ak:
        with sqlite3.connect(plan_path) as foreign:
            foreign.execute("UPDATE activity SET title = ? WHERE id = 1", (hostile,))
        foreign.close()
        mk.does(board.move, 1, DOING)
        await ak.until(lambda: ak.sees(DOING, hostile))
        assert "\x1b" not in ak.says()
        assert safe(hostile)[:8] in ak.says()


async def test_two_quick_moves_are_two_steps(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("L", "H", "L")
        await mk.until(lambda: mk.sees(DOING, FIRST))
        await mk.settled()
        assert plan.rows()["activity", 1]["column"] == "in_progress"
