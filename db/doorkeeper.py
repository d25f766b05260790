"""Whom a key lets in: one question put to the file, before anything else of the program is loaded.

sshd asks it twice at every login, so it is answered without peewee, whose import alone would take
four times as long. SQLite-only words, as in ``connection``; the file is opened for reading only.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_PATIENCE_SECONDS = 5.0
_WHOSE = (
    "SELECT person.name, type, blob, fingerprint FROM person_key"
    " JOIN person ON person.id = person_key.person_id"
    " WHERE blob = ? AND revoked_at IS NULL AND person.active"
)


class Admission(NamedTuple):
    """A key that lets in, and the login name of the person who comes in by it."""

    person: str
    type: str
    blob: str
    fingerprint: str


def admission(plan: Path, blob: str) -> Admission | None:
    """Whom a key in base64 lets in; None when it is nobody's, revoked, or of one without access.

    Raises:
        OSError: the file is missing, no plan of ours, or cannot be read.
    """
    try:
        uri = f"{Path(os.path.abspath(plan)).as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, _PATIENCE_SECONDS, uri=True)) as connection:
            found = connection.execute(_WHOSE, (blob,)).fetchone()
    except sqlite3.Error as fault:
        raise OSError(str(fault)) from fault
    return found and Admission(*found)
