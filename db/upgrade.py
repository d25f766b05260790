"""Bringing a plan that an older program made up to date."""

from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from .backup import before_upgrade
from .errors import DatabaseUnusable
from .faults import fault_code
from .migrations import Schema, migrate


def upgrade(database: SqliteDatabase, path: Path, schema: Schema) -> None:
    """Bring an open plan's older schema up to date, all or nothing, after a backup.

    Raises:
        DatabaseUnusable: it cannot be done ("upgrade_failed", "disk_full", ...); the plan is as
            it was.
    """
    # A script may build a table anew; dropping the old one must not take its children along.
    database.pragma("foreign_keys", 0, permanent=False)
    kept = ""
    try:
        with database.atomic():
            version = int(database.pragma("user_version"))
            if version < schema.version:  # nobody else was faster
                kept = str(before_upgrade(path, version)) if version else ""
                migrate(database, schema)
                _check_links(database)
    except DatabaseError as error:
        if (code := fault_code(error)) != "database_error":
            raise DatabaseUnusable(code, path=str(path)) from error
        raise DatabaseUnusable("upgrade_failed", path=str(path), backup=kept) from error
    database.pragma("foreign_keys", 1, permanent=False)


def _check_links(database: SqliteDatabase) -> None:
    dangling = database.execute_sql("PRAGMA foreign_key_check")  # type: ignore[no-untyped-call]
    if dangling.fetchall():
        raise DatabaseError("a script has left a row that points nowhere")
