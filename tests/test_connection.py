"""Opening a plan: every file that is none is refused in plain words and left as it was."""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.connection import APPLICATION_ID, create_plan_file, discard, open_plan
from db.errors import DatabaseUnusable
from db.migrations import SCHEMA_VERSION
from tests.drivers import PlanDriver, fails, in_processes

NOBODY = 65534


def picture(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with what it holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refuses(path: Path, code: str) -> None:
    """Opening is refused with this code, twice, and nothing has changed in the folder."""
    folder = path if path.is_dir() else path.parent
    before = picture(folder) if folder.is_dir() else None
    for _ in range(2):
        with fails(DatabaseUnusable, code) as refusal:
            open_plan(path)
        assert refusal.value.params["path"] == str(path)
    assert (picture(folder) if folder.is_dir() else None) == before


def sqlite_file(path: Path, *statements: str) -> Path:
    """Some other program's database."""
    foreign = sqlite3.connect(path)
    try:
        for statement in statements:
            foreign.execute(statement)
        foreign.commit()
    finally:
        foreign.close()
    return path


def test_nothing_there(tmp_path: Path) -> None:
    refuses(tmp_path / "plan.db", "database_missing")
    refuses(tmp_path / "no" / "such" / "folder" / "plan.db", "database_missing")
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_nothing_and_in_circles(tmp_path: Path) -> None:
    (tmp_path / "plan.db").symlink_to(tmp_path / "gone.db")
    refuses(tmp_path / "plan.db", "database_missing")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    refuses(tmp_path / "a", "database_missing")


def test_a_folder_and_a_pipe(tmp_path: Path) -> None:
    refuses(tmp_path, "not_a_database")
    os.mkfifo(tmp_path / "pipe")
    with fails(DatabaseUnusable, "not_a_database"):
        open_plan(tmp_path / "pipe")


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(50), b"Kaere alle\n" * 500],
    ids=["empty", "one byte", "magic only", "half a header", "text"],
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plan.db"
    path.write_bytes(content)
    refuses(path, "not_a_database")


def test_another_programs_database_is_not_even_switched_to_wal(tmp_path: Path) -> None:
    path = sqlite_file(tmp_path / "plan.db", "CREATE TABLE plan (id INTEGER)")
    refuses(path, "not_a_plan")
    own = f"PRAGMA application_id = {APPLICATION_ID ^ 1}"
    refuses(sqlite_file(tmp_path / "own.db", own, "CREATE TABLE t (id INTEGER)"), "not_a_plan")


def test_a_newer_schema(plan_path: Path) -> None:
    sqlite_file(plan_path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    refuses(plan_path, "schema_newer")


def test_a_newer_schema_that_only_the_log_knows_yet(plan_path: Path) -> None:
    """A dashboard of the new version is open, and what it migrated is not in the main file yet."""
    newer = sqlite3.connect(plan_path)
    try:
        newer.execute("PRAGMA wal_autocheckpoint = 0")
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        newer.commit()
        with fails(DatabaseUnusable, "schema_newer"):
            open_plan(plan_path)
    finally:
        newer.close()


@pytest.mark.parametrize("offset", [16, 18, 100, 101, 103, 105, 107])
def test_flipped_bytes_in_the_first_page(plan_path: Path, offset: int) -> None:
    content = bytearray(plan_path.read_bytes())
    content[offset] ^= 0xFF
    plan_path.write_bytes(content)
    before = plan_path.read_bytes()
    with pytest.raises(DatabaseUnusable) as refusal:
        open_plan(plan_path)
    assert refusal.value.code in ("database_damaged", "not_a_database", "database_error")
    assert plan_path.read_bytes() == before


def test_garbage_in_place_of_pages(plan_path: Path) -> None:
    content = bytearray(plan_path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    plan_path.write_bytes(content)
    refuses(plan_path, "database_damaged")


def test_a_file_cut_short(plan_path: Path) -> None:
    plan_path.write_bytes(plan_path.read_bytes()[:6000])
    with fails(DatabaseUnusable, "database_damaged"):
        open_plan(plan_path)


@pytest.fixture
def open_folder(plan_path: Path) -> Iterator[Path]:
    """A folder with a plan that an ordinary user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "plan.db").write_bytes(plan_path.read_bytes())
        (folder / "plan.db").chmod(0o644)
        yield folder
        folder.chmod(0o755)


def as_ordinary_user(function: Callable[[str], str], path: Path) -> str:
    """Call a function as somebody to whom permissions apply; root is above them."""
    return in_processes(_without_power, (function, str(path)))[0]


def _without_power(function: Callable[[str], str], path: str) -> str:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    return function(path)


def opening(path: str) -> str:
    """The code with which opening is refused."""
    try:
        open_plan(Path(path)).close()
    except DatabaseUnusable as refusal:
        return refusal.code
    return "opened"


def creating(path: str) -> str:
    """The code with which creating is refused."""
    try:
        discard(create_plan_file(Path(path)))
    except DatabaseUnusable as refusal:
        return refusal.code
    return "created"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "code"),
    [
        (0o444, 0o755, "database_read_only"),
        (0o666, 0o555, "database_read_only"),  # the log beside the file cannot be written
        (0o000, 0o755, "no_permission"),
        (0o666, 0o000, "no_permission"),
        (0o666, 0o777, "opened"),
    ],
)
def test_permissions(open_folder: Path, file_mode: int, folder_mode: int, code: str) -> None:
    path = open_folder / "plan.db"
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    assert as_ordinary_user(opening, path) == code


@pytest.mark.parametrize("mode", [0o555, 0o000])
def test_no_plan_in_a_folder_that_cannot_be_written(open_folder: Path, mode: int) -> None:
    open_folder.chmod(mode)
    assert as_ordinary_user(creating, open_folder / "new.db") == "no_permission"
    open_folder.chmod(0o755)
    assert [path.name for path in open_folder.iterdir()] == ["plan.db"]


def test_every_connection_has_its_safeguards(plan: PlanDriver) -> None:
    def pragma(name: str) -> object:
        return plan.sql(f"PRAGMA {name}")[0][0]

    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0}
    assert {name: pragma(name) for name in wanted} == wanted
    assert pragma("busy_timeout") == 10_000
    assert plan.database.is_closed() is False


def test_a_refusal_leaves_no_connection_open(plan_path: Path) -> None:
    sqlite_file(plan_path, "DROP TABLE plan", "PRAGMA user_version = 99")
    before = set(os.listdir("/proc/self/fd"))
    with pytest.raises(DatabaseUnusable):
        open_plan(plan_path)
    assert set(os.listdir("/proc/self/fd")) == before
