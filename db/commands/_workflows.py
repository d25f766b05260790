"""What a workflow's writes have in common: its departments, and what must hold of the old one."""

from collections.abc import Iterable
from typing import Any

from db.errors import InvalidInput
from db.models import Department, Workflow, WorkflowDepartment

from ._change import Change, Edit
from ._fields import REASON_LIMIT, reference
from ._rows import open_row


def demand_legacy(row: Workflow) -> None:
    """What has been closed has a name; raises InvalidInput("legacy_missing")."""
    if row.legacy_closed_on is not None and not row.legacy_title:
        raise legacy_missing(row)


def legacy_missing(row: Workflow) -> InvalidInput:
    """What to raise where a workflow names no old one."""
    return InvalidInput("legacy_missing", field="legacy_title", title=row.title)


def give_to(change: Change, row: Workflow, edit: Edit) -> str:
    """Give a workflow to the departments that were ticked, and take it from the others.

    Each department counts for itself: what a colleague has ticked besides stays. Returns what
    was changed, as in "+ Jobcenter, − Vej"; raises NotFound, and Refused("archived").
    """
    base, mine = _numbers(edit.base), _numbers(edit.mine)
    links = _links(change, row)
    said = []
    for number in sorted(mine - base):
        department = open_row(change, Department, number)
        if number not in links:
            change.insert(WorkflowDepartment, workflow=row.id, department=number)
        elif not change.update(links[number], archived=False):
            continue
        said.append(f"+ {department.name}")
    for number in sorted(base - mine):
        if number in links and change.update(links[number], archived=True):
            said.append(f"− {change.row(Department, number).name}")
    return ", ".join(said)[:REASON_LIMIT]


def _numbers(ids: Iterable[Any] | None) -> set[int]:
    found = {reference("department")(one) for one in ids or ()}
    return {number for number in found if number is not None}


def _links(change: Change, row: Workflow) -> dict[int, WorkflowDepartment]:
    ids = WorkflowDepartment.select(WorkflowDepartment.id).where(
        WorkflowDepartment.workflow == row.id
    )
    links = [
        change.row(WorkflowDepartment, one) for (one,) in ids.tuples().execute(change.database)
    ]
    return {int(link.__data__["department"]): link for link in links}
