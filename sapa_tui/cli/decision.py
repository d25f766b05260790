"""``decision``: what has been decided on how employees are introduced and motivated."""

from datetime import date
from typing import Any

import click

from db.commands import Edit
from db.commands import decisions as commands
from db.queries.decisions import DecisionRow, MissingDecision, read_decisions
from db.queries.decisions import decisions as read_rows
from db.queries.departments import department as read_department
from db.queries.people import people
from db.rules.codes import DecisionTopic
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.decisions import department_words
from sapa_tui.presentation.history_filters import day_past
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import field_word, responsible_word, topic_word

from .items import NUMBER, names
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

_TOPICS = click.Choice([topic.value for topic in DecisionTopic])
_DAY = N_("On which day, such as 23-11-2026; today if not said.")


@group("decision", N_("Decisions on how employees are introduced and motivated."))
def decision() -> None:
    """Hold the commands about decisions."""


@command("list", N_("What has been decided, by whom and when."))
@option("--missing", "only_missing", is_flag=True, help=N_("Only what has not been decided."))
@formatted
@pass_session
def list_(session: Session, only_missing: bool, form: str) -> None:
    """Write the decisions, or what is missing."""
    with session.plan() as database:
        found, known = read_decisions(database), names(database)
    if only_missing:
        rows = found.missing
        nothing = _("No decision is missing.")
        emit(form, lambda: _gaps(rows), lambda: [_gap(row) for row in rows], nothing=nothing)
    else:
        made = found.decisions
        emit(form, lambda: _table(made, known, form), lambda: [_data(row) for row in made])


@command("add", N_("Record a decision; its number goes to stdout."))
@click.argument("topic", metavar="introduction|motivation", type=_TOPICS)
@click.argument("text", metavar="TEXT")
@option("--department", metavar="NAME", help=N_("For which department; for all if not said."))
@option("--by", metavar="NAME", default="", help=N_("Who decided it."))
@option("--on", metavar="DATE", help=_DAY)
@pass_session
def add(
    session: Session, topic: str, text: str, department: str | None, by: str, on: str | None
) -> None:
    """Record a decision."""
    with session.plan() as database:
        outcome = session.write(
            database,
            commands.add,
            text,
            topic=DecisionTopic(topic),
            department=read_department(database, department).id if department else None,
            decided_by=stored_person(by, people(database)),
            decided_on=_day(session, on),
        )
    write(str(outcome.entity_id), done=True)


@command("edit", N_("Change fields of a decision."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@option("--text", metavar="TEXT", help=N_("What was decided."))
@option("--by", metavar="NAME", help=N_("Who decided it."))
@option("--on", metavar="DATE", help=N_("On which day, such as 23-11-2026."))
@pass_session
def edit(session: Session, number: int, text: str | None, by: str | None, on: str | None) -> None:
    """Change what was named and leave the rest."""
    if text is by is on is None:
        raise click.UsageError(_("Say which field is to be changed."))
    with session.plan() as database:
        # Without a row to compare with, the plan says why there is none.
        row = {row.id: row for row in read_rows(database)}.get(number)
        fields: dict[str, Any] = {"text": text, "decided_on": _day(session, on)}
        fields["decided_by"] = None if by is None else stored_person(by, people(database))
        edits = {
            field: Edit(getattr(row, field, None), value)
            for field, value in fields.items()
            if value is not None
        }
        session.write(database, commands.edit, number, edits)


@command("archive", N_("Take a decision out of the register."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive a decision."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Put an archived decision back."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore a decision."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


for subcommand in (list_, add, edit, archive, restore):
    decision.add_command(subcommand)


def _day(session: Session, typed: str | None) -> date | None:
    return day_past(typed, session.clock.today()) if typed else None


def _table(found: list[DecisionRow], known: dict[str, str], form: str) -> Table:
    fields = ("topic", "department", "text", "decided_by", "decided_on")
    rows = [
        (
            row.id,
            topic_word(row.topic),
            department_words(row),
            row.text,
            responsible_word(row.decided_by, known),
            row.decided_on.isoformat() if form == "csv" else day_plain(row.decided_on),
        )
        for row in found
    ]
    return Table((_("No."), *map(field_word, fields)), rows)


def _gaps(found: list[MissingDecision]) -> Table:
    rows = [(topic_word(row.topic), row.department_name) for row in found]
    return Table((field_word("topic"), field_word("department")), rows)


def _data(row: DecisionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        **_gap(row),
        "text": row.text,
        "decided_by": row.decided_by or None,
        "decided_on": row.decided_on.isoformat(),
        "version": row.version,
    }


def _gap(row: DecisionRow | MissingDecision) -> dict[str, Any]:
    return {"topic": row.topic.value, "department": row.department_name or None}
