"""Files that are no plan, or cannot be used: one sentence, exit code 1, the file untouched."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.commands import board
from db.errors import DatabaseUnusable
from db.queries.plan import plan_facts as facts
from db.reading import open_to_read
from tests.drivers import PlanDriver, fails

from .conftest import Run

COMMANDS = (("status",), ("board", "--format", "json"), ("activity", "add", "x"), ("doctor",))


def nothing(path: Path) -> str:
    path.unlink()
    return "no plan at"


def folder(path: Path) -> str:
    path.unlink()
    path.mkdir()
    return "not a plan's file"


def empty(path: Path) -> str:
    path.write_bytes(b"")
    return "not a plan's file"


def words(path: Path) -> str:
    path.write_text("Kære alle\n" * 50)
    return "not a plan's file"


def stranger(path: Path) -> str:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE t (x)")
    database.close()
    return "another program"


def newer(path: Path) -> str:
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 999")
    database.close()
    return "newer sapa-tui"


def damaged(path: Path) -> str:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\x5a" * 8_000 + content[8_100:])
    return "damaged"


@pytest.mark.parametrize("spoil", [nothing, folder, empty, words, stranger, newer, damaged])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_plan(
    sapa: Run, plan_path: Path, spoil: Callable[[Path], str], command: tuple[str, ...]
) -> None:
    word = spoil(plan_path)
    before = plan_path.read_bytes() if plan_path.is_file() else b""
    ran = sapa(*command)
    assert ran.code == 1
    if command == ("doctor",):
        assert word in ran.out
    else:
        assert word in ran.refusal
        assert str(plan_path) in ran.refusal or "\n" in str(plan_path)
    assert (plan_path.read_bytes() if plan_path.is_file() else b"") == before


NEEDS_SETPRIV = pytest.mark.skipif(
    os.getuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="needs setpriv"
)


def as_somebody(path: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command on a plan as a user who owns nothing here."""
    become = (
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    )
    return subprocess.run(
        [*become, sys.executable, "-m", "sapa_tui", "--db", str(path), "--as", "mk", *command],
        capture_output=True,
        text=True,
        env={**os.environ, "SAPA_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )


@contextmanager
def locked_folder(plan_path: Path, mode: int) -> Iterator[Path]:
    """The plan in a folder of this mode."""
    folder = plan_path.parent / "locked"
    folder.mkdir()
    path = plan_path.rename(folder / "plan.db")
    path.chmod(0o444)
    folder.chmod(mode)
    give_way(folder.parent)
    try:
        yield path
    finally:
        folder.chmod(0o755)


@NEEDS_SETPRIV
@pytest.mark.parametrize(("mode", "word"), [(0o555, "cannot be written"), (0o000, "no access")])
def test_a_folder_that_is_not_ours(plan_path: Path, mode: int, word: str) -> None:
    with locked_folder(plan_path, mode) as path:
        init = "init", "--municipality", "M", "--go-live", "unknown", "--leader", "mk"
        for where, *command in (path, "activity", "add", "x"), (path.parent / "new.db", *init):
            done = as_somebody(where, *command)
            assert done.returncode == 1
            assert (done.stdout, done.stderr.count("\n")) == ("", 1), done.stderr
            assert command[0] == "init" or word in done.stderr
            assert str(where) in done.stderr or mode == 0
            assert str(path.parent) in done.stderr


@NEEDS_SETPRIV
@pytest.mark.parametrize("command", ["status", "board", "history", "people"])
def test_what_cannot_be_written_can_be_read(plan_path: Path, command: str) -> None:
    with locked_folder(plan_path, 0o555) as path:
        done = as_somebody(path, command)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
        assert os.listdir(path.parent) == ["plan.db"]


@NEEDS_SETPRIV
def test_the_newest_is_read_too_while_others_have_the_plan_open(plan_path: Path) -> None:
    with locked_folder(plan_path, 0o755) as path:
        path.chmod(0o644)
        driver = PlanDriver(path)
        driver.person("mk").does(board.add, "Ny opgave")
        path.parent.chmod(0o555)
        done = as_somebody(path, "board")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Ny opgave" in done.stdout
        Path(f"{path}-wal").chmod(0o600)
        done = as_somebody(path, "board")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        driver.close()


def test_what_is_written_while_it_is_read_as_it_stands_counts_for_nothing(plan_path: Path) -> None:
    with fails(DatabaseUnusable, "database_busy"), open_to_read(plan_path) as database:
        assert facts(database).municipality == "Aabenraa Kommune"
        driver = PlanDriver(plan_path)
        driver.person("mk").does(board.add, "Ny opgave")
        driver.close()


def give_way(folder: Path) -> None:
    """Let another user pass through the folders that pytest keeps to itself."""
    while folder != Path("/tmp") and folder != folder.parent:
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
        folder = folder.parent


@pytest.mark.parametrize("name", ["æ ø å", "x\x1b[31m", "new\nline", "\udcff", "~nobody-here/x"])
def test_a_path_is_shown_harmless(sapa: Run, tmp_path: Path, name: str) -> None:
    ran = sapa("--db", str(tmp_path / name), "status")
    assert ran.code == 1
    assert ran.refusal
    assert "\x1b" not in ran.err


def test_a_home_that_is_not_known_is_no_fault(sapa: Run) -> None:
    assert sapa("--db", "~nobody-here/plan.db", "status").refusal
