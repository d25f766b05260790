"""The history: everything that happened, page by page, live at the top."""

from pathlib import Path

from db.commands import board, undo
from db.models import Activity
from db.rules.codes import Column
from sapa_tui.screens.event import EventScreen
from sapa_tui.screens.history import PAGE
from sapa_tui.widgets.history_list import HistoryList
from tests.drivers import PersonDriver, changed

from .view_driver import go_to, sentences
from .wall_driver import WallDriver, dashboard

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
