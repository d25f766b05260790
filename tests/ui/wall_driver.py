"""Open dashboards in this process, and the words to use them like people at their desks."""

import gc
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from db.clock import StoppedClock
from db.queries.board import Card
from db.rules.codes import Column
from sapa_tui import locale
from sapa_tui.app import SapaApp
from sapa_tui.refresh import PlanSession
from sapa_tui.screens.wall import WallScreen
from sapa_tui.widgets.board import BoardColumn
from sapa_tui.widgets.communication_list import CommunicationList
from sapa_tui.widgets.line_list import LineList
from tests.drivers import MONDAY

from .dialog_driver import DialogDriver

T = TypeVar("T")
PATIENCE = 15.0
"""Seconds after which a story gives up waiting; a dashboard takes a fraction of one."""


class WallDriver:
    """Somebody in front of an open dashboard."""

    def __init__(self, app: SapaApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.dialog = DialogDriver(pilot, [])

    # What the person does -------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before has been taken."""
        with self.app._context():
            await self.pilot.press(*keys)
            await self.pilot.pause()

    async def types(self, text: str) -> None:
        """Type into what has the focus."""
        await self.press(*({" ": "space"}.get(letter, letter) for letter in text))

    async def write(self, field: str, text: str) -> None:
        """Make a field of the open form read ``text``."""
        with self.app._context():
            await self.dialog.write(field, text)

    async def answer(self, words: str, *, ready: str = "") -> None:
        """Wait for a question, type the answer and give it with enter."""
        await self.until(lambda: self.in_dialog and ready in self.says())
        await self.types(words)
        await self.press("enter")
        await self.until(lambda: not self.in_dialog)

    async def resize(self, width: int, height: int) -> None:
        """Make the window another size."""
        with self.app._context():
            await self.pilot.resize_terminal(width, height)
            await self.pilot.pause()

    async def mouse(self, *kinds: type[events.MouseEvent], at: Offset, button: int = 1) -> None:
        """Send what a mouse sends, all of it at one place of the screen."""
        with self.app._context():
            await self.pilot._post_mouse_events(list(kinds), offset=(at.x, at.y), button=button)

    async def click(self, title: str, *, times: int = 1) -> None:
        """Click on a card or a message."""
        at = self.place_of(title)
        with self.app._context():
            await self.pilot.click(offset=(at.x, at.y), times=times)

    async def drag(self, title: str, to: Column) -> None:
        """Drag a card into a column."""
        start, end = self.place_of(title), self.column(to).region.center
        goal = Offset(int(end[0]), int(end[1]))
        await self.mouse(events.MouseDown, at=start)
        await self.mouse(events.MouseMove, at=goal)
        await self.mouse(events.MouseUp, at=goal)

    async def until(self, holds: Callable[[], Any], within: float = PATIENCE) -> None:
        """Wait for something to come true."""
        deadline = time.monotonic() + within
        with self.app._context():
            while not holds():
                if time.monotonic() > deadline:
                    raise AssertionError(f"it never came true; the screen says:\n{self.says()}")
                await self.pilot.pause()

    async def until_told(self, words: str) -> None:
        """Wait until the person has been told something, and take it away: told again is new."""
        await self.until(lambda: words in self.told())
        self.app.clear_notifications()

    async def settled(self) -> None:
        """Wait until everything asked of the plan so far is on the screen."""
        with self.app._context():
            await self.app.session.read(lambda _database: None)
            await self.pilot.pause()

    # What the person sees -------------------------------------------------------------

    @property
    def screen(self) -> Screen[Any]:
        """The topmost screen."""
        return self.app.screen

    @property
    def wall(self) -> WallScreen:
        """The wall, also when something stands in front of it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, WallScreen)
        return screen

    @property
    def in_dialog(self) -> bool:
        """Whether something stands in front of the wall."""
        return len(self.app.screen_stack) > 1

    @property
    def talk(self) -> CommunicationList:
        """The communication checklists."""
        return self.wall.communication

    def column(self, column: Column) -> BoardColumn:
        """A column of the board."""
        return self.wall.board.columns[column]

    def titles(self, column: Column) -> list[str]:
        """The titles in a column, from top to bottom."""
        return [card.title for card in self.column(column).entries]

    def sees(self, column: Column, title: str) -> bool:
        """Whether a card stands in a column."""
        return title in self.titles(column)

    @property
    def focused_title(self) -> str:
        """What the cursor is on: a card's title or a message."""
        focused = self.wall.focused
        if isinstance(focused, CommunicationList):
            return focused.item.message if focused.item else ""
        card = self.wall.board.focused_card
        return card.title if card else ""

    def focus_is_on(self, title: str) -> bool:
        """Whether the cursor is on a card or a message."""
        return self.focused_title == title

    def says(self) -> str:
        """All that can be read on the screen now, line by line."""
        lines = self.screen._compositor.render_strips()
        return "\n".join(line.text.rstrip() for line in lines)

    def reads(self, words: str) -> bool:
        """Whether some words can be read, also where a line ends within them."""
        text = self.says().translate({ord(sign): " " for sign in "│╭╮╰╯─"})
        return words in " ".join(text.split())

    def told(self) -> str:
        """What the person has been told in a corner of the screen, and not dismissed yet."""
        return "\n".join(str(notice.message) for notice in self.app._notifications)

    def place_of(self, title: str) -> Offset:
        """Where on the screen a card or a message stands: a cell of its first line."""
        for listed in self._lists():
            for entry in listed.entries:
                if title in (getattr(entry, "title", ""), getattr(entry, "message", "")):
                    return self._cell(listed, listed.key_of(entry))
        raise AssertionError(f"nothing is called {title!r}")

    def _lists(self) -> list[LineList[Any]]:
        return [*self.wall.board.visible_columns, self.talk]

    @staticmethod
    def _cell(listed: LineList[Any], key: Any) -> Offset:
        place = listed.map.place(key)
        assert place is not None
        line = listed.map.top(place) - listed.scroll_offset.y
        region = listed.content_region
        assert 0 <= line < region.height, "it is scrolled out of sight"
        return Offset(region.x + 4, region.y + line)


@asynccontextmanager
async def dashboard(
    path: Path,
    person: str = "mk",
    *,
    size: tuple[int, int] = (120, 36),
    language: str = "en",
    now: datetime = MONDAY,
    key: str = "",
    standup: bool = False,
) -> AsyncIterator[WallDriver]:
    """Open a person's dashboard on a plan; it is closed at the end."""
    app = open_app(path, person, language=language, now=now, key=key, standup=standup)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = WallDriver(app, pilot)
            await driver.until(lambda: driver.wall.focused is not None)
            yield driver
    finally:
        forget()


def open_app(
    path: Path,
    person: str = "mk",
    *,
    language: str = "en",
    now: datetime = MONDAY,
    key: str = "",
    standup: bool = False,
) -> SapaApp:
    """A dashboard on a plan, that has read it and is ready to run."""
    locale.use(language)
    session = PlanSession(path, person, StoppedClock(now))
    session.start()
    return SapaApp(session, key, standup=standup)


def forget() -> None:
    """Speak English again, and let the closed dashboard be collected."""
    locale.use("en")
    gc.unfreeze()


def focused_card(driver: WallDriver) -> Card:
    """The card under the cursor; fails when there is none."""
    card = driver.wall.board.focused_card
    assert card is not None
    return card


def widget_under(driver: WallDriver, at: Offset) -> Widget:
    """The widget at a cell of the screen."""
    return driver.screen.get_widget_at(at.x, at.y)[0]
