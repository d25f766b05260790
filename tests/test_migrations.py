"""The scripts and the models tell of the same tables."""

import re
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from db.changes import protect_log
from db.connection import APPLICATION_ID, connect, create_plan_file, discard, open_plan
from db.migrations import SCHEMA_VERSION, migrate
from db.models import TABLES
from tests.drivers import PlanDriver, in_processes


def schema(database: SqliteDatabase) -> dict[tuple[str, str], str]:
    """Every table, index and trigger with its SQL."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    rows: list[Any] = database.execute_sql(query).fetchall()  # type: ignore[no-untyped-call]
    return {
        (kind, name): re.sub(r"\s+", " ", sql)
        for kind, name, sql in rows
        if "schema_migration" not in name and not name.startswith("schemamigration")
    }


def test_a_migrated_file_has_the_tables_of_the_models(tmp_path: Path) -> None:
    migrated = create_plan_file(tmp_path / "plan.db")
    modelled = SqliteDatabase(":memory:")
    try:
        with modelled.bind_ctx(TABLES):
            modelled.create_tables(TABLES)
        protect_log(modelled)
        assert schema(migrated) == schema(modelled)
        assert len(schema(migrated)) > len(TABLES)
    finally:
        discard(migrated)
        modelled.close()


def test_the_number_in_the_file_is_that_of_the_newest_script(plan: PlanDriver) -> None:
    scripts = sorted((Path(__file__).parent.parent / "db" / "migrations").glob("0*.py"))
    assert int(scripts[-1].name[:4]) == len(scripts) == SCHEMA_VERSION
    assert plan.sql("PRAGMA user_version") == [(SCHEMA_VERSION,)]
    assert plan.sql("PRAGMA application_id") == [(APPLICATION_ID,)]
    assert [row[0] for row in plan.sql("SELECT name FROM schema_migration")] == [
        script.stem for script in scripts
    ]


def test_migrating_again_changes_nothing(plan: PlanDriver) -> None:
    with plan.no_trace():
        migrate(plan.database)


def test_two_processes_bring_one_file_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    old = connect(path)
    old.connect()
    old.pragma("application_id", APPLICATION_ID, permanent=False)
    old.close()
    assert in_processes(opened_version, (str(path),), (str(path),)) == [SCHEMA_VERSION] * 2


def opened_version(path: str) -> int:
    """Open a plan and give the number of its schema."""
    database = open_plan(Path(path))
    try:
        return int(database.pragma("user_version"))
    finally:
        database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE activity SET offset_weeks = 1, due_date = '2017-05-01' WHERE id = 1",
        "UPDATE activity SET kind = 'party' WHERE id = 1",
        "UPDATE activity SET column_code = 'later' WHERE id = 1",
        "UPDATE communication_item SET state = 'maybe' WHERE id = 1",
        "UPDATE communication_item SET stakeholder_id = 999 WHERE id = 1",
        "UPDATE person SET role = 'admin' WHERE id = 1",
        "UPDATE person SET name = 'ak' WHERE id = 1",
        "INSERT INTO communication_step (item_id, step, version) VALUES (1, 'draft', 1)",
        "DELETE FROM stakeholder WHERE id = 1",
    ],
)
def test_the_file_itself_refuses_what_cannot_be(plan: PlanDriver, statement: str) -> None:
    with plan.no_trace(), pytest.raises(Exception, match="constraint failed"):
        plan.sql(statement)
