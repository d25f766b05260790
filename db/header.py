"""Whether a bare file is a plan, judged by its header: before SQLite opens and changes it."""

import os
from pathlib import Path

from .errors import DatabaseUnusable
from .faults import plain_faults

APPLICATION_ID = 0x5341_5041  # "SAPA", in the file's header
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_NUMBERS_AT = (60, 68)  # user_version and application_id in the header, big-endian


def check_file(path: Path, newest: int) -> int:
    """Look at the bare file; returns the number of its schema.

    Not for a file that this process has open already: closing any other handle of it gives up
    the locks by which SQLite keeps other processes from removing its log.

    Raises:
        DatabaseUnusable: it is missing, no plan, of a schema above ``newest``, or not readable.
    """
    with plain_faults(path):
        if not path.exists():
            raise DatabaseUnusable("database_missing", path=str(path))
        if not path.is_file():
            raise DatabaseUnusable("not_a_database", path=str(path))
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
            raise DatabaseUnusable("not_a_database", path=str(path))
        if not set(header[18:20]) <= {1, 2}:  # a format that SQLite itself would not write to
            raise DatabaseUnusable("database_damaged", path=str(path))
        version, application_id = (
            int.from_bytes(header[start : start + 4], "big") for start in _NUMBERS_AT
        )
        return check_numbers(path, application_id, version, newest)


def check_writable(path: Path) -> None:
    """Raise DatabaseUnusable unless the file and its folder can be written by us."""
    if not _writable(path):
        raise DatabaseUnusable("database_read_only", path=str(path))


def reading_mode(path: Path) -> str:
    """What SQLite's URI must say so that a file can be read here.

    Without write access SQLite reads a log beside the file if it may; where there is none, it
    has to be told not to make one.
    """
    if _writable(path):
        return "mode=rw"
    return "mode=ro" if os.path.exists(f"{os.path.realpath(path)}-wal") else "immutable=1"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def check_numbers(path: Path, application_id: int, version: int, newest: int) -> int:
    """The schema's number, once it is clear that the file is a plan of ours and not too new."""
    if application_id != APPLICATION_ID:
        raise DatabaseUnusable("not_a_plan", path=str(path))
    if version > newest:
        raise DatabaseUnusable("schema_newer", path=str(path), found=version, known=newest)
    return version
