"""Opening and closing the plan's database; the SQLite-only words live here and in ``changes``."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from peewee import SqliteDatabase

from .errors import DatabaseUnusable
from .faults import fault_code, plain_faults
from .header import APPLICATION_ID, check_file, check_numbers, check_writable
from .migrations import CURRENT, Schema, migrate
from .place import Place, Stamp, identity
from .upgrade import upgrade

__all__ = [
    "APPLICATION_ID",
    "BUSY_SECONDS",
    "PlanDatabase",
    "can_lose_the_log",
    "check_in_place",
    "check_readable",
    "connect",
    "create_plan_file",
    "discard",
    "engine_version",
    "fault_code",
    "faults_in_file",
    "open_plan",
    "plain_faults",
    "publish",
    "rescue_log",
    "set_patience",
    "settings_in_force",
]

BUSY_SECONDS = 10.0
_CHECKED_WHOLE = 16 * 2**20  # bytes; takes about a millisecond per megabyte
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # an acknowledged tick survives a power cut
    "foreign_keys": 1,
    "trusted_schema": 0,
    "journal_size_limit": 16 * 2**20,  # bytes that the log keeps once a slow reader has gone
}
_SYNCHRONOUS_FULL = 2  # as SQLite reports it
_REPAIRED: dict[tuple[int, ...], tuple[int, ...]] = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}


class PlanDatabase(SqliteDatabase):
    """A plan's database; ``place`` is where the file was found, None while it is new or closed."""

    place: Place | None = None

    def close(self) -> Any:
        """Close this thread's connection; returns whether there was one."""
        self.place = None
        return super().close()


_open_here: "WeakSet[PlanDatabase]" = WeakSet()


def connect(path: Path, patience: float = BUSY_SECONDS) -> PlanDatabase:
    """A database that opens one connection a thread, on request only.

    ``patience`` is for how many seconds it waits for a lock that somebody else holds.
    """
    return PlanDatabase(
        str(path),
        pragmas=_PRAGMAS,
        timeout=patience,
        autoconnect=False,
        lock_type="immediate",
    )


def open_plan(
    path: Path, *, patience: float = BUSY_SECONDS, schema: Schema = CURRENT, checked: bool = True
) -> PlanDatabase:
    """Open an existing plan for this thread, bringing an older schema up to date.

    Whoever opens it for a glance only, or calls :func:`check_readable` before anything is
    written, does without ``checked``.

    Before that a backup is made, which is kept.

    Raises:
        DatabaseUnusable: the file is missing, is no plan, is newer than this program,
            or cannot be read, written or brought up to date here. It is left as it was.
    """
    if not _is_open_here(path):
        check_file(path, schema.version)
    check_writable(path)
    database = connect(path, patience)
    with plain_faults(path), _closed_on_failure(database):
        found = identity(path)
        database.connect()
        # The file's own header may lag behind the write-ahead log, hence both looks.
        version = check_numbers(
            path,
            database.pragma("application_id"),
            int(database.pragma("user_version")),
            schema.version,
        )
        if version < schema.version:
            upgrade(database, path, schema)
        if checked:
            check_readable(database, path)
        database.place = Place.of(path)._replace(file=found)
        database.place.check()  # a restore may have put another file there meanwhile
    _open_here.add(database)
    return database


def check_readable(database: SqliteDatabase, path: Path) -> None:
    """Look for damage, in a big file only at its beginnings; ``sapa-tui doctor`` looks everywhere.

    Writing into a damaged file makes the damage worse.

    Raises:
        DatabaseUnusable: the file is damaged.
    """
    if database.pragma("page_count") * database.pragma("page_size") <= _CHECKED_WHOLE:
        if database.pragma("quick_check", 1) != "ok":
            raise DatabaseUnusable("database_damaged", path=str(path))
        database.pragma("shrink_memory")  # two megabytes of pages that nobody asks for again
        return
    for name in database.get_tables():
        query = f'SELECT 1 FROM "{name}" LIMIT 1'
        database.execute_sql(query).fetchall()  # type: ignore[no-untyped-call]


def check_in_place(database: SqliteDatabase) -> Stamp | None:
    """Raise DatabaseUnusable when an open plan's file is no longer the one at its path.

    Returns the file's stamp, None for a plan that has no place yet.
    """
    if not isinstance(database, PlanDatabase) or database.place is None:
        return None
    database.place = database.place.check_plan(database)
    return database.place.stamp


def set_patience(database: SqliteDatabase, seconds: float) -> None:
    """Wait so long, from now on, for a lock that somebody else holds."""
    database.pragma("busy_timeout", int(seconds * 1000), permanent=False)


def rescue_log(database: SqliteDatabase) -> None:
    """Move what only the log holds into the file, as far as nobody stands in the way."""
    database.execute_sql("PRAGMA wal_checkpoint(FULL)")  # type: ignore[no-untyped-call]


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


def _is_open_here(path: Path) -> bool:
    """Whether this process has the file open already, and so knows that it is a plan."""
    try:
        here = identity(path)
    except OSError:
        return False
    return any(other.place is not None and other.place.file == here for other in _open_here)
