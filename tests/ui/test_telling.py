"""What a person is told in the corner: the newest, and no longer than it takes to read."""

from pathlib import Path

from textual.notifications import Notification

from .test_board import FIRST
from .wall_driver import WallDriver, dashboard


def shown(driver: WallDriver) -> list[str]:
    """What stands in the corner of the screen."""
    return [str(toast.render()) for toast in driver.screen.query("Toast")]


def notice(driver: WallDriver, words: str) -> Notification:
    """What was told, with how long it stays."""
    return next(told for told in driver.app._notifications if words in str(told.message))


async def test_a_confirmation_takes_the_place_of_the_one_before(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        for _time in range(3):
            await mk.press("e")
            await mk.until(lambda: mk.in_dialog and mk.screen.focused is not None)
            await mk.types("!")
            await mk.press("ctrl+s")
            await mk.until(lambda: not mk.in_dialog)
            await mk.until(lambda: shown(mk) == ["Saved."])
        await mk.press("u")
        await mk.until(lambda: len(shown(mk)) == 1 and "Undone" in shown(mk)[0])
        assert len(mk.screen.query("ToastHolder")) == 1, "nothing is left of what was replaced"
        assert mk.focused_title == f"{FIRST}!!"


async def test_what_went_wrong_outlasts_a_confirmation(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("H")
        await mk.until(lambda: shown(mk) == ["There is no column further on."])
        mk.wall.say("Saved.")
        await mk.until(lambda: len(shown(mk)) == 2)
        refused, saved = notice(mk, "no column"), notice(mk, "Saved")
        assert saved.timeout < 3 < 5 < refused.timeout
        mk.wall.say("There is nothing of yours to undo.", "error")
        await mk.until(lambda: "nothing of yours" in mk.told())
        assert mk.told().splitlines() == ["Saved.", "There is nothing of yours to undo."]


async def test_nothing_changed_is_not_said_to_be_saved(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("e")
        await mk.until(lambda: mk.in_dialog and mk.screen.focused is not None)
        await mk.press("ctrl+s")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.told() == ""
