"""What must hold of a row that an undo has written, as of any other."""

from collections.abc import Callable, Mapping
from typing import Any

from db.errors import Refused
from db.models import (
    Activity,
    Adoption,
    CommunicationItem,
    Decision,
    Department,
    Precondition,
    RosterEntry,
    Stakeholder,
    Table,
    TrainingClass,
    Workflow,
    WorkflowDepartment,
)

from ._change import Change
from ._departments import demand_sound
from ._workflows import demand_legacy
from .decisions import demand_single
from .roster import demand_once
from .training import demand_fit


def demand_holds(change: Change, row: Table, *, inserted: bool) -> None:
    """Check a row that an undo or redo has written; ``inserted`` if the event had added it.

    Raises:
        InvalidInput, Refused: what the command that writes such a row raises; besides,
            "stakeholder_in_use" where a message goes to a stakeholder that would never have been,
            and "department_in_use" where something stands in such a department.
    """
    if isinstance(row, Stakeholder) and inserted and row.archived:
        _demand_unused(change, row)
    if isinstance(row, Department) and inserted and row.archived:
        _demand_empty(change, row)
    for table, demand in _DEMANDS.items():
        if isinstance(row, table):
            demand(change, row)


def _demand_sound_use(change: Change, row: Adoption) -> None:
    demand_sound(change, change.row(Department, row.__data__["department"]))


def _demand_empty(change: Change, row: Department) -> None:
    for table in _IN_DEPARTMENTS:
        theirs = table._meta.fields["department"]
        query = table.select(table._meta.primary_key).where(
            (theirs == row.id) & ~table._meta.fields["archived"]
        )
        if query.limit(1).scalar(change.database) is not None:
            raise Refused("department_in_use", title=row.name)


def _demand_unused(change: Change, row: Stakeholder) -> None:
    item = CommunicationItem
    query = item.select(item.message).where((item.stakeholder == row.id) & ~item.archived)
    for (message,) in query.limit(1).tuples().execute(change.database):
        raise Refused("stakeholder_in_use", title=row.name, message=message)


_IN_DEPARTMENTS: tuple[type[Table], ...] = (
    Activity,
    Decision,
    Precondition,
    RosterEntry,
    TrainingClass,
    WorkflowDepartment,
)
_DEMANDS: Mapping[type[Table], Callable[[Change, Any], None]] = {
    Adoption: _demand_sound_use,
    Decision: demand_single,
    Department: demand_sound,
    RosterEntry: demand_once,
    TrainingClass: demand_fit,
    Workflow: lambda _change, row: demand_legacy(row),
}
