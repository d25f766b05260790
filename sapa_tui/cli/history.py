"""``history``: everything that happened to the plan, newest first."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from db.changes import EventRow
from db.queries.history import history as read_history
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.sentences import event_sentence

from . import say
from .items import names
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, option

EVENTS_SHOWN = 200


@command("history", N_("What happened, newest first."))
@option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=EVENTS_SHOWN,
    help=N_("At most so many events; 200 if not said."),
)
@formatted
@pass_session
def history(session: Session, limit: int, form: str) -> None:
    """Write the log of the plan."""
    today = session.clock.today()
    with session.plan() as database:
        people = names(database)
        found = read_history(database, limit=limit + 1)
    shown = found[:limit]

    def table() -> Table:
        rows = [
            (event.id, clock_time(event.at, today), event_sentence(event, people))
            for event in shown
        ]
        return Table((_("No."), _("Time"), _("What happened")), rows, whole=True)

    emit(form, table, lambda: list(_data(shown)))
    if len(found) > limit:
        say(_("There is more; ask for it with --limit."))


def _data(events: Iterable[EventRow]) -> Iterator[dict[str, Any]]:
    """One object a changed field; an event that changed none, such as a refusal, has one too."""
    for event in events:
        head = {"id": event.id, "at": event.at, "actor": event.actor, "action": event.action}
        tail = {"title": event.title or None}
        note = event.note or None
        if not event.changes:
            about = {"entity": event.entity or None, "entity_id": event.entity_id or None}
            yield {**head, **about, **tail, "field": None, "old": None, "new": None, "note": note}
        for change in event.changes:
            yield {
                **head,
                "entity": change.entity,
                "entity_id": change.entity_id,
                **tail,
                "field": change.field,
                "old": change.old,
                "new": change.new,
                "note": note,
            }
