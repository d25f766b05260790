"""``department``: the register of departments, and what each has answered."""

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any, TypeVar

import click

from db.commands import Edit
from db.commands import departments as commands
from db.queries.departments import DepartmentRow, departments
from db.queries.departments import department as read_department
from db.queries.preconditions import go_lines
from db.queries.start_move import start_move
from db.rules.codes import Answer, ChangeSize
from db.rules.typed_due import parse_date
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import adoption_word, answer_word, size_word
from sapa_tui.presentation.words import field_word

from .output import Table, emit, formatted, write
from .readiness import readiness_data, sign_off
from .session import Session, pass_session
from .start_move import demand_start, show_start
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])
WITH_GO_LIVE = ("", "go-live", "golive", "idriftsættelse", "idriftsættelsen")
"""What may stand for a start of use that is go-live's."""
_ANSWERS = click.Choice([answer.value for answer in Answer])


def details(function: F) -> F:
    """Give a command the options for the fields of a department."""
    sizes = click.Choice([size.value for size in ChangeSize])
    for name, settings in (
        (
            "--no-needs-help",
            {"is_flag": True, "help": N_("It needs no extra help any more.")},
        ),
        (
            "--needs-help",
            {"metavar": "TEXT", "help": N_("That it needs extra help, and with what.")},
        ),
        ("--superusers", {"metavar": "TEXT", "help": N_("Who helps the colleagues there.")}),
        ("--local-leader", {"metavar": "NAME", "help": N_("Who leads the department.")}),
        (
            "--start-of-use",
            {
                "metavar": "DATE|go-live",
                "help": N_("When it takes SAPA into use; go-live if it has no day of its own."),
            },
        ),
        ("--systems", {"metavar": "N", "help": N_("How many systems are used together.")}),
        ("--size", {"type": sizes, "help": N_("How much changes; medium if not said.")}),
    ):
        function = option(name, **settings)(function)
    return function


def reason_of(function: F) -> F:
    """Give a command the option for the reason of an answer."""
    text = N_("Why; needed where there are no new workflows.")
    return option("--reason", metavar="TEXT", default="", help=text)(function)


@group("department", N_("The departments that get SAPA, and whether they have new workflows."))
def department() -> None:
    """Hold the commands about one department."""


@command("list", N_("The departments, with what each has answered and how far it is."))
@formatted
@pass_session
def list_them(session: Session, form: str) -> None:
    """Write the register."""
    with session.plan() as database:
        found = departments(database)
        ready = {line.department: line for line in go_lines(database)}
    data = [_data(row) | readiness_data(ready[row.id]) for row in found]
    emit(form, lambda: _table(found, form), lambda: data)


@command("add", N_("Add a department; its number goes to stdout."))
@click.argument("name", metavar="NAME")
@option("--users", metavar="N", required=True, help=N_("How many will use SAPA there."))
@option(
    "--new-workflows",
    type=_ANSWERS,
    default=Answer.UNDECIDED.value,
    help=N_("Whether it has new workflows; undecided if not said."),
)
@reason_of
@details
@pass_session
def add(
    session: Session, /, name: str, users: str, new_workflows: str, reason: str, **typed: Any
) -> None:
    """Add a department to the register."""
    fields: dict[str, Any] = _fields(session, {**typed, "users": users})
    answer = Answer(new_workflows)
    with session.plan() as database:
        outcome = session.write(
            database, commands.add, name, new_workflows=answer, reason=reason, **fields
        )
    write(str(outcome.entity_id), done=True)


@command("set", N_("Change fields of a department, such as when it takes SAPA into use."))
@click.argument("named", metavar="DEPARTMENT")
@option("--name", metavar="TEXT", help=N_("The name."))
@option("--users", metavar="N", help=N_("How many will use SAPA there."))
@details
@option("--dry-run", is_flag=True, help=N_("Only show what another start of use would do."))
@formatted
@pass_session
def set_fields(session: Session, /, named: str, dry_run: bool, form: str, **typed: Any) -> None:
    """Change what was named and leave the rest."""
    fields = _fields(session, typed)
    if not fields:
        raise click.UsageError(_("Say which field is to be changed."))
    with session.plan() as database:
        row = read_department(database, named)
        edits = {field: Edit(getattr(row, field), value) for field, value in fields.items()}
        if dry_run:
            demand_start(fields)
            today = session.clock.today()
            show_start(start_move(database, row.id, fields["start_of_use"], today), form)
        else:
            session.write(database, commands.edit, row.id, edits)


