"""``precondition``: what must be in place in each department before it begins."""

from typing import Any

import click

from db.commands import preconditions as commands
from db.queries.departments import department as read_department
from db.queries.people import people
from db.queries.preconditions import Checklist, PreconditionRow, checklists
from db.rules.codes import PreconditionKind
from sapa_tui.locale import N_, _
from sapa_tui.presentation.precondition_words import precondition_kind_word
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import field_word, responsible_word, value_word

from .items import NUMBER, names
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option


@group("precondition", N_("What must be in place in each department before it begins."))
def precondition() -> None:
    """Hold the commands about conditions."""


@command("list", N_("The departments' conditions, and which of them are in place."))
@option("--department", metavar="NAME", help=N_("Only those of this department."))
@option("--open", "only_open", is_flag=True, help=N_("Only those that are not in place."))
@formatted
@pass_session
def list_them(session: Session, department: str | None, only_open: bool, form: str) -> None:
    """Write the checklists."""
    with session.plan() as database:
        only = None if department is None else read_department(database, department).id
        found = [
            (one, row)
            for one in checklists(database)
            if only in (None, one.line.department)
            for row in one.points
            if not (only_open and row.met)
        ]
        known = names(database)
    emit(form, lambda: _table(found, known), lambda: [_data(*entry) for entry in found])


@command("add", N_("Put a condition on a department's list; its number goes to stdout."))
@click.argument("named", metavar="DEPARTMENT")
@click.argument("text", metavar="TEXT")
@option(
    "--kind",
    type=click.Choice([kind.value for kind in PreconditionKind]),
    help=N_("What sort of condition it is; external with a task card, else other."),
)
@option("--task-card", metavar="CARD", help=N_("The card that brings it about, such as K08."))
@option("--responsible", metavar="NAME", help=N_("Who sees to it."))
@option("--note", metavar="TEXT", help=N_("What else there is to say."))
@pass_session
def add(session: Session, /, named: str, text: str, responsible: str | None, **typed: Any) -> None:
    """Add a condition."""
    fields = {name: value for name, value in typed.items() if value is not None}
    with session.plan() as database:
        if responsible is not None:
            fields["responsible"] = stored_person(responsible, people(database))
        where = read_department(database, named).id
        outcome = session.write(database, commands.add, text, department=where, **fields)
    write(str(outcome.entity_id), done=True)


@command("met", N_("Say that a condition is in place."))
@click.argument("number", type=NUMBER)
@pass_session
def met(session: Session, number: int) -> None:
    """Tick a condition."""
    with session.plan() as database:
        session.write(database, commands.set_met, number, True)


@command("open", N_("Say that a condition is not in place after all."))
@click.argument("number", type=NUMBER)
@pass_session
def open_again(session: Session, number: int) -> None:
    """Take the tick off a condition."""
    with session.plan() as database:
        session.write(database, commands.set_met, number, False)


@command("archive", N_("Take a condition off its list."))
@click.argument("number", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive a condition."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Put an archived condition back."))
@click.argument("number", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore a condition."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


@command("plant", N_("Put the suggested conditions on a department's list that it lacks."))
@click.argument("named", metavar="DEPARTMENT")
@pass_session
def plant(session: Session, named: str) -> None:
    """Plant the suggestions."""
    with session.plan() as database:
        session.write(database, commands.plant, read_department(database, named).id)


for subcommand in (list_them, add, met, open_again, archive, restore, plant):
    precondition.add_command(subcommand)


def _table(found: list[tuple[Checklist, PreconditionRow]], known: dict[str, str]) -> Table:
    fields = ("department", "text", "kind", "task_card", "responsible", "met_by", "met_at")
    rows = [
        (
            row.id,
            one.line.name,
            row.text,
            precondition_kind_word(row.kind),
            row.task_card,
            responsible_word(row.responsible, known),
            responsible_word(row.met_by or "", known),
            value_word("met_at", row.met_at, known),
        )
        for one, row in found
    ]
    return Table((_("No."), *(field_word(field) for field in fields)), rows)


def _data(one: Checklist, row: PreconditionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "department": one.line.name,
        "kind": row.kind.value,
        "text": row.text,
        "task_card": row.task_card or None,
        "responsible": row.responsible or None,
        "note": row.note or None,
        "met": row.met,
        "met_by": row.met_by,
        "met_at": row.met_at,
        "version": row.version,
    }
