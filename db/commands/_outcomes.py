"""What must hold of a row that an undo has written, as of any other."""

from collections.abc import Callable, Mapping
from typing import Any

from db.errors import Refused
from db.models import (
    Adoption,
    CommunicationItem,
    Decision,
    Department,
    RosterEntry,
    Stakeholder,
    Table,
    TrainingClass,
    Workflow,
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
            "stakeholder_in_use" where a message goes to a stakeholder that would never have been.
    """
    if isinstance(row, Stakeholder) and inserted and row.archived:
        _demand_unused(change, row)
    for table, demand in _DEMANDS.items():
        if isinstance(row, table):
            demand(change, row)


def _demand_sound_use(change: Change, row: Adoption) -> None:
    demand_sound(change, change.row(Department, row.__data__["department"]))


def _demand_unused(change: Change, row: Stakeholder) -> None:
    item = CommunicationItem
    query = item.select(item.message).where((item.stakeholder == row.id) & ~item.archived)
    for (message,) in query.limit(1).tuples().execute(change.database):
        raise Refused("stakeholder_in_use", title=row.name, message=message)


_DEMANDS: Mapping[type[Table], Callable[[Change, Any], None]] = {
    Adoption: _demand_sound_use,
    Decision: demand_single,
    Department: demand_sound,
    RosterEntry: demand_once,
    TrainingClass: demand_fit,
    Workflow: lambda _change, row: demand_legacy(row),
}
