"""``activity``: add, edit, move, show, archive and restore one."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from db.commands import Edit
from db.commands import board as commands
from db.queries.board import ActivityDetail, Card, cards
from db.queries.board import activity as read_activity
from db.queries.departments import department
from db.queries.due import DUE_COLUMNS, due_columns
from db.queries.people import people
from db.queries.plan import PlanFacts, plan_facts
from db.rules.codes import Column, Kind
from db.rules.due import Anchor, Due
from db.rules.moves import WipVerdict, wip_verdict
from sapa_tui import locale
from sapa_tui.locale import N_, _
from sapa_tui.presentation.due_preview import due_words
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import (
    column_word,
    field_word,
    kind_word,
    responsible_word,
    value_word,
)

from . import say
from .board import card_data
from .items import NUMBER, due_cell, due_from, names
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])
_PEOPLE = ("responsible", "assignee", "waiting_on")
_OF_DETAIL = ("description", "assignee", "department")


def column_named(text: str) -> Column:
    """The column by its code or its heading in any language, in letters of any size."""
    wanted = " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()
    for column in Column:
        if wanted in _spellings(column):
            return column
    possible = ", ".join(column_word(column).lower().replace(" ", "_") for column in Column)
    sentence = _("“{value}” is no column; use {possible}.")
    raise click.UsageError(sentence.format(value=text, possible=possible))


def _spellings(column: Column) -> set[str]:
    spoken = locale.language()
    found = {column.value.replace("_", " ")}
    try:
        for language in locale.LANGUAGES:
            locale.use(language)
            found.add(column_word(column).casefold())
    finally:
        locale.use(spoken)
    return found


def details(function: F) -> F:
    """Give a command the options for the fields of an activity."""
    kinds = click.Choice([kind.value for kind in Kind])
    for name, settings in (
        ("--description", {"metavar": "TEXT", "help": N_("What it is about, in Markdown.")}),
        ("--kind", {"type": kinds, "help": N_("Before go-live, or from go-live on.")}),
        ("--assignee", {"metavar": "NAME", "help": N_("Who does it.")}),
        ("--responsible", {"metavar": "NAME", "help": N_("Who answers for it.")}),
        ("--department", {"metavar": "NAME", "help": N_("The department that it is about.")}),
        (
            "--due",
            {
                "metavar": "WHEN",
                "help": N_("When, such as 23-11-2026, fri, end-1w or “2 working days after #12”."),
            },
        ),
        ("--offset", {"metavar": "WEEKS", "help": N_("Weeks from go-live, such as -8w or T+2.")}),
    ):
        function = option(name, **settings)(function)
    return function


@group("activity", N_("Add, change and move the board's activities."))
def activity() -> None:
    """Hold the commands about one activity."""


@command("add", N_("Create an activity; its number goes to stdout."))
@click.argument("title", metavar="TITLE")
@details
@pass_session
def add(session: Session, /, title: str, offset: str | None, due: str | None, **typed: Any) -> None:
    """Create an activity at the end of Ikke startet."""
    with session.plan() as database:
        fields, today = _stored(database, typed), session.clock.today()
        own = fields.get("department")
        when = due_from(database, offset, due, today, department=own) or Due()
        outcome = session.write(database, commands.add, title, due=when, **fields)
        _say_due(when, plan_facts(database))
    write(str(outcome.entity_id), done=True)


@command("edit", N_("Change fields of an activity."))
@click.argument("number", metavar="ID", type=NUMBER)
@option("--title", metavar="TEXT", help=N_("The title."))
@option("--waiting-on", metavar="NAME", help=N_("Who can end what it waits for."))
@details
@option(
    "--if-version",
    metavar="N",
    type=NUMBER,
    help=N_("Only if nobody has changed it since this version."),
)
@pass_session
def edit(
    session: Session,
    /,
    number: int,
    offset: str | None,
    due: str | None,
    if_version: int | None,
    **typed: Any,
) -> None:
    """Change what was named and leave the rest."""
    with session.plan() as database:
        before = read_activity(database, number)
        fields, today = _stored(database, typed), session.clock.today()
        me, own = (Anchor.ACTIVITY, number), fields.get("department", before.department)
        when = due_from(database, offset, due, today, me=me, department=own)
        edits = {name: Edit(_base(before, name), value) for name, value in fields.items()}
        if when is not None:
            base, mine = due_columns(before.card.due), due_columns(when)
            edits |= {name: Edit(base[name], mine[name]) for name in DUE_COLUMNS}
        if not edits:
            raise click.UsageError(_("Say which field is to be changed."))
        session.write(database, commands.edit, number, edits, version=if_version)
        _say_due(when or Due(), plan_facts(database))


@command("move", N_("Move an activity to another column."))
@click.argument("number", metavar="ID", type=NUMBER)
@click.argument("column_text", metavar="COLUMN")
@option("--reason", metavar="TEXT", help=N_("Why; needed for the column Waiting."))
@option("--waiting-on", metavar="NAME", help=N_("Who can end what it waits for."))
@option("--confirm", is_flag=True, help=N_("Start an implementation activity before go-live."))
@pass_session
def move(
    session: Session,
    number: int,
    column_text: str,
    reason: str | None,
    waiting_on: str | None,
    confirm: bool,
) -> None:
    """Move an activity to the end of a column."""
    column = column_named(column_text)
    with session.plan() as database:
        session.write(
            database,
            commands.move,
            number,
            column,
            reason=reason,
            waiting_on=stored_person(waiting_on or "", people(database)),
            confirmed=confirm,
        )
        limit = plan_facts(database).limits[column]
        count = sum(card.column is column for card in cards(database))
    if wip_verdict(limit, count) is not WipVerdict.OK:
        sentence = _("! The column {column} holds {count}, more than its limit of {limit}.")
        say(sentence.format(column=column_word(column), count=count, limit=limit.limit))


@command("archive", N_("Take an activity off the board."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive an activity."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Put an archived activity back."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore an activity."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


@command("show", N_("Everything about one activity."))
@click.argument("number", metavar="ID", type=NUMBER)
@formatted
@pass_session
def show(session: Session, number: int, form: str) -> None:
    """Write every field of an activity."""
    today = session.clock.today()
    with session.plan() as database:
        found = read_activity(database, number)
        facts, people_names = plan_facts(database), names(database)
    card = found.card

    def table() -> Table:
        when = due_cell(card.due, facts, today, finished=card.finished)
        return Table((_("Field"), _("Value")), _fields(found, when, people_names), whole=True)

    emit(form, table, lambda: _data(found, facts))


for subcommand in (add, edit, move, archive, restore, show):
    activity.add_command(subcommand)


def _say_due(due: Due, facts: PlanFacts) -> None:
    """Say which day a typed due date comes to, so that a slip of the sign is seen at once."""
    if due != Due():
        say(_("Due: {due}.").format(due=due_words(due, facts)))


def _stored(database: Any, typed: dict[str, str | None]) -> dict[str, Any]:
    """The fields that were named, with people as the plan knows them."""
    fields: dict[str, Any] = {name: value for name, value in typed.items() if value is not None}
    known = people(database) if fields.keys() & set(_PEOPLE) else []
    if "department" in fields:
        fields["department"] = _department(database, fields["department"])
    return {
        name: stored_person(value, known) if name in _PEOPLE else value
        for name, value in fields.items()
    }


def _department(database: Any, named: str) -> int | None:
    return department(database, named).id if named.strip() else None


def _base(before: ActivityDetail, name: str) -> Any:
    return getattr(before if name in _OF_DETAIL else before.card, name)


def _fields(found: ActivityDetail, due: str, people_names: dict[str, str]) -> list[tuple[str, str]]:
    card: Card = found.card
    values = {
        "title": card.title,
        "column": column_word(card.column),
        "waiting_reason": card.waiting_reason,
        "waiting_on": responsible_word(card.waiting_on, people_names),
        "due": due,
        "responsible": responsible_word(card.responsible, people_names),
        "assignee": responsible_word(found.assignee, people_names),
        "kind": kind_word(card.kind),
        "department": found.department_name,
        "condition": value_word("condition", found.condition, people_names),
        "card_part": found.card_part,
        "completed_on": value_word("completed_on", found.completed_on, people_names),
        "version": str(card.version),
        "description": found.description,
    }
    rows = [(field_word(name), value) for name, value in values.items() if value]
    for point in found.checklist:
        rows.append(("✓" if point.ticked_by else "-", point.text))
    return rows


def _data(found: ActivityDetail, facts: PlanFacts) -> dict[str, Any]:
    return {
        **card_data(found.card, facts),
        "description": found.description,
        "assignee": found.assignee or None,
        "department": found.department_name or None,
        "condition": found.condition,
        "card_part": found.card_part or None,
        "completed_on": found.completed_on and found.completed_on.isoformat(),
        "archived": bool(found.archived),
        "points": [
            {"text": point.text, "ticked_by": point.ticked_by, "ticked_at": point.ticked_at}
            for point in found.checklist
        ],
    }
