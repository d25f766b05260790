"""Writes of what has been decided on how employees are introduced and motivated."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.errors import InvalidInput
from db.models import Decision, Department
from db.rules.codes import DecisionTopic, Role
from db.rules.text import TITLE_LIMIT, safe

from ._change import Change, Edit
from ._door import command
from ._fields import (
    PERSON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    iso_date,
    line,
    note,
    reference,
)
from ._rows import department_of, open_row, set_archived


def _check_day(change: Change, row: Decision) -> None:
    if row.decided_on > change.request.today.isoformat():
        raise InvalidInput("decided_ahead", day=date.fromisoformat(row.decided_on))


def _day(value: Any) -> str:
    day = iso_date(value)
    if day is None:
        raise InvalidInput("text_missing", field="decided_on")
    return day


DECISION_FIELDS: Mapping[str, Cleaner] = {
    "topic": code("topic", DecisionTopic),
    "department": reference("department"),
    "decided_by": line("decided_by", PERSON_LIMIT),
    "decided_on": _day,
    "text": note("text", required=True),
}
"""Fields of a decision that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Decision)
def add(
    change: Change,
    /,
    text: str,
    *,
    topic: DecisionTopic,
    department: int | None = None,
    decided_by: str = "",
    decided_on: date | None = None,
) -> None:
    """Record a decision for a department, or without one for all of them; made today if not said.

    Raises:
        InvalidInput: there is a decision on that already, see :func:`demand_single`; it would be
            made on a day that lies ahead ("decided_ahead").
        NotFound: there is no such department; Refused("archived") when it is archived.
    """
    values = {"text": text, "topic": topic, "department": department, "decided_by": decided_by}
    clean = clean_values(
        DECISION_FIELDS, {**values, "decided_on": decided_on or change.request.today}
    )
    department_of(change, clean["department"])
    row = change.insert(Decision, **clean)
    _check_day(change, row)
    demand_single(change, row)
    _tell(change, "decision.added", row)


@command(needs=Role.MEMBER, on=Decision)
def edit(change: Change, /, decision_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of a decision; raises as ``board.edit`` and :func:`add` do."""
    row = open_row(change, Decision, decision_id)
    clean = cleaned(DECISION_FIELDS, edits)
    if "department" in clean:
        department_of(change, clean["department"].mine)
    change.merge(row, clean)
    _check_day(change, row)
    demand_single(change, row)
    _tell(change, "decision.edited", row)


@command(needs=Role.MEMBER, on=Decision)
def archive(change: Change, /, decision_id: int) -> None:
    """Take a decision out of the register."""
    row = set_archived(change, Decision, decision_id, True)
    _tell(change, "decision.archived", row)


@command(needs=Role.MEMBER, on=Decision)
def restore(change: Change, /, decision_id: int) -> None:
    """Put an archived decision back; raises as :func:`demand_single` does."""
    row = set_archived(change, Decision, decision_id, False)
    demand_single(change, row)
    _tell(change, "decision.restored", row)


def demand_single(change: Change, row: Decision) -> None:
    """Check that no other decision in use answers the same for the same department, or for all.

    Raises:
        InvalidInput: one does ("decision_exists", or "decision_exists_common" for all).
    """
    if row.archived:
        return
    department = row.__data__["department"]
    theirs = (
        Decision.department.is_null() if department is None else (Decision.department == department)
    )
    others = (Decision.id != row.id) & (Decision.topic == row.topic) & ~Decision.archived & theirs
    if not Decision.select(Decision.id).where(others).limit(1).tuples().execute(change.database):
        return
    about = {"field": "department", "topic": row.topic}
    if department is None:
        raise InvalidInput("decision_exists_common", **about)
    raise InvalidInput("decision_exists", name=change.row(Department, department).name, **about)


def _tell(change: Change, action: str, row: Decision) -> None:
    change.about(action, row, title=safe(row.text)[:TITLE_LIMIT])
