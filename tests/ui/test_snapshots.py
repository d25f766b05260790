"""Pictures of the wall on a lived-in plan: a change of looks is seen before it is committed.

After a change that is meant: ``make snapshots``, and look at them.
"""

import shutil
import time
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
from sapa_tui.screens.standup import StandupScreen
from sapa_tui.themes import DARK, LIGHT
from sapa_tui.widgets.walk_bar import WalkBar
from tests.drivers import MONDAY

from .wall_driver import PATIENCE, forget, open_app

SMALL, WIDE = (80, 24), (120, 36)
STOPS = 3
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
def picture(
    demo: Callable[[str], Path], snap_compare: Compare, tmp_path: Path
) -> Iterator[Callable[..., bool]]:
    """Compare the leader's wall with the picture of it that was accepted."""

    def compare(
        size: tuple[int, int],
        language: str,
        theme: str = DARK.name,
        press: tuple[str, ...] = (),
        first: Callable[[SapaApp], bool] = lambda _: True,
        ready: Callable[[SapaApp], bool] = lambda _: True,
        standup: bool = False,
    ) -> bool:
        path = Path(shutil.copy(demo(language), tmp_path / "demo.db"))
        database = open_plan(path)
        presence.prefer(database, "mk", "theme", theme)
        database.close()
        app = open_app(path, "mk", language=language, standup=standup)
        return snap_compare(
            app, terminal_size=size, run_before=_when_still(app, press, first, ready)
        )

    yield compare
    forget()


def _when_still(
    app: SapaApp,
    press: tuple[str, ...],
    first: Callable[[SapaApp], bool],
    ready: Callable[[SapaApp], bool],
) -> Callable[[Pilot[Any]], Awaitable[None]]:
    """Press keys once ``first`` holds, and wait until it is ``ready`` to be pictured."""

    async def run(pilot: Pilot[Any]) -> None:
        # The header names who is in from the first sign of life on.
        await _wait(pilot, lambda: app.wall.present and first(app))
        await pilot.press(*press)
        await _wait(pilot, lambda: ready(app))
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


async def _wait(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came to what is pictured"
        await pilot.pause()


def _leads(app: SapaApp) -> bool:
    """Whether the walk has begun."""
    return app.walk_state is not None and isinstance(app.screen, StandupScreen)


def _walks(app: SapaApp) -> bool:
    """Whether the walk has come to the card that is pictured, and shows it."""
    walk, screen = app.wall.walk, app.screen
    if walk is None or walk.place != STOPS or not isinstance(screen, StandupScreen):
        return False
    detail = screen.detail
    return detail.activity is not None and f"activity:{detail.activity.card.id}" == walk.stop


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])
def test_the_walk_of_a_standup(picture: Compare, size: tuple[int, int], language: str) -> None:
    keys = ("right",) * STOPS
    assert picture(size, language, press=keys, first=_leads, ready=_walks, standup=True)


def test_the_walk_of_a_standup_in_the_light_theme(picture: Compare) -> None:
    keys = ("right",) * STOPS
    assert picture(WIDE, "da", LIGHT.name, keys, first=_leads, ready=_walks, standup=True)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x36"])
def test_the_view_between_two_standups(picture: Compare, size: tuple[int, int]) -> None:
    assert picture(size, "da", press=("7",), ready=_has_read)


def _has_read(app: SapaApp) -> bool:
    """Whether the view between two standups shows what is new, and what awaits the next."""
    bar = app.screen.query(WalkBar)
    return bool(bar) and bool(bar.first().lines_for(80))
