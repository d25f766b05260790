"""The standup that is under way, those that have been held, and the next one's agenda."""

import json
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.clock import local, unstamp
from db.models import Event, Person, Standup
from db.prepared import Prepared
from db.rules.codes import Column
from db.rules.due import Urgency
from db.rules.walk import CHANGES, SUMMARY, WalkCard, WalkItem, walk_order

from .board import Card, cards
from .communication import items
from .plan import PlanFacts, plan_facts

_PRESSING = (Urgency.LATE, Urgency.TODAY, Urgency.SOON)
_NO_TOUCH = ("activity.reordered", "refused")


class Walk(NamedTuple):
    """A standup that is under way; ``started_at`` is a UTC instant as text.

    ``session`` is the dashboard it is led from, ``since_event`` the newest event when the standup
    before was held (0: none was), ``agenda`` its stops in order.
    """

    id: int
    leader: str
    session: str
    started_at: str
    planned_minutes: int
    since_event: int
    agenda: tuple[str, ...]
    place: int

    @property
    def day(self) -> date:
        """The day in Denmark on which it began; one of an earlier day is followed by nobody."""
        return local(unstamp(self.started_at)).date()

    @property
    def stop(self) -> str:
        """What is in front of everybody: ``activity:4``, or one of the two pages around it."""
        return self.agenda[self.place]

    @property
    def items(self) -> tuple[str, ...]:
        """The stops that are cards and messages."""
        return tuple(stop for stop in self.agenda if stop not in (CHANGES, SUMMARY))

    @property
    def number(self) -> int:
        """Which of the items is in front of everybody, from 1; 0 before the first of them."""
        return sum(stop not in (CHANGES, SUMMARY) for stop in self.agenda[: self.place + 1])


class Held(NamedTuple):
    """A standup that was held; ``started_at`` and ``ended_at`` are UTC instants as text.

    ``leader`` is a login name, ``last_event`` the newest event when it ended, ``minutes`` the
    JSON that ``db.queries.minutes`` reads.
    """

    id: int
    leader: str
    started_at: str
    ended_at: str
    last_event: int
    minutes: str

    @property
    def day(self) -> date:
        """The day in Denmark on which it began."""
        return local(unstamp(self.started_at)).date()


_UNDER_WAY = Prepared(
    lambda: (
        Standup.select(
            Standup.id,
            Person.name,
            Standup.session,
            Standup.started_at,
            Standup.planned_minutes,
            Standup.since_event,
            Standup.agenda,
            Standup.place,
        )
        .join(Person)
        .where(Standup.ended_at.is_null())
        .limit(1)
    )
)


def walk_under_way(database: SqliteDatabase) -> Walk | None:
    """The standup that is under way, if one is."""
    for *facts, agenda, place in _UNDER_WAY.rows(database):
        stops = _stops(agenda)
        last = len(stops) - 1
        return Walk(*facts, stops, min(max(place, 0), last))  # type: ignore[call-arg]
    return None


def left_open(database: SqliteDatabase, today: date) -> Walk | None:
    """The standup of another day that nobody has ended, if there is one."""
    walk = walk_under_way(database)
    return walk if walk and walk.day != today else None


def _stops(agenda: str) -> tuple[str, ...]:
    """The stops of a walk; those around the items alone where a foreign hand has been at it."""
    try:
        found = json.loads(agenda)
    except ValueError:
        found = None
    stops = (
        tuple(stop for stop in found if isinstance(stop, str)) if isinstance(found, list) else ()
    )
    return stops or (CHANGES, SUMMARY)


def held(database: SqliteDatabase, *, before: int | None = None, limit: int = 100) -> list[Held]:
    """At most ``limit`` standups that were held, newest first; ``before`` is a standup's id."""
    query = (
        Standup.select(
            Standup.id,
            Person.name,
            Standup.started_at,
            Standup.ended_at,
            Standup.last_event,
            Standup.minutes,
        )
        .join(Person)
        .where(Standup.held)
    )
    if before is not None:
        query = query.where(Standup.id < before)
    rows = query.order_by(Standup.id.desc()).limit(limit).tuples().execute(database)
    return [Held(*row) for row in rows]


def last_held(database: SqliteDatabase) -> Held | None:
    """The newest standup that was held, if any was."""
    return next(iter(held(database, limit=1)), None)


def planned_walk(database: SqliteDatabase, today: date) -> tuple[str, ...]:
    """The agenda of a standup that would begin now."""
    with database.atomic("DEFERRED"):
        last, facts = last_held(database), plan_facts(database)
        touched = _touched(database, last.last_event if last else 0)
        board, messages = cards(database), items(database)
    on_board = [
        WalkCard(
            id=card.id,
            column=card.column,
            blocked=card.column is Column.WAITING,
            days_in_column=facts.calendar.working_days_left(_since(card), today),
            due=facts.anchors.resolve(card.due),
            touched=card.id in touched,
            newly_done=card.column is Column.DONE
            and (last is None or card.column_since > last.ended_at),
            should_have_started=_presses(card, facts, today),
        )
        for card in board
    ]
    open_items = [
        WalkItem(item.id, facts.anchors.resolve(item.due)) for item in messages if not item.finished
    ]
    return walk_order(on_board, open_items, today, facts.calendar)


def _touched(database: SqliteDatabase, after: int) -> set[int]:
    """The activities about which something has happened since an event."""
    query = Event.select(Event.entity_id).where(
        (Event.entity == "activity") & (Event.id > after) & Event.action.not_in(_NO_TOUCH)
    )
    return {number for (number,) in query.distinct().tuples().execute(database)}


def _since(card: Card) -> date:
    return local(unstamp(card.column_since)).date()


def _presses(card: Card, facts: PlanFacts, today: date) -> bool:
    return facts.timing(card.due, today, finished=card.finished).urgency in _PRESSING
