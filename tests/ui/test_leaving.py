"""Leaving while keys are still coming in."""

from pathlib import Path

from .wall_driver import dashboard


async def test_keys_typed_after_leaving_mean_nothing_any_more(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        title = mk.focused_title
        mk.app.leaving = True  # from here on the screens are taken down, one widget at a time
        await mk.press("down")
        assert mk.focused_title == title
        mk.app.leaving = False
        await mk.press("down")
        assert mk.focused_title != title
