"""What a person can undo and redo: their own events, the last one first."""

from collections.abc import Iterator

from peewee import SqliteDatabase

from db.changes import EventRow

from .history import event, history

NEVER_UNDONE = ("plan.planted", "refused")
"""Actions that stay; so do those about people, whose access is given and taken by name, and those
about meetings, which have been held."""
_STAYING = ("person.", "standup.")
_PAGE = 50


def next_undo(database: SqliteDatabase, person: str) -> EventRow | None:
    """The person's last event that is still in effect and can be undone."""
    decided: set[int] = set()
    undone: set[int] = set()
    for row in _own(database, person):
        if row.undoes is None:
            if row.id not in undone:
                return row
        elif row.undoes not in decided:
            decided.add(row.undoes)
            if row.action == "undo":
                undone.add(row.undoes)
    return None


def next_redo(database: SqliteDatabase, person: str) -> EventRow | None:
    """The event that the person undid last, unless they have done something new since."""
    redone: set[int] = set()
    for row in _own(database, person):
        if row.undoes is None:
            return None
        if row.action == "redo":
            redone.add(row.undoes)
        elif row.undoes in redone:
            redone.remove(row.undoes)
        else:
            return event(database, row.undoes)
    return None


def _own(database: SqliteDatabase, person: str) -> Iterator[EventRow]:
    """The person's events that undo looks at, newest first."""
    before: int | None = None
    while page := history(database, person=person, before=before, limit=_PAGE):
        for row in page:
            if row.action not in NEVER_UNDONE and not row.action.startswith(_STAYING):
                yield row
        before = page[-1].id
