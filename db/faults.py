"""What the disk, the system and SQLite report, as errors that a person can be told."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError, InterfaceError

from .errors import DatabaseUnusable

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
    """The code of a :class:`DatabaseUnusable` for what SQLite reported.

    After a fault such as a full disk SQLite rolls back by itself, and then complains about being
    told to; what it complained about first is what counts.
    """
    cause: BaseException | None = error
    while cause is not None:
        number = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if number in _READABLE_FAULTS:
            return _READABLE_FAULTS[number]
        cause = cause.__cause__ or cause.__context__
    return "database_error"
