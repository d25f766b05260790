"""Due dates as they are stored, and what they are counted from."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import SqliteDatabase

from db.clock import stored_day
from db.errors import InvalidInput
from db.models import Activity, CommunicationItem, Department
from db.rules.due import Anchor, AnchorKey, AnchorPoint, Due, stored_rule

ITEMS: Mapping[Anchor, tuple[Any, Any]] = {
    Anchor.ACTIVITY: (Activity, Activity.title),
    Anchor.COMMUNICATION: (CommunicationItem, CommunicationItem.message),
}
"""The items that others can be counted from, and what each of them is called."""
DUE_COLUMNS = ("offset_weeks", "due_date", "due_rule")
"""The columns in which a due date is stored."""
AT_GO_LIVE = Due(offset_weeks=0)
_MANY = 500


@lru_cache(maxsize=4_096)
def read_due(offset_weeks: int | None, day: str | None, rule: str | None) -> Due:
    """The due date in the three columns; a rule that nobody can read is none."""
    try:
        found = stored_rule(rule) if rule else None
    except InvalidInput:
        found = None
    return Due(offset_weeks, stored_day(day), found)


def due_columns(due: Due) -> dict[str, Any]:
    """A due date as its columns hold it."""
    day, rule = due.due_date, due.rule
    values = (due.offset_weeks, day and day.isoformat(), rule and rule.stored)
    return dict(zip(DUE_COLUMNS, values, strict=True))


def start_of(start_of_use: date | None) -> Due:
    """When a department starts: on its own date, or with go-live."""
    return AT_GO_LIVE if start_of_use is None else Due(due_date=start_of_use)


def anchor_points(database: SqliteDatabase) -> dict[AnchorKey, AnchorPoint]:
    """The departments, and the items that another one is counted from, archived ones too."""
    table = Department
    query = table.select(table.id, table.name, table.start_of_use).order_by(table.id)
    points = {
        (Anchor.DEPARTMENT, number): AnchorPoint(name, start_of(stored_day(start)))
        for number, name, start in query.tuples().execute(database)
    }
    wanted = set(counted_from(read_due(None, None, rule) for rule in _rules(database)))
    for anchor in ITEMS:
        numbers = [number for kind, number in wanted if kind is anchor]
        points |= dict(_points(database, anchor, numbers))
    return points


def counted_from(dues: Iterable[Due]) -> Iterator[AnchorKey]:
    """The items that due dates are counted from."""
    return (due.rule.key for due in dues if due.rule is not None and due.rule.anchor in ITEMS)


def _rules(database: SqliteDatabase) -> Iterator[str]:
    for table, _title in ITEMS.values():
        query = table.select(table.due_rule).where(table.due_rule > "").distinct()
        yield from (rule for (rule,) in query.tuples().execute(database))


def _points(
    database: SqliteDatabase, anchor: Anchor, wanted: list[int]
) -> Iterator[tuple[AnchorKey, AnchorPoint]]:
    table, title = ITEMS[anchor]
    for start in range(0, len(wanted), _MANY):
        query = table.select(table.id, title, table.offset_weeks, table.due_date, table.due_rule)
        query = query.where(table.id.in_(wanted[start : start + _MANY]))
        for number, words, *due in query.tuples().execute(database):
            yield (anchor, number), AnchorPoint(words, read_due(*due))
