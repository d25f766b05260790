"""Opening and closing the plan's database; the SQLite-only words live here and in ``changes``."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peewee import DatabaseError, InterfaceError, SqliteDatabase

from .errors import DatabaseUnusable
from .migrations import SCHEMA_VERSION, migrate

APPLICATION_ID = 0x5341_5041  # "SAPA", in the file's header
BUSY_SECONDS = 10.0
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_CHECKED_WHOLE = 16 * 2**20  # bytes; takes about a millisecond per megabyte
_NUMBERS_AT = (60, 68)  # user_version and application_id in the header, big-endian
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # an acknowledged tick survives a power cut
    "foreign_keys": 1,
    "trusted_schema": 0,
}
_SYNCHRONOUS_FULL = 2  # as SQLite reports it
_REPAIRED: dict[tuple[int, ...], tuple[int, ...]] = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
_READABLE_FAULTS = {
    sqlite3.SQLITE_READONLY: "database_read_only",
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "database_busy",
    sqlite3.SQLITE_LOCKED: "database_busy",
    sqlite3.SQLITE_CORRUPT: "database_damaged",
    sqlite3.SQLITE_NOTADB: "not_a_database",
    sqlite3.SQLITE_CANTOPEN: "database_not_openable",
    sqlite3.SQLITE_IOERR: "disk_error",
}


def connect(path: Path) -> SqliteDatabase:
    """A database that opens one connection a thread, on request only."""
    return SqliteDatabase(
        str(path),
        pragmas=_PRAGMAS,
        timeout=BUSY_SECONDS,
        autoconnect=False,
        lock_type="immediate",
    )


def open_plan(path: Path) -> SqliteDatabase:
    """Open an existing plan for this thread, bringing an older schema up to date.

    Raises:
        DatabaseUnusable: the file is missing, is no plan, is newer than this program,
            or cannot be read and written here. It is left as it was.
    """
    _check_file(path)
    database = connect(path)
    with plain_faults(path), _closed_on_failure(database):
        database.connect()
        # The file's own header may lag behind the write-ahead log, hence both looks.
        version = _check_header(
            path, database.pragma("application_id"), int(database.pragma("user_version"))
        )
        if version < SCHEMA_VERSION:
            migrate(database)
        _check_readable(database, path)
    return database


def create_plan_file(path: Path) -> SqliteDatabase:
    """Make a new, empty plan database beside its place; :func:`publish` puts it there.

    Raises:
        DatabaseUnusable: something is at ``path`` already, or its folder cannot be written.
    """
    with plain_faults(path):
        if os.path.lexists(path):
            raise DatabaseUnusable("database_exists", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, unfinished = tempfile.mkstemp(".new", f".{path.name[:60]}.", path.parent)
        os.close(handle)
        database = connect(Path(unfinished))
        try:
            database.connect()
            database.pragma("application_id", APPLICATION_ID, permanent=False)
            migrate(database)
        except BaseException:
            discard(database)
            raise
    return database


def publish(database: SqliteDatabase, path: Path) -> None:
    """Put a finished new plan in its place, unless somebody else was faster.

    Raises:
        DatabaseUnusable: a file has appeared at ``path`` meanwhile.
    """
    try:
        with plain_faults(path):
            database.close()
            _link(Path(database.database), path)
    finally:
        discard(database)


def discard(database: SqliteDatabase) -> None:
    """Remove an unfinished new plan."""
    database.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database.database}{suffix}").unlink(missing_ok=True)


@contextmanager
def plain_faults(path: Path | str) -> Iterator[None]:
    """Turn what the disk, the system or SQLite reports into a :class:`DatabaseUnusable`."""
    try:
        yield
    except PermissionError as error:
        raise DatabaseUnusable("no_permission", path=str(error.filename or path)) from error
    except OSError as error:
        raise DatabaseUnusable(
            "system_error", path=str(path), reason=error.strerror or ""
        ) from error
    except (DatabaseError, InterfaceError, sqlite3.Error) as error:
        raise DatabaseUnusable(fault_code(error), path=str(path)) from error


def fault_code(error: BaseException) -> str:
    """The code of a :class:`DatabaseUnusable` for what SQLite reported."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__ or error.__context__
    number = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return _READABLE_FAULTS.get(number, "database_error")


