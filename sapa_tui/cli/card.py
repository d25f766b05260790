"""``card``: what A08 asks for, what is lacking, and closing and reopening it."""

from collections.abc import Iterator
from typing import Any

import click

from db.clock import local, unstamp
from db.commands import closing as commands
from db.queries.card import CardStatus, card_status
from sapa_tui import locale
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import ready_line_word
from sapa_tui.presentation.task_card import capital, lacking_words
from sapa_tui.presentation.words import login_word

from . import say
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, group, option


@group("card", N_("The task card A08, and what it lacks."), invoke_without_command=True)
@formatted
@pass_session
@click.pass_context
def card(ctx: click.Context, session: Session, form: str) -> None:
    """Write the card, unless a command follows."""
    if ctx.invoked_subcommand is None:
        with session.plan() as database:
            found = card_status(database, session.clock.today(), locale.language())
        headers = (_("What"), _("Status"))
        emit(form, lambda: Table(headers, list(_rows(found)), whole=True), lambda: _data(found))


@command("approve", N_("Note that the plan has been approved (the project leader)."))
@option("--withdraw", is_flag=True, help=N_("Take the approval back."))
@pass_session
def approve(session: Session, withdraw: bool) -> None:
    """Approve the plan."""
    with session.plan() as database:
        session.write(database, commands.approve_plan, not withdraw)


@command("close", N_("Close the card; from then on the plan can only be read."))
@option("--note", metavar="TEXT", required=True, help=N_("How it ended, in a few words."))
@pass_session
def close(session: Session, note: str) -> None:
    """Close the card, and remind of KLIK."""
    with session.plan() as database:
        session.write(database, commands.close, note)
    say(_("Remember to mark A08 as completed in KLIK."))


@command("reopen", N_("Open a closed card again (the project leader)."))
@option("--reason", metavar="TEXT", required=True, help=N_("Why; it is kept in the history."))
@pass_session
def reopen(session: Session, reason: str) -> None:
    """Reopen the card."""
    with session.plan() as database:
        session.write(database, commands.reopen, reason)


for subcommand in (approve, close, reopen):
    card.add_command(subcommand)


def _rows(found: CardStatus) -> Iterator[tuple[str, str]]:
    told = found.card
    yield told.id, told.title
    yield _("Goal"), told.goal
    yield _("Method"), told.method
    yield _("Result"), told.result
    yield _("Carried out by"), told.recommended_assignee
    yield _("Parties"), "; ".join(told.involved_parties)
    for status in found.readiness.lines:
        sign = "✓" if status.met else "!"
        yield f"{sign} {capital(ready_line_word(status.line))}", lacking_words(status)
    if found.readiness.nowhere:
        yield _("No new workflows"), _("every department has answered no, with its reason")
    if found.undecided:
        yield _("! Undecided close to the start of use"), ", ".join(found.undecided)
    if found.closed_at is None:
        yield _("Ready to close"), _("yes") if found.readiness.ready else _("no")
    else:
        by = login_word(found.closed_by or "")
        day = day_plain(local(unstamp(found.closed_at)).date())
        yield (
            _("Closed"),
            _("{who}, {day}: {note}").format(who=by, day=day, note=found.closing_note),
        )


def _data(found: CardStatus) -> dict[str, Any]:
    lines = found.readiness.lines
    return {
        "id": found.card.id,
        "title": found.card.title,
        "ready_to_close": {status.line.value: status.met for status in lines},
        "ready": found.readiness.ready,
        "no_new_workflows": found.readiness.nowhere,
        "lacking": [
            {
                "line": status.line.value,
                "gap": status.gap and status.gap.value,
                "missing": list(status.missing),
            }
            for status in lines
            if not status.met
        ],
        "undecided": list(found.undecided),
        "approved_by": found.approved_by,
        "approved_on": found.approved_on and found.approved_on.isoformat(),
        "closed": found.closed,
        "closed_by": found.closed_by,
        "closed_at": found.closed_at,
        "closing_note": found.closing_note or None,
    }
