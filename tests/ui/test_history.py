"""The history: everything that happened, page by page, live at the top."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from db.commands import board, communication, stakeholders, undo
from db.models import Activity
from db.queries import history as queries
from db.queries.history import EventKind
from db.rules.codes import Column, Step
from sapa_tui.dialogs.history_filter_form import HistoryFilterForm
from sapa_tui.presentation.history_filters import HistoryFilter
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.screens.event import EventScreen
from sapa_tui.screens.history import PAGE, HistoryScreen
from sapa_tui.widgets.history_list import HistoryList
from tests.drivers import PersonDriver, changed

from .view_driver import go_to, is_at, put_cursor, sentences
from .wall_driver import PATIENCE, WallDriver, dashboard

CARD, TITLE = 4, "Kortlæg interessenterne"


def history(driver: WallDriver) -> HistoryList:
    """The list of what happened."""
    return driver.screen.query_one(HistoryList)


async def open_history(driver: WallDriver) -> None:
    """Go to the history and wait for its first page."""
    await go_to(driver, "history")
    await driver.until(lambda: history(driver).events)


def lines_read(driver: WallDriver) -> list[str]:
    """The list's lines in sight, without its scrollbar."""
    return [line[:110].rstrip() for line in driver.says().splitlines()[3:-1]]


def many_ticks(person: PersonDriver, times: int) -> None:
    """Let somebody change one card again and again."""
    for number in range(times):
        edits = changed(waiting_reason=(str(number) if number else "", str(number + 1)))
        person.does(board.edit, CARD, edits)


