"""Writes to the register of workflows: the new ones, and the closing of those they replace."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.errors import InvalidInput
from db.models import Workflow
from db.rules.codes import Role

from ._change import Change, Edit
from ._door import command
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    iso_date,
    line,
    note,
)
from ._rows import last_rank, open_row, said_already, set_archived
from ._workflows import demand_legacy, give_to, legacy_missing

DEPARTMENTS = "departments"
"""What a form calls the departments that get a workflow: their numbers."""
WORKFLOW_FIELDS: Mapping[str, Cleaner] = {
    "title": line("title", required=True),
    "changes": note("changes"),
    "owner": line("owner", PERSON_LIMIT),
    "systems": line("systems"),
    "legacy_title": line("legacy_title"),
    "legacy_last_day": iso_date,
    "legacy_cases": note("legacy_cases", REASON_LIMIT),
    "legacy_closer": line("legacy_closer", PERSON_LIMIT),
}
"""Fields of a workflow that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Workflow)
def add(change: Change, /, title: str, *, departments: Iterable[int] = (), **fields: Any) -> None:
    """Add a workflow for some departments; ``fields`` as in WORKFLOW_FIELDS.

    Raises:
        InvalidInput: a field cannot be used.
        NotFound: there is no such department; Refused("archived"): it is out of the register.
    """
    clean = clean_values(WORKFLOW_FIELDS, {"title": title, **fields})
    row = change.insert(Workflow, **clean, rank=last_rank(change, Workflow))
    said = give_to(change, row, Edit((), departments))
    change.about("workflow.added", row, note=said)


@command(needs=Role.MEMBER, on=Workflow)
def edit(change: Change, /, workflow_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of a workflow, and its ``departments``; raises as :func:`add` does.

    Each department counts for itself: two who tick different ones both get their way.

    Raises:
        Conflict: a colleague has changed the same field meanwhile.
        InvalidInput: the old workflow has been closed and would lose its name
            ("legacy_missing").
    """
    row = open_row(change, Workflow, workflow_id)
    plain = {name: one for name, one in edits.items() if name != DEPARTMENTS}
    change.merge(row, cleaned(WORKFLOW_FIELDS, plain))
    said = give_to(change, row, edits[DEPARTMENTS]) if DEPARTMENTS in edits else ""
    demand_legacy(row)
    change.about("workflow.edited", row, note=said)


@command(needs=Role.MEMBER, on=Workflow)
def close_legacy(
    change: Change,
    /,
    workflow_id: int,
    *,
    reason: str = "",
    on: date | None = None,
    base: date | None = None,
) -> None:
    """Say that nobody works the old way any more, with the person's name and the day.

    ``on`` is the day, today unless it is said; ``base`` the closing that the person saw. The
    ``reason`` for closing in spite of open cases is kept with what is said of the cases.

    Raises:
        InvalidInput: no old workflow is named ("legacy_missing"); its open cases are not handled
            and no reason is given ("cases_open"); the day lies ahead ("closed_ahead").
        Conflict: a colleague has closed it on another day meanwhile.
        Refused: a colleague has closed it that day, and there is a reason to keep ("said_already").
    """
    row = open_row(change, Workflow, workflow_id)
    if not row.legacy_title:
        raise legacy_missing(row)
    day = _day(change, on)
    seen = base.isoformat() if base else None
    if row.legacy_closed_on not in (seen, day):
        raise change.conflict(row, {"legacy_closed_on": (seen, day, row.legacy_closed_on)})
    remark = str(note("reason", REASON_LIMIT)(reason))
    theirs = row.legacy_closed_by not in (None, change.request.actor)
    if row.legacy_closed_on == day and remark and theirs:
        raise said_already(row.legacy_title, row.legacy_closed_by)
    if row.legacy_closed_on != day:
        if not row.legacy_cases_handled and not remark:
            raise InvalidInput("cases_open", field="reason", title=row.legacy_title)
        cases = note("legacy_cases", REASON_LIMIT)(f"{row.legacy_cases}\n{remark}")
        by = change.request.actor
        change.update(row, legacy_closed_on=day, legacy_closed_by=by, legacy_cases=cases)
    change.about("workflow.legacy_closed", row, title=row.legacy_title, note=remark)


@command(needs=Role.MEMBER, on=Workflow)
def reopen_legacy(change: Change, /, workflow_id: int) -> None:
    """Say that people still work the old way after all."""
    row = open_row(change, Workflow, workflow_id)
    change.update(row, legacy_closed_on=None, legacy_closed_by=None)
    change.about("workflow.legacy_reopened", row, title=row.legacy_title or row.title)


@command(needs=Role.MEMBER, on=Workflow)
def set_cases_handled(change: Change, /, workflow_id: int, handled: bool) -> None:
    """Say whether the open cases of the old workflow are handled.

    Raises:
        InvalidInput: no old workflow is named ("legacy_missing").
    """
    row = open_row(change, Workflow, workflow_id)
    if not row.legacy_title:
        raise legacy_missing(row)
    change.update(row, legacy_cases_handled=bool(handled))
    action = "workflow.cases_handled" if handled else "workflow.cases_open"
    change.about(action, row, title=row.legacy_title)


@command(needs=Role.MEMBER, on=Workflow)
def archive(change: Change, /, workflow_id: int) -> None:
    """Take a workflow out of the register; its departments stay with it."""
    row = set_archived(change, Workflow, workflow_id, True)
    change.about("workflow.archived", row)


@command(needs=Role.MEMBER, on=Workflow)
def restore(change: Change, /, workflow_id: int) -> None:
    """Put an archived workflow back."""
    row = set_archived(change, Workflow, workflow_id, False)
    change.about("workflow.restored", row)


def _day(change: Change, on: date | None) -> str:
    today = change.request.today.isoformat()
    day = iso_date(on) or today
    if day > today:
        raise InvalidInput("closed_ahead", field="legacy_closed_on", day=date.fromisoformat(day))
    return str(day)
