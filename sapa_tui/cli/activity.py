"""``activity``: add, edit, move, show, archive and restore one."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

from db.commands import board as commands
from db.queries.board import ActivityDetail, cards
from db.queries.board import activity as read_activity
from db.queries.departments import department
from db.queries.people import people
from db.queries.plan import plan_facts
from db.rules.codes import Column, Kind
from db.rules.due import Anchor, Due
from db.rules.moves import WipVerdict, wip_verdict
from sapa_tui.locale import N_, _
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import column_word

from . import say
from .activity_show import show
from .items import NUMBER, due_from
from .one_item import (
    by_number,
    code_named,
    described,
    edits_of,
    if_version,
    possible,
    say_due,
    stored,
)
from .output import write
from .session import Session, pass_session
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])
_OF_DETAIL = ("description", "assignee", "department")


def column_named(text: str) -> Column:
    """The column by its code or its heading in any language, in letters of any size."""
    if column := code_named(text, Column, column_word):
        return column
    sentence = _("“{value}” is no column; use {possible}.")
    raise click.UsageError(sentence.format(value=text, possible=possible(Column, column_word)))


def details(function: F) -> F:
    """Give a command the options for the fields of an activity."""
    kinds = click.Choice([kind.value for kind in Kind])
    return described(
        function,
        (
            ("--description", {"metavar": "TEXT", "help": N_("What it is about, in Markdown.")}),
            ("--kind", {"type": kinds, "help": N_("Before go-live, or from go-live on.")}),
            ("--assignee", {"metavar": "NAME", "help": N_("Who does it.")}),
            ("--department", {"metavar": "NAME", "help": N_("The department that it is about.")}),
        ),
    )


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
        fields, today = stored(database, typed, _ROWS), session.clock.today()
        own = fields.get("department")
        when = due_from(database, offset, due, today, department=own) or Due()
        outcome = session.write(database, commands.add, title, due=when, **fields)
        say_due(when, plan_facts(database))
    write(str(outcome.entity_id), done=True)


@command("edit", N_("Change fields of an activity."))
@click.argument("number", metavar="ID", type=NUMBER)
@option("--title", metavar="TEXT", help=N_("The title."))
@option("--waiting-on", metavar="NAME", help=N_("Who can end what it waits for."))
@details
@if_version
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
        fields, today = stored(database, typed, _ROWS), session.clock.today()
        me, own = (Anchor.ACTIVITY, number), fields.get("department", before.department)
        when = due_from(database, offset, due, today, me=me, department=own)
        edits = edits_of(partial(_base, before), fields, before.card.due, when)
        session.write(database, commands.edit, number, edits, version=if_version)
        say_due(when or Due(), plan_facts(database))


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


archive = by_number("archive", N_("Take an activity off the board."), commands.archive)
restore = by_number("restore", N_("Put an archived activity back."), commands.restore)

for subcommand in (add, edit, move, archive, restore, show):
    activity.add_command(subcommand)


def _department(database: Any, named: str) -> int | None:
    return department(database, named).id if named.strip() else None


def _base(before: ActivityDetail, name: str) -> Any:
    return getattr(before if name in _OF_DETAIL else before.card, name)


_ROWS = {"department": _department}
