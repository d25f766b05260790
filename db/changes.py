"""What is new since an event: the cursor by which every open dashboard refreshes.

SQLite-only words live here and in ``connection``.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import JOIN, Case, SqliteDatabase, fn

from .models import Event, Person
from .prepared import Prepared, given

_ABOUT = ("action", "entity", "entity_id", "title", "changes", "note", "undoes")
CHAINED = ("uuid", "at", "actor", *_ABOUT)
"""Columns of an event that its digest covers, in this order."""
_spelled_out = json.JSONEncoder(ensure_ascii=False).encode
_REFUSAL = "SELECT RAISE(ABORT, 'the event log only grows')"


class FieldChange(NamedTuple):
    """One field of one row, before and after; ``old`` is None in a new row."""

    entity: str
    entity_id: int
    field: str
    old: Any
    new: Any


class EventRow(NamedTuple):
    """One event as the history and the refresh read it; ``at`` is a UTC instant as text.

    ``undoes`` is the id of the event that an ``undo`` took back or a ``redo`` did again, and
    ``undone`` that event's action, ``undone_note`` its note. ``undone_changes`` are the fields of
    a note when it was written: of what is undone the log else tells no more than that it is gone.
    """

    id: int
    at: str
    actor: str | None
    action: str
    entity: str
    entity_id: int
    title: str
    changes: tuple[FieldChange, ...]
    note: str
    undoes: int | None = None
    undone: str = ""
    undone_note: str = ""
    undone_changes: tuple[FieldChange, ...] = ()


_LAST = Prepared(lambda: Event.select(fn.MAX(Event.id)))
_SINCE = Prepared(
    lambda: (
        event_rows().where(Event.id > given("event_id")).order_by(Event.id).limit(given("limit"))
    )
)


def last_event(database: SqliteDatabase) -> int:
    """Id of the newest event, 0 while there is none."""
    return int(_LAST.value(database) or 0)


def events_since(database: SqliteDatabase, event_id: int, limit: int = 500) -> list[EventRow]:
    """The events after one, oldest first, at most ``limit`` of them."""
    return [as_event(row) for row in _SINCE.rows(database, event_id=event_id, limit=limit)]


def event_rows() -> Any:
    """The columns that :func:`as_event` takes, newest or oldest first as the caller orders."""
    undone = Event.alias()
    query = Event.select(
        Event.id,
        Event.at,
        Person.name,
        Event.action,
        Event.entity,
        Event.entity_id,
        Event.title,
        Event.changes,
        Event.note,
        Event.undoes,
        fn.COALESCE(undone.action, ""),
        fn.COALESCE(undone.note, ""),
        Case(None, [(undone.action == "note.added", undone.changes)], "[]"),
    )
    query = query.join(Person, JOIN.LEFT_OUTER, on=(Event.actor == Person.id)).switch(Event)
    return query.join(undone, JOIN.LEFT_OUTER, on=(Event.undoes == undone.id))


def as_event(row: tuple[Any, ...]) -> EventRow:
    """An :class:`EventRow` from a row of :func:`event_rows`."""
    changes, of_undone = _changes(row[7]), _changes(row[12])
    return EventRow(*row[:7], changes, *row[8:12], of_undone)  # type: ignore[call-arg]


def _changes(stored: str) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(*change) for change in json.loads(stored))


def data_version(database: SqliteDatabase) -> int:
    """A number that moves when another connection has committed; own commits leave it."""
    return int(database.pragma("data_version"))


def schema_version(database: SqliteDatabase) -> int:
    """The schema number that stands in the file now."""
    return int(database.pragma("user_version"))


def chain(digest_before: str, values: Mapping[str, Any]) -> str:
    """SHA-256 over an event and its predecessor's digest: a later edit breaks the chain."""
    content = _spelled_out([digest_before, *[values[name] for name in CHAINED]])
    return hashlib.sha256(content.encode()).hexdigest()


def protect_log(database: SqliteDatabase) -> None:
    """Make the file itself refuse to change, delete or replace an event."""
    for verb in ("UPDATE", "DELETE"):
        database.execute_sql(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER event_no_{verb.lower()} BEFORE {verb} ON event BEGIN {_REFUSAL}; END"
        )
    # INSERT OR REPLACE deletes without asking the trigger above.
    database.execute_sql(  # type: ignore[no-untyped-call]
        "CREATE TRIGGER event_no_replace BEFORE INSERT ON event "
        "WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR uuid = NEW.uuid) "
        f"BEGIN {_REFUSAL}; END"
    )
