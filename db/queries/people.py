"""People: who may open the dashboard, who is in, and how each likes it."""

from datetime import datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from db.clock import stamp
from db.errors import NotFound
from db.models import Person, Preference, Presence
from db.prepared import Prepared, given
from db.rules.codes import Role

from .keys import valid_keys


class PersonRow(NamedTuple):
    """Somebody with access; ``keys`` are the fingerprints by which they come in over SSH."""

    name: str
    full_name: str
    role: Role
    active: bool
    keys: tuple[str, ...] = ()


class Present(NamedTuple):
    """An open dashboard: whose it is, and where in it the person is."""

    session: str
    name: str
    view: str
    item: str
    editing: str


_FOR_EVER = "9999"
_PRESENT = Prepared(
    lambda: (
        Presence.select(
            Presence.session, Person.name, Presence.view, Presence.item, Presence.editing
        )
        .join(Person)
        .where(Presence.seen_at.between(given("since"), given("until")))
        .order_by(Person.name, Presence.session)
    )
)


def people(database: SqliteDatabase) -> list[PersonRow]:
    """Everybody, leaders first, then by name."""
    query = Person.select(Person.name, Person.full_name, Person.role, Person.active)
    rows = query.order_by(Person.full_name).tuples().execute(database)
    keys = valid_keys(database)
    found = [
        PersonRow(name, full, Role(role), active, keys.get(name, ()))
        for name, full, role, active in rows
    ]
    return sorted(found, key=lambda person: list(Role).index(person.role))


def person(database: SqliteDatabase, name: str) -> PersonRow:
    """One person; raises NotFound("person_unknown")."""
    for row in people(database):
        if row.name == name:
            return row
    raise NotFound("person_unknown", name=name)


def present(
    database: SqliteDatabase, since: datetime, until: datetime | None = None
) -> list[Present]:
    """The dashboards that have given a sign of life since an instant.

    One from after ``until`` does not count: it is from before the clock was set back.
    """
    last = _FOR_EVER if until is None else stamp(until)
    return [Present(*row) for row in _PRESENT.rows(database, since=stamp(since), until=last)]


def preferences(database: SqliteDatabase, name: str) -> dict[str, str]:
    """How a person likes the dashboard."""
    query = Preference.select(Preference.key, Preference.value).join(Person)
    rows = query.where(Person.name == name).tuples().execute(database)
    return dict(rows)