def settings_in_force(database: SqliteDatabase) -> dict[str, tuple[Any, Any]]:
    """Each setting of an open connection as it is, and as :func:`connect` asked for it."""
    wanted = {**_PRAGMAS, "synchronous": _SYNCHRONOUS_FULL}
    return {name: (database.pragma(name), value) for name, value in wanted.items()}


def faults_in_file(database: SqliteDatabase) -> list[str]:
    """What the engine's own check of the whole file finds wrong, in its words."""
    checked = database.execute_sql("PRAGMA integrity_check")  # type: ignore[no-untyped-call]
    found = [str(row[0]) for row in checked.fetchall() if row[0] != "ok"]
    dangling = database.execute_sql("PRAGMA foreign_key_check")  # type: ignore[no-untyped-call]
    return found + [f"{row[0]} {row[1]} -> {row[2]}" for row in dangling.fetchall()]


def engine_version() -> tuple[int, ...]:
    """Version of the SQLite library that this process uses."""
    return sqlite3.sqlite_version_info


def can_lose_the_log(version: tuple[int, ...]) -> bool:
    """Whether an engine of this version has the fault of the WAL reset.

    SQLite 3.7.0 to 3.51.2 can damage a file when a checkpoint and a write of two connections
    meet in a tiny window; 3.44.6 and 3.50.7 have the repair too (sqlite.org/wal.html).
    """
    repaired_from = _REPAIRED.get(version[:2], (3, 51, 3))
    return (3, 7) <= version < repaired_from


def _link(unfinished: Path, path: Path) -> None:
    if not path.exists():
        # Left by a file that was deleted under open dashboards: no part of the new plan.
        for remains in (f"{path}-wal", f"{path}-shm"):
            if os.path.lexists(remains):
                os.unlink(remains)
    try:
        os.link(unfinished, path)  # unlike a rename, it never takes another file's place
    except FileExistsError:
        raise DatabaseUnusable("database_exists", path=str(path)) from None


@contextmanager
def _closed_on_failure(database: SqliteDatabase) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _check_file(path: Path) -> None:
    """Look at the bare file first: SQLite changes even a stranger's file once it opens it."""
    with plain_faults(path):
        if not path.exists():
            raise DatabaseUnusable("database_missing", path=str(path))
        if not path.is_file():
            raise DatabaseUnusable("not_a_database", path=str(path))
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
            raise DatabaseUnusable("not_a_database", path=str(path))
        if not set(header[18:20]) <= {1, 2}:  # a format that SQLite itself would not write to
            raise DatabaseUnusable("database_damaged", path=str(path))
        version, application_id = (
            int.from_bytes(header[start : start + 4], "big") for start in _NUMBERS_AT
        )
        _check_header(path, application_id, version)
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise DatabaseUnusable("database_read_only", path=str(path))


def _check_header(path: Path, application_id: int, version: int) -> int:
    if application_id != APPLICATION_ID:
        raise DatabaseUnusable("not_a_plan", path=str(path))
    if version > SCHEMA_VERSION:
        raise DatabaseUnusable("schema_newer", path=str(path), found=version, known=SCHEMA_VERSION)
    return version


def _check_readable(database: SqliteDatabase, path: Path) -> None:
    """Look for damage, in a big file only at its beginnings; ``sapa-tui doctor`` looks everywhere.

    Writing into a damaged file makes the damage worse.
    """
    if path.stat().st_size <= _CHECKED_WHOLE:
        if database.pragma("quick_check", 1) != "ok":
            raise DatabaseUnusable("database_damaged", path=str(path))
        return
    for name in database.get_tables():
        query = f'SELECT 1 FROM "{name}" LIMIT 1'
        database.execute_sql(query).fetchall()  # type: ignore[no-untyped-call]
