"""Putting a backup in the place of a plan, with nobody in it and nothing thrown away."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from .backup import open_raw, own_as, settle, unfinished_copy
from .clock import local, stamp
from .errors import DatabaseUnusable, Refused
from .faults import fault_code, plain_faults
from .header import check_file, check_writable, reading_mode
from .migrations import SCHEMA_VERSION
from .queries.wall import PRESENCE_SECONDS

_PATIENCE = 2.0
_LOG_FILES = ("-wal", "-shm", "-journal")
_SCHEMA_WITH_KEYS = 2
_LETTING_IN = (
    "SELECT person.name, fingerprint FROM person_key JOIN person ON person.id = person_id"
    " WHERE revoked_at IS NULL AND active ORDER BY person.name, fingerprint"
)
# Where SQLite's locks lie in a file: https://sqlite.org/src/file/src/os.h
_SHARED_FIRST, _SHARED_SIZE = 0x40000000 + 2, 510


@dataclass(frozen=True, slots=True)
class Summary:
    """What a plan's file holds; ``last_event_at`` is a UTC instant as text.

    ``keys`` are those that let somebody in, each as a login name and a fingerprint.
    """

    municipality: str
    events: int
    last_event_at: str
    schema: int
    keys: tuple[tuple[str, str], ...] = ()


def summary(path: Path) -> Summary:
    """Look into a plan without changing it.

    Raises:
        DatabaseUnusable: it is missing, no plan, damaged, or newer than this program.
    """
    schema = check_file(path, SCHEMA_VERSION)
    with plain_faults(path), closing(open_raw(path, reading_mode(path), _PATIENCE)) as plan:
        if plan.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise DatabaseUnusable("database_damaged", path=str(path))
        (municipality,) = plan.execute("SELECT municipality FROM plan").fetchone() or ("",)
        last = plan.execute("SELECT at FROM event ORDER BY id DESC LIMIT 1").fetchone()
        (events,) = plan.execute("SELECT count(*) FROM event").fetchone()
        keys = plan.execute(_LETTING_IN).fetchall() if schema >= _SCHEMA_WITH_KEYS else ()
    return Summary(municipality, events, last[0] if last else "", schema, tuple(keys))


def check_replaceable(path: Path, backup: Path, now: datetime) -> None:
    """Look for what stands in the way of a restore before anybody is asked whether to do it.

    Raises:
        DatabaseUnusable, Refused: as :func:`restore` does.
    """
    _check_both(path, backup)
    if path.exists():
        with plain_faults(path), _unless_damaged(path):
            _check_dashboards(path, now, reading_mode(path))


def restore(path: Path, backup: Path, now: datetime) -> Path | None:
    """Put a copy of ``backup`` in the place of the plan at ``path``.

    The replaced file is kept beside it as ``<name>.replaced-<time in Denmark>``; returns where,
    or None when there was none. An older schema is brought up to date when the plan is opened.

    Raises:
        DatabaseUnusable: the backup is missing, damaged, no plan, or newer than this program;
            the place cannot be written. Nothing has been replaced.
        Refused: dashboards are open ("dashboards_open"; ``seconds`` says after how many one
            counts as closed that has crashed), or another program has the plan open
            ("plan_in_use").
    """
    _check_both(path, backup)
    place = path.resolve()  # a link to the plan stays a link
    with (
        plain_faults(place),
        unfinished_copy(backup, place.parent, place.name) as unfinished,
    ):
        if not place.exists():
            _clear_log(place)
            os.link(unfinished, place)
            settle(place.parent)
            return None
        own_as(unfinished, place)
        unfinished.chmod(place.stat().st_mode & 0o777)
        with _nobody_in(place, now):
            return _swap(place, unfinished, now)


def _swap(place: Path, unfinished: Path, now: datetime) -> Path:
    kept = _kept_name(place, now)
    os.link(place, kept)
    # Before the new file stands there: SQLite would play a stranger's log into it.
    with suppress(FileNotFoundError):
        os.rename(f"{place}-wal", f"{kept}-wal")
    _clear_log(place)
    os.rename(unfinished, place)
    settle(place.parent)
    return kept


def _kept_name(place: Path, now: datetime) -> Path:
    plain = place.with_name(f"{place.name}.replaced-{local(now):%Y-%m-%d-%H%M%S}")
    kept, number = plain, 1
    while os.path.lexists(kept):
        number += 1
        kept = Path(f"{plain}-{number}")
    return kept


def _clear_log(place: Path) -> None:
    for suffix in _LOG_FILES:
        Path(f"{place}{suffix}").unlink(missing_ok=True)


@contextmanager
def _nobody_in(place: Path, now: datetime) -> Iterator[None]:
    """Keep everybody out of a plan; raises Refused while somebody is in."""
    readable = False
    with _unless_damaged(place):
        _check_dashboards(place, now, "mode=ro")
        readable = True
    if readable:
        with closing(open_raw(place, patience=_PATIENCE)) as plan:
            readable = False
            with _unless_damaged(place):
                # Leaving the log behind takes that nobody else has the file open, and makes it
                # complete in itself; the lock then keeps out whoever comes before the swap.
                plan.execute("PRAGMA journal_mode = DELETE")
                plan.execute("BEGIN EXCLUSIVE")
                readable = True
            if readable:
                yield
                return
    with _nobody_in_damaged(place):
        yield


@contextmanager
def _unless_damaged(place: Path) -> Iterator[None]:
    """Let pass that the file is damaged: that is what a backup is for."""
    try:
        yield
    except sqlite3.Error as error:
        code = fault_code(error)
        if code == "database_busy":
            raise Refused("plan_in_use", path=str(place)) from error
        if code not in ("database_damaged", "not_a_database", "database_error"):
            raise


def _check_both(path: Path, backup: Path) -> None:
    check_file(backup, SCHEMA_VERSION)
    if path.exists():
        if path.samefile(backup):
            raise Refused("backup_is_plan", path=str(backup))
        check_writable(path)


def _check_dashboards(place: Path, now: datetime, mode: str) -> None:
    alive = timedelta(seconds=PRESENCE_SECONDS)
    with closing(open_raw(place, mode, _PATIENCE)) as plan:
        found = plan.execute(
            "SELECT coalesce(nullif(full_name, ''), name) AS called, max(seen_at)"
            " FROM presence JOIN person ON person.id = person_id"
            " WHERE seen_at BETWEEN ? AND ? GROUP BY person_id ORDER BY called",
            (stamp(now - alive), stamp(now + alive)),
        ).fetchall()
    if found:
        over = max(datetime.fromisoformat(seen_at) for _, seen_at in found) + alive
        names = ", ".join(called for called, _ in found)
        raise Refused("dashboards_open", names=names, seconds=ceil((over - now).total_seconds()))


@contextmanager
def _nobody_in_damaged(place: Path) -> Iterator[None]:
    """As :func:`_nobody_in` for a file that SQLite cannot read: by the lock alone."""
    with place.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_SIZE, _SHARED_FIRST)
        except OSError as error:
            raise Refused("plan_in_use", path=str(place)) from error
        yield
