"""Whether the file that a connection has open is still the one at its path."""

import os
from pathlib import Path
from typing import NamedTuple

from peewee import SqliteDatabase

from .errors import DatabaseUnusable
from .faults import plain_faults

Identity = tuple[int, int]
"""Device and inode of a file."""
Stamp = tuple[int, int]
"""Nanosecond of a file's last change, and its size in bytes."""
_MARKS = (
    "SELECT 0, municipality FROM plan UNION ALL SELECT id, digest FROM event"
    " WHERE id IN (?, (SELECT min(id) FROM event), (SELECT max(id) FROM event)) ORDER BY 1"
)


class Place(NamedTuple):
    """The plan's file and its write-ahead log as they were when the plan was opened.

    ``stamp`` is the file's when the plan was last recognised. ``known`` is by what: the first and
    the last event of then by number and digest, as the log only grows, and with the number 0 the
    municipality, which no command changes.
    """

    path: Path
    file: Identity
    log_path: str
    log: Identity | None
    stamp: Stamp | None = None
    known: frozenset[tuple[int, str]] = frozenset()

    @classmethod
    def of(cls, path: Path) -> "Place":
        """The place of a plan that has just been opened; raises FileNotFoundError."""
        # SQLite puts the log beside the file itself, also when the path is a link to it.
        log_path = f"{os.path.realpath(path)}-wal"
        return cls(path, identity(path), log_path, _identity_if_there(log_path))

    def check_plan(self, database: SqliteDatabase) -> "Place":
        """Besides, make sure that nobody has written another plan into the file itself.

        Costs no more than :meth:`check` as long as nobody has written to the file; SQLite does
        only when it moves its log there. Returns the place to check the next time.

        Raises:
            DatabaseUnusable: as :meth:`check` does; "database_replaced" also for another plan or
                an older state of this one.
        """
        stamp = self.check()
        if stamp == self.stamp:
            return self
        with plain_faults(self.path):
            if self.known:  # what SQLite remembers of the file would hide what stands there now
                database.execute_sql("PRAGMA shrink_memory")  # type: ignore[no-untyped-call]
            last = max((number for number, _ in self.known), default=0)
            marks = database.execute_sql(_MARKS, (last,)).fetchall()  # type: ignore[no-untyped-call]
        if not self.known.issubset(marks):
            raise DatabaseUnusable("database_replaced", path=str(self.path))
        return self._replace(stamp=stamp, known=frozenset(marks[:2] + marks[-1:]))

    def check(self) -> Stamp:
        """Make sure that nobody has taken the file or its log away; returns the file's stamp.

        Raises:
            DatabaseUnusable: the file has been removed ("database_gone") or another stands in
                its place ("database_replaced"), so that nobody would see what is written;
                it has been emptied ("database_damaged"), or its log removed ("log_removed").
        """
        with plain_faults(self.path):
            try:
                found = os.stat(self.path)
            except FileNotFoundError:
                raise DatabaseUnusable("database_gone", path=str(self.path)) from None
            if (found.st_dev, found.st_ino) != self.file:
                raise DatabaseUnusable("database_replaced", path=str(self.path))
            if not found.st_size:
                raise DatabaseUnusable("database_damaged", path=str(self.path))
            if self.log is not None and _identity_if_there(self.log_path) != self.log:
                raise DatabaseUnusable("log_removed", path=str(self.path))
            return found.st_mtime_ns, found.st_size


def identity(path: Path | str) -> Identity:
    """Device and inode of a file; raises OSError."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


def _identity_if_there(path: str) -> Identity | None:
    try:
        return identity(path)
    except FileNotFoundError:
        return None
