"""Writes to the communication plan: items and the four steps of each."""

from collections.abc import Mapping
from typing import Any

from db.errors import InvalidInput, Refused
from db.models import Activity, CommunicationItem, CommunicationStep, Stakeholder
from db.rules.codes import CommunicationState, Purpose, Role, Step
from db.rules.due import Due
from db.rules.text import NOTE_LIMIT

from ._change import Change, Edit
from ._door import command
from ._due import DUE_FIELDS, check_due, due_values
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    line,
    note,
    number,
    reference,
)
from ._following import merge_item
from ._rows import last_rank, open_row

OPEN_STATES = (CommunicationState.PLANNED, CommunicationState.READY)
MOST_TIMES = 52
MOST_WEEKS = 26

COMMUNICATION_FIELDS: Mapping[str, Cleaner] = {
    "stakeholder": reference("stakeholder"),
    "audience": line("audience"),
    "occasion": line("occasion"),
    "message": note("message", NOTE_LIMIT, required=True),
    "purpose": code("purpose", Purpose),
    "channel": line("channel"),
    "sender": line("sender"),
    "responsible": line("responsible", PERSON_LIMIT),
    "waits_for": reference("activity"),
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
    times: int | str = 1,
    every_weeks: int | str = 1,
    **fields: Any,
) -> None:
    """Create a planned item with its four open steps; without a stakeholder, for everyone.

    Said ``times`` times, it becomes as many items, each ``every_weeks`` after the one before.

    Raises:
        InvalidInput: it repeats and nobody knows when it is said first ("repeats_without_due").
        Refused: the group or the activity it waits for is archived.
    """
    values = {"message": message, "purpose": Purpose.AWARENESS, **fields}
    clean = clean_values(COMMUNICATION_FIELDS, values)
    length = number("times", 1, MOST_TIMES)(times)
    weeks = number("every_weeks", 1, MOST_WEEKS)(every_weeks)
    if length > 1 and due == Due():
        raise InvalidInput("repeats_without_due", field="due")
    _check_group(change, stakeholder)
    _check_activity(change, clean.get("waits_for"))
    clean["stakeholder"] = stakeholder
    if length == 1:
        _about(change, "communication.added", _insert(change, clean, due))
        return
    first = _insert(change, clean | {"series_number": 1, "series_length": length}, due)
    first = change.row(CommunicationItem, first.id)
    change.update(first, series=first.id)
    series = {"series": first.id, "series_length": length}
    for turn in range(1, length):
        repeated = clean | series | {"series_number": turn + 1}
        _insert(change, repeated, due.later(weeks * turn))
    _about(change, "communication.added", first, f"×{length}")


def _insert(change: Change, values: Mapping[str, Any], due: Due) -> CommunicationItem:
    row = change.insert(
        CommunicationItem,
        **values,
        **due_values(due),
        state=CommunicationState.PLANNED.value,
        rank=last_rank(change, CommunicationItem),
    )
    check_due(change, row)
    for step in Step:
        change.insert(CommunicationStep, item=row.id, step=step.value)
    return row


@command(needs=Role.MEMBER, on=CommunicationItem)
def edit(
    change: Change, /, item_id: int, edits: Mapping[str, Edit], *, version: int | None = None
) -> None:
    """Change fields of an item; raises as ``board.edit`` does."""
    row = open_row(change, CommunicationItem, item_id)
    change.demand_version(row, version, edits)
    clean = cleaned(COMMUNICATION_FIELDS, edits)
    group = clean.get("stakeholder", Edit(None, None))
    if group.mine != group.base:
        _check_group(change, group.mine)
    waits_for = clean.get("waits_for", Edit(None, None))
    if waits_for.mine != waits_for.base:
        _check_activity(change, waits_for.mine)
    _about(change, "communication.edited", row, merge_item(change, row, clean))


@command(needs=Role.MEMBER, on=CommunicationItem)
def mark_ready(change: Change, /, item_id: int, ready: bool = True) -> None:
    """Say that an item is ready for the leader to complete, or planned again."""
    row = open_row(change, CommunicationItem, item_id)
    if row.state not in OPEN_STATES:
        raise Refused("item_closed", state=row.state)
    state = CommunicationState.READY if ready else CommunicationState.PLANNED
    change.update(row, state=state.value)
    _about(change, f"communication.{state.value}", row)


@command(needs=Role.LEADER, on=CommunicationItem)
def complete(change: Change, /, item_id: int) -> None:
    """Tick an item off as carried out, with the leader's name and the instant."""
    row = open_row(change, CommunicationItem, item_id)
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
    row = open_row(change, CommunicationItem, item_id)
    remark = _reason(reason)
    if row.state in OPEN_STATES:
        raise Refused("item_not_closed", state=row.state)
    change.update(row, state=CommunicationState.PLANNED.value, completed_by=None, completed_at=None)
    _about(change, "communication.reopened", row, remark)


@command(needs=Role.LEADER, on=CommunicationItem)
def cancel(change: Change, /, item_id: int, reason: str) -> None:
    """Call an item off; the reason stays in the history."""
    row = open_row(change, CommunicationItem, item_id)
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
    row = open_row(change, CommunicationItem, item_id)
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


def _check_group(change: Change, stakeholder_id: int | None) -> None:
    if stakeholder_id is not None:
        open_row(change, Stakeholder, stakeholder_id)


def _check_activity(change: Change, activity_id: int | None) -> None:
    if activity_id is not None:
        open_row(change, Activity, activity_id)


def _reason(text: str) -> str:
    remark = str(note("reason", REASON_LIMIT)(text))
    if not remark:
        raise InvalidInput("reason_missing", field="reason")
    return remark


def _about(change: Change, action: str, row: CommunicationItem, remark: str = "") -> None:
    change.about(action, row, title=row.message, note=remark)
