"""Everything that happened, newest first."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from peewee import SqliteDatabase

from db.changes import EventRow, as_event, event_rows
from db.clock import stamp
from db.errors import NotFound
from db.models import Event, Person
from db.rules.text import clean_line


class EventKind(StrEnum):
    """What people tell events apart by: what they are about, or what became of an attempt."""

    ACTIVITY = "activity"
    COMMUNICATION = "communication"
    STAKEHOLDER = "stakeholder"
    DEPARTMENT = "department"
    WORKFLOW = "workflow"
    PRECONDITION = "precondition"
    ROSTER = "roster"
    DECISION = "decision"
    TRAINING = "training"
    PERSON = "person"
    PLAN = "plan"
    STANDUP = "standup"
    REFUSED = "refused"
    UNDONE = "undone"


_OF_KIND: dict[EventKind, Any] = {
    EventKind.ACTIVITY: Event.entity == "activity",
    EventKind.COMMUNICATION: Event.entity == "communication_item",
    EventKind.STAKEHOLDER: Event.entity == "stakeholder",
    EventKind.DEPARTMENT: Event.entity == "department",
    EventKind.WORKFLOW: Event.entity == "workflow",
    EventKind.PRECONDITION: Event.entity == "precondition",
    EventKind.ROSTER: Event.entity == "roster_entry",
    EventKind.DECISION: Event.entity == "decision",
    EventKind.TRAINING: Event.entity == "training_class",
    EventKind.PERSON: Event.entity == "person",
    EventKind.PLAN: Event.entity.in_(("plan", "board_column", "closure")),
    EventKind.STANDUP: (Event.entity == "standup") | Event.action.startswith("note."),
    EventKind.REFUSED: Event.action == "refused",
    EventKind.UNDONE: Event.undoes.is_null(False),
}
_SAID = (Event.title, Event.note)


def history(
    database: SqliteDatabase,
    *,
    before: int | None = None,
    after: int | None = None,
    person: str | None = None,
    kind: EventKind | None = None,
    entity: str | None = None,
    entity_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    text: str = "",
    limit: int = 200,
) -> list[EventRow]:
    """At most ``limit`` events, newest first; each filter narrows them down.

    ``before`` is the id of the last event of the page before this one, ``after`` that of the
    newest event known. ``person`` is a login name; ``entity`` with ``entity_id`` is one item. An
    event counts from ``since`` on and before ``until``. Every word of ``text`` must stand in the
    item's title as it was then, or in what was said with the event. The order is that of the
    log, whatever the clock said.

    Raises:
        InvalidInput: nobody searches for so long a ``text`` ("text_too_long"), nor can SQLite.
    """
    query = event_rows()
    if before is not None:
        query = query.where(Event.id < before)
    if after is not None:
        query = query.where(Event.id > after)
    if person is not None:
        name = Person.select(Person.id).where(Person.name == person)
        query = query.where(Event.actor == name)
    if kind is not None:
        query = query.where(_OF_KIND[kind])
    if entity is not None:
        query = query.where(Event.entity == entity)
    if entity_id is not None:
        query = query.where(Event.entity_id == entity_id)
    if since is not None:
        query = query.where(Event.at >= stamp(since))
    if until is not None:
        query = query.where(Event.at < stamp(until))
    for word in clean_line(text, field="text").split():
        spelt = _spellings(word)
        query = query.where(reduce(or_, (f.contains(s) for f in _SAID for s in spelt)))
    rows = query.order_by(Event.id.desc()).limit(limit).tuples().execute(database)
    return [as_event(row) for row in rows]


def event(database: SqliteDatabase, event_id: int) -> EventRow:
    """One event; raises NotFound."""
    for row in event_rows().where(Event.id == event_id).tuples().execute(database):
        return as_event(row)
    raise NotFound("item_missing", entity="event", id=event_id)


def _spellings(word: str) -> set[str]:
    """The ways in which the log may have a word: å may be aa, and SQLite takes no æ for an Æ."""
    lower = word.casefold()
    ways = {lower, lower.replace("aa", "å"), lower.replace("å", "aa")}
    danish = {way for way in ways if not way.isascii()}
    return ways | {spelt for way in danish for spelt in (way.upper(), way.capitalize())}


def last_hand(database: SqliteDatabase, entity: str, key: int, fields: Iterable[str]) -> str:
    """Login name of whoever last changed one of a row's fields; empty when nobody is known."""
    # How the log writes a changed field; quotes inside a value stand escaped there.
    marks = [Event.changes.contains(f'["{entity}",{key},"{field}",') for field in fields]
    query = Event.select(Person.name).join(Person).where(reduce(or_, marks))
    newest = query.order_by(Event.id.desc()).limit(1)
    return str(newest.scalar(database) or "")
