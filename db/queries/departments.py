"""The departments that get SAPA, and how many of their users use it, week by week."""

from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase, fn

from db.clock import stored_day
from db.errors import NotFound
from db.models import Activity, Adoption, Department
from db.rules.codes import AdoptionState, Answer, ChangeSize, Column, Kind

from .named import near, row_named, spelt


class AdoptionRow(NamedTuple):
    """What was reported of a week since the start of use; ``reported_at`` is a UTC instant."""

    week: int
    in_use: int
    state: AdoptionState
    reported_by: str
    reported_at: str
    version: int


class DepartmentRow(NamedTuple):
    """A department; ``trend`` is its adoption, oldest week first.

    ``start_of_use`` is its own; without one it starts with go-live.
    """

    id: int
    name: str
    users: int
    new_workflows: Answer
    new_workflows_reason: str
    new_workflows_by: str | None
    new_workflows_on: date | None
    change_size: ChangeSize
    systems: int
    local_leader: str
    superusers: str
    start_of_use: date | None
    needs_help: bool
    help_note: str
    exception: str
    exception_by: str | None
    exception_on: date | None
    version: int
    trend: tuple[AdoptionRow, ...] = ()

    @property
    def adoption(self) -> AdoptionRow | None:
        """What was reported of the newest week; None while nothing has been."""
        return self.trend[-1] if self.trend else None

    @property
    def in_use(self) -> int:
        """Users in use by the newest report, 0 without one."""
        return self.adoption.in_use if self.adoption else 0

    @property
    def state(self) -> AdoptionState:
        """How far it has come by the newest report."""
        return self.adoption.state if self.adoption else AdoptionState.NOT_STARTED

    def starts(self, go_live: date | None) -> date | None:
        """The day on which it takes SAPA into use; None while that is not known."""
        return self.start_of_use or go_live


_FIELDS = (
    Department.id,
    Department.name,
    Department.users,
    Department.new_workflows,
    Department.new_workflows_reason,
    Department.new_workflows_by,
    Department.new_workflows_on,
    Department.change_size,
    Department.systems,
    Department.local_leader,
    Department.superusers,
    Department.start_of_use,
    Department.needs_help,
    Department.help_note,
    Department.exception,
    Department.exception_by,
    Department.exception_on,
    Department.version,
)


def departments(database: SqliteDatabase, *, archived: bool = False) -> list[DepartmentRow]:
    """The departments in the register's order."""
    query = Department.select(*_FIELDS).where(Department.archived == archived)
    rows = query.order_by(Department.rank, Department.id).tuples().execute(database)
    found = [_row(row) for row in rows]
    trends = _trends(database)
    return [row._replace(trend=tuple(trends.get(row.id, ()))) for row in found]


def department(database: SqliteDatabase, named: str, *, archived: bool = False) -> DepartmentRow:
    """The department of that name, whatever its capitals, else of that number.

    Raises:
        NotFound: there is none ("department_unknown"), and those whose names are near it
            ("department_unclear": near).
        InvalidInput: nothing was named ("text_missing").
    """
    wanted, known = spelt(named, "department"), departments(database, archived=archived)
    if row := row_named(known, wanted):
        return row
    if alike := near(known, wanted):
        raise NotFound("department_unclear", name=wanted, near=alike)
    raise NotFound("department_unknown", name=wanted)


def set_aside_by_no(database: SqliteDatabase, department_id: int) -> int:
    """How many activities an answer of No would set to Ikke relevant."""
    settled = (Column.DONE.value, Column.NOT_APPLICABLE.value)
    query = Activity.select(fn.COUNT(Activity.id)).where(
        (Activity.department == department_id)
        & ~Activity.archived
        & (Activity.kind == Kind.IMPLEMENTATION.value)
        & Activity.column.not_in(settled)
    )
    return int(query.scalar(database))


def _row(row: tuple[Any, ...]) -> DepartmentRow:
    return DepartmentRow(  # type: ignore[call-arg]
        *row[:3],
        Answer(row[3]),
        *row[4:6],
        stored_day(row[6]),
        ChangeSize(row[7]),
        *row[8:11],
        stored_day(row[11]),
        bool(row[12]),
        *row[13:16],
        stored_day(row[16]),
        row[17],
    )


def _trends(database: SqliteDatabase) -> dict[int, list[AdoptionRow]]:
    query = Adoption.select(
        Adoption.department,
        Adoption.week,
        Adoption.in_use,
        Adoption.state,
        Adoption.reported_by,
        Adoption.reported_at,
        Adoption.version,
    ).where(~Adoption.archived)
    found: dict[int, list[AdoptionRow]] = {}
    for number, *row in query.order_by(Adoption.week).tuples().execute(database):
        week, in_use, state, *report = row
        found.setdefault(number, []).append(
            AdoptionRow(week, in_use, AdoptionState(state), *report)
        )
    return found
