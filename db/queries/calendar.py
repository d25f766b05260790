"""What a calendar outside the plan needs: everything that has or had a date, and its changes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.changes import EventRow, FieldChange, events_since
from db.clock import stored_day
from db.models import Event
from db.rules.due import OF_A_ROW, Due

from .appointments import Appointment, all_appointments
from .board import Card, cards
from .communication import Item, items
from .due import DUE_COLUMNS, read_due
from .people import people
from .plan import PlanFacts, plan_facts

Key = tuple[str, Any]
"""A table, and the key of a row in it."""
_OF_PLAN = frozenset({"plan", "closure"})
_ANCHORS = frozenset({"department", "activity", "communication_item"})
_WHO = frozenset({"responsible", "trainer"})
_DAYS = ("held_on", "start_of_use")
_WHEN = frozenset({*DUE_COLUMNS, *_DAYS})
_EVERY_EVENT = 2**31


class Written(NamedTuple):
    """An event: its number, which only grows, and its UTC instant as text."""

    event: int
    at: str


class Trace(NamedTuple):
    """What the log tells of a row.

    ``who`` are those who answer, or have answered, for it where that has changed; ``had`` is when
    it was due the last time that it was, where its date has changed.
    """

    written: Written
    who: frozenset[str] = frozenset()
    had: Due = Due()


class CalendarGround(NamedTuple):
    """One consistent reading.

    ``identity`` is the same for as long as the plan exists, wherever its file lies. ``archived``
    and ``appointments`` have what a calendar may still hold, too; ``known_go_live`` is go-live, or
    the last one while a new one is awaited.
    """

    facts: PlanFacts
    cards: tuple[Card, ...]
    items: tuple[Item, ...]
    archived: tuple[Card | Item, ...]
    appointments: tuple[Appointment, ...]
    names: dict[str, str]
    identity: str
    traces: Mapping[Key, Trace]
    tables: Mapping[str, Written]
    known_go_live: date | None

    def written(self, key: Key, due: Due) -> Written:
        """The last event that may have changed a row or its date.

        A date that is counted from another row moves with that one, and all of them are told with
        the days off and go-live.
        """
        beside = _OF_PLAN
        if due.rule is not None and due.rule.anchor in OF_A_ROW:
            beside |= _ANCHORS
        told = [self.tables[name] for name in beside if name in self.tables]
        trace = self.traces.get(key)
        return max([*told, trace.written] if trace else told)


def calendar_ground(database: SqliteDatabase) -> CalendarGround:
    """Read everything in one read transaction."""
    with database.atomic("DEFERRED"):
        first = Event.select(Event.uuid).order_by(Event.id).limit(1)
        events, facts = events_since(database, 0, _EVERY_EVENT), plan_facts(database)
        return CalendarGround(
            facts=facts,
            cards=tuple(cards(database)),
            items=tuple(items(database)),
            archived=(*cards(database, archived=True), *items(database, archived=True)),
            appointments=all_appointments(database),
            names={person.name: person.full_name for person in people(database)},
            identity=str(first.scalar(database)),
            traces=_traces(events),
            tables=_tables(events),
            known_go_live=facts.go_live or _last_go_live(events),
        )


def _touched(event: EventRow) -> set[Key]:
    rows = {(change.entity, change.entity_id) for change in event.changes}
    return {(event.entity, event.entity_id), *rows}


def _tables(events: Iterable[EventRow]) -> dict[str, Written]:
    """The last event that has touched each table."""
    return {
        table: Written(event.id, event.at) for event in events for table, _key in _touched(event)
    }


def _traces(events: list[EventRow]) -> dict[Key, Trace]:
    written: dict[Key, Written] = {}
    changes: dict[Key, list[FieldChange]] = {}
    for event in events:
        written |= dict.fromkeys(_touched(event), Written(event.id, event.at))
        for change in event.changes:
            if change.field in _WHO or change.field in _WHEN:
                changes.setdefault((change.entity, change.entity_id), []).append(change)
    return {key: _trace(written[key], changes.get(key, [])) for key in written}


def _trace(written: Written, changes: list[FieldChange]) -> Trace:
    who = {name for one in changes if one.field in _WHO for name in (one.old, one.new) if name}
    when = [one for one in changes if one.field in _WHEN]
    return Trace(written, frozenset(who), _last_due(when))


def _last_due(changes: list[FieldChange]) -> Due:
    """The due date before the last change that took it away, or after the last one at all."""
    now: dict[str, Any] = {one.field: one.new for one in changes}
    for change in reversed(changes):
        if (found := _due(now)) != Due():
            return found
        now[change.field] = change.old
    return _due(now)


def _due(fields: Mapping[str, Any]) -> Due:
    day = next((fields[name] for name in _DAYS if fields.get(name)), None)
    if day is not None:
        return Due(due_date=stored_day(day))
    offset, fixed, rule = (fields.get(name) for name in DUE_COLUMNS)
    # Between the changes of one event there may be two at once; the fixed one is as good.
    return (
        read_due(None, fixed, None) if fixed else read_due(offset if not rule else None, None, rule)
    )


def _last_go_live(events: list[EventRow]) -> date | None:
    found = [
        change.old
        for event in events
        for change in event.changes
        if (change.entity, change.field) == ("plan", "go_live") and change.old
    ]
    return stored_day(found[-1]) if found else None
