"""The keys by which people come in over SSH; whom one lets in, ``db.doorkeeper`` knows."""

from typing import NamedTuple

from peewee import SqliteDatabase

from db.models import Person, PersonKey


class KeyRow(NamedTuple):
    """A key and whose it is; ``revoked_at`` is None while it lets them in."""

    person: str
    type: str
    fingerprint: str
    comment: str
    added_at: str
    revoked_at: str | None


def keys(database: SqliteDatabase) -> list[KeyRow]:
    """Every key there ever was, by person, the oldest first."""
    about = (PersonKey.type, PersonKey.fingerprint, PersonKey.comment)
    query = PersonKey.select(Person.name, *about, PersonKey.added_at, PersonKey.revoked_at)
    rows = query.join(Person).order_by(Person.name, PersonKey.id).tuples().execute(database)
    return [KeyRow(*row) for row in rows]


def valid_keys(database: SqliteDatabase) -> dict[str, tuple[str, ...]]:
    """The fingerprints of the keys that let each person in, by login name."""
    found: dict[str, tuple[str, ...]] = {}
    for key in keys(database):
        if key.revoked_at is None:
            found[key.person] = (*found.get(key.person, ()), key.fingerprint)
    return found
