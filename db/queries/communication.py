"""The communication plan: its items with the four steps of each."""

from collections.abc import Collection
from typing import Any, NamedTuple

from peewee import JOIN, SqliteDatabase

from db.errors import NotFound
from db.models import CommunicationItem, CommunicationStep, Stakeholder
from db.rules.codes import CommunicationState, Purpose, Step
from db.rules.due import Due

from .due import read_due


class StepTick(NamedTuple):
    """One step of an item's checklist; ``ticked_at`` is a UTC instant as text."""

    step: Step
    ticked_by: str | None
    ticked_at: str | None


class Item(NamedTuple):
    """A communication item; without ``stakeholder_id`` it goes to everyone.

    ``waits_for`` is the activity after which it is sent; ``series`` is the first of the items
    that it repeats.
    """

    id: int
    stakeholder_id: int | None
    stakeholder: str | None
    audience: str
    occasion: str
    message: str
    purpose: Purpose
    channel: str
    sender: str
    responsible: str
    due: Due
    trigger: str
    state: CommunicationState
    completed_by: str | None
    completed_at: str | None
    steps: tuple[StepTick, ...]
    archived: bool
    version: int
    waits_for: int | None = None
    series: int | None = None
    series_number: int | None = None
    series_length: int | None = None

    @property
    def turn(self) -> tuple[int, int] | None:
        """Which of how many it is, where it repeats."""
        if self.series_number is None or self.series_length is None:
            return None
        return self.series_number, self.series_length

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be said."""
        return self.state in (CommunicationState.COMPLETED, CommunicationState.CANCELLED)


def items(
    database: SqliteDatabase, only: Collection[int] | None = None, *, archived: bool = False
) -> list[Item]:
    """The items, or those of the ids in ``only``, in the plan's order."""
    query = _items().where(CommunicationItem.archived == archived)
    if only is not None:
        query = query.where(CommunicationItem.id.in_(list(only)))
    steps = _steps(database, only)
    order = (CommunicationItem.rank, CommunicationItem.id)
    return [_item(row, steps) for row in query.order_by(*order).tuples().execute(database)]


def item(database: SqliteDatabase, item_id: int) -> Item:
    """One item, archived or not; raises NotFound."""
    query = _items().where(CommunicationItem.id == item_id)
    for row in query.tuples().execute(database):
        return _item(row, _steps(database, [item_id]))
    raise NotFound("item_missing", entity="communication_item", id=item_id)


def _items() -> Any:
    return CommunicationItem.select(
        CommunicationItem.id,
        CommunicationItem.stakeholder,
        Stakeholder.name,
        CommunicationItem.audience,
        CommunicationItem.occasion,
        CommunicationItem.message,
        CommunicationItem.purpose,
        CommunicationItem.channel,
        CommunicationItem.sender,
        CommunicationItem.responsible,
        CommunicationItem.offset_weeks,
        CommunicationItem.due_date,
        CommunicationItem.trigger,
        CommunicationItem.state,
        CommunicationItem.completed_by,
        CommunicationItem.completed_at,
        CommunicationItem.archived,
        CommunicationItem.version,
        CommunicationItem.waits_for,
        CommunicationItem.series,
        CommunicationItem.series_number,
        CommunicationItem.series_length,
        CommunicationItem.due_rule,
    ).join(Stakeholder, JOIN.LEFT_OUTER)


def _item(row: tuple[Any, ...], steps: dict[int, list[StepTick]]) -> Item:
    return Item(  # type: ignore[call-arg]
        *row[:6],
        Purpose(row[6]),
        *row[7:10],
        read_due(row[10], row[11], row[-1]),
        row[12],
        CommunicationState(row[13]),
        row[14],
        row[15],
        tuple(steps.get(row[0], ())),
        *row[16:-1],
    )


def _steps(database: SqliteDatabase, only: Collection[int] | None) -> dict[int, list[StepTick]]:
    query = CommunicationStep.select(
        CommunicationStep.item,
        CommunicationStep.step,
        CommunicationStep.ticked_by,
        CommunicationStep.ticked_at,
    ).order_by(CommunicationStep.id)
    if only is not None:
        query = query.where(CommunicationStep.item.in_(list(only)))
    found: dict[int, list[StepTick]] = {}
    for item_id, step, by, at in query.tuples().execute(database):
        found.setdefault(item_id, []).append(StepTick(Step(step), by, at))
    return found
