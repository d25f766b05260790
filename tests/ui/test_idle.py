"""A dashboard that nobody touches sends nothing: lines to a town hall may be thin."""

import subprocess
import sys
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.widgets import Input, TextArea

from .wall_driver import WallDriver, dashboard


async def opened(driver: WallDriver, key: str) -> None:
    """Open something to write in."""
    await driver.press(key)
    await driver.until(lambda: isinstance(driver.screen.focused, Input | TextArea))


async def test_the_whole_screen_is_sent_once(
    plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[object] = []
    draw = Compositor.render_full_update

    def noted(self: Compositor, simplify: bool = False) -> object:
        whole.append(self.root)
        return draw(self, simplify)

    monkeypatch.setattr(Compositor, "render_full_update", noted)
    async with dashboard(plan_path) as mk:
        await mk.press("j", "k")  # answered only when what the start has left to draw is drawn
        assert whole == [mk.screen]


@pytest.mark.parametrize("key", ["e", "a", "f", "slash", "ctrl+p", "w", "n"])
async def test_the_cursor_of_no_editor_blinks(plan_path: Path, key: str) -> None:
    async with dashboard(plan_path) as mk:
        await opened(mk, key)
        editors = [*mk.screen.query(Input), *mk.screen.query(TextArea)]
        assert editors
        assert not any(editor.cursor_blink for editor in editors)
        focused = mk.screen.focused
        assert isinstance(focused, Input | TextArea)
        timer = focused._blink_timer if isinstance(focused, Input) else focused.blink_timer
        assert timer is not None
        assert not timer._active.is_set(), "it does not even run"


def test_what_only_forms_need_is_not_loaded_before_one_opens() -> None:
    script = "import sys, sapa_tui.app; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "sapa_tui.screens.wall" in loaded
    assert not [name for name in loaded if "text_area" in name or "sapa_tui.dialogs" in name]
