"""What is new since an event: the cursor by which every open dashboard refreshes.

SQLite-only words live here and in ``connection``.
"""

import json
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, SqliteDatabase, fn

from .models import Event, Person

_REFUSAL = "SELECT RAISE(ABORT, 'the event log only grows')"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row, before and after; ``old`` is None in a new row."""

    entity: str
    entity_id: int
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as the history and the refresh read it; ``at`` is a UTC instant as text."""

    id: int
    at: str
    actor: str | None
    action: str
    entity: str
    entity_id: int
    title: str
    changes: tuple[FieldChange, ...]
    note: str


def last_event(database: SqliteDatabase) -> int:
    """Id of the newest event, 0 while there is none."""
    return int(Event.select(fn.MAX(Event.id)).scalar(database) or 0)


def events_since(database: SqliteDatabase, event_id: int, limit: int = 500) -> list[EventRow]:
    """The events after one, oldest first, at most ``limit`` of them."""
    query = event_rows().where(Event.id > event_id).order_by(Event.id).limit(limit)
    return [as_event(row) for row in query.tuples().execute(database)]


def event_rows() -> Any:
    """The columns that :func:`as_event` takes, newest or oldest first as the caller orders."""
    return Event.select(
        Event.id,
        Event.at,
        Person.name,
        Event.action,
        Event.entity,
        Event.entity_id,
        Event.title,
        Event.changes,
        Event.note,
    ).join(Person, JOIN.LEFT_OUTER, on=(Event.actor == Person.id))


def as_event(row: tuple[Any, ...]) -> EventRow:
    """An :class:`EventRow` from a row of :func:`event_rows`."""
    changes = tuple(FieldChange(*change) for change in json.loads(row[7]))
    return EventRow(*row[:7], changes, row[8])  # type: ignore[call-arg]


def data_version(database: SqliteDatabase) -> int:
    """A number that moves when another connection has committed; own commits leave it."""
    return int(database.pragma("data_version"))


def schema_version(database: SqliteDatabase) -> int:
    """The schema number that stands in the file now."""
    return int(database.pragma("user_version"))


def protect_log(database: SqliteDatabase) -> None:
    """Make the file itself refuse to change or delete an event."""
    for verb in ("UPDATE", "DELETE"):
        database.execute_sql(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event BEGIN {_REFUSAL}; END"
        )
