"""Words for the views beside the wall: pages, registers, the history, the countdown."""

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from sapa_tui.actions.general import VIEW_ACTIONS
from sapa_tui.screens.plan_screen import PlanScreen
from sapa_tui.start import StartApp
from sapa_tui.widgets.history_list import HistoryList
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.register import Register

from .wall_driver import WallDriver

VIEW_KEYS = {
    action.view: action.keys[0]
    for action in VIEW_ACTIONS
    if action.view not in ("board", "communication")
}


async def go_to(driver: WallDriver, view: str) -> None:
    """Go to a view by its key, and wait until it is shown."""
    await driver.press(VIEW_KEYS[view])
    await driver.until(lambda: is_at(driver, view))
    await driver.settled()


def is_at(driver: WallDriver, view: str) -> bool:
    """Whether a view is what the person looks at."""
    screen = driver.screen
    return isinstance(screen, PlanScreen) and screen.view == view and screen.is_mounted


def register(driver: WallDriver) -> Register[Any]:
    """The view's table, also while a dialog that has been answered still stands in front of it."""
    views = (screen for screen in driver.app.screen_stack if isinstance(screen, PlanScreen))
    return list(views)[-1].query_one(Register)


def rows(driver: WallDriver) -> list[str]:
    """The register's rows as they are read, from top to bottom, whether in sight or not."""
    listed = register(driver).rows
    width = listed.size.width
    return [
        "".join(segment.text for segment in listed.lines_of(entry, width)[0]).rstrip()
        for entry in listed.entries
    ]


def row_in_focus(driver: WallDriver) -> str:
    """The first words of the row that the cursor is on."""
    listed = register(driver).rows
    keys = [listed.key_of(entry) for entry in listed.entries]
    return rows(driver)[keys.index(listed.cursor)]


async def put_cursor(driver: WallDriver, words: str) -> None:
    """Move the cursor down to the row that begins with some words."""
    listed = register(driver).rows
    place = next(n for n, row in enumerate(rows(driver)) if row.startswith(words))
    listed.put_cursor(listed.key_of(listed.entries[place]))
    await driver.until(lambda: row_in_focus(driver).startswith(words))


def sentences(driver: WallDriver) -> list[str]:
    """The history's events as they are read, newest first."""
    listed = driver.screen.query_one(HistoryList)
    return [line_of(listed, event)[7:] for event in listed.events]


def line_of(listed: LineList[Any], entry: Any) -> str:
    """The first line of an entry."""
    segments = listed.lines_of(entry, listed.size.width)[0]
    return "".join(segment.text for segment in segments).rstrip()


class StartDriver:
    """Somebody in front of the start screen."""

    def __init__(self, app: StartApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def fill_in(self, text: str) -> None:
        """Type into the field in focus and go on to the next."""
        for letter in text:
            await self.pilot.press({" ": "space", "-": "minus"}.get(letter, letter))
        await self.pilot.press("tab")

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they began."""
        await self.pilot.press(*keys)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def says(self) -> str:
        """All that can be read on the screen now."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(line.text.rstrip() for line in lines)


def no_file_beside(path: Path) -> bool:
    """Whether neither a plan nor an unfinished one lies in the folder."""
    return not list(path.parent.iterdir())
