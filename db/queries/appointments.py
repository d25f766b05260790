"""What has a day in the calendar besides due dates: classes, starts of use and follow-ups."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from peewee import SqliteDatabase

from db.clock import stored_day
from db.models import Department
from db.rules.codes import NoteKind

from .notes import notes
from .training import training_classes


class AppointmentKind(StrEnum):
    """What happens on the day."""

    TRAINING = "training_class"
    START = "department_start"
    FOLLOW_UP = "follow_up"


TABLES = {
    AppointmentKind.TRAINING: "training_class",
    AppointmentKind.START: "department",
    AppointmentKind.FOLLOW_UP: "note",
}
"""Where each kind is stored."""


class Appointment(NamedTuple):
    """A class, a department's own start of use, or a follow-up.

    ``about`` is the department of a class; ``belongs_to`` the kind and the number of the item that
    a follow-up is about. ``gone``: it is done, or taken out of the plan.
    """

    kind: AppointmentKind
    id: int
    title: str
    day: date | None
    responsible: str = ""
    about: str = ""
    place: str = ""
    belongs_to: tuple[str, int] = ("", 0)
    gone: bool = False


def appointments(database: SqliteDatabase) -> tuple[Appointment, ...]:
    """Those that are to be kept and have a day."""
    with database.atomic("DEFERRED"):
        found = _appointments(database, archived=False)
    return tuple(row for row in found if row.day is not None and not row.gone)


def all_appointments(database: SqliteDatabase) -> tuple[Appointment, ...]:
    """Those that are gone or have no day, too."""
    return tuple(row for old in (False, True) for row in _appointments(database, archived=old))


def _appointments(database: SqliteDatabase, *, archived: bool) -> list[Appointment]:
    kind = AppointmentKind
    classes = [
        Appointment(
            *(kind.TRAINING, row.id, row.title, row.held_on, row.trainer),
            about=row.department_name,
            place=row.place,
            gone=archived,
        )
        for row in training_classes(database, archived=archived)
    ]
    follow_ups = [
        Appointment(
            *(kind.FOLLOW_UP, row.id, row.text, row.due_date, row.responsible),
            belongs_to=(row.entity, row.entity_id),
            gone=archived or not row.is_open,
        )
        for row in notes(database, archived=archived)
        if row.kind is NoteKind.FOLLOW_UP
    ]
    return [*classes, *_starts(database, archived), *follow_ups]


def _starts(database: SqliteDatabase, archived: bool) -> list[Appointment]:
    """The departments; one that starts with go-live has no day of its own."""
    query = Department.select(Department.id, Department.name, Department.start_of_use)
    query = query.where(Department.archived == archived).order_by(Department.rank, Department.id)
    return [
        Appointment(AppointmentKind.START, number, name, stored_day(day), gone=archived)
        for number, name, day in query.tuples().execute(database)
    ]
