"""What is new since a standup: the plan as it was then, beside the plan as it is."""

from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.clock import local, unstamp
from db.models import Event
from db.rules.department_news import DepartmentNews
from db.rules.net_changes import is_new
from db.rules.readiness import QualityCriterion

from .beside import Touched, beside, changed_points
from .departments_then import department_news
from .notes import NoteRow
from .standup import Held, held
from .then import State, changed_between, state_before, state_now


class Since(NamedTuple):
    """What has become of the plan since ``day``, on which the standup ``last`` was held.

    Without one it is all that has happened since the plan was planted. An item stands in the
    first list that it belongs in; ``late``, ``ticked`` and ``edited`` stand beside the others.
    ``go_live`` is the date then and the date now, where the two differ.
    """

    moved: tuple[Touched, ...]
    added: tuple[Touched, ...]
    finished: tuple[Touched, ...]
    unblocked: tuple[Touched, ...]
    late: tuple[Touched, ...]
    ticked: tuple[Touched, ...]
    edited: tuple[Touched, ...]
    archived: tuple[Touched, ...]
    notes: tuple[NoteRow, ...]
    criterion_then: tuple[int, int] | None
    criterion_now: QualityCriterion
    last: Held | None
    day: date
    go_live: tuple[date | None, date | None] | None = None
    departments: tuple[DepartmentNews, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        now = self.criterion_now.reached, self.criterion_now.relevant
        changed = any(self[:9]) or self.go_live or self.departments
        return not changed and self.criterion_then in (None, now)


def since(
    database: SqliteDatabase, today: date, *, after: int | None = None, until: int | None = None
) -> Since:
    """What has happened after an event, up to another; by itself since the last standup held."""
    with database.atomic("DEFERRED"):
        return since_and_state(database, today, after=after, until=until)[0]


def since_and_state(
    database: SqliteDatabase, today: date, *, after: int | None = None, until: int | None = None
) -> tuple[Since, State]:
    """As :func:`since`, with the plan as it was at the event ``until``; in a transaction."""
    last = _standup_before(database, after)
    if after is None:
        after = last.last_event if last else 0
    after = after or _planting(database)
    now = present = state_now(database)
    net = so_far = changed_between(database, after)
    later = {} if until is None else changed_between(database, until)
    if until is not None:
        now, net = state_before(database, present, later), changed_between(database, after, until)
    then = state_before(database, present, so_far)
    day = local(unstamp(last.ended_at)).date() if last else _day_of(database, after, today)
    said = {number for (entity, number), row in net.items() if entity == "note" and is_new(row)}
    found = Since(
        **beside(now, then, net, changed_points(database, net, later), today, day),
        notes=tuple(note for note in now.notes.values() if note.id in said),
        criterion_then=(then.criterion.reached, then.criterion.relevant) if last else None,
        criterion_now=now.criterion,
        last=last,
        day=day,
        go_live=None if then.go_live == now.go_live else (then.go_live, now.go_live),
        departments=department_news(database, now.departments, then.departments, net),
    )
    return found, now


def _standup_before(database: SqliteDatabase, after: int | None) -> Held | None:
    """The last standup held; of those, where an event is given, the one that it ended with."""
    return next((row for row in held(database) if after in (None, row.last_event)), None)


def _planting(database: SqliteDatabase) -> int:
    """The first event, which planted the plan: that is no news."""
    query = Event.select(Event.id).order_by(Event.id).limit(1)
    return int(query.scalar(database) or 0)


def _day_of(database: SqliteDatabase, event_id: int, today: date) -> date:
    """The day in Denmark on which something happened."""
    at = Event.select(Event.at).where(Event.id == event_id).scalar(database)
    return local(unstamp(at)).date() if at else today
