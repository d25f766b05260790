"""Reading a plan that cannot be written here: a file of somebody else's, a read-only disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_from_bytes

from peewee import SqliteDatabase

from .errors import DatabaseUnusable
from .faults import plain_faults
from .header import check_file
from .migrations import SCHEMA_VERSION


@contextmanager
def open_to_read(path: Path) -> Iterator[SqliteDatabase]:
    """Open an existing plan for this thread without writing anything anywhere.

    Beside a plan that others have open lies its log, with the newest changes: SQLite then needs
    to be allowed to read both. Without a log the file is read as it is; should somebody write
    into it meanwhile, what has been read counts for nothing.

    Raises:
        DatabaseUnusable: the file is missing, is no plan, is of another schema than this
            program's ("database_read_only" for an older one), cannot be read here, or is being
            written just now ("database_busy").
    """
    if check_file(path, SCHEMA_VERSION) < SCHEMA_VERSION:
        raise DatabaseUnusable("database_read_only", path=str(path))
    log = Path(f"{os.path.realpath(path)}-wal")
    alone, before = not log.exists(), _stamp(path)
    database = SqliteDatabase(
        f"file:{quote_from_bytes(os.fsencode(path))}?{'immutable=1' if alone else 'mode=ro'}",
        uri=True,
        pragmas={"query_only": 1, "trusted_schema": 0},
        autoconnect=False,
    )
    try:
        with plain_faults(path):
            database.connect()
            yield database
            if alone and (log.exists() or _stamp(path) != before):
                raise DatabaseUnusable("database_busy", path=str(path))
    except DatabaseUnusable as fault:
        if fault.code == "database_not_openable":  # there is a log, which is not ours to read
            raise DatabaseUnusable("database_read_only", path=str(path)) from fault
        raise
    finally:
        database.close()


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size
