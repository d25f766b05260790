"""The board in use: cards are read, moved, written and found, by key and by mouse."""

from pathlib import Path

import pytest
from textual import events

from db.commands import board
from db.models import Activity
from db.rules.codes import Column, Kind
from tests.drivers import PersonDriver, PlanDriver, values

from .wall_driver import WallDriver, dashboard, focused_card

FIRST, SECOND, THIRD = (
    "Afklar, om der er nye arbejdsgange",
    "Beskriv omfanget af hver ændring",
    "Udpeg superbrugere i afdelingerne",
)
MAP, WITH_POINTS = "Kortlæg interessenterne", 4
IMPLEMENTATION = "Sæt de nye arbejdsgange i kraft"
TODO, DOING, WAITING, DONE = (
    Column.NOT_STARTED,
    Column.IN_PROGRESS,
    Column.WAITING,
    Column.DONE,
)


async def go_to(driver: WallDriver, title: str) -> None:
    """Put the cursor on a card."""
    card = next(card for card in driver.app.wall.cards.values() if card.title == title)
    driver.wall.board.focus_card(card.id)
    await driver.until(lambda: driver.focus_is_on(title))


# Moving -------------------------------------------------------------------------------


async def test_shift_and_a_direction_move_a_card_and_the_focus_goes_with_it(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        assert mk.focus_is_on(FIRST)
        await mk.press("L")
        await mk.until(lambda: mk.sees(DOING, FIRST))
        assert not mk.sees(TODO, FIRST)
        assert mk.focus_is_on(FIRST)
        await mk.press("shift+left")
        await mk.until(lambda: mk.sees(TODO, FIRST))
        await mk.press("shift+right")
        await mk.until(lambda: mk.sees(DOING, FIRST))
    moves = [event for event in plan.events() if event.action == "activity.moved"]
    assert [event.actor for event in moves] == ["mk"] * 3
    assert values(list(moves[0].changes))["column"] == ("not_started", "in_progress")


async def test_there_is_nothing_to_the_left_of_the_first_column(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("H")
        assert "There is no column further on." in mk.told()
        assert mk.sees(TODO, FIRST)


async def test_a_menu_moves_a_card_and_waiting_asks_for_what(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("m")
        await mk.until(lambda: "Move to" in mk.says())
        await mk.press("2")
        await mk.answer("svar fra KOMBIT", ready="What does it wait for")
        await mk.until(lambda: mk.sees(WAITING, FIRST))
        assert mk.focus_is_on(FIRST)
        await mk.until(lambda: "‖ svar fra" in mk.says())
    assert plan.row(Activity, 1)["waiting_reason"] == "svar fra KOMBIT"
    assert plan.last.note == "svar fra KOMBIT"


async def test_a_card_whose_reason_is_not_given_stays(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            await mk.press("m", "2")
            await mk.until(lambda: "What does it wait for" in mk.says())
            await mk.press("escape")
            await mk.until(lambda: not mk.in_dialog)
        assert mk.sees(TODO, FIRST)


async def test_an_early_start_is_asked_about_and_the_yes_is_recorded(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, IMPLEMENTATION)
        with plan.no_trace():
            await mk.press("L")
            await mk.until(lambda: mk.in_dialog)
            assert "go-live is Mon 01-05-2017" in " ".join(mk.says().replace("│", "").split())
            await mk.press("escape")
            await mk.until(lambda: not mk.in_dialog)
        await mk.press("L")
        await mk.until(lambda: mk.in_dialog)
        await mk.press("right", "enter")
        await mk.until(lambda: mk.sees(DOING, IMPLEMENTATION))
    assert (plan.last.action, plan.last.note) == ("activity.moved", "starts_before_go_live")


async def test_cards_change_places_within_their_column(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("J")
        await mk.until(lambda: mk.titles(TODO)[:3] == [SECOND, FIRST, THIRD])
        assert mk.focus_is_on(FIRST)
        await mk.press("shift+down")
        await mk.until(lambda: mk.titles(TODO)[:3] == [SECOND, THIRD, FIRST])
        await mk.press("K", "K")
        await mk.until(lambda: mk.titles(TODO)[:3] == [FIRST, SECOND, THIRD])
        await mk.press("K")
        await mk.settled()
        assert mk.titles(TODO)[:3] == [FIRST, SECOND, THIRD]


async def test_the_last_card_goes_up_and_down_again(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("G")
        last = focused_card(mk).title
        await mk.press("K")
        await mk.until(lambda: mk.titles(TODO)[-2] == last)
        await mk.press("J")
        await mk.until(lambda: mk.titles(TODO)[-1] == last)
        await mk.press("J")
        await mk.settled()
        assert mk.titles(TODO)[-1] == last


# Limits -------------------------------------------------------------------------------


async def test_a_hard_limit_refuses_and_says_the_count(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.move, 2, DOING)
    mk.does(board.set_limit, DOING, 1, hard=True)
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, FIRST)
        await ak.press("L")
        await ak.until(lambda: "it holds 1 and its limit is 1" in ak.told())
        assert ak.sees(TODO, FIRST)
        assert ak.focus_is_on(FIRST)
    assert plan.last.action == "refused" or plan.last.action == "column.limited"


async def test_a_soft_limit_warns_and_lets_it_happen(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(board.move, 2, DOING)
    mk.does(board.set_limit, DOING, 1)
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, FIRST)
        await ak.press("L")
        await ak.until(lambda: ak.sees(DOING, FIRST))
        await ak.until(lambda: "In progress now holds 2 cards; the limit is 1." in ak.told())
        assert "In progress ! 2/1" in ak.says()


async def test_the_leader_sets_a_limit_from_the_board(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, size=(160, 36)) as mk:
        await mk.press("w")
        await mk.until(lambda: "Limit of Not started" in mk.says())
        assert "It holds 25 cards now." in mk.says()
        await mk.types("3")
        await mk.press("ctrl+s")
        await mk.until(lambda: "Not started ! 25/3" in mk.says())
        assert mk.told() == "Saved."
    assert plan.last.action == "column.limited"


async def test_a_limit_is_a_number_of_ones_own_or_none(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, size=(160, 36)) as mk:
        await mk.press("w")
        await mk.until(lambda: "Limit of Not started" in mk.says())
        await mk.types("3x")
        await mk.until(lambda: "! A limit is a number from 1 to 999, or none" in mk.says())
        with plan.no_trace():
            await mk.press("ctrl+s")
            await mk.settled()
            assert mk.says().count("A limit is a number from 1 to 999") == 1
        await mk.write("wip_limit", "27")
        await mk.dialog.choose("wip_hard", True)
        await mk.press("ctrl+s")
        await mk.until(lambda: "Not started 25/27" in mk.says())
        await mk.press("w")
        await mk.until(lambda: mk.in_dialog and mk.dialog.reads("wip_limit") == "27")
        assert mk.dialog.reads("wip_hard") is True, "what is set is shown to begin with"
        await mk.write("wip_limit", "")
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog)
        await mk.until(lambda: "Not started 25─" in mk.says())


async def test_only_the_leader_sets_limits(plan_path: Path) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("w")
        assert "Only the project leader sets the limit" in ak.told()


# Writing ------------------------------------------------------------------------------


async def test_a_new_card_goes_last_and_gets_the_focus(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("n")
        await ak.until(lambda: "New activity" in ak.says())
        await ak.types("Spørg lederne")
        await ak.write("due", "T-2")
        await ak.press("ctrl+s")
        await ak.until(lambda: not ak.in_dialog and ak.focus_is_on("Spørg lederne"))
        assert ak.titles(TODO)[-1] == "Spørg lederne"
        assert "Spørg lederne" in ak.says()
    row = plan.row(Activity, 26)
    assert (row["title"], row["offset_weeks"], row["kind"]) == ("Spørg lederne", -2, "preparation")
    assert (plan.last.action, plan.last.actor) == ("activity.added", "ak")


async def test_a_card_without_a_title_is_not_made(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            await mk.press("n", "space", "ctrl+s")
            await mk.until(lambda: "cannot be empty" in mk.says())


async def test_a_card_is_edited(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("e")
        await mk.until(lambda: "Edit activity" in mk.says())
        await mk.write("title", "Ny titel")
        await mk.write("responsible", "Anders Krogh")
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog and mk.focus_is_on("Ny titel"))
        assert mk.titles(TODO)[0] == "Ny titel"
    assert values(list(plan.last.changes)) == {
        "title": (FIRST, "Ny titel"),
        "responsible": ("mk", "ak"),
    }


async def test_a_form_that_changes_nothing_leaves_nothing(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            await mk.press("e")
            await mk.until(lambda: "Edit activity" in mk.says())
            await mk.press("ctrl+s")
            await mk.until(lambda: not mk.in_dialog)


async def test_a_card_is_archived_and_restored(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("d")
        await mk.until(lambda: mk.in_dialog)
        await mk.press("enter")
        await mk.until(lambda: not mk.sees(TODO, FIRST))
        assert mk.focus_is_on(SECOND), "the cursor steps to what now stands there"
        await mk.press("A")
        await mk.until(lambda: "Restore a card" in mk.says() and FIRST in mk.says())
        await mk.press("enter")
        await mk.until(lambda: mk.sees(TODO, FIRST))
        await mk.until(lambda: mk.focus_is_on(FIRST))
        assert mk.titles(TODO)[0] == FIRST
        await mk.press("A")
        await mk.until(lambda: "No card is archived." in mk.told())
    assert [event.action for event in plan.events()][-2:] == [
        "activity.archived",
        "activity.restored",
    ]


async def test_a_point_is_added_ticked_and_cleared(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("a")
        await ak.answer("Spørg jobcentret", ready="New point of the checklist")
        await ak.until(lambda: "0/1" in ak.says())
        await ak.press("enter")
        await ak.until(lambda: "□ Spørg jobcentret" in ak.says())
        await ak.press("space")
        await ak.until(lambda: "■ Spørg jobcentret" in ak.says())
        assert "AK today 10:12" in ak.says()
        await ak.press("space")
        await ak.until(lambda: "□ Spørg jobcentret" in ak.says())
        await ak.press("space")
        await ak.until(lambda: "■ Spørg jobcentret" in ak.says())
        await ak.press("escape")
        await ak.until(lambda: not ak.in_dialog)
        assert ak.app.wall.cards[1].ticked == 1
    ticks = [e.action for e in plan.events() if e.action.startswith("checklist.")]
    assert ticks == [
        "checklist.added",
        "checklist.ticked",
        "checklist.unticked",
        "checklist.ticked",
    ]


# Finding ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["slash", "ctrl+f"])
async def test_a_search_shows_what_matches_while_it_is_typed(plan_path: Path, key: str) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press(key)
        await mk.types("superb")
        await mk.until(lambda: mk.titles(TODO) == [THIRD, "Uddan superbrugerne"])
        await mk.press("enter")
        await mk.until(lambda: mk.focus_is_on(THIRD))
        assert "2 of 25" in mk.says()
        await mk.press("escape")
        await mk.until(lambda: len(mk.titles(TODO)) == 25)
        assert mk.focus_is_on(THIRD)
        assert not mk.wall.query("#search")


async def test_escape_in_the_search_line_shows_all_cards_again(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("slash")
        await mk.types("ÆNDRING")
        await mk.until(lambda: mk.titles(TODO) == [SECOND])
        await mk.press("escape")
        await mk.until(lambda: len(mk.titles(TODO)) == 25)
        assert mk.wall.place == "board"


async def test_letters_in_the_search_line_are_letters(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("slash")
        with plan.no_trace():
            await mk.types("HLmJKdAnevuUq12?")
        assert not mk.in_dialog
        assert mk.wall.filter.text == "HLmJKdAnevuUq12?"
        assert "0 of 25" in mk.says()


async def test_a_filter_shows_one_kind(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("f")
        await mk.until(lambda: "Show only" in mk.says())
        with mk.app._context():
            await mk.dialog.choose("kind", Kind.IMPLEMENTATION)
        await mk.press("ctrl+s")
        await mk.until(lambda: len(mk.titles(TODO)) == 5)
        assert mk.titles(TODO)[0] == IMPLEMENTATION
        await mk.press("F")
        await mk.until(lambda: len(mk.titles(TODO)) == 25)


async def test_not_applicable_is_shown_on_demand(plan_path: Path, plan: PlanDriver) -> None:
    plan.person("mk").does(board.move, 2, Column.NOT_APPLICABLE, reason="ingen ændringer")
    async with dashboard(plan_path, size=(160, 36)) as mk:
        assert "Not applicable" not in mk.says()
        assert "preparation 0/19" in mk.says(), "it counts in no total"
        await mk.press("v")
        await mk.until(lambda: "Not applicable 1" in mk.says())
        assert mk.sees(Column.NOT_APPLICABLE, SECOND)
        await mk.press("v")
        await mk.until(lambda: "Not applicable" not in mk.says())


# Mouse --------------------------------------------------------------------------------


async def test_a_click_puts_the_cursor_on_a_card(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.click(THIRD)
        await mk.until(lambda: mk.focus_is_on(THIRD))


async def test_a_double_click_opens_a_card(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.click(SECOND, times=2)
        await mk.until(lambda: mk.in_dialog and "T-11 = Mon 13-02-2017" in mk.says())
        await mk.press("escape")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.focus_is_on(SECOND)


async def test_the_wheel_scrolls_and_leaves_the_cursor(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        at = mk.place_of(SECOND)
        await mk.mouse(events.MouseScrollDown, at=at)
        await mk.until(lambda: mk.column(TODO).scroll_offset.y > 0)
        assert mk.focus_is_on(FIRST)
        await mk.mouse(events.MouseScrollUp, at=at)
        await mk.until(lambda: mk.column(TODO).scroll_offset.y == 0)


async def test_a_card_is_dragged_to_a_column(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.drag(SECOND, DONE)
        await mk.until(lambda: mk.sees(DONE, SECOND))
        await mk.until(lambda: mk.focus_is_on(SECOND))
        assert not any(column.has_class("-drop") for column in mk.wall.board.visible_columns)
        await mk.drag(SECOND, DONE)
        await mk.settled()
    assert [e.action for e in plan.events()].count("activity.moved") == 1


async def test_a_card_dragged_to_waiting_is_asked_about(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.drag(FIRST, WAITING)
        await mk.answer("ferie", ready="What does it wait for")
        await mk.until(lambda: mk.sees(WAITING, FIRST))


# Roles, undo --------------------------------------------------------------------------


async def test_a_viewer_is_told(plan_path: Path, plan: PlanDriver) -> None:
    told = "You may read this plan, but not change it."
    async with dashboard(plan_path, "hh") as hh:
        with plan.no_trace():
            for key in "LHJKmnedAauU":
                await hh.press(key)
                await hh.until_told(told)
            await hh.drag(FIRST, DONE)
            await hh.until_told(told)
        assert not hh.in_dialog
        assert hh.sees(TODO, FIRST)


async def test_one_takes_back_and_does_again(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("L")
        await mk.until(lambda: mk.sees(DOING, FIRST))
        await mk.press("u")
        await mk.until(lambda: mk.sees(TODO, FIRST))
        await mk.until(lambda: "Undone: MK moved" in mk.told())
        assert mk.titles(TODO)[0] == FIRST
        await mk.press("U")
        await mk.until(lambda: mk.sees(DOING, FIRST))
        await mk.until(lambda: "Done again: MK moved" in mk.told())
    assert [e.action for e in plan.events()][-3:] == ["activity.moved", "undo", "redo"]


async def test_there_is_nothing_of_ones_own_to_undo(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(board.move, 1, DOING)
    async with dashboard(plan_path, "ak") as ak:
        with plan.no_trace():
            await ak.press("u")
            await ak.until(lambda: "There is nothing of yours to undo." in ak.told())


async def test_keys_that_mean_nothing_do_nothing(plan_path: Path, plan: PlanDriver) -> None:
    signs = ["at", "dollar_sign", "left_curly_bracket", "backslash", "tilde", "ø", "f9", "ctrl+w"]
    async with dashboard(plan_path) as mk:
        with plan.no_trace():
            for view in ("1", "2", "3", "4", "5", "6"):
                await mk.press(view, *signs)
        assert not mk.told()


# Leaving ------------------------------------------------------------------------------


async def test_one_leaves_with_q_and_a_yes(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("q")
        await mk.until(lambda: "Leave the board?" in mk.says())
        await mk.press("escape")
        await mk.until(lambda: not mk.in_dialog)
        await mk.press("q")
        await mk.until(lambda: "Leave the board?" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: mk.app._exit)


async def test_ctrl_q_leaves_from_a_dialog_too(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("m")
        await mk.until(lambda: "Move to" in mk.says())
        await mk.press("ctrl+q")
        await mk.until(lambda: mk.app._exit)


# Going about --------------------------------------------------------------------------


async def test_arrows_and_letters_walk_the_columns(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(board.move, 2, DOING)
    mk.does(board.move, 3, DONE)
    async with dashboard(plan_path) as driver:
        assert driver.focus_is_on(SECOND), "it begins with what is in progress"
        await driver.press("right")
        assert driver.wall.board.focused_column is driver.column(WAITING)
        await driver.press("l")
        assert driver.focus_is_on(THIRD)
        await driver.press("l")
        await driver.until(lambda: driver.talk.has_focus)
        await driver.press("h")
        await driver.until(lambda: driver.wall.board.focused_column is not None)
        await driver.press("1")
        assert driver.wall.board.focused_column is not None


async def test_an_empty_column_says_which_key_fills_it(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(160, 36)) as mk:
        assert "L moves a card here" in mk.says()
        await mk.press("right", "enter")
        assert "No card has the focus here." in mk.told()


async def test_the_card_with_points_shows_how_far_it_is(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(board.set_tick, 1, True)
    async with dashboard(plan_path) as driver:
        card = driver.app.wall.cards[WITH_POINTS]
        assert card.title == MAP
        assert f"{card.ticked}/{card.points}" in driver.says()
        assert card.ticked == 1


# What is out of sight -----------------------------------------------------------------


def lower_edge(driver: WallDriver, column: Column) -> str:
    """What stands in the line below a column."""
    region = driver.column(column).region
    line = driver.says().splitlines()[region.bottom - 1]
    return line[region.x : region.right].strip("─ ")


async def test_a_column_says_how_many_cards_are_out_of_sight(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        todo, doing = mk.column(TODO), mk.column(DOING)
        below = int(lower_edge(mk, TODO).removeprefix("↓ ").removesuffix(" more"))
        assert 0 < below < len(todo.entries)
        assert lower_edge(mk, DOING) == "", "where nothing is, nothing is out of sight"
        await mk.press("G")
        await mk.until(lambda: lower_edge(mk, TODO).startswith("↑ "))
        assert "↓" not in lower_edge(mk, TODO)
        await mk.press("k", "k", "k", "k", "k", "k", "k", "k")
        await mk.until(lambda: "↓" in lower_edge(mk, TODO) and "↑" in lower_edge(mk, TODO))
        await mk.press("g")
        await mk.until(lambda: lower_edge(mk, TODO) == f"↓ {below} more")
        await mk.resize(120, 44)
        await mk.until(
            lambda: lower_edge(mk, TODO) in (f"↓ {below - 1} more", f"↓ {below - 2} more")
        )
        assert not doing.entries


async def test_every_card_of_a_short_column_is_in_sight_and_nothing_is_said(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(board.move, 1, DOING)
    async with dashboard(plan_path) as driver:
        await driver.until(lambda: driver.sees(DOING, FIRST))
        assert lower_edge(driver, DOING) == ""
