"""The standup that is under way, and those that have been held."""

import json
from typing import NamedTuple

from peewee import SqliteDatabase

from db.models import Person, Standup
from db.prepared import Prepared
from db.rules.walk import CHANGES, SUMMARY


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
        return Walk(*facts, tuple(json.loads(agenda)), place)  # type: ignore[call-arg]
    return None
