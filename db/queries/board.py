"""The board: its cards, and everything about one activity."""

from collections.abc import Collection
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from peewee import JOIN, SqliteDatabase, fn

from db.errors import NotFound
from db.models import Activity, ChecklistItem, Department
from db.rules.codes import Column, Kind
from db.rules.due import Due

from .due import read_due


class Card(NamedTuple):
    """An activity as the board shows it; ``column_since`` is a UTC instant as text."""

    id: int
    title: str
    kind: Kind
    column: Column
    rank: str
    responsible: str
    due: Due
    column_since: str
    waiting_reason: str
    ticked: int
    points: int
    version: int
    waiting_on: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.column in (Column.DONE, Column.NOT_APPLICABLE)


class Point(NamedTuple):
    """One point of a checklist; ``ticked_at`` is a UTC instant as text."""

    id: int
    text: str
    ticked_by: str | None
    ticked_at: str | None


class ActivityDetail(NamedTuple):
    """Every field of one activity, as a form edits it."""

    card: Card
    description: str
    assignee: str
    condition: str
    card_part: str
    completed_on: date | None
    archived: bool
    checklist: tuple[Point, ...]
    department: int | None = None
    department_name: str = ""


_KINDS = {kind.value: kind for kind in Kind}
_COLUMNS = {column.value: column for column in Column}
_NO_POINTS = (0, 0)
_CARD = (
    Activity.id,
    Activity.title,
    Activity.kind,
    Activity.column,
    Activity.rank,
    Activity.responsible,
    Activity.offset_weeks,
    Activity.due_date,
    Activity.column_since,
    Activity.waiting_reason,
    Activity.version,
    Activity.waiting_on,
    Activity.due_rule,
)
_rank_and_id = itemgetter(4, 0)


def cards(
    database: SqliteDatabase, only: Collection[int] | None = None, *, archived: bool = False
) -> list[Card]:
    """The cards, or those of the ids in ``only``, in the order of their columns."""
    query = Activity.select(*_CARD).where(Activity.archived == archived)
    if only is not None:
        query = query.where(Activity.id.in_(list(only)))
    progress = _progress(database, only)
    # Raw rows: no field needs converting, and the board may be read ten thousand cards at a time.
    rows = database.execute(query.tuples()).fetchall()  # type: ignore[no-untyped-call]
    rows.sort(key=_rank_and_id)  # SQLite would carry whole rows about, at three times the cost
    return [_card(row, progress) for row in rows]


def activity(database: SqliteDatabase, activity_id: int) -> ActivityDetail:
    """Everything about one activity, archived or not; raises NotFound."""
    more = (
        Activity.description,
        Activity.assignee,
        Activity.condition,
        Activity.card_part,
        Activity.completed_on,
        Activity.archived,
        Activity.department,
        Department.name,
    )
    query = Activity.select(*_CARD, *more).where(Activity.id == activity_id)
    query = query.join(Department, JOIN.LEFT_OUTER, on=(Activity.department == Department.id))
    for row in query.tuples().execute(database):
        card = _card(row[: len(_CARD)], _progress(database, [activity_id]))
        description, assignee, condition, card_part, completed_on, *rest = row[len(_CARD) :]
        archived, department, department_name = rest
        return ActivityDetail(
            card=card,
            description=description,
            assignee=assignee,
            condition=condition,
            card_part=card_part,
            completed_on=date.fromisoformat(completed_on) if completed_on else None,
            archived=archived,
            checklist=_points(database, activity_id),
            department=department,
            department_name=department_name or "",
        )
    raise NotFound("item_missing", entity="activity", id=activity_id)


def _card(row: tuple[Any, ...], progress: dict[int, tuple[int, int]]) -> Card:
    (number, title, kind, column, rank, who, offset, day, since, reason, *rest) = row
    version, who_helps, rule = rest
    ticked, points = progress.get(number, _NO_POINTS)
    return Card(
        number,
        title,
        _KINDS[kind],
        _COLUMNS[column],
        rank,
        who,
        read_due(offset, day, rule),
        since,
        reason,
        ticked,
        points,
        version,
        who_helps,
    )


def _progress(database: SqliteDatabase, only: Collection[int] | None) -> dict[int, tuple[int, int]]:
    query = ChecklistItem.select(
        ChecklistItem.activity, fn.COUNT(ChecklistItem.ticked_by), fn.COUNT(ChecklistItem.id)
    ).where(~ChecklistItem.archived)
    if only is not None:
        query = query.where(ChecklistItem.activity.in_(list(only)))
    rows = query.group_by(ChecklistItem.activity).tuples().execute(database)
    return {activity_id: (ticked, points) for activity_id, ticked, points in rows}


def _points(database: SqliteDatabase, activity_id: int) -> tuple[Point, ...]:
    query = (
        ChecklistItem.select(
            ChecklistItem.id, ChecklistItem.text, ChecklistItem.ticked_by, ChecklistItem.ticked_at
        )
        .where((ChecklistItem.activity == activity_id) & ~ChecklistItem.archived)
        .order_by(ChecklistItem.rank, ChecklistItem.id)
    )
    return tuple(Point(*row) for row in query.tuples().execute(database))
