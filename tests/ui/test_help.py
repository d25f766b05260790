"""Help and palette: every key, and every action, from the same list."""

from pathlib import Path

import pytest

from sapa_tui.actions import ACTIONS, key_name
from sapa_tui.dialogs.palette import PaletteDialog
from sapa_tui.locale import _
from sapa_tui.presentation.key_help import help_lines
from sapa_tui.screens.help import HelpScreen
from tests.drivers import PlanDriver

from .view_driver import go_to, is_at
from .wall_driver import WallDriver, dashboard


async def find(driver: WallDriver, letters: str) -> None:
    """Open the palette and type."""
    await driver.press("ctrl+p")
    await driver.until(lambda: isinstance(driver.screen, PaletteDialog))
    await driver.types(letters)


@pytest.mark.parametrize("width", [60, 76, 90])
def test_every_key_and_every_action_stands_in_the_help(width: int) -> None:
    lines = ["".join(text for text, _style in line) for line in help_lines([], "", ACTIONS, width)]
    assert all(len(line) <= width for line in lines)
    text = "\n".join(lines)
    for action in ACTIONS:
        for key in action.keys:
            assert key_name(key) in text


def test_a_key_that_does_something_else_here_is_not_named_as_one_that_goes_about() -> None:
    by_id = {action.id: action for action in ACTIONS}

    def goes_about(*here: str) -> list[str]:
        found = help_lines([by_id[name] for name in here], "Here", ACTIONS, 90)
        lines = ["".join(text for text, _style in line) for line in found]
        start = lines.index("Moving about")
        return [line.split("  ")[0] for line in lines[start + 1 : start + 7] if line[:1] != " "]

    assert goes_about("item.open")[1:3] == ["← → · h l", "home end · g G"]
    assert goes_about("a08.close")[1] == "← →"
    walking = goes_about("standup.forward", "standup.back", "standup.jump")
    assert walking[:3] == ["↑ ↓ · j k", "home end", "pgup pgdn"]


def test_the_role_codes_on_the_cards_stand_in_the_help() -> None:
    lines = ["".join(text for text, _style in line) for line in help_lines([], "", ACTIONS, 76)]
    heading = lines.index("Short names of roles on the cards")
    codes = dict(line.split(maxsplit=1) for line in lines[heading + 1 : heading + 6])
    assert codes["LED"] == "Department manager"
    assert list(codes) == ["PL", "LED", "ADM", "SYS", "SB"]


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_the_help_begins_with_the_place_where_one_is(plan_path: Path, key: str) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press(key)
        await mk.until(lambda: "Here on the board" in mk.says())
        await mk.press("escape")
        await go_to(mk, "people")
        await mk.press(key)
        await mk.until(lambda: "Here among the people" in mk.says())
        assert "Give a colleague access" in mk.says()


@pytest.mark.parametrize("key", ["escape", "q", "question_mark", "f1"])
async def test_the_help_closes_by_the_keys_one_would_try(plan_path: Path, key: str) -> None:
    async with dashboard(plan_path) as mk:
        await mk.press("question_mark")
        await mk.until(lambda: isinstance(mk.screen, HelpScreen))
        await mk.press(key)
        await mk.until(lambda: not mk.in_dialog)


async def test_the_help_scrolls_to_its_end(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await mk.press("question_mark")
        await mk.until(lambda: "Here on the board" in mk.says())
        last = _(ACTIONS[-1].help)[:20]
        assert last not in mk.says()
        await mk.press("end")
        await mk.until(lambda: "Here on the board" not in mk.says())


async def test_a_few_letters_and_enter_do_what_is_meant(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await find(mk, "hist")
        await mk.press("enter")
        await mk.until(lambda: is_at(mk, "history"))


async def test_what_cannot_be_done_here_says_why_and_the_palette_stays(
    plan_path: Path, plan: PlanDriver
) -> None:
    before = len(plan.events())
    async with dashboard(plan_path, "hh") as hh:
        await find(hh, "archive")
        assert "⊘ You may read this plan" in hh.says()
        await hh.press("enter")
        assert isinstance(hh.screen, PaletteDialog)
        assert "! You may read this plan" in hh.says()
        await hh.press("escape")
        await hh.until(lambda: not hh.in_dialog)
    assert len(plan.events()) == before


async def test_what_belongs_elsewhere_says_where(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await find(mk, "role")
        assert "⊘ only among the people" in mk.says()


async def test_nothing_found_says_what_helps(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await find(mk, "zzzz")
        assert "Fewer letters find more" in mk.says()
        await mk.press("enter")
        assert isinstance(mk.screen, PaletteDialog)


async def test_danish_letters_and_english_words_find_the_same_action(plan_path: Path) -> None:
    async with dashboard(plan_path, language="da") as mk:
        await find(mk, "nedtæl")
        assert "Nedtælling" in mk.says()
        await mk.press(*["backspace"] * 6)
        await mk.types("countdown")
        assert "Nedtælling" in mk.says()
