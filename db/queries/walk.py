"""A standup as it was when it began, however the board and its agenda have changed since."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from peewee import SqliteDatabase

from db.rules.codes import Column

from .board import cards
from .history import history
from .then import changed_between

_CARD = "activity:"


class Beginning(NamedTuple):
    """The agenda before anything was put off, and the columns in which its cards stood."""

    agenda: tuple[str, ...] = ()
    columns: Mapping[int, Column] = {}


def beginning(database: SqliteDatabase, standup_id: int) -> Beginning:
    """How a standup began; empty when there is none of that id."""
    for event in history(database, entity="standup", entity_id=standup_id):
        if event.action == "standup.started":
            said = {change.field: change.new for change in event.changes if change.old is None}
            stops = tuple(json.loads(said["agenda"]))
            return Beginning(stops, _columns(database, stops, event.id))
    return Beginning()


def _columns(database: SqliteDatabase, stops: tuple[str, ...], event_id: int) -> dict[int, Column]:
    """The columns of the cards among the stops, as they were at an event."""
    numbers = [int(stop[len(_CARD) :]) for stop in stops if stop.startswith(_CARD)]
    columns = {card.id: card.column for card in cards(database, numbers)}
    for (entity, number), net in changed_between(database, event_id).items():
        if entity == "activity" and number in columns and "column" in net:
            columns[number] = Column(net["column"].old)
    return columns
