"""Every view in windows that are too small for it: nothing breaks, and the reader gets away."""

from pathlib import Path

import pytest

from .standup_driver import start
from .view_driver import VIEW_KEYS, go_to
from .wall_driver import dashboard


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (1, 1)])
async def test_every_view_and_page_stands_a_window_that_is_too_small(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path) as mk:
        for view in VIEW_KEYS:
            await mk.resize(120, 36)
            await go_to(mk, view)
            await mk.resize(*size)
            await mk.press("down", "pagedown", "end")
            for opening in ("enter", "question_mark", "ctrl+p"):
                await mk.press(opening)
                await mk.settled()
                await mk.press("escape")
            await mk.settled()
        await mk.resize(120, 36)
        await mk.press("1")
        await mk.until(lambda: not mk.in_dialog)
        assert "SAPA board" in mk.says()


@pytest.mark.parametrize("size", [(20, 5), (40, 6), (60, 9)])
async def test_a_low_window_shows_what_can_be_chosen(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await start(mk)
        await mk.press("S")
        await mk.until(lambda: "1  End it" in mk.says())
        assert "End the standup?" in mk.says()
        assert "2  Call it" in mk.says()
        await mk.press("2")
        await mk.until_told("The standup was called off; no minutes were written.")