@command("answer", N_("Say whether a department has new workflows."))
@click.argument("named", metavar="DEPARTMENT")
@click.argument("new_workflows", metavar="yes|no|undecided", type=_ANSWERS)
@reason_of
@pass_session
def answer(session: Session, named: str, new_workflows: str, reason: str) -> None:
    """Answer for a department."""
    with session.plan() as database:
        row = read_department(database, named)
        session.write(database, commands.answer, row.id, Answer(new_workflows), reason=reason)


@command("except", N_("Note why not all users of a department have to be in use."))
@click.argument("named", metavar="DEPARTMENT")
@option("--reason", metavar="TEXT", required=True, help=N_("Why; empty: they have to after all."))
@pass_session
def set_exception(session: Session, named: str, reason: str) -> None:
    """Document an exception, or withdraw it."""
    with session.plan() as database:
        row = read_department(database, named)
        session.write(database, commands.set_exception, row.id, reason)


@command("archive", N_("Take a department out of the register."))
@click.argument("named", metavar="DEPARTMENT")
@pass_session
def archive(session: Session, named: str) -> None:
    """Archive a department."""
    with session.plan() as database:
        session.write(database, commands.archive, read_department(database, named).id)


@command("restore", N_("Put an archived department back."))
@click.argument("named", metavar="DEPARTMENT")
@pass_session
def restore(session: Session, named: str) -> None:
    """Restore a department."""
    with session.plan() as database:
        row = read_department(database, named, archived=True)
        session.write(database, commands.restore, row.id)


for subcommand in (list_them, add, set_fields, answer, set_exception, sign_off, archive, restore):
    department.add_command(subcommand)

_edit = copy(set_fields)
_edit.hidden = True
department.add_command(_edit, "edit")  # as "set" was called before


def _fields(session: Session, typed: dict[str, Any]) -> dict[str, Any]:
    """The fields that were named, as the register calls them."""
    helped = typed.pop("no_needs_help")
    fields = {name: value for name, value in typed.items() if value is not None}
    if helped and "needs_help" in fields:
        raise click.UsageError(_("Say either --needs-help or --no-needs-help."))
    if helped:
        fields["needs_help"] = False
    elif "needs_help" in fields:
        fields |= {"needs_help": True, "help_note": fields["needs_help"]}
    if "size" in fields:
        fields["change_size"] = fields.pop("size")
    if "start_of_use" in fields:
        fields["start_of_use"] = _start(fields["start_of_use"], session.clock.today())
    return fields


def _start(typed: str, today: date) -> date | None:
    """A department's own day, or None for go-live's; raises as ``parse_date`` does."""
    return None if typed.strip().casefold() in WITH_GO_LIVE else parse_date(typed, today)


def _start_cell(row: DepartmentRow, form: str) -> str:
    if row.start_of_use is None:
        return _("with go-live")
    return row.start_of_use.isoformat() if form == "csv" else day_plain(row.start_of_use)


def _table(found: list[DepartmentRow], form: str) -> Table:
    fields = ("name", "users", "start_of_use", "in_use", "state", "new_workflows", "change_size")
    rows = [
        (
            row.id,
            row.name,
            row.users,
            _start_cell(row, form),
            row.in_use,
            adoption_word(row.state),
            answer_word(row.new_workflows),
            size_word(row.change_size),
            row.local_leader,
            f"! {row.help_note}".rstrip() if row.needs_help else "",
        )
        for row in found
    ]
    return Table(
        (_("No."), *(field_word(field) for field in (*fields, "local_leader")), _("Needs help")),
        rows,
    )


def _data(row: DepartmentRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "users": row.users,
        "new_workflows": row.new_workflows.value,
        "reason": row.new_workflows_reason or None,
        "answered_by": row.new_workflows_by,
        "answered_on": row.new_workflows_on and row.new_workflows_on.isoformat(),
        "size": row.change_size.value,
        "systems": row.systems,
        "local_leader": row.local_leader or None,
        "superusers": row.superusers or None,
        "start_of_use": row.start_of_use and row.start_of_use.isoformat(),
        "needs_help": row.needs_help,
        "help_note": row.help_note or None,
        "exception": row.exception or None,
        "in_use": row.in_use,
        "state": row.state.value,
        "version": row.version,
    }
