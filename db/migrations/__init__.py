"""The schema's history: numbered scripts, carried out by ``playhouse.migrations``."""

from pathlib import Path
from typing import NamedTuple

from peewee import SqliteDatabase

SCHEMA_VERSION = 6
"""Number of the newest script; stands in the file, so that older programs can tell."""


class Schema(NamedTuple):
    """A folder of scripts, and the number of the newest."""

    folder: Path
    version: int


CURRENT = Schema(Path(__file__).parent, SCHEMA_VERSION)


def migrate(database: SqliteDatabase, schema: Schema = CURRENT) -> None:
    """Carry out every script that this file lacks, all or none, and write down the number."""
    from playhouse.migrations import Runner

    runner = Runner(database, str(schema.folder))
    with database.atomic():
        runner.up()
        database.pragma("user_version", schema.version, permanent=False)
