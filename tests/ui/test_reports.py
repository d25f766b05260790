"""A report is written from the dashboard: which one, as what, and where it is said to be."""

from pathlib import Path

import pytest

from db.commands import keys
from db.queries.keys import keys as every_key
from tests.drivers import PersonDriver, PlanDriver
from tests.rules.test_keys import ED25519

from .view_driver import go_to
from .wall_driver import WallDriver, dashboard


async def ask_for_report(driver: WallDriver) -> None:
    """Find the action in the palette."""
    await driver.press("ctrl+p")
    await driver.until(lambda: driver.in_dialog and driver.screen.focused is not None)
    await driver.types("write a report")
    await driver.press("enter")


async def test_a_report_is_written_and_none_is_ever_replaced(
    plan_path: Path, plan: PlanDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with dashboard(plan_path, "hh") as hh:
        with plan.no_trace():
            for name in ("a08-plan-2017-04-03.html", "a08-plan-2017-04-03-2.html"):
                await ask_for_report(hh)
                await hh.until(lambda: hh.reads("Which report?"))
                await hh.press("enter")
                await hh.until(lambda: hh.reads("Page to read and print"))
                await hh.press("1")
                await hh.until_told(str(tmp_path / name))
                page = (tmp_path / name).read_text(encoding="utf-8")
                assert "<h1>Implementation plan</h1>" in page


async def test_each_view_proposes_its_own(
    plan_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with dashboard(plan_path) as mk:
        await go_to(mk, "departments")
        await ask_for_report(mk)
        await mk.until(lambda: mk.reads("Which report?"))
        await mk.press("enter")
        await mk.until(lambda: mk.reads("Status of the adoption"))
        await mk.press("2")
        await mk.until_told("a08-adoption-2017-04-03.xlsx")
    assert (tmp_path / "a08-adoption-2017-04-03.xlsx").read_bytes().startswith(b"PK")


async def test_a_folder_that_takes_no_file_is_said(
    plan_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    async with dashboard(plan_path) as mk:
        gone.rmdir()
        await ask_for_report(mk)
        await mk.until(lambda: mk.reads("Which report?"))
        await mk.press("1")
        await mk.until(lambda: mk.reads("Page to read and print"))
        await mk.press("1")
        await mk.until_told("The system does not allow")
        monkeypatch.chdir(tmp_path)


async def test_over_ssh_nothing_is_written_on_the_server(
    plan_path: Path,
    plan: PlanDriver,
    mk: PersonDriver,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    mk.does(keys.add_key, "ak", ED25519)
    (row,) = every_key(plan.database)
    async with dashboard(plan_path, "ak", key=row.fingerprint) as ak:
        await ask_for_report(ak)
        await ak.until(lambda: ak.reads("! Over SSH no file is written on the server"))
    assert not list(tmp_path.glob("a08*"))