async def test_the_newest_stands_first_under_its_day(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(board.move, CARD, Column.WAITING, reason="The board must answer")
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        assert sentences(leader)[0] == f"MK moved “{TITLE}” from Not started to Waiting"
        assert "MK planted the A08 plan for Aabenraa Kommune" in sentences(leader)[-1]
        assert "Today  Mon 03-04-2017 · week 14" in leader.says()
        assert "“The board must answer”" in leader.says()
        assert "Fri 31-03-2017" in leader.says()


async def test_a_long_title_gives_way_to_what_became_of_it(
    plan_path: Path, mk: PersonDriver
) -> None:
    long = "En meget lang titel " * 5
    mk.does(board.edit, CARD, changed(title=(TITLE, long.strip())))
    mk.does(board.move, CARD, Column.IN_PROGRESS)
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await open_history(leader)
        assert sentences(leader)[0].endswith("…” from Not started to In progress")


async def test_an_undo_says_what_was_undone(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(board.move, CARD, Column.IN_PROGRESS)
    mk.does(undo.undo)
    mk.does(undo.redo)
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        moved = f"MK moved “{TITLE}” from Not started to In progress"
        assert sentences(leader)[:3] == [f"MK did again: {moved}", f"MK undid: {moved}", moved]
        assert "“”" not in leader.says()


async def test_enter_shows_every_field_before_and_after(plan_path: Path, mk: PersonDriver) -> None:
    old = mk.plan.row(Activity, CARD)["description"]
    mk.does(board.edit, CARD, changed(description=(old, f"{old} Spørg MED.")))
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        await leader.press("enter")
        await leader.until(lambda: isinstance(leader.screen, EventScreen))
        await leader.until(lambda: "Spørg MED." in leader.says())
        assert "− " in leader.says()
        assert "+ " in leader.says()
        await leader.press("q")
        await leader.until(lambda: not isinstance(leader.screen, EventScreen))


async def test_a_colleagues_change_comes_on_top_and_the_cursor_stays(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        reading = history(mk).event
        ak.does(board.move, CARD, Column.IN_PROGRESS)
        await mk.until(lambda: sentences(mk)[0].startswith("AK moved"))
        assert history(mk).event == reading


async def test_news_does_not_move_what_is_being_read(plan_path: Path, ak: PersonDriver) -> None:
    many_ticks(ak, 80)
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await mk.press("pagedown", "pagedown")
        await mk.settled()
        top = lines_read(mk)
        ak.does(board.move, CARD, Column.IN_PROGRESS)
        await mk.until(lambda: sentences(mk)[0].startswith("AK moved"))
        assert lines_read(mk) == top


async def test_older_events_are_read_as_one_comes_to_them(
    plan_path: Path, ak: PersonDriver
) -> None:
    many_ticks(ak, PAGE + 40)
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        assert len(history(mk).events) == PAGE
        await mk.press("end")
        await mk.until(lambda: history(mk).complete)
        ids = [event.id for event in history(mk).events]
        assert ids == list(range(ids[0], 0, -1))
        await mk.press("end")
        await mk.until(lambda: "planted the A08 plan" in mk.says())


async def test_what_happened_while_one_was_elsewhere_is_there_on_return(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await mk.press("o")  # a person's event: there is nothing to open
        assert "neither a card nor a message" in mk.told()
        await mk.press("1")
        await mk.until(lambda: not mk.in_dialog)
        ak.does(board.move, CARD, Column.IN_PROGRESS)
        await open_history(mk)
        await mk.until(lambda: sentences(mk)[0].startswith("AK moved"))


async def test_o_opens_the_card_that_it_is_about(plan_path: Path, ak: PersonDriver) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await mk.press("o")
        await mk.until(lambda: "T-10 = Mon 20-02-2017" in mk.says())


# Filtering ----------------------------------------------------------------------------


def a_varied_day(mk: PersonDriver, ak: PersonDriver) -> None:
    """Things of several kinds, done by two people."""
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    mk.does(communication.set_step, 1, Step.DRAFT, True)
    mk.does(board.move, 5, Column.WAITING, reason="Ældreområdet mangler")
    mk.does(undo.undo)


def in_form(driver: WallDriver) -> bool:
    """Whether the open form is there to be filled in."""
    return driver.screen.focused is not None and driver.screen.focused.is_mounted


async def choose(driver: WallDriver, **fields: object) -> None:
    """Filter the history in the form."""
    await driver.press("f")
    await driver.until(lambda: isinstance(driver.screen, HistoryFilterForm) and in_form(driver))
    for name, value in fields.items():
        driver.dialog.field(name).put(value)
    await driver.press("ctrl+s")
    await driver.until(lambda: not isinstance(driver.screen, HistoryFilterForm))
    await driver.settled()


async def test_only_what_one_person_did_and_of_one_kind(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    a_varied_day(mk, ak)
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        await choose(leader, person="ak")
        await leader.until(lambda: leader.reads("~ Only AK · 1 event · esc shows all"))
        assert sentences(leader) == [f"AK moved “{TITLE}” from Not started to In progress"]
        await choose(leader, person="mk", kind=EventKind.COMMUNICATION)
        await leader.until(lambda: leader.reads("Only MK · communication · 1 event"))
        assert sentences(leader)[0].startswith("MK ticked draft")
        await choose(leader, person="", kind=EventKind.UNDONE)
        await leader.until(lambda: leader.reads("Only undone and done again · 1 event"))
        assert sentences(leader)[0].startswith("MK undid: MK moved")
        await leader.press("F")
        await leader.until(lambda: "~ Only" not in leader.says())
        assert sentences(leader)[-1].startswith("MK planted")


async def test_only_some_days(plan_path: Path, ak: PersonDriver) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await choose(mk, first=date(2017, 4, 3))
        await mk.until(lambda: mk.reads("Only from Mo 03-04 · 1 event"))
        assert sentences(mk)[0].startswith("AK moved")
        await choose(mk, first=date(2017, 3, 31), last=date(2017, 3, 31))
        await mk.until(lambda: mk.reads("Only on Fr 31-03"))
        assert sentences(mk)[-1].startswith("MK planted")
        assert not any(sentence.startswith("AK") for sentence in sentences(mk))


async def test_a_day_that_cannot_be_is_told_where_it_is_typed(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await mk.press("f")
        await mk.until(lambda: isinstance(mk.screen, HistoryFilterForm))
        await mk.write("first", "31-02")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.reads("! "))
        assert mk.says().count("31-02” is not") == 1
        await mk.write("first", "02-04")
        await mk.until(lambda: mk.reads("= Sun 02-04-2017"))
        await mk.write("last", "01-04")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.reads("The last day lies before the first."))
        await mk.write("last", "03-04")
        assert not mk.reads("The last day lies before")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.reads("Only from Su 02-04 to Mo 03-04"))


async def test_when_nothing_fits_it_says_which_key_shows_all(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await choose(mk, person="hh")
        await mk.until(lambda: mk.reads("No event fits the filter. Press esc"))
        await mk.press("enter")
        assert "No event has the focus here." in mk.told()
        await mk.press("escape")
        await mk.until(lambda: history(mk).events)


async def test_words_are_searched_as_they_are_typed(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    a_varied_day(mk, ak)
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        total = len(sentences(leader))
        for key in ("slash", "ctrl+f"):
            await leader.press(key)
            await leader.types("ældre fq")  # the keys for the filter and to quit are letters here
            await leader.until(lambda: leader.reads("No event fits"))
            await leader.press("backspace", "backspace")
            await leader.until(lambda: len(sentences(leader)) == 1)
            assert leader.reads("Only “ældre” · 1 event")
            await leader.press("enter", "enter")
            await leader.until(lambda: isinstance(leader.screen, EventScreen))
            await leader.press("escape")
            await leader.until(lambda: is_at(leader, "history"))
            await leader.press("escape")
            await leader.until(lambda: len(sentences(leader)) == total)
            assert not leader.screen.query("#search")


async def test_more_words_than_anybody_searches_for_are_refused_in_a_sentence(
    plan_path: Path,
) -> None:
    async with dashboard(plan_path, "mk") as mk:
        await go_to(mk, "history")
        await mk.press("slash")
        search = mk.screen.query_one("#search", Input)
        search.value = "z" * 100_000
        await mk.until_told("holds at most 200 characters")
        search.value = "kommune"
        await mk.until(lambda: mk.reads("Only “kommune”"))


async def test_a_second_search_says_what_it_shows_too(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        for _time in range(2):
            await mk.press("slash")
            search = mk.screen.query_one("#search", Input)
            for _letter in range(3):  # all of them in one reading of the terminal
                search.post_message(Key("q", "q"))
            await mk.until(lambda: mk.reads("Only “qqq” · 0 events"))
            await mk.press("escape")
            await mk.until(lambda: history(mk).events)
            await mk.until(lambda: not mk.screen.query_one("#filter").size)


async def test_the_form_and_the_line_to_search_in_say_the_same(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_history(mk)
        await mk.press("slash")
        search = mk.screen.query_one("#search", Input)
        for letter in "kommune":  # all of them in one reading of the terminal
            search.post_message(Key(letter, letter))
        await mk.until(lambda: mk.reads("Only “kommune” · 1 event"))
        assert search.value == "kommune"
        await mk.press("enter")
        await choose(mk, text="aabenraa", person="mk")
        await mk.until(lambda: mk.reads("Only MK · “aabenraa” · 1 event"))
        assert mk.says().splitlines()[1].split() == ["aabenraa"]


async def test_a_search_ends_and_leaves_the_other_filters(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    a_varied_day(mk, ak)
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        total = len(sentences(leader))
        await choose(leader, person="ak")
        await leader.until(lambda: leader.reads("Only AK · "))
        of_ak = sentences(leader)
        await leader.press("slash")
        await leader.types("zz")
        await leader.until(lambda: leader.reads("Only AK · “zz” · 0 events · esc ends the search"))
        assert "esc End search" in leader.says()
        await leader.press("escape")
        await leader.until(lambda: sentences(leader) == of_ak)
        assert leader.reads("esc shows all")
        await leader.press("escape")
        await leader.until(lambda: len(sentences(leader)) == total)


async def test_news_passes_the_filter_too(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        await choose(leader, person="ak")
        await leader.until(lambda: leader.reads("No event fits the filter"))
        mk.does(board.move, 5, Column.IN_PROGRESS)
        ak.does(board.move, CARD, Column.IN_PROGRESS)
        await leader.until(lambda: sentences(leader))
        mk.does(board.move, 5, Column.DONE)
        ak.does(board.move, CARD, Column.DONE)
        await leader.until(lambda: len(sentences(leader)) == 2)
        assert all(sentence.startswith("AK moved") for sentence in sentences(leader))


async def test_filtered_events_are_read_page_by_page(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    for number in range(PAGE // 2 + 20):
        ak.does(board.move, CARD, (Column.IN_PROGRESS, Column.NOT_STARTED)[number % 2])
        mk.does(board.move, 5, (Column.IN_PROGRESS, Column.NOT_STARTED)[number % 2])
        ak.does(board.move, 6, (Column.IN_PROGRESS, Column.NOT_STARTED)[number % 2])
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        await choose(leader, person="ak")
        await leader.until(lambda: len(history(leader).events) == PAGE)
        assert "events" not in leader.says().splitlines()[1]  # nobody has counted them yet
        await leader.press("end")
        await leader.until(lambda: history(leader).complete)
        assert len(history(leader).events) == PAGE + 40
        await leader.until(lambda: leader.reads(f"Only AK · {PAGE + 40} events"))


async def test_a_late_answer_to_an_earlier_filter_is_not_shown(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_varied_day(mk, ak)
    asked = {"ak": threading.Event(), "mk": threading.Event()}
    answered = {"ak": threading.Event(), "mk": threading.Event()}
    read = queries.history

    def slow(*args: Any, person: str | None = None, **options: Any) -> Any:
        if person:
            asked[person].set()
            answered[person].wait(PATIENCE)
        return read(*args, person=person, **options)

    async with dashboard(plan_path) as leader:
        await open_history(leader)
        monkeypatch.setattr(queries, "history", slow)
        screen = leader.screen
        assert isinstance(screen, HistoryScreen)
        everything = sentences(leader)
        screen.set_filter(HistoryFilter(person="ak"))
        await leader.until(asked["ak"].is_set)
        screen.set_filter(HistoryFilter(person="mk", kind=EventKind.COMMUNICATION))
        answered["ak"].set()
        await leader.until(asked["mk"].is_set)
        await leader.press("down")
        assert sentences(leader) == everything
        answered["mk"].set()
        await leader.until(lambda: leader.reads("Only MK · communication · 1 event"))
        assert [sentence[:9] for sentence in sentences(leader)] == ["MK ticked"]


# The history of one item --------------------------------------------------------------


async def test_a_key_shows_the_history_of_the_card_in_focus(
    plan_path: Path, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    ak.does(board.move, 5, Column.IN_PROGRESS)
    ak.does(board.edit, CARD, changed(waiting_reason=("", "Et svar")))
    async with dashboard(plan_path) as mk:
        await mk.click(TITLE)
        await mk.press("y")
        await mk.until(lambda: is_at(mk, "history") and len(history(mk).events) == 2)
        assert mk.reads(f"History of “{TITLE}”")
        await mk.press("down", "enter")
        await mk.until(lambda: isinstance(mk.screen, EventScreen) and "− Not started" in mk.says())
        await mk.press("escape")
        await mk.until(lambda: is_at(mk, "history"))
        await mk.press("y")
        assert "You are reading its history already." in mk.told()
        await mk.press("escape")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.focus_is_on(TITLE)


async def test_the_card_page_the_message_and_the_stakeholder_have_theirs(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    mk.does(communication.set_step, 1, Step.DRAFT, True)
    mk.does(stakeholders.set_relevant, 1, False, reason="Ingen opgaver i SAPA")
    async with dashboard(plan_path) as leader:
        await leader.click(TITLE)
        await leader.press("enter")
        await leader.until(lambda: isinstance(leader.screen, DetailScreen))
        await leader.until(lambda: "AK moved" in leader.says())
        await leader.press("y")
        await leader.until(lambda: leader.reads(f"History of “{TITLE}”") and sentences(leader))
        await leader.press("q")
        await leader.until(lambda: isinstance(leader.screen, DetailScreen))
        await leader.press("escape")
        await leader.until(lambda: not leader.in_dialog)
        await leader.press("2")
        await leader.until(lambda: leader.talk.has_focus)
        leader.talk.put_cursor(("item", 1))
        await leader.press("y")
        await leader.until(lambda: is_at(leader, "history") and history(leader).complete)
        assert sentences(leader)[0].startswith("MK ticked draft of")
        await leader.press("escape")
        await go_to(leader, "stakeholders")
        name = next(row.name for row in leader.app.wall.stakeholders if row.id == 1)
        await put_cursor(leader, name)
        await leader.press("y")
        await leader.until(lambda: is_at(leader, "history") and history(leader).complete)
        assert leader.reads(f"History of “{name}”")
        assert sentences(leader) == [f"MK marked the stakeholder “{name}” as not relevant"]


async def test_from_the_history_of_all_to_that_of_one_and_back_to_the_same_event(
    plan_path: Path, mk: PersonDriver, ak: PersonDriver
) -> None:
    a_varied_day(mk, ak)
    async with dashboard(plan_path) as leader:
        await open_history(leader)
        await leader.press("down", "down", "down")
        reading = history(leader).event
        assert reading is not None
        await leader.press("y")
        await leader.until(lambda: "History of" in leader.says() and history(leader).complete)
        assert {event.entity_id for event in history(leader).events} == {reading.entity_id}
        await choose(leader, kind=EventKind.REFUSED)
        await leader.until(lambda: leader.reads("No event fits the filter"))
        await leader.press("escape")
        await leader.until(lambda: history(leader).events)
        await leader.press("escape")
        await leader.until(lambda: "History of" not in leader.says())
        assert history(leader).event == reading


async def test_an_item_to_which_nothing_has_happened_says_so(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("y")
        await mk.until(lambda: mk.reads("Nothing has happened to it since the plan was made."))


async def test_the_wall_hears_its_keys_after_one_left_a_page_by_a_views_number(
    plan_path: Path,
) -> None:
    async with dashboard(plan_path) as mk:
        for key in ("enter", "y"):
            await mk.press(key)
            await mk.until(lambda: mk.in_dialog)
            await mk.press("1")
            await mk.until(lambda: not mk.in_dialog)
