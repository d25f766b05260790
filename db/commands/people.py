"""Writes to the list of people and their roles."""

from peewee import fn

from db.errors import InvalidInput, NotFound, Refused
from db.models import Person
from db.rules.codes import Role
from db.rules.text import check_name

from ._change import Change
from ._door import command
from ._fields import PERSON_LIMIT, code, line


@command(needs=Role.LEADER, on=Person, when_closed=True)
def add(change: Change, /, name: str, full_name: str, role: Role) -> None:
    """Give somebody access under a login name.

    Raises:
        InvalidInput: the name is not a login name, or taken ("person_exists").
    """
    name = check_name(name)
    if _find(change, name) is not None:
        raise InvalidInput("person_exists", name=name)
    row = change.insert(
        Person,
        name=name,
        full_name=line("full_name", PERSON_LIMIT, required=True)(full_name),
        role=code("role", Role)(role),
    )
    change.about("person.added", row, title=row.full_name)


@command(needs=Role.LEADER, on=Person, when_closed=True)
def set_role(change: Change, /, name: str, role: Role) -> None:
    """Change what a person may do; the last leader stays leader."""
    row = person_named(change, name)
    if row.role == Role.LEADER and role != Role.LEADER:
        _another_leader_than(change, row)
    change.update(row, role=code("role", Role)(role))
    change.about("person.role_set", row, title=row.full_name)


@command(needs=Role.LEADER, on=Person, when_closed=True)
def set_active(change: Change, /, name: str, active: bool) -> None:
    """Take a person's access away, or give it back; what they did stays theirs."""
    row = person_named(change, name)
    if not active and row.role == Role.LEADER:
        _another_leader_than(change, row)
    change.update(row, active=active)
    action = "person.activated" if active else "person.deactivated"
    change.about(action, row, title=row.full_name)


def _find(change: Change, name: str) -> Person | None:
    for person in Person.select().where(Person.name == name).execute(change.database):
        return person  # type: ignore[no-any-return]
    return None


def person_named(change: Change, name: str) -> Person:
    """Somebody by their login name; raises NotFound("person_unknown")."""
    found = _find(change, name)
    if found is None:
        raise NotFound("person_unknown", name=name)
    return found


def _another_leader_than(change: Change, person: Person) -> None:
    others = (Person.role == Role.LEADER) & Person.active & (Person.id != person.id)
    if not Person.select(fn.COUNT(Person.id)).where(others).scalar(change.database):
        raise Refused("last_leader", name=person.name)
