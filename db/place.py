"""Whether the file that a connection has open is still the one at its path."""

import os
from pathlib import Path
from typing import NamedTuple

from .errors import DatabaseUnusable
from .faults import plain_faults

Identity = tuple[int, int]
"""Device and inode of a file."""


class Place(NamedTuple):
    """The plan's file and its write-ahead log as they were when the plan was opened."""

    path: Path
    file: Identity
    log: Identity | None

    @classmethod
    def of(cls, path: Path) -> "Place":
        """The place of a plan that has just been opened; raises FileNotFoundError."""
        return cls(path, identity(path), _log_of(path))

    def check(self) -> None:
        """Make sure that nobody has taken the file or its log away.

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
            if self.log is not None and _log_of(self.path) != self.log:
                raise DatabaseUnusable("log_removed", path=str(self.path))


def identity(path: Path | str) -> Identity:
    """Device and inode of a file; raises OSError."""
    found = os.stat(path)
    return found.st_dev, found.st_ino


def _log_of(path: Path) -> Identity | None:
    # SQLite puts the log beside the file itself, also when the path is a link to it.
    try:
        return identity(f"{os.path.realpath(path)}-wal")
    except FileNotFoundError:
        return None
