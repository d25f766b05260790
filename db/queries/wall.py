"""All that an open dashboard shows, read once whole and afterwards only where it changed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from peewee import SqliteDatabase

from db.changes import EventRow, events_since, last_event
from db.rules.codes import Column

from .board import Card, cards
from .communication import Item, items
from .due import anchor_points
from .people import PersonRow, Present, people, present
from .plan import PlanFacts, plan_facts
from .stakeholders import StakeholderRow, stakeholders
from .standup import Walk, walk_under_way
from .warnings import ABOUT, WallWarnings, wall_warnings

PRESENCE_SECONDS = 13
"""A dashboard that has been silent for so long counts as gone: two signs of life and a bit."""
_MANY = 400
_ABOUT_PLAN = frozenset({"plan", "board_column", "closure"})
_ANCHORING = frozenset(
    {"due_date", "due_rule", "message", "name", "offset_weeks", "start_of_use", "title"}
)
"""Fields by which something that dates are counted from is called, or is due."""
Entry = TypeVar("Entry", Card, Item)


class Wall(NamedTuple):
    """One consistent reading of the plan.

    ``events`` are those that led here from the reading before, oldest first; ``walk`` is the
    standup that is under way. ``touched`` tells of each table the last event that has changed a row
    of it since all was read, which was after the event ``read_at``.
    """

    facts: PlanFacts
    cards: Mapping[int, Card]
    columns: Mapping[Column, tuple[Card, ...]]
    items: Mapping[int, Item]
    stakeholders: tuple[StakeholderRow, ...]
    people: Mapping[str, PersonRow]
    present: tuple[Present, ...]
    last_event: int
    events: tuple[EventRow, ...] = ()
    walk: Walk | None = None
    warnings: WallWarnings = WallWarnings()
    touched: Mapping[str, int] = {}
    read_at: int = 0

    @property
    def names(self) -> dict[str, str]:
        """Full names by login name."""
        return {name: person.full_name for name, person in self.people.items()}

    def last_about(self, tables: Collection[str]) -> int:
        """The last event that may have changed a row of these tables; higher after the next one.

        For what is read beside the wall: whoever has read after this event need not read again
        until it is another one, however many readings of the wall were not seen in between.
        """
        return max([self.read_at, *(self.touched.get(name, 0) for name in tables)])


def read_wall(database: SqliteDatabase, now: datetime) -> Wall:
    """Read everything, in one read transaction."""
    with database.atomic("DEFERRED"):
        board, known = cards(database), last_event(database)
        return Wall(
            facts=plan_facts(database),
            cards={card.id: card for card in board},
            columns=_columns(board),
            items={item.id: item for item in items(database)},
            stakeholders=tuple(stakeholders(database)),
            people={person.name: person for person in people(database)},
            present=who_is_in(database, now),
            last_event=known,
            walk=walk_under_way(database),
            warnings=wall_warnings(database),
            read_at=known,
        )


def refresh_wall(database: SqliteDatabase, wall: Wall, now: datetime) -> Wall:
    """Read again what the events since ``wall`` have touched; the same wall if there are none."""
    with database.atomic("DEFERRED"):
        events = events_since(database, wall.last_event, _MANY)
        if len(events) == _MANY:
            return read_wall(database, now)._replace(events=tuple(events))
        here, walk = who_is_in(database, now), walk_under_way(database)
        if events:
            return _reread(database, wall, events)._replace(present=here, walk=walk)
        if (here, walk) == (wall.present, wall.walk):
            return wall
        return wall._replace(present=here, walk=walk, events=())


def who_is_in(database: SqliteDatabase, now: datetime) -> tuple[Present, ...]:
    """The dashboards that are open now."""
    alive = timedelta(seconds=PRESENCE_SECONDS)
    return tuple(present(database, now - alive, now + alive))


def _reread(database: SqliteDatabase, wall: Wall, events: list[EventRow]) -> Wall:
    touched = {(event.entity, event.entity_id) for event in events} | {
        (change.entity, change.entity_id) for event in events for change in event.changes
    }
    kinds = {entity for entity, _ in touched}
    activities = [number for entity, number in touched if entity == "activity"]
    messages = [number for entity, number in touched if entity == "communication_item"]
    board, communication = wall.cards, wall.items
    if activities:
        board = _patched(board, activities, cards(database, activities))
    if messages or "stakeholder" in kinds:
        only = None if "stakeholder" in kinds else messages
        found = items(database, only)
        communication = (
            {item.id: item for item in found}
            if only is None
            else _patched(communication, messages, found)
        )
    about_groups = kinds & {"stakeholder", "communication_item"}
    return Wall(
        facts=_facts(database, wall.facts, events, kinds),
        cards=board,
        columns=_rearranged(wall, board, set(activities)) if activities else wall.columns,
        items=communication,
        stakeholders=tuple(stakeholders(database)) if about_groups else wall.stakeholders,
        people=(
            {person.name: person for person in people(database)}
            if "person" in kinds
            else wall.people
        ),
        present=wall.present,
        last_event=events[-1].id,
        events=tuple(events),
        warnings=wall_warnings(database) if kinds & ABOUT else wall.warnings,
        touched={**wall.touched, **_last_touching(events)},
        read_at=wall.read_at,
    )


def _facts(
    database: SqliteDatabase, known: PlanFacts, events: list[EventRow], kinds: set[str]
) -> PlanFacts:
    """The plan's facts; the same ones where nothing has touched what dates are counted from."""
    if kinds & _ABOUT_PLAN:
        return plan_facts(database)
    if any(change.field in _ANCHORING for event in events for change in event.changes):
        points = anchor_points(database)
        return known if points == known.anchor_points else known._replace(anchor_points=points)
    return known


def _last_touching(events: list[EventRow]) -> dict[str, int]:
    """The last of these events for each table that one of them is about, or has written to."""
    return {
        entity: event.id
        for event in events
        for entity in (event.entity, *(change.entity for change in event.changes))
    }


def _patched(
    known: Mapping[int, Entry], touched: list[int], found: list[Entry]
) -> dict[int, Entry]:
    """The known entries with the touched ones read anew, each in its old place."""
    fresh = {value.id: value for value in found}
    gone = set(touched) - fresh.keys()
    kept = {number: value for number, value in known.items() if number not in gone}
    return kept | fresh


def _columns(board: Iterable[Card]) -> dict[Column, tuple[Card, ...]]:
    """The columns of cards that are in order."""
    columns: dict[Column, list[Card]] = {column: [] for column in Column}
    for card in board:
        columns[card.column].append(card)
    return {column: tuple(found) for column, found in columns.items()}


def _rearranged(
    wall: Wall, board: Mapping[int, Card], touched: set[int]
) -> dict[Column, tuple[Card, ...]]:
    """The columns with the touched cards in their new places; the other columns as they were."""
    fresh = [board[number] for number in touched if number in board]
    stale = [wall.cards[number] for number in touched if number in wall.cards]
    columns = dict(wall.columns)
    for column in {card.column for card in (*fresh, *stale)}:
        kept = [card for card in columns[column] if card.id not in touched]
        columns[column] = _in_order([*kept, *(card for card in fresh if card.column is column)])
    return columns


def _in_order(found: list[Card]) -> tuple[Card, ...]:
    return tuple(sorted(found, key=lambda card: (card.rank, card.id)))
