"""A backup takes the plan's place: with nobody in it, and nothing thrown away."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from db.backup import backup
from db.commands import board, keys, people, presence
from db.connection import open_plan
from db.errors import DatabaseUnusable, Refused
from db.migrations import SCHEMA_VERSION
from db.restore import check_replaceable, restore, summary
from tests.drivers import MONDAY, PATIENCE, PlanDriver, fails
from tests.old_plans import older_plan
from tests.rules.test_keys import ED25519, FINGERPRINT, OTHER, RSA
from tests.test_backup import names, sums
from tests.test_connection import picture

KEPT = "plan.db.replaced-2017-04-03-101200"


@pytest.fixture
def saved(plan_path: Path) -> Path:
    """A backup from before somebody ruined the plan."""
    made = backup(plan_path, None, MONDAY)
    plan = PlanDriver(plan_path)
    plan.person("ak").does(board.archive, 4)
    plan.close()
    return made


def test_what_a_file_holds(plan_path: Path, saved: Path) -> None:
    now, then = summary(plan_path), summary(saved)
    assert (now.municipality, then.municipality) == ("Aabenraa Kommune",) * 2
    assert (now.events, then.events) == (4, 3)
    assert now.last_event_at == "2017-04-03T08:12:00.000Z"
    assert then.last_event_at == "2017-03-31T06:00:00.000Z"
    assert now.schema == SCHEMA_VERSION


def test_whose_keys_a_file_holds(plan: PlanDriver, tmp_path: Path) -> None:
    mk = plan.person("mk")
    for person, key in (("mk", RSA), ("ak", ED25519), ("hh", OTHER)):
        mk.does(keys.add_key, person, key)
    assert [name for name, _key in summary(plan.path).keys] == ["ak", "hh", "mk"]
    mk.does(keys.revoke_key, FINGERPRINT)
    mk.does(people.set_active, "hh", False)
    assert [name for name, _key in summary(plan.path).keys] == ["mk"]
    before_keys = older_plan(plan.path, tmp_path / "older.db", 1)
    assert summary(before_keys).keys == ()


def test_looking_into_a_file_changes_nothing(saved: Path) -> None:
    before = picture(saved.parent)
    saved.chmod(0o400)
    saved.parent.chmod(0o500)
    summary(saved)
    saved.parent.chmod(0o700)
    assert picture(saved.parent) == before


def test_a_drill(plan_path: Path, saved: Path) -> None:
    wanted, ruined = sums(saved), sums(plan_path)
    plan_path.chmod(0o640)
    kept = restore(plan_path, saved, MONDAY)
    assert kept == plan_path.parent / KEPT
    assert sums(plan_path) == wanted
    assert sums(kept) == ruined
    assert sums(saved) == wanted
    assert stat.S_IMODE(plan_path.stat().st_mode) == 0o640
    plan = PlanDriver(plan_path)
    plan.person("ak").does(board.archive, 5)
    assert plan.sql("PRAGMA journal_mode") == [("wal",)]
    plan.close()
    assert names(plan_path.parent) == ["backups", "plan.db", KEPT]
    again = restore(plan_path, saved, MONDAY)
    assert again is not None
    assert again.name == f"{KEPT}-2"


def test_a_plan_that_is_gone_comes_back(plan_path: Path, saved: Path) -> None:
    plan_path.unlink()
    Path(f"{plan_path}-wal").write_bytes(b"a stranger's log")
    assert restore(plan_path, saved, MONDAY) is None
    assert sums(plan_path) == sums(saved)
    assert names(plan_path.parent) == ["backups", "plan.db"]


def test_a_damaged_plan_is_replaced_and_kept_with_its_log(plan_path: Path, saved: Path) -> None:
    plan_path.write_bytes(b"SQLite format 3\0" + os.urandom(20_000))
    Path(f"{plan_path}-wal").write_bytes(b"log")
    kept = restore(plan_path, saved, MONDAY)
    assert kept is not None
    assert Path(f"{kept}-wal").read_bytes() == b"log"
    assert sums(plan_path) == sums(saved)


def test_a_link_stays_a_link(plan_path: Path, saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(plan_path)
    restore(link, saved, MONDAY)
    assert link.is_symlink()
    assert sums(plan_path) == sums(saved)


def spoil(backup_file: Path, how: str) -> str:
    """Make a file that must not be put in the plan's place; gives the code."""
    content = bytearray(backup_file.read_bytes())
    match how:
        case "missing":
            backup_file.unlink()
            return "database_missing"
        case "empty":
            content.clear()
        case "text":
            content = bytearray(b"Kaere alle\n" * 100)
        case "cut short":
            del content[20_000:]
        case "flipped":
            content[8192:20480] = os.urandom(12288)
        case "newer":
            content[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
        case "stranger":
            content[68:72] = b"ELSE"
    backup_file.write_bytes(content)
    codes = {"newer": "schema_newer", "stranger": "not_a_plan"}
    damaged = "database_damaged" if how in ("cut short", "flipped") else "not_a_database"
    return codes.get(how, damaged)


@pytest.mark.parametrize(
    "how", ["missing", "empty", "text", "cut short", "flipped", "newer", "stranger"]
)
def test_what_is_no_good_plan_replaces_nothing(plan_path: Path, saved: Path, how: str) -> None:
    code = spoil(saved, how)
    before = picture(plan_path.parent)
    with fails(DatabaseUnusable, code) as refusal:
        restore(plan_path, saved, MONDAY)
    assert refusal.value.params["path"] == str(saved)
    assert picture(plan_path.parent) == before


def test_a_plan_is_no_backup_of_itself(plan_path: Path, tmp_path: Path) -> None:
    (tmp_path / "twin.db").hardlink_to(plan_path)
    for same in (plan_path, tmp_path / "twin.db"):
        with fails(Refused, "backup_is_plan"):
            restore(plan_path, same, MONDAY)


def test_open_dashboards_are_named(plan_path: Path, saved: Path) -> None:
    plan = PlanDriver(plan_path)
    presence.beat(plan.database, "s1", "mk", MONDAY - timedelta(seconds=10))
    presence.beat(plan.database, "s2", "ak", MONDAY)
    presence.beat(plan.database, "s3", "hh", MONDAY - timedelta(minutes=1))
    presence.beat(plan.database, "s4", "hh", MONDAY + timedelta(hours=1))  # the clock was set back
    plan.close()
    with fails(Refused, "dashboards_open") as refusal:
        restore(plan_path, saved, MONDAY)
    assert refusal.value.params == {"names": "Anders Krogh, Mette Kjær", "seconds": 13}
    with fails(Refused, "dashboards_open") as refusal:
        check_replaceable(plan_path, saved, MONDAY + timedelta(seconds=9))
    assert refusal.value.params == {"names": "Anders Krogh", "seconds": 4}
    assert restore(plan_path, saved, MONDAY + timedelta(seconds=30)) is not None


@contextmanager
def somebody_in(path: Path) -> Iterator[None]:
    """Another process has the plan open and does nothing."""
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        "c.execute('SELECT count(*) FROM event').fetchone(); print('in', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        yield
        other.communicate(timeout=PATIENCE)


def test_another_program_that_has_it_open_keeps_it(
    plan_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.restore._PATIENCE", 0.1)
    open_plan(plan_path).close()  # leaves the file in the mode in which dashboards have it
    before = sums(plan_path)
    with somebody_in(plan_path), fails(Refused, "plan_in_use"):
        restore(plan_path, saved, MONDAY)
    assert sums(plan_path) == before
    assert KEPT not in names(plan_path.parent)
    assert not [name for name in names(plan_path.parent) if name.endswith(".new")]


def test_a_damaged_plan_that_somebody_has_open(
    plan_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.restore._PATIENCE", 0.1)
    open_plan(plan_path).close()
    with somebody_in(plan_path), plan_path.open("rb+") as file:
        file.write(b"rubbish" * 1000)
        file.flush()
        with fails(Refused, "plan_in_use"):
            restore(plan_path, saved, MONDAY)


def test_whoever_comes_while_it_is_replaced_does_not_get_the_old_file(
    plan_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening looks at the end whether the file is still the one at its path."""
    check = "db.connection.check_readable"

    def replace_meanwhile(*_: object) -> None:
        os.replace(saved, plan_path)

    monkeypatch.setattr(check, replace_meanwhile)
    with fails(DatabaseUnusable, "database_replaced"):
        open_plan(plan_path)


def test_a_copy_with_its_log_is_a_backup_too(plan_path: Path, tmp_path: Path) -> None:
    """Somebody has copied the plan by hand with what lay beside it."""
    with closing(sqlite3.connect(plan_path)) as foreign:
        foreign.execute("PRAGMA journal_mode = wal")
        foreign.execute("PRAGMA wal_autocheckpoint = 0")
        foreign.execute("UPDATE plan SET municipality = 'Herning'")
        foreign.commit()
        for suffix in ("", "-wal"):
            by_hand = tmp_path / f"by-hand.db{suffix}"
            by_hand.write_bytes(Path(f"{plan_path}{suffix}").read_bytes())
    assert summary(tmp_path / "by-hand.db").municipality == "Herning"
    restore(plan_path, tmp_path / "by-hand.db", MONDAY)
    assert summary(plan_path).municipality == "Herning"
