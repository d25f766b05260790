"""Every view has a key of its own, and all of them stand in one list."""

from functools import partial
from pathlib import Path

from .view_driver import VIEW_KEYS, is_at
from .wall_driver import dashboard


async def test_every_view_is_gone_to_from_one_list(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk:
        await mk.press("0")
        await mk.until(lambda: mk.reads("Go to"))
        await mk.press(*"stakeholder", "space", "m", "enter")
        await mk.until(lambda: is_at(mk, "stakeholder_map"))
        await mk.press("0")
        await mk.until(lambda: mk.reads("Go to"))
        await mk.press("1")
        await mk.until(lambda: not mk.in_dialog)
        assert mk.wall.place == "board"


async def test_each_view_comes_by_its_key_and_says_something(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk:
        for view, key in VIEW_KEYS.items():
            await mk.press(key)
            await mk.until(partial(is_at, mk, view))
            await mk.settled()
            assert len(mk.says().split()) > 20
