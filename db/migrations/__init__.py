"""The schema's history: numbered scripts, carried out by ``playhouse.migrations``."""

from pathlib import Path

from peewee import SqliteDatabase

SCHEMA_VERSION = 1
"""Number of the newest script; stands in the file, so that older programs can tell."""


def migrate(database: SqliteDatabase) -> None:
    """Carry out every script that this file lacks, all or none, and write down the number."""
    from playhouse.migrations import Runner

    runner = Runner(database, str(Path(__file__).parent))
    with database.atomic():
        runner.up()
        database.pragma("user_version", SCHEMA_VERSION, permanent=False)
