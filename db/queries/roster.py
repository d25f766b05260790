"""The roster of extra help: each department with its helpers, and the weeks without any."""

import tomllib
from importlib.resources import files
from typing import NamedTuple

from peewee import SqliteDatabase

from db.models import RosterEntry
from db.rules.codes import Answer, Kind, SupportRole
from db.rules.due import Anchor, Due, Rule, due_by
from db.rules.roster import gaps, parse_weeks

from .departments import DepartmentRow, departments


class ProposedActivity(NamedTuple):
    """A support activity as the fixtures propose it, in weeks from when SAPA is taken into use."""

    title: str
    description: str
    offset_weeks: int
    responsible: str

    @property
    def kind(self) -> Kind:
        """What is due before SAPA is in use prepares it."""
        return Kind.IMPLEMENTATION if self.offset_weeks >= 0 else Kind.PREPARATION

    def due_in(self, department_id: int) -> Due:
        """Counted from the department's start of use, but for preparation: that is for go-live."""
        if self.kind is Kind.PREPARATION:
            return Due(offset_weeks=self.offset_weeks)
        return due_by(Rule(Anchor.DEPARTMENT, self.offset_weeks, id=department_id))


class Helper(NamedTuple):
    """A helper in a department, and the weeks since its start of use."""

    id: int
    department: int
    name: str
    role: SupportRole
    weeks: tuple[int, ...]
    note: str
    version: int


class DepartmentRoster(NamedTuple):
    """A department with its helpers, and the weeks in which a large change has none."""

    department: DepartmentRow
    helpers: tuple[Helper, ...]
    gaps: tuple[int, ...]


def proposed_support(language: str) -> list[ProposedActivity]:
    """The activities that a large change calls for, in a language of the fixtures."""
    text = files("fixtures").joinpath(language, "support.toml").read_text(encoding="utf-8")
    return [ProposedActivity(**entry) for entry in tomllib.loads(text)["activity"]]


def rosters(database: SqliteDatabase) -> list[DepartmentRoster]:
    """The departments that get new workflows, or may, in the register's order."""
    theirs: dict[int, list[Helper]] = {}
    for helper in helpers(database):
        theirs.setdefault(helper.department, []).append(helper)
    found = []
    for row in departments(database):
        mine = tuple(theirs.get(row.id, ()))
        missing = gaps(row.new_workflows, row.change_size, (helper.weeks for helper in mine))
        if row.new_workflows is not Answer.NO or mine:
            found.append(DepartmentRoster(row, mine, missing))
    return found


def helpers(database: SqliteDatabase, *, archived: bool = False) -> list[Helper]:
    """The helpers, those who were put on the roster first before the others."""
    query = RosterEntry.select(
        RosterEntry.id,
        RosterEntry.department,
        RosterEntry.name,
        RosterEntry.role,
        RosterEntry.weeks,
        RosterEntry.note,
        RosterEntry.version,
    ).where(RosterEntry.archived == archived)
    return [
        Helper(number, department, name, SupportRole(role), parse_weeks(weeks), said, version)
        for number, department, name, role, weeks, said, version in query.order_by(RosterEntry.id)
        .tuples()
        .execute(database)
    ]
