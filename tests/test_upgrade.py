"""A newer program brings a plan up to date, all or nothing; an older one leaves it alone."""

from pathlib import Path

import pytest

from db.commands import board, keys
from db.connection import open_plan
from db.errors import DatabaseUnusable
from db.migrations import CURRENT, SCHEMA_VERSION, Schema
from tests.drivers import PersonDriver, PlanDriver, fails, in_processes
from tests.old_plans import older_plan
from tests.rules.test_keys import ED25519
from tests.test_backup import names, sums
from tests.test_connection import picture

SCRIPT = '''"""People get a telephone, and their table is built anew for it."""

from peewee import TextField


def up(migrator, db):
    columns = [row[1] for row in db.execute_sql("PRAGMA table_info(person)")]
    db.execute_sql("CREATE TABLE people AS SELECT * FROM person")
    db.execute_sql("DROP TABLE person")
    db.execute_sql(
        "CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
        " full_name TEXT NOT NULL, role TEXT NOT NULL, active INTEGER NOT NULL,"
        " version INTEGER NOT NULL)"
    )
    listed = ", ".join(columns)
    db.execute_sql(f"INSERT INTO person ({listed}) SELECT {listed} FROM people")
    db.execute_sql("DROP TABLE people")
    migrator.migrate(migrator.add_column("person", "telephone", TextField(default="")))
'''


@pytest.fixture
def newer(tmp_path: Path) -> Schema:
    """The next version of the program, as far as its scripts go."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in CURRENT.folder.glob("0*.py"):
        (folder / script.name).write_text(script.read_text())
    (folder / f"{SCHEMA_VERSION + 1:04}_telephone.py").write_text(SCRIPT)
    return Schema(folder, SCHEMA_VERSION + 1)


def kept(path: Path) -> Path:
    """The backup from before the upgrade."""
    return path.parent / "backups" / f"plan-schema-{SCHEMA_VERSION}.db"


def test_an_upgrade_makes_a_backup_first(plan_path: Path, newer: Schema) -> None:
    PlanDriver(plan_path).close()
    before = sums(plan_path)
    database = open_plan(plan_path, schema=newer)
    found = database.execute_sql("SELECT name, telephone FROM person").fetchall()  # type: ignore[no-untyped-call]
    assert found == [("mk", ""), ("ak", ""), ("hh", "")]
    assert database.pragma("user_version") == newer.version
    assert database.pragma("foreign_keys") == 1
    database.close()
    assert sums(kept(plan_path)) == before
    open_plan(plan_path, schema=newer).close()
    assert names(kept(plan_path).parent) == [kept(plan_path).name]


def test_what_hung_on_a_table_built_anew_is_still_there(plan_path: Path, newer: Schema) -> None:
    plan = PlanDriver(plan_path)
    plan.sql("INSERT INTO preference (person_id, key, value) VALUES (1, 'theme', 'dark')")
    plan.close()
    open_plan(plan_path, schema=newer).close()
    older = PlanDriver(kept(plan_path))
    assert older.sql("SELECT count(*) FROM preference") == [(1,)]
    older.close()
    database = open_plan(plan_path, schema=newer)
    assert database.execute_sql("SELECT * FROM preference").fetchall() == [(1, "theme", "dark")]  # type: ignore[no-untyped-call]
    database.close()


@pytest.mark.parametrize(
    "fault",
    [
        "    db.execute_sql('SELECT nothing FROM nowhere')",
        "    db.execute_sql('DELETE FROM person WHERE id = 2')\n"
        "    db.execute_sql('CREATE TABLE orphan (id INTEGER REFERENCES person (id))')\n"
        "    db.execute_sql('INSERT INTO orphan VALUES (99)')",
    ],
    ids=["a statement that fails", "a row that points nowhere"],
)
def test_a_script_that_fails_leaves_the_plan_as_it_was(
    plan_path: Path, newer: Schema, fault: str
) -> None:
    script = next(newer.folder.glob("*telephone.py"))
    script.write_text(SCRIPT + fault + "\n")
    open_plan(plan_path).close()
    before = sums(plan_path)
    with fails(DatabaseUnusable, "upgrade_failed") as refusal:
        open_plan(plan_path, schema=newer)
    assert refusal.value.params["backup"] == str(kept(plan_path))
    assert sums(plan_path) == before
    plan = PlanDriver(plan_path)  # the older program works on
    plan.person("ak").does(board.add, "Ring rundt")
    plan.close()


def test_two_newer_programs_at_once_make_one_backup(plan_path: Path, newer: Schema) -> None:
    call = (str(plan_path), str(newer.folder), newer.version)
    assert in_processes(upgraded, call, call) == [newer.version] * 2
    assert names(kept(plan_path).parent) == [kept(plan_path).name]


def upgraded(path: str, folder: str, version: int) -> int:
    """Open a plan with a newer program and give the number of its schema."""
    database = open_plan(Path(path), schema=Schema(Path(folder), version))
    try:
        return int(database.pragma("user_version"))
    finally:
        database.close()


def test_an_older_program_leaves_a_newer_file_untouched(plan_path: Path, newer: Schema) -> None:
    open_plan(plan_path, schema=newer).close()
    before = picture(plan_path.parent)
    with fails(DatabaseUnusable, "schema_newer") as refusal:
        open_plan(plan_path)
    assert refusal.value.params["known"] == SCHEMA_VERSION
    assert picture(plan_path.parent) == before


def test_an_older_program_that_is_open_writes_no_more(
    plan: PlanDriver, ak: PersonDriver, newer: Schema
) -> None:
    open_plan(plan.path, schema=newer).close()
    events = plan.sql("SELECT count(*) FROM event")
    with fails(DatabaseUnusable, "schema_newer"):
        ak.does(board.add, "Ring rundt")
    assert plan.sql("SELECT count(*) FROM event") == events


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_a_plan_of_every_older_version_is_brought_up_to_date(
    plan_path: Path, tmp_path: Path, version: int
) -> None:
    (tmp_path / "old").mkdir()
    plan = PlanDriver(older_plan(plan_path, tmp_path / "old" / "plan.db", version))
    try:
        assert plan.sql("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert plan.broken_links() == []
        today = PlanDriver(plan_path)
        assert plan.rows() == today.rows()
        today.close()
        plan.person("mk").does(keys.add_key, "ak", ED25519)
        plan.person("ak").does(board.add, "Ring rundt")
    finally:
        plan.close()
    assert names(tmp_path / "old" / "backups") == [f"plan-schema-{version}.db"]
