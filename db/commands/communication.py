"""Writes to the communication plan: items and the four steps of each."""

from collections.abc import Mapping

from peewee import fn

from db.errors import InvalidInput, Refused
from db.models import CommunicationItem, CommunicationStep, Stakeholder
from db.rules.codes import CommunicationState, Purpose, Role, Step
from db.rules.due import Due
from db.rules.moves import rank_between
from db.rules.text import NOTE_LIMIT

from ._change import Change, Edit
from ._door import command
from ._fields import (
    DUE_FIELDS,
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    due_values,
    line,
    merge_due,
    note,
    reference,
)

OPEN_STATES = (CommunicationState.PLANNED, CommunicationState.READY)


COMMUNICATION_FIELDS: Mapping[str, Cleaner] = {
    "stakeholder": reference("stakeholder"),
    "audience": line("audience"),
    "occasion": line("occasion"),
    "message": note("message", NOTE_LIMIT, required=True),
    "purpose": code("purpose", Purpose),
    "channel": line("channel"),
    "sender": line("sender"),
    "responsible": line("responsible", PERSON_LIMIT),
    **DUE_FIELDS,
}
"""Fields of a communication item that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=CommunicationItem)
def add(
    change: Change,
    /,
    message: str,
    *,
    stakeholder: int | None,
    due: Due = Due(),  # noqa: B008 - frozen
    **fields: str,
) -> None:
    """Create a planned item with its four open steps; without a stakeholder, for everyone."""
    values = {"message": message, "purpose": Purpose.AWARENESS, **fields}
    clean = clean_values(COMMUNICATION_FIELDS, values) | due_values(due)
    _check_group(change, stakeholder)
    last = CommunicationItem.select(fn.MAX(CommunicationItem.rank)).scalar(change.database)
    row = change.insert(
        CommunicationItem,
        **clean,
        stakeholder=stakeholder,
        state=CommunicationState.PLANNED.value,
        rank=rank_between(last, None),
    )
    for step in Step:
        change.insert(CommunicationStep, item=row.id, step=step.value)
    _about(change, "communication.added", row)


@command(needs=Role.MEMBER, on=CommunicationItem)
def edit(change: Change, /, item_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of an item; raises as ``board.edit`` does."""
    row = _open_item(change, item_id)
    clean = cleaned(COMMUNICATION_FIELDS, edits)
    group = clean.get("stakeholder", Edit(None, None))
    if group.mine != group.base:
        _check_group(change, group.mine)
    merge_due(change, row, clean)
    _about(change, "communication.edited", row)


@command(needs=Role.MEMBER, on=CommunicationItem)
def mark_ready(change: Change, /, item_id: int, ready: bool = True) -> None:
    """Say that an item is ready for the leader to complete, or planned again."""
    row = _open_item(change, item_id)
    if row.state not in OPEN_STATES:
        raise Refused("item_closed", state=row.state)
    state = CommunicationState.READY if ready else CommunicationState.PLANNED
    change.update(row, state=state.value)
    _about(change, f"communication.{state.value}", row)


@command(needs=Role.LEADER, on=CommunicationItem)
def complete(change: Change, /, item_id: int) -> None:
    """Tick an item off as carried out, with the leader's name and the instant."""
    row = _open_item(change, item_id)
    if row.state != CommunicationState.COMPLETED:
        change.update(
            row,
            state=CommunicationState.COMPLETED.value,
            completed_by=change.request.actor,
            completed_at=change.now,
        )
    _about(change, "communication.completed", row)


@command(needs=Role.LEADER, on=CommunicationItem)
def reopen(change: Change, /, item_id: int, reason: str) -> None:
    """Take a completion or a cancellation back; the reason stays in the history."""
    row = _open_item(change, item_id)
    remark = _reason(reason)
    if row.state in OPEN_STATES:
        raise Refused("item_not_closed", state=row.state)
    change.update(row, state=CommunicationState.PLANNED.value, completed_by=None, completed_at=None)
    _about(change, "communication.reopened", row, remark)


@command(needs=Role.LEADER, on=CommunicationItem)
def cancel(change: Change, /, item_id: int, reason: str) -> None:
    """Call an item off; the reason stays in the history."""
    row = _open_item(change, item_id)
    remark = _reason(reason)
    if row.state == CommunicationState.COMPLETED:
        raise Refused("item_closed", state=row.state)
    change.update(row, state=CommunicationState.CANCELLED.value)
    _about(change, "communication.cancelled", row, remark)


@command(needs=Role.MEMBER, on=CommunicationItem)
def set_step(
    change: Change, /, item_id: int, step: Step, ticked: bool, *, reason: str = ""
) -> None:
    """Set or clear the tick of a step; clearing one asks for a reason.

    Raises:
        InvalidInput: a tick is to be cleared without a ``reason`` ("reason_missing").
    """
    row = _open_item(change, item_id)
    step = Step(code("step", Step)(step))
    where = (CommunicationStep.item == item_id) & (CommunicationStep.step == step.value)
    tick = CommunicationStep.select().where(where).execute(change.database)[0]
    remark = ""
    if ticked != (tick.ticked_by is not None):
        remark = "" if ticked else _reason(reason)
        by, at = (change.request.actor, change.now) if ticked else (None, None)
        change.update(tick, ticked_by=by, ticked_at=at)
    verb = "ticked" if ticked else "unticked"
    _about(change, f"communication.{step.value}_{verb}", row, remark)


@command(needs=Role.MEMBER, on=CommunicationItem)
def archive(change: Change, /, item_id: int) -> None:
    """Take an item out of the plan; it can be restored."""
    row = change.row(CommunicationItem, item_id)
    change.update(row, archived=True)
    _about(change, "communication.archived", row)


@command(needs=Role.MEMBER, on=CommunicationItem)
def restore(change: Change, /, item_id: int) -> None:
    """Put an archived item back into the plan."""
    row = change.row(CommunicationItem, item_id)
    change.update(row, archived=False)
    _about(change, "communication.restored", row)


def _open_item(change: Change, item_id: int) -> CommunicationItem:
    row = change.row(CommunicationItem, item_id)
    if row.archived:
        raise Refused("archived", entity="communication_item", id=item_id, title=row.message)
    return row


def _check_group(change: Change, stakeholder_id: int | None) -> None:
    group = None if stakeholder_id is None else change.row(Stakeholder, stakeholder_id)
    if group is not None and group.archived:
        raise Refused("archived", entity="stakeholder", id=stakeholder_id, title=group.name)


def _reason(text: str) -> str:
    remark = str(note("reason", REASON_LIMIT)(text))
    if not remark:
        raise InvalidInput("reason_missing", field="reason")
    return remark


def _about(change: Change, action: str, row: CommunicationItem, remark: str = "") -> None:
    change.about(action, row, title=row.message, note=remark)
