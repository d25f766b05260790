"""The page about one item: everything is read there, and the keys that change it work."""

from pathlib import Path

from db.commands import board, communication
from db.rules.codes import Column
from sapa_tui.screens.detail import DetailScreen
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import is_at
from .wall_driver import WallDriver, dashboard

PRECONDITIONS, WITH_POINTS = "Afklar forhold og rammer", 9


async def open_card(driver: WallDriver, number: int = WITH_POINTS) -> None:
    """Read a card in full."""
    driver.wall.board.focus_card(number)
    await driver.until(lambda: driver.wall.board.focused_card is not None)
    await driver.press("enter")
    await reads(driver, "Checklist")


async def reads(driver: WallDriver, words: str) -> None:
    """Wait until the page says something."""
    await driver.until(lambda: isinstance(driver.screen, DetailScreen) and words in driver.says())


async def open_message(driver: WallDriver) -> None:
    """Read the first message in full."""
    await driver.press("2")
    await driver.press("o")
    await reads(driver, "Stakeholder")


async def test_enter_reads_a_card_in_full_and_esc_goes_back_to_it(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        assert PRECONDITIONS in mk.says()
        assert "T-8 = Mon 06-03-2017" in mk.says()
        assert "28 days over" in mk.says()
        await mk.press("escape")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.focus_is_on(PRECONDITIONS)


async def test_a_role_code_is_explained_on_the_page(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        assert "SYS · SAPA system owner" in mk.says()
        assert "SYS" in mk.wall.board.focused_card.responsible  # type: ignore[union-attr]


async def test_q_closes_the_page_and_not_the_board(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        await mk.press("q")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.app.is_running


async def test_space_ticks_the_point_under_the_cursor(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        await mk.press("down")
        assert "space Tick" in mk.says()
        await mk.press("space")
        await reads(mk, "MK today 10:12")
        await reads(mk, "space Clear tick")
        ticked = [line for line in mk.says().splitlines() if "MK today" in line]
        assert len(ticked) == 1
        assert "■" in ticked[0]
    assert plan.last.action == "checklist.ticked"


async def test_a_point_is_added_and_the_column_changed_on_the_page(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        await mk.press("a")
        await mk.until(lambda: not isinstance(mk.screen, DetailScreen))
        await mk.types("Keys to the room")
        await mk.press("enter")
        await reads(mk, "Keys to the room")
        await mk.press("L")
        await reads(mk, "In progress")
    assert [event.action for event in plan.events()][-2:] == ["checklist.added", "activity.moved"]


async def test_a_colleagues_change_is_on_the_page_at_once(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        ak.does(board.edit, WITH_POINTS, changed(title=(PRECONDITIONS, "Afklar rammer")))
        await reads(mk, "Afklar rammer")


async def test_the_page_of_a_card_that_its_reader_archives_closes(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        await mk.press("d")
        await mk.until(lambda: "leaves the board" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: not mk.in_dialog)
        assert not mk.sees(Column.NOT_STARTED, PRECONDITIONS)


async def test_a_card_that_a_colleague_archives_stays_to_be_read(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        ak.does(board.archive, WITH_POINTS)
        await reads(mk, "AK archived")
        await mk.press("e")
        assert isinstance(mk.screen, DetailScreen)
        assert "No card has the focus" in mk.told()


async def test_a_message_is_read_and_its_step_ticked_on_the_page(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_message(mk)
        await mk.press("space")
        await reads(mk, "MK today 10:12")
    assert plan.last.action == "communication.draft_ticked"


async def test_the_leader_completes_a_message_on_its_page(
    plan_path: Path, plan: PlanDriver, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await open_message(mk)
        ak.does(communication.mark_ready, mk.screen.number)  # type: ignore[attr-defined]
        await reads(mk, "State        ready")
        await mk.press("c")
        await mk.until(lambda: "is not ticked" in mk.says())
        await mk.press("right", "enter")
        await reads(mk, "State        completed MK today 10:12")


async def test_somebody_who_only_reads_is_told_so(plan_path: Path, plan: PlanDriver) -> None:
    before = len(plan.events())
    async with dashboard(plan_path, "hh") as hh:
        await open_card(hh)
        await hh.press("space")
        assert "You may read this plan" in hh.told()
    assert all(event.action == "refused" for event in plan.events()[before:])


async def test_a_views_key_leaves_the_page_for_the_view(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_card(mk)
        await mk.press("3")
        await mk.until(lambda: is_at(mk, "countdown"))
        await mk.press("1")
        await mk.until(lambda: not mk.in_dialog)


async def test_the_page_fits_a_small_window(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await open_card(mk)
        lines = mk.says().splitlines()
        assert all(len(line) <= 80 for line in lines)
        assert "esc Close" in lines[-2]
        await mk.press("end")
        await reads(mk, "Checklist")
