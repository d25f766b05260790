"""Files that somebody asked for: written whole or not at all, and none is replaced unasked."""

import os
from pathlib import Path

from db.errors import DatabaseUnusable


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises DatabaseUnusable as a backup does."""
    beside = path.with_name(f".{path.name[:60]}.{os.getpid()}")
    try:
        try:
            with beside.open("xb") as opened:
                opened.write(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or ""
        raise DatabaseUnusable("system_error", path=str(path), reason=reason) from error


def free_path(wanted: Path) -> Path:
    """A path at which nothing is yet: the one wanted, else with a number, ``plan-2.html``."""
    path, number = wanted, 1
    while os.path.lexists(path):
        number += 1
        path = wanted.with_stem(f"{wanted.stem}-{number}")
    return path
