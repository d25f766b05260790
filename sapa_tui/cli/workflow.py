"""``workflow``: the new workflows, and the closing of the old ones that they replace."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from db.commands import Edit
from db.commands import workflows as commands
from db.queries.departments import department
from db.queries.people import people
from db.queries.workflows import WorkflowRow, workflows
from db.queries.workflows import workflow as read_workflow
from db.rules.typed_due import parse_date
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.history_filters import day_past
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import field_word, responsible_word
from sapa_tui.presentation.workflows import days_over

from .items import NUMBER, names
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])
_STORED = {
    "replaces": "legacy_title",
    "last_day": "legacy_last_day",
    "cases": "legacy_cases",
    "closer": "legacy_closer",
}
"""What the options call the fields of the old workflow."""


def details(function: F) -> F:
    """Give a command the options for the fields of a workflow."""
    for name, settings in (
        ("--closer", {"metavar": "NAME", "help": N_("Who is to close the old workflow.")}),
        ("--cases", {"metavar": "TEXT", "help": N_("What becomes of its open cases.")}),
        (
            "--last-day",
            {"metavar": "DATE", "help": N_("The last day of the old workflow; empty: none yet.")},
        ),
        ("--replaces", {"metavar": "TITLE", "help": N_("The old workflow that it replaces.")}),
        ("--systems", {"metavar": "TEXT", "help": N_("The systems that it is done in.")}),
        ("--owner", {"metavar": "NAME", "help": N_("Who answers for it.")}),
        (
            "--department",
            {
                "metavar": "NAME",
                "multiple": True,
                "help": N_("A department that gets it; say it once for each."),
            },
        ),
        ("--changes", {"metavar": "TEXT", "help": N_("What people do differently.")}),
    ):
        function = option(name, **settings)(function)
    return function


@group("workflow", N_("The new workflows, and the old ones that they replace."))
def workflow() -> None:
    """Hold the commands about one workflow."""


@command("list", N_("The workflows, with what becomes of the old ones."))
@option("--running", is_flag=True, help=N_("Only those whose old one runs past its last day."))
@option("--archived", is_flag=True, help=N_("Those that were taken out of the register."))
@formatted
@pass_session
def list_them(session: Session, running: bool, archived: bool, form: str) -> None:
    """Write the register."""
    today = session.clock.today()
    with session.plan() as database:
        found = workflows(database, archived=archived)
        people_names = names(database)
    if running:
        found = [row for row in found if days_over(row, today)]
    emit(
        form,
        lambda: _table(found, people_names, today),
        lambda: [_data(row, today) for row in found],
    )


@command("add", N_("Add a workflow; its number goes to stdout."))
@click.argument("title", metavar="TITLE")
@details
@pass_session
def add(session: Session, /, title: str, **typed: Any) -> None:
    """Add a workflow to the register."""
    with session.plan() as database:
        outcome = session.write(database, commands.add, title, **_fields(session, database, typed))
    write(str(outcome.entity_id), done=True)


@command("edit", N_("Change fields of a workflow."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@option("--title", metavar="TEXT", help=N_("The title."))
@details
@pass_session
def edit(session: Session, /, number: int, **typed: Any) -> None:
    """Change what was named and leave the rest; departments are named all together."""
    with session.plan() as database:
        row = read_workflow(database, number)
        before = {**row._asdict(), "departments": row.department_ids}
        fields = _fields(session, database, typed)
        if not fields:
            raise click.UsageError(_("Say which field is to be changed."))
        edits = {field: Edit(before[field], value) for field, value in fields.items()}
        session.write(database, commands.edit, number, edits)


@command("close-old", N_("Say that nobody works the old way any more."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@option("--reason", metavar="TEXT", default="", help=N_("What becomes of open cases, if any."))
@option("--on", metavar="DATE", help=N_("The day on which it was closed; today if not said."))
@pass_session
def close_old(session: Session, /, number: int, reason: str, on: str | None) -> None:
    """Close the old workflow."""
    day = day_past(on, session.clock.today()) if on else None
    with session.plan() as database:
        base = read_workflow(database, number).legacy_closed_on
        session.write(database, commands.close_legacy, number, reason=reason, on=day, base=base)


@command("reopen-old", N_("Say that people still work the old way after all."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def reopen_old(session: Session, number: int) -> None:
    """Take the closing back."""
    with session.plan() as database:
        session.write(database, commands.reopen_legacy, number)


@command("cases", N_("Say whether the open cases of the old workflow are handled."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@click.argument("state", metavar="handled|open", type=click.Choice(["handled", "open"]))
@pass_session
def cases(session: Session, number: int, state: str) -> None:
    """Set the tick, or take it off."""
    with session.plan() as database:
        session.write(database, commands.set_cases_handled, number, state == "handled")


@command("archive", N_("Take a workflow out of the register."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive a workflow."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Put an archived workflow back."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore a workflow."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


for subcommand in (list_them, add, edit, close_old, reopen_old, cases, archive, restore):
    workflow.add_command(subcommand)


def _fields(session: Session, database: Any, typed: dict[str, Any]) -> dict[str, Any]:
    """The fields that were named, as the register calls them."""
    fields = {_STORED.get(name, name): value for name, value in typed.items() if value is not None}
    if named := fields.pop("department", ()):
        asked = [name for name in named if name.strip()]  # one empty name: no department any more
        fields["departments"] = sorted({department(database, name).id for name in asked})
    for name in ("owner", "legacy_closer"):
        if name in fields:
            fields[name] = stored_person(fields[name], people(database))
    if "legacy_last_day" in fields:
        day = fields["legacy_last_day"].strip()
        fields["legacy_last_day"] = parse_date(day, session.clock.today()) if day else None
    return fields


def _table(found: list[WorkflowRow], people_names: dict[str, str], today: date) -> Table:
    headers = (
        *(_("No."), field_word("title"), field_word("departments"), field_word("owner")),
        *(field_word("legacy_title"), field_word("legacy_last_day"), _("Days over")),
        *(field_word("legacy_cases_handled"), field_word("legacy_closed_on")),
    )
    rows = [
        (
            row.id,
            row.title,
            ", ".join(one.name for one in row.departments),
            responsible_word(row.owner, people_names),
            row.legacy_title,
            day_plain(row.legacy_last_day) if row.legacy_last_day else "",
            days_over(row, today) or "",
            row.legacy_cases_handled if row.legacy_title else "",
            day_plain(row.legacy_closed_on) if row.legacy_closed_on else "",
        )
        for row in found
    ]
    return Table(headers, rows)


def _data(row: WorkflowRow, today: date) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "changes": row.changes or None,
        "departments": [one.name for one in row.departments],
        "owner": row.owner or None,
        "systems": row.systems or None,
        "replaces": row.legacy_title or None,
        "last_day": row.legacy_last_day and row.legacy_last_day.isoformat(),
        "days_over": days_over(row, today),
        "cases": row.legacy_cases or None,
        "cases_handled": row.legacy_cases_handled,
        "closer": row.legacy_closer or None,
        "closed_by": row.legacy_closed_by,
        "closed_on": row.legacy_closed_on and row.legacy_closed_on.isoformat(),
        "version": row.version,
    }
