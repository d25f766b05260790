"""The themes: every colour can be read on its ground, and nothing is said by colour alone."""

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from db.commands import board, communication
from db.rules.codes import Column
from sapa_tui.themes import DARK, LIGHT, THEMES, line_style
from tests.drivers import PersonDriver

from .wall_driver import WallDriver, dashboard

ENOUGH = 4.5
"""The contrast that WCAG 2.1 (1.4.3) asks of text."""
MEANINGS = ("text", "strong", "quiet", "accent", "late", "soon", "blocked", "done")
IN_STYLE_SHEETS = ("text-muted", "text-accent", "text-success", "text-warning", "text-error")
DARKEST, LIGHTEST = Color(0, 0, 0), Color(255, 255, 255)


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours' luminance, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def grounds(theme: Theme) -> dict[str, Color]:
    """Everything that text stands on."""
    assert theme.background
    assert theme.surface
    assert theme.panel
    plain = {
        "background": theme.background,
        "surface": theme.surface,
        "panel": theme.panel,
        "chrome": theme.variables["sapa-chrome"],
        "cursor": theme.variables["sapa-cursor"],
        "cursor-unfocused": theme.variables["sapa-cursor-unfocused"],
    }
    found = {name: Color.parse(value) for name, value in plain.items()}
    found["field"] = found["surface"].blend(Color.parse(theme.foreground or ""), 0.06)
    return found


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert contrast(DARKEST, LIGHTEST) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), LIGHTEST) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("meaning", MEANINGS)
def test_what_is_drawn_can_be_read_on_every_ground(theme: Theme, meaning: str) -> None:
    colour = line_style(theme.name, meaning).color
    assert colour is not None
    drawn = Color.from_rich_color(colour)
    ratios = {name: round(contrast(drawn, ground), 2) for name, ground in grounds(theme).items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio < ENOUGH} == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", IN_STYLE_SHEETS)
def test_what_style_sheets_colour_can_be_read_on_every_ground(theme: Theme, name: str) -> None:
    drawn = Color.parse(theme.variables[name])
    ratios = {at: round(contrast(drawn, ground), 2) for at, ground in grounds(theme).items()}
    assert {at: ratio for at, ratio in ratios.items() if ratio < ENOUGH} == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_meanings_differ_from_one_another(theme: Theme) -> None:
    colours = {line_style(theme.name, name).color for name in MEANINGS if name != "strong"}
    assert len(colours) == len(MEANINGS) - 1


def test_both_themes_have_the_same_variables() -> None:
    assert DARK.variables.keys() == LIGHT.variables.keys()


def test_a_cursor_can_be_told_from_the_ground_without_its_colour() -> None:
    assert line_style(DARK.name, "strong").bold
    assert not line_style(DARK.name, "text").bold


def bold_words(driver: WallDriver) -> str:
    """What on the screen is bold."""
    strips = driver.screen._compositor.render_strips()
    return " ".join(
        segment.text
        for strip in strips
        for segment in strip
        if segment.style and segment.style.bold
    )


def coloured(driver: WallDriver) -> set[str]:
    """Colours on the screen that are no grey."""
    strips = driver.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    found = [c for style in styles for c in (style.color, style.bgcolor) if c is not None]
    return {c.name for c in found if c.triplet and len(set(c.triplet)) > 1}


async def test_without_colour_every_sign_and_word_is_still_there(
    plan_path: Path, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    mk.does(board.move, 2, Column.WAITING, reason="svar")
    mk.does(board.move, 3, Column.DONE)
    mk.does(communication.complete, 2)
    async with dashboard(plan_path) as driver:
        said, in_colour = driver.says(), coloured(driver)
        assert in_colour
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(plan_path) as driver:
        assert driver.says() == said
        assert coloured(driver) == set()
        assert "Afklar, om der" in bold_words(driver), "the cursor is seen by its weight"
    for sign in ("! 56 d over", "‖ svar", "✓ ", "○ not reached", "✓ reached", "~ today"):
        assert sign in said


async def test_the_theme_is_kept_for_the_person(plan_path: Path) -> None:
    async with dashboard(plan_path, "ak") as ak:
        assert ak.app.theme == DARK.name
        await ak.press("t")
        await ak.until(lambda: ak.app.theme == LIGHT.name)
        await ak.settled()
    async with dashboard(plan_path, "ak") as ak, dashboard(plan_path, "mk") as mk:
        assert ak.app.theme == LIGHT.name
        assert mk.app.theme == DARK.name
