"""Nothing in an open dashboard reaches the server that it runs on, and who is shut out is out."""

import gc
import io
import webbrowser
from pathlib import Path

import pytest
from textual.app import App, SuspendNotSupported

from db.commands import Edit, board, keys
from db.queries.board import activity
from db.queries.keys import keys as every_key
from sapa_tui.app import SapaApp
from sapa_tui.dashboard import show_dashboard
from sapa_tui.guarded_app import GuardedApp
from sapa_tui.start import StartApp
from tests.drivers import PersonDriver, PlanDriver
from tests.rules.test_keys import ED25519, OTHER

from .wall_driver import dashboard, forget

REVOKED = "The key by which you came in has been revoked"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a file would land that the dashboard should never write."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("app", [SapaApp, StartApp])
def test_every_app_of_ours_is_guarded(app: type[App[object]]) -> None:
    assert issubclass(app, GuardedApp)
    assert not app.ENABLE_COMMAND_PALETTE


async def test_no_action_of_textual_leaves_the_dashboard(
    plan_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", pytest.fail)
    monkeypatch.setattr("os.kill", pytest.fail)
    async with dashboard(plan_path) as driver:
        app = driver.app
        assert list(app.get_system_commands(app.screen)) == []
        for action in ("screenshot", "suspend_process", "simulate_key('ctrl+q')", "notify('x')"):
            await app.run_action(action)
        app.save_screenshot()
        app.deliver_screenshot()
        app.deliver_text(io.StringIO("x"))
        app.deliver_binary(io.BytesIO(b"x"))
        app.open_url("https://example.com")
        with pytest.raises(SuspendNotSupported):
            app.suspend()
        await driver.press("ctrl+z", "ctrl+p", "ctrl+backslash")
        assert app.is_running
        assert driver.told() == ""
    assert list(home.iterdir()) == []


async def test_a_link_in_a_description_is_words(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = activity(plan.database, 1).description
    text = "[læs mere](https://example.com) <https://example.org> [x](javascript:alert(1))"
    mk.does(board.edit, 1, {"description": Edit(before, text)})
    monkeypatch.setattr(webbrowser, "open", pytest.fail)
    async with dashboard(plan_path, size=(200, 50)) as driver:
        await driver.until(lambda: "læs mere" in driver.says())
        strips = driver.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert not [style for style in styles if style.link or style.meta.get("@click")]


async def test_a_dashboard_ends_when_its_key_is_revoked(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    mk.does(keys.add_key, "ak", OTHER)
    first, second = (row.fingerprint for row in every_key(plan.database))
    async with dashboard(plan_path, "ak", key=first) as ak:
        mk.does(keys.revoke_key, second)
        await ak.until(lambda: ak.app.wall.people["ak"].keys == (first,))
        assert ak.app.is_running
        await ak.press("n")
        await ak.until(lambda: ak.in_dialog and ak.screen.focused is not None)
        await ak.types("Ring rundt")
        mk.does(keys.revoke_key, first)
        await ak.until(lambda: REVOKED in str(ak.app.return_value), within=5)
        assert "kept as a draft" in str(ak.app.return_value)


async def test_a_dashboard_that_was_opened_otherwise_stays(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    async with dashboard(plan_path, "ak") as ak:
        mk.does(keys.revoke_key, every_key(plan.database)[0].fingerprint)
        await ak.until(lambda: ak.app.wall.people["ak"].keys == ())
        assert ak.app.is_running


def test_a_key_that_is_revoked_while_the_dashboard_opens(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver, capsys: pytest.CaptureFixture[str]
) -> None:
    mk.does(keys.add_key, "ak", ED25519)
    fingerprint = every_key(plan.database)[0].fingerprint
    mk.does(keys.revoke_key, fingerprint)
    try:
        assert show_dashboard(plan_path, "ak", fingerprint) == 0
    finally:
        gc.enable()
        forget()
    assert REVOKED in capsys.readouterr().err
