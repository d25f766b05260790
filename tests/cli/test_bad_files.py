"""Files that are no plan, or cannot be used: one sentence, exit code 1, the file untouched."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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


@pytest.mark.skipif(
    os.getuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="needs setpriv"
)
@pytest.mark.parametrize(("mode", "word"), [(0o555, "cannot be written"), (0o000, "no access")])
def test_a_folder_that_is_not_ours(plan_path: Path, mode: int, word: str) -> None:
    folder = plan_path.parent / "locked"
    folder.mkdir()
    path = plan_path.rename(folder / "plan.db")
    path.chmod(0o644)
    folder.chmod(mode)
    give_way(folder.parent)
    become = (
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    )
    try:
        for command in (["status"], ["init", "--municipality", "M", "--go-live", "unknown"]):
            where = path if command == ["status"] else folder / "new.db"
            leader = [] if command == ["status"] else ["--leader", "mk"]
            done = subprocess.run(
                [*become, sys.executable, "-m", "sapa_tui", "--db", str(where), *command, *leader],
                capture_output=True,
                text=True,
                env={**os.environ, "SAPA_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"},
                check=False,
            )
            assert done.returncode == 1
            assert (done.stdout, done.stderr.count("\n")) == ("", 1), done.stderr
            assert str(folder) in done.stderr
            assert command != ["status"] or word in done.stderr
    finally:
        folder.chmod(0o755)


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
