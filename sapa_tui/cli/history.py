"""``history``: everything that happened to the plan, newest first."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from db.changes import EventRow
from db.clock import midnight
from db.errors import NotFound
from db.queries.history import EventKind
from db.queries.history import history as read_history
from db.rules.go_live_move import said
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.history_filters import day_past
from sapa_tui.presentation.sentences import FOLLOWED, event_sentence

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
@option("--person", metavar="NAME", help=N_("Only what somebody did, by their login name."))
@option(
    "--kind",
    type=click.Choice([kind.value for kind in EventKind]),
    help=N_("Only events of this kind."),
)
@option("--since", metavar="DATE", help=N_("Only from this day on, such as 23-11-2026."))
@option("--text", metavar="WORDS", default="", help=N_("Only what has these words in it."))
@formatted
@pass_session
def history(
    session: Session,
    limit: int,
    person: str | None,
    kind: str | None,
    since: str | None,
    text: str,
    form: str,
) -> None:
    """Write the log of the plan."""
    today = session.clock.today()
    with session.plan() as database:
        people = names(database)
        if person is not None and (person := person.strip().lower()) not in people:
            raise NotFound("person_unknown", name=person)
        found = read_history(
            database,
            limit=limit + 1,
            person=person,
            kind=EventKind(kind) if kind else None,
            since=midnight(day_past(since, today)) if since else None,
            text=text,
        )
    shown = found[:limit]

    def table() -> Table:
        rows = [
            (event.id, clock_time(event.at, today), event_sentence(event, people))
            for event in shown
        ]
        return Table((_("No."), _("Time"), _("What happened")), rows, whole=True)

    nothing = _("No event fits.") if person or kind or since or text.strip() else ""
    emit(form, table, lambda: list(_data(shown)), nothing=nothing)
    if len(found) > limit:
        say(_("There is more; ask for it with --limit."))


def _data(events: Iterable[EventRow]) -> Iterator[dict[str, Any]]:
    """One object a changed field; an event that changed none, such as a refusal, has one too."""
    for event in events:
        head = {"id": event.id, "at": event.at, "actor": event.actor, "action": event.action}
        tail = {"title": event.title or None}
        note = (said(event.note)[0] if event.action in FOLLOWED else event.note) or None
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
