"""The new workflows, the departments that get them, and the old ones that they replace."""

from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.clock import stored_day
from db.errors import NotFound
from db.models import Department, Workflow, WorkflowDepartment


class DepartmentName(NamedTuple):
    """A department in use, by which a workflow can be given to it."""

    id: int
    name: str


class WorkflowRow(NamedTuple):
    """A new workflow; without a ``legacy_title`` it replaces no old one.

    ``departments`` are those in use, in their register's order.
    """

    id: int
    title: str
    changes: str
    owner: str
    systems: str
    legacy_title: str
    legacy_last_day: date | None
    legacy_cases: str
    legacy_cases_handled: bool
    legacy_closer: str
    legacy_closed_by: str | None
    legacy_closed_on: date | None
    version: int
    departments: tuple[DepartmentName, ...] = ()

    @property
    def department_ids(self) -> list[int]:
        """The numbers of its departments, smallest first."""
        return sorted(one.id for one in self.departments)


class Workflows(NamedTuple):
    """The register, and every department that a workflow can be given to."""

    rows: list[WorkflowRow]
    departments: list[DepartmentName]


_FIELDS = (
    Workflow.id,
    Workflow.title,
    Workflow.changes,
    Workflow.owner,
    Workflow.systems,
    Workflow.legacy_title,
    Workflow.legacy_last_day,
    Workflow.legacy_cases,
    Workflow.legacy_cases_handled,
    Workflow.legacy_closer,
    Workflow.legacy_closed_by,
    Workflow.legacy_closed_on,
    Workflow.version,
)


def workflows(database: SqliteDatabase, *, archived: bool = False) -> list[WorkflowRow]:
    """The workflows in the register's order."""
    query = Workflow.select(*_FIELDS).where(Workflow.archived == archived)
    rows = query.order_by(Workflow.rank, Workflow.id).tuples().execute(database)
    given = _given(database)
    return [_row(row, given) for row in rows]


def workflow_register(database: SqliteDatabase) -> Workflows:
    """The register as it is shown, in one read transaction."""
    with database.atomic("DEFERRED"):
        return Workflows(workflows(database), department_names(database))


def workflow(database: SqliteDatabase, number: int) -> WorkflowRow:
    """A workflow of the register; raises NotFound."""
    for row in workflows(database):
        if row.id == number:
            return row
    raise NotFound("item_missing", entity="workflow", id=number)


def department_names(database: SqliteDatabase) -> list[DepartmentName]:
    """The departments in use, in their register's order."""
    query = Department.select(Department.id, Department.name).where(~Department.archived)
    rows = query.order_by(Department.rank, Department.id).tuples().execute(database)
    return [DepartmentName(*row) for row in rows]


def _given(database: SqliteDatabase) -> dict[int, list[DepartmentName]]:
    query = (
        WorkflowDepartment.select(WorkflowDepartment.workflow, Department.id, Department.name)
        .join(Department)
        .where(~WorkflowDepartment.archived & ~Department.archived)
        .order_by(Department.rank, Department.id)
    )
    found: dict[int, list[DepartmentName]] = {}
    for number, *department in query.tuples().execute(database):
        found.setdefault(number, []).append(DepartmentName(*department))
    return found


def _row(row: tuple[Any, ...], given: dict[int, list[DepartmentName]]) -> WorkflowRow:
    return WorkflowRow(  # type: ignore[call-arg]
        *row[:6],
        stored_day(row[6]),
        row[7],
        bool(row[8]),
        *row[9:11],
        stored_day(row[11]),
        row[12],
        tuple(given.get(row[0], ())),
    )
