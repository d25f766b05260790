"""Writes to the checklists of what must be in place in a department before it begins."""

from collections.abc import Mapping
from typing import Any

from peewee import fn

from db.models import Department, Precondition
from db.rules.codes import PreconditionKind, Role
from db.rules.moves import rank_between

from ._change import Change, Edit
from ._door import command
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    line,
    note,
)
from ._planting import plant_suggestions
from ._rows import open_row, set_archived

TASK_CARD_LIMIT = 20
PRECONDITION_FIELDS: Mapping[str, Cleaner] = {
    "text": line("text", required=True),
    "kind": code("kind", PreconditionKind),
    "task_card": line("task_card", TASK_CARD_LIMIT),
    "responsible": line("responsible", PERSON_LIMIT),
    "note": note("note", REASON_LIMIT),
}
"""Fields of a point that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Precondition)
def add(change: Change, /, text: str, *, department: int, **fields: Any) -> None:
    """Put a point on a department's checklist; ``fields`` as in PRECONDITION_FIELDS.

    Without a ``kind`` it is of another kind, or external where a task card brings it about.

    Raises:
        NotFound: there is no such department; Refused("archived") when it is archived.
    """
    where = open_row(change, Department, department)
    clean = clean_values(PRECONDITION_FIELDS, {"text": text, **fields})
    other = PreconditionKind.EXTERNAL if clean.get("task_card") else PreconditionKind.OTHER
    clean.setdefault("kind", other.value)
    theirs = Precondition.department == where.id
    last = Precondition.select(fn.MAX(Precondition.rank)).where(theirs).scalar(change.database)
    row = change.insert(Precondition, department=where.id, rank=rank_between(last, None), **clean)
    _tell(change, "precondition.added", row)


@command(needs=Role.MEMBER, on=Precondition)
def edit(change: Change, /, precondition_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of a point; raises as ``board.edit`` does."""
    row = _open_point(change, precondition_id)
    change.merge(row, cleaned(PRECONDITION_FIELDS, edits))
    _tell(change, "precondition.edited", row)


@command(needs=Role.MEMBER, on=Precondition)
def set_met(change: Change, /, precondition_id: int, met: bool) -> None:
    """Say whether a point is in place; it keeps who found it so, and when."""
    row = _open_point(change, precondition_id)
    if met != (row.met_at is not None):
        by, at = (change.request.actor, change.now) if met else (None, None)
        change.update(row, met_by=by, met_at=at)
    _tell(change, "precondition.met" if met else "precondition.reopened", row)


@command(needs=Role.MEMBER, on=Precondition)
def archive(change: Change, /, precondition_id: int) -> None:
    """Take a point off its checklist."""
    row = set_archived(change, Precondition, precondition_id, True)
    _tell(change, "precondition.archived", row)


@command(needs=Role.MEMBER, on=Precondition)
def restore(change: Change, /, precondition_id: int) -> None:
    """Put an archived point back; Refused("archived") while its department is archived."""
    row = set_archived(change, Precondition, precondition_id, False)
    open_row(change, Department, row.__data__["department"])
    _tell(change, "precondition.restored", row)


@command(needs=Role.MEMBER, on=Department)
def plant(change: Change, /, department_id: int) -> None:
    """Put the suggested points on a department's checklist that are not on it."""
    where = open_row(change, Department, department_id)
    plant_suggestions(change, where)
    change.about("department.preconditions_planted", where, title=where.name)


def _open_point(change: Change, precondition_id: int) -> Precondition:
    row = open_row(change, Precondition, precondition_id)
    open_row(change, Department, row.__data__["department"])
    return row


def _tell(change: Change, action: str, row: Precondition) -> None:
    """Many departments have the same points, so the event says whose it is."""
    where = change.row(Department, row.__data__["department"])
    change.about(action, row, title=row.text, note=where.name)
