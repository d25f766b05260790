"""The keys by which people come in over SSH; whom one lets in, ``db.doorkeeper`` knows."""

from typing import NamedTuple

from peewee import SqliteDatabase

from db.models import Person, PersonKey


class KeyRow(NamedTuple):
    """A key and whose it is; it lets them in while it is not revoked and they have access."""

    person: str
    type: str
    fingerprint: str
    comment: str
    added_at: str
    revoked_at: str | None
    active: bool
    """Whether the person has access."""


def keys(database: SqliteDatabase) -> list[KeyRow]:
    """Every key there ever was, by person, the oldest first."""
    about = (PersonKey.type, PersonKey.fingerprint, PersonKey.comment)
    since = (PersonKey.added_at, PersonKey.revoked_at, Person.active)
    query = PersonKey.select(Person.name, *about, *since)
    rows = query.join(Person).order_by(Person.name, PersonKey.id).tuples().execute(database)
    return [KeyRow(*row) for row in rows]


def valid_keys(database: SqliteDatabase) -> dict[str, tuple[str, ...]]:
    """The fingerprints of the keys that let each person in while they have access, by name."""
    found: dict[str, tuple[str, ...]] = {}
    for key in keys(database):
        if key.revoked_at is None:
            found[key.person] = (*found.get(key.person, ()), key.fingerprint)
    return found
