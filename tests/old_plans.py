"""Plans as older versions of the program left them, made by the scripts of their time."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from db.connection import APPLICATION_ID, connect
from db.migrations import CURRENT, Schema, migrate


def older_plan(source: Path, path: Path, version: int) -> Path:
    """Make a plan of an older schema with the content of one of today's, as far as it has room."""
    folder = path.with_suffix(".scripts")
    folder.mkdir()
    for script in CURRENT.folder.glob("0*.py"):
        if int(script.name[:4]) <= version:
            shutil.copy(script, folder)
    database = connect(path)
    database.connect()
    database.pragma("application_id", APPLICATION_ID, permanent=False)
    migrate(database, Schema(folder, version))
    database.close()
    with closing(sqlite3.connect(path)) as old:
        old.execute("ATTACH ? AS now", (str(source),))
        for (table,) in old.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
            if table != "schema_migration" and not table.startswith("sqlite_"):
                columns = ", ".join(f'"{row[1]}"' for row in _columns(old, table))
                old.execute(
                    f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}"
                )
        old.commit()
    shutil.rmtree(folder)
    return path


def _columns(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return database.execute(f"PRAGMA main.table_info({table})").fetchall()
