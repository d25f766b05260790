"""No room, or no permission: nothing is saved, it is said, and afterwards all goes on."""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from db.backup import backup, daily
from db.clock import Clock
from db.commands import board
from db.errors import DatabaseUnusable
from tests.drivers import MONDAY, PlanDriver, fails
from tests.test_backup import names

from .conftest import Dashboard, Open, sound

SIZE = 4 * 2**20


@pytest.fixture
def small_disk(tmp_path: Path, planted: Path) -> Iterator[Path]:
    """A disk of four megabytes with a plan on it; gives the plan's path."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk takes root and the right to mount")
    try:
        yield Path(shutil.copy(planted, disk / "plan.db"))
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Somebody's large file takes all the room that is left."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


async def refused(dashboard: Dashboard) -> str:
    """Write until it is refused; gives the code."""
    for number in range(1000):
        try:
            await dashboard.does(board.add, f"Opgave {number}", description="x" * 9_000)
        except DatabaseUnusable as refusal:
            return refusal.code
    return "never"


async def test_a_full_disk(dashboard: Open, small_disk: Path) -> None:
    mk = dashboard("mk", small_disk, Clock())
    with filled(small_disk.parent):
        assert await refused(mk) == "disk_full"
        assert mk.is_delayed().code == "disk_full"
    mk.goes_on()
    outcome = await mk.does(board.add, "Nu er der plads")
    plan = PlanDriver(small_disk)
    assert plan.last.id == outcome.event
    assert plan.broken_links() == []
    plan.close()
    assert mk.session.fault is None
    mk.close()
    assert sound(small_disk)


def test_no_half_backup_on_a_full_disk(small_disk: Path) -> None:
    with filled(small_disk.parent):
        makers: list[Callable[[], object]] = [
            lambda: backup(small_disk, None, MONDAY),
            lambda: daily(small_disk, 3, MONDAY),
        ]
        for make in makers:
            with pytest.raises(DatabaseUnusable) as refusal:
                make()
            assert refusal.value.code in ("disk_full", "disk_error", "system_error")
        assert names(small_disk.parent / "backups") == []
    assert daily(small_disk, 3, MONDAY) is not None


async def test_a_limit_to_what_may_be_written(dashboard: Open, plan_path: Path) -> None:
    mk = dashboard("mk")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, before[1]))
    try:
        assert await refused(mk) in ("disk_full", "disk_error")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (await mk.does(board.add, "Nu må vi igen")).event is not None
    mk.close()
    assert sound(plan_path)


async def test_a_file_that_can_only_be_read(dashboard: Open) -> None:
    def only_read(database: Any, yes: int) -> None:
        database.execute_sql(f"PRAGMA query_only = {yes}")

    mk, ak = dashboard("mk"), dashboard("ak")
    await mk.session.read(only_read, 1)
    with fails(DatabaseUnusable, "database_read_only"):
        await mk.does(board.add, "Ring rundt")
    seen = (await ak.does(board.add, "Skriv ud")).event
    assert mk.reads(lambda wall: wall.last_event == seen)
    await mk.session.read(only_read, 0)
    assert (await mk.does(board.add, "Ring rundt")).event == 5


@pytest.mark.parametrize("mode", [0o444, 0o400])
async def test_permissions_taken_from_an_open_file(
    dashboard: Open, plan_path: Path, mode: int
) -> None:
    """Whoever has it open keeps what they have; nothing is lost."""
    mk = dashboard("mk")
    plan_path.chmod(mode)
    outcome = await mk.does(board.add, "Ring rundt")
    assert mk.reads(lambda wall: wall.last_event == outcome.event)
