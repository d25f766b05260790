"""``communication``: the list of items, and completing and reopening one."""

from typing import Any

import click

from db.commands import communication as commands
from db.queries.communication import Item, items
from db.queries.plan import PlanFacts, plan_facts
from db.rules.codes import Step
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import field_word, responsible_word, state_word

from .items import NUMBER, due_cells, due_data, due_fields, names
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, group, option


@group("communication", N_("The communication plan."), invoke_without_command=True)
@formatted
@pass_session
@click.pass_context
def communication(ctx: click.Context, session: Session, form: str) -> None:
    """Write the communication plan, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return
    today = session.clock.today()
    with session.plan() as database:
        facts, people, found = plan_facts(database), names(database), items(database)

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


@command("complete", N_("Tick an item off as carried out (the project leader)."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def complete(session: Session, number: int) -> None:
    """Complete an item."""
    with session.plan() as database:
        session.write(database, commands.complete, number)


@command("reopen", N_("Take a completion or a cancellation back (the project leader)."))
@click.argument("number", metavar="ID", type=NUMBER)
@option("--reason", metavar="TEXT", required=True, help=N_("Why; it is kept in the history."))
@pass_session
def reopen(session: Session, number: int, reason: str) -> None:
    """Reopen an item."""
    with session.plan() as database:
        session.write(database, commands.reopen, number, reason)


communication.add_command(complete)
communication.add_command(reopen)


def _audience(item: Item) -> str:
    return item.audience or item.stakeholder or _("Everyone")


def _data(item: Item, facts: PlanFacts) -> dict[str, Any]:
    steps = {tick.step: tick for tick in item.steps}
    return {
        "id": item.id,
        "stakeholder": item.stakeholder,
        "audience": item.audience or None,
        "message": item.message,
        "channel": item.channel or None,
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
        "steps": {step.value: bool(step in steps and steps[step].ticked_by) for step in Step},
    }
