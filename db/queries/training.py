"""The classes, and who still lacks one."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN, SqliteDatabase

from db.clock import stored_day
from db.models import Department, TrainingClass
from db.rules.training import Lacking, Learners, Taught, attended_shared, lacking

from .departments import departments


class TrainingRow(NamedTuple):
    """A class; without a ``department`` it is open to all, without a ``held_on`` it has no date.

    ``attended`` is None as long as nobody has said how many did.
    """

    id: int
    title: str
    department: int | None
    department_name: str
    held_on: date | None
    combined: bool
    trainer: str
    place: str
    invited: int
    attended: int | None
    note: str
    version: int

    @property
    def taught(self) -> Taught:
        """What the numbers need of it."""
        return Taught(self.department, self.held_on, self.invited, self.attended)


class LackingRow(NamedTuple):
    """How many users of a department lack training, with the department's name."""

    name: str
    numbers: Lacking

    @property
    def id(self) -> int:
        """The department's number."""
        return self.numbers.department


class TrainingRead(NamedTuple):
    """The classes, who lacks one, and how many attended classes that are open to all.

    ``departments`` are the numbers and names of those in use.
    """

    classes: list[TrainingRow]
    lacking: list[LackingRow]
    attended_shared: int
    departments: dict[int, str]


def training_classes(database: SqliteDatabase, *, archived: bool = False) -> list[TrainingRow]:
    """The classes by date, those without one last."""
    query = (
        TrainingClass.select(
            TrainingClass.id,
            TrainingClass.title,
            TrainingClass.department,
            Department.name,
            TrainingClass.held_on,
            TrainingClass.combined,
            TrainingClass.trainer,
            TrainingClass.place,
            TrainingClass.invited,
            TrainingClass.attended,
            TrainingClass.note,
            TrainingClass.version,
        )
        .join(Department, JOIN.LEFT_OUTER)
        .where(TrainingClass.archived == archived)
        .order_by(TrainingClass.held_on.is_null(), TrainingClass.held_on, TrainingClass.id)
    )
    return [
        TrainingRow(
            number,
            title,
            department,
            name or "",
            stored_day(held_on),
            bool(combined),
            *rest,
        )
        for number, title, department, name, held_on, combined, *rest in query.tuples().execute(
            database
        )
    ]


def read_training(database: SqliteDatabase, today: date) -> TrainingRead:
    """The classes in use, and who still lacks one as of a day."""
    classes, known = training_classes(database), departments(database)
    names = {row.id: row.name for row in known}
    taught = [row.taught for row in classes]
    learners = [Learners(row.id, row.users, row.new_workflows) for row in known]
    return TrainingRead(
        classes,
        [LackingRow(names[row.department], row) for row in lacking(learners, taught, today)],
        attended_shared(taught),
        names,
    )
