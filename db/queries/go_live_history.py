"""Every move of go-live that stands, as the log tells it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.changes import EventRow, as_event, event_rows
from db.clock import stored_day
from db.models import Event
from db.rules.go_live_move import said

_SET = "plan.go_live_set"


class GoLiveSet(NamedTuple):
    """A move of go-live; without an ``old`` date it is the first, or one that was awaited.

    ``at`` is a UTC instant; ``by`` is None for the program itself. ``followed`` is how many due
    dates moved along, None in the log of an older version.
    """

    at: str
    by: str | None
    old: date | None
    new: date | None
    reason: str
    followed: int | None


def go_live_history(database: SqliteDatabase) -> list[GoLiveSet]:
    """The moves, the oldest first; one that has been undone is no move.

    The date that a plan is planted with is none either, nor is a date set to what it was.
    """
    sets = Event.select(Event.id).where(Event.action == _SET)
    query = event_rows().where((Event.action == _SET) | Event.undoes.in_(sets))
    found = [as_event(row) for row in query.order_by(Event.id).tuples().execute(database)]
    last_word: Mapping[int, str] = {
        event.undoes: event.action for event in found if event.undoes is not None
    }
    standing = (
        event
        for event in found
        if event.action == _SET and last_word.get(event.id, "redo") == "redo"
    )
    return [move for event in standing if (move := _move(event)) is not None]


def _move(event: EventRow) -> GoLiveSet | None:
    for change in event.changes:
        if (change.entity, change.field) == ("plan", "go_live"):
            old, new = stored_day(change.old), stored_day(change.new)
            return GoLiveSet(event.at, event.actor, old, new, *said(event.note))
    return None
