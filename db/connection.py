"""Opening and closing the plan's database; the SQLite-only words live here and in ``changes``."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, InterfaceError, SqliteDatabase

from .errors import DatabaseUnusable
from .migrations import SCHEMA_VERSION, migrate

APPLICATION_ID = 0x5341_5041  # "SAPA", in the file's header
BUSY_SECONDS = 10.0
_MAGIC = b"SQLite format 3\0"
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",  # an acknowledged tick survives a power cut
    "foreign_keys": 1,
    "trusted_schema": 0,
}
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
    with plain_faults(path):
        database.connect()
        try:
            version = _check_header(database, path)
            if version < SCHEMA_VERSION:
                migrate(database)
        except BaseException:
            database.close()
            raise
    return database


def create_plan_file(path: Path) -> SqliteDatabase:
    """Make a new, empty plan database beside its place; :func:`publish` puts it there.

    Raises:
        DatabaseUnusable: something is at ``path`` already, or its folder cannot be written.
    """
    if path.exists():
        raise DatabaseUnusable("database_exists", path=str(path))
    with plain_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = _unfinished(path)
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        database = connect(unfinished)
        database.connect()
        database.pragma("application_id", APPLICATION_ID, permanent=False)
        migrate(database)
    return database


def publish(database: SqliteDatabase, path: Path) -> None:
    """Put a finished new plan in its place, unless somebody else was faster.

    Raises:
        DatabaseUnusable: a file has appeared at ``path`` meanwhile.
    """
    database.close()
    unfinished = Path(database.database)
    try:
        with plain_faults(path):
            os.link(unfinished, path)
    except FileExistsError:
        raise DatabaseUnusable("database_exists", path=str(path)) from None
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
    except FileExistsError:
        raise
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


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def _check_file(path: Path) -> None:
    with plain_faults(path):
        if not path.exists():
            raise DatabaseUnusable("database_missing", path=str(path))
        if not path.is_file():
            raise DatabaseUnusable("not_a_database", path=str(path))
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise DatabaseUnusable("not_a_database", path=str(path))
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            raise DatabaseUnusable("database_read_only", path=str(path))


def _check_header(database: SqliteDatabase, path: Path) -> int:
    if database.pragma("application_id") != APPLICATION_ID:
        raise DatabaseUnusable("not_a_plan", path=str(path))
    version = int(database.pragma("user_version"))
    if version > SCHEMA_VERSION:
        raise DatabaseUnusable("schema_newer", path=str(path), found=version, known=SCHEMA_VERSION)
    return version
