"""``communication``: the list of messages; adding, editing, ticking and closing one."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import click

from db.commands import communication as commands
from db.queries.communication import Item, items
from db.queries.communication import item as read_item
from db.queries.plan import PlanFacts, plan_facts
from db.queries.stakeholders import stakeholder
from db.rules.codes import Purpose, Step
from db.rules.due import Anchor, Due
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import field_word, responsible_word, state_word, step_word

from .items import NUMBER, due_cells, due_data, due_fields, due_from, names
from .one_item import (
    by_number,
    code_named,
    described,
    edits_of,
    if_version,
    possible,
    say_due,
    stored,
    with_reason,
)
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])


@group("communication", N_("The communication plan."), invoke_without_command=True)
@option("--archived", is_flag=True, help=N_("Those that have been archived instead."))
@formatted
@pass_session
@click.pass_context
def communication(ctx: click.Context, session: Session, archived: bool, form: str) -> None:
    """Write the communication plan, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return
    today = session.clock.today()
    with session.plan() as database:
        facts, people = plan_facts(database), names(database)
        found = items(database, archived=archived)

    def table() -> Table:
        fields = ("audience", "message", "channel", *due_fields(form), "state", "responsible")
        rows = [
            (
                item.id,
                _audience(item),
                item.message,
                item.channel,
                *due_cells(item.due, facts, today, form, finished=item.finished),
                state_word(item.state),
                responsible_word(item.responsible, people),
            )
            for item in found
        ]
        return Table((_("No."), *(field_word(field) for field in fields)), rows)

    emit(form, table, lambda: [_data(item, facts) for item in found])


def details(function: F) -> F:
    """Give a command the options for the fields of a message."""
    purposes = click.Choice([purpose.value for purpose in Purpose])
    return described(
        function,
        (
            (
                "--waits-for",
                {"metavar": "ID", "help": N_("The activity that has to be done before it.")},
            ),
            ("--sender", {"metavar": "NAME", "help": N_("In whose name it is sent.")}),
            ("--channel", {"metavar": "TEXT", "help": N_("How it is said, such as a meeting.")}),
            ("--purpose", {"type": purposes, "help": N_("What it is to bring about.")}),
            ("--occasion", {"metavar": "TEXT", "help": N_("On which occasion it is said.")}),
            ("--audience", {"metavar": "TEXT", "help": N_("Whom of them it is for.")}),
            (
                "--stakeholder",
                {"metavar": "NAME", "help": N_("The stakeholder it goes to; empty: all of them.")},
            ),
        ),
    )


@command("add", N_("Plan a message; its number goes to stdout."))
@click.argument("message", metavar="MESSAGE")
@option("--every-weeks", metavar="N", default="1", help=N_("Weeks between, where it repeats."))
@option("--times", metavar="N", default="1", help=N_("How many times it is said."))
@details
@pass_session
def add(
    session: Session, /, message: str, offset: str | None, due: str | None, **typed: Any
) -> None:
    """Plan a message, or as many as it is said times."""
    with session.plan() as database:
        fields = {"stakeholder": None, **stored(database, typed, _ROWS)}
        when = due_from(database, offset, due, session.clock.today()) or Due()
        outcome = session.write(database, commands.add, message, due=when, **fields)
        say_due(when, plan_facts(database))
    write(str(outcome.entity_id), done=True)


@command("edit", N_("Change fields of a message."))
@click.argument("number", metavar="ID", type=NUMBER)
@option("--message", metavar="TEXT", help=N_("What is said."))
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
        before = read_item(database, number)
        fields, today = stored(database, typed, _ROWS), session.clock.today()
        when = due_from(database, offset, due, today, me=(Anchor.COMMUNICATION, number))
        edits = edits_of(partial(_base, before), fields, before.due, when)
        session.write(database, commands.edit, number, edits, version=if_version)
        say_due(when or Due(), plan_facts(database))


@command("step", N_("Tick one of the four steps of a message."))
@click.argument("number", metavar="ID", type=NUMBER)
@click.argument("step_text", metavar="STEP")
@option("--clear", is_flag=True, help=N_("Take the tick back; needs --reason."))
@option("--reason", metavar="TEXT", default="", help=N_("Why; it is kept in the history."))
@pass_session
def step(session: Session, number: int, step_text: str, clear: bool, reason: str) -> None:
    """Set or clear the tick of a step."""
    named = code_named(step_text, Step, step_word)
    if named is None:
        sentence = _("“{value}” is no step; use {possible}.")
        raise click.UsageError(sentence.format(value=step_text, possible=possible(Step, step_word)))
    with session.plan() as database:
        session.write(database, commands.set_step, number, named, not clear, reason=reason)


for subcommand in (
    add,
    edit,
    step,
    by_number(
        "complete", N_("Tick an item off as carried out (the project leader)."), commands.complete
    ),
    with_reason(
        "reopen",
        N_("Take a completion or a cancellation back (the project leader)."),
        commands.reopen,
    ),
    with_reason("cancel", N_("Call a message off (the project leader)."), commands.cancel),
    by_number("archive", N_("Take a message out of the plan."), commands.archive),
    by_number("restore", N_("Put an archived message back."), commands.restore),
):
    communication.add_command(subcommand)


def _stakeholder(database: Any, named: str) -> int | None:
    return stakeholder(database, named).id if named.strip() else None


def _activity(_database: Any, typed: str) -> int | None:
    number = typed.strip().removeprefix("#")
    return NUMBER(number) if number else None


_ROWS = {"stakeholder": _stakeholder, "waits_for": _activity}


def _base(before: Item, name: str) -> Any:
    return getattr(before, "stakeholder_id" if name == "stakeholder" else name)


def _audience(item: Item) -> str:
    return item.audience or item.stakeholder or _("Everyone")


def _data(item: Item, facts: PlanFacts) -> dict[str, Any]:
    steps = {tick.step: tick for tick in item.steps}
    return {
        "id": item.id,
        "stakeholder": item.stakeholder,
        "audience": item.audience or None,
        "occasion": item.occasion or None,
        "message": item.message,
        "channel": item.channel or None,
        "sender": item.sender or None,
        **due_data(item.due, facts),
        "state": item.state.value,
        "completed_by": item.completed_by,
        "completed_at": item.completed_at,
        "purpose": item.purpose.value,
        "responsible": item.responsible or None,
        "waits_for": item.waits_for,
        "series": item.series,
        "series_number": item.series_number,
        "series_length": item.series_length,
        "steps": {one.value: bool(one in steps and steps[one].ticked_by) for one in Step},
        "version": item.version,
    }
