"""What a calendar outside the plan needs: everything with a date, and when it last changed."""

from typing import NamedTuple

from peewee import SqliteDatabase, fn

from db.models import Closure, Event

from .board import Card, cards
from .communication import Item, items
from .people import people
from .plan import PlanFacts, plan_facts

_OF_PLAN = ("plan", "closure")


class CalendarGround(NamedTuple):
    """One consistent reading; ``written`` tells the instant of each item's last event.

    ``revision`` grows with every change of the plan's dates and days off, and ``plan_written`` is
    the instant of the last one.

    ``identity`` is the same for as long as the plan exists, wherever its file lies; ``archived``
    are the items that a calendar may still hold.
    """

    facts: PlanFacts
    cards: tuple[Card, ...]
    items: tuple[Item, ...]
    archived: tuple[Card | Item, ...]
    names: dict[str, str]
    identity: str
    written: dict[tuple[str, int], str]
    revision: int
    plan_written: str


def calendar_ground(database: SqliteDatabase) -> CalendarGround:
    """Read everything in one read transaction."""
    with database.atomic("DEFERRED"):
        first = Event.select(Event.uuid).order_by(Event.id).limit(1)
        last = Event.select(Event.entity, Event.entity_id, fn.MAX(Event.at)).group_by(
            Event.entity, Event.entity_id
        )
        rows = last.tuples().execute(database)
        written = {(entity, number): at for entity, number, at in rows}
        facts = plan_facts(database)
        closing = Closure.select(fn.COALESCE(fn.SUM(Closure.version), 0)).scalar(database)
        return CalendarGround(
            facts=facts,
            cards=tuple(cards(database)),
            items=tuple(items(database)),
            archived=(*cards(database, archived=True), *items(database, archived=True)),
            names={person.name: person.full_name for person in people(database)},
            identity=str(first.scalar(database)),
            written=written,
            revision=facts.version + closing,
            plan_written=max(at for (entity, _), at in written.items() if entity in _OF_PLAN),
        )
