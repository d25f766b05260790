"""Pictures of the wall on a lived-in plan: a change of looks is seen before it is committed.

After a change that is meant: ``make snapshots``, and look at them.
"""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from db.clock import StoppedClock
from db.commands import presence
from db.connection import open_plan
from db.seed import create_demo
from sapa_tui.app import SapaApp
from sapa_tui.themes import DARK, LIGHT
from tests.drivers import MONDAY

from .wall_driver import forget, open_app

SMALL, WIDE = (80, 24), (120, 36)
Compare = Callable[..., bool]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The demo plan in a language, made once; its Monday never ends."""
    folder = tmp_path_factory.mktemp("demo")

    def in_language(language: str) -> Path:
        path = folder / f"{language}.db"
        if not path.exists():
            create_demo(path, StoppedClock(MONDAY), language)
        return path

    return in_language


@pytest.fixture
def picture(demo: Callable[[str], Path], snap_compare: Compare) -> Iterator[Callable[..., bool]]:
    """Compare the leader's wall with the picture of it that was accepted."""

    def compare(
        size: tuple[int, int], language: str, theme: str = DARK.name, press: tuple[str, ...] = ()
    ) -> bool:
        path = demo(language)
        database = open_plan(path)
        presence.prefer(database, "mk", "theme", theme)
        database.close()
        app = open_app(path, "mk", language=language)
        return snap_compare(app, terminal_size=size, run_before=_when_still(app, press))

    yield compare
    forget()


def _when_still(app: SapaApp, press: tuple[str, ...]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def run(pilot: Pilot[Any]) -> None:
        # The header names who is in from the first sign of life on.
        while not app.wall.present:
            await pilot.pause()
        await pilot.press(*press)
        await app.session.read(lambda _database: None)
        await pilot.pause()

    return run


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])
def test_the_wall(picture: Compare, size: tuple[int, int], language: str) -> None:
    assert picture(size, language)


def test_the_wall_in_the_light_theme(picture: Compare) -> None:
    assert picture(WIDE, "da", LIGHT.name)


def test_the_checklists_in_a_small_window(picture: Compare) -> None:
    assert picture(SMALL, "da", press=("2", "down", "enter"))


def test_a_card_in_front_of_the_wall(picture: Compare) -> None:
    assert picture(WIDE, "da", press=("enter",))
