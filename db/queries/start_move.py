"""What another start of use in a department would bring about, read before it is confirmed."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.rules.due import Anchor, AnchorKey, AnchorPoint, Due
from db.rules.go_live_move import Move, move_anchors
from db.rules.start_move import recounted

from .due import start_of
from .go_live_move import dated_items
from .plan import plan_facts


class StartMove(NamedTuple):
    """A department's start from one day to another; None is the day of go-live.

    ``move`` has what follows; of what stays only what is counted from it or is the department's.
    ``recounted`` are the activities that are counted from it from now on.
    """

    department: str
    old: date | None
    new: date | None
    move: Move
    recounted: Mapping[AnchorKey, Due]
    points: Mapping[AnchorKey, AnchorPoint]

    @property
    def followed(self) -> int:
        """How many due dates follow."""
        return self.move.followed


def start_move(
    database: SqliteDatabase, department_id: int, start: date | None, today: date
) -> StartMove:
    """What another start of use would do today, in one read transaction."""
    with database.atomic("DEFERRED"):
        return read_start_move(database, department_id, start, today)


def read_start_move(
    database: SqliteDatabase, department_id: int, start: date | None, today: date
) -> StartMove:
    """As :func:`start_move`, in the transaction of whoever calls.

    With a day of its own a department counts from that, see ``rules.start_move``; without one all
    that stays counted from its start, which is go-live.
    """
    anchors, items = plan_facts(database).anchors, list(dated_items(database))
    key = (Anchor.DEPARTMENT, department_id)
    theirs = {} if start is None else recounted(items, department_id)
    move = move_anchors(anchors, anchors, items, today, {**theirs, key: start_of(start)})
    near = [
        stay
        for stay in move.stays
        if stay.pinned
        or stay.item.department_id == department_id
        or key in anchors.way(stay.item.due)
    ]
    point = anchors.points[key]
    shown = move._replace(stays=tuple(near))
    return StartMove(point.title, point.due.due_date, start, shown, theirs, anchors.points)
