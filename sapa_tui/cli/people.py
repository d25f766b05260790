"""``people`` and ``person``: who may open the plan, and as what."""

import click

from db.commands import people as commands
from db.queries.people import PersonRow
from db.queries.people import people as read_people
from db.queries.people import person as read_person
from db.rules.codes import Role
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import field_word, role_word

from . import say
from .keys import key
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, group, option


@command("people", N_("Who may open the plan, and as what."))
@formatted
@pass_session
def people(session: Session, form: str) -> None:
    """Write the list of people."""
    with session.plan() as database:
        found = read_people(database)
    emit(form, lambda: _table(found), lambda: [_data(row) for row in found])


@group("person", N_("Give people access to the plan (the project leader)."))
def person() -> None:
    """Hold the commands about one person."""


@command("add", N_("Give somebody access under a login name."))
@click.argument("login", metavar="NAME")
@option("--name", "full_name", metavar="TEXT", required=True, help=N_("The full name."))
@option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.MEMBER.value,
    help=N_("leader also decides, member writes, viewer reads; member if not said."),
)
@pass_session
def add(session: Session, login: str, full_name: str, role: str) -> None:
    """Add a person."""
    with session.plan() as database:
        session.write(database, commands.add, login, full_name, Role(role))


@command("role", N_("Change what somebody may do."))
@click.argument("login", metavar="NAME")
@click.argument("role", metavar="ROLE", type=click.Choice([role.value for role in Role]))
@pass_session
def set_role(session: Session, login: str, role: str) -> None:
    """Give a person another role."""
    with session.plan() as database:
        session.write(database, commands.set_role, _login(login), Role(role))


@command("remove", N_("Take somebody's access away; what they did stays theirs."))
@click.argument("login", metavar="NAME")
@pass_session
def remove(session: Session, login: str) -> None:
    """Take a person's access away."""
    with session.plan() as database:
        session.write(database, commands.set_active, _login(login), False)


@command("restore", N_("Give somebody access again."))
@click.argument("login", metavar="NAME")
@pass_session
def restore(session: Session, login: str) -> None:
    """Give a person access again."""
    with session.plan() as database:
        outcome = session.write(database, commands.set_active, _login(login), True)
        back = read_person(database, _login(login)).keys
    if outcome.event is not None and back:
        say(_("These keys let them in again; revoke those that have been lost:"))
        for fingerprint in back:
            say(f"    {safe(fingerprint)}")


for subcommand in (add, set_role, remove, restore, key):
    person.add_command(subcommand)


def _login(typed: str) -> str:
    return typed.strip().lower()


def _table(found: list[PersonRow]) -> Table:
    headers = [field_word(field) for field in ("name", "full_name", "role", "active")]
    rows = [(row.name, row.full_name, role_word(row.role), bool(row.active)) for row in found]
    return Table(headers, rows)


def _data(row: PersonRow) -> dict[str, object]:
    return {
        "name": row.name,
        "full_name": row.full_name,
        "role": row.role.value,
        "active": bool(row.active),
    }
