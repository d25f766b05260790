"""The plan itself: whose it is, its dates, its calendar, its columns."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.models import BoardColumn, Closure, DayOff, Plan
from db.models.plan import BACKUP_GENERATIONS, STANDUP_MINUTES
from db.rules.calendar import WorkingCalendar, days_off_here
from db.rules.codes import Column
from db.rules.countdown import Countdown, count_down
from db.rules.due import AnchorKey, AnchorPoint, Anchors, Due, Timing, timing
from db.rules.moves import WipLimit

from .due import anchor_points


class ClosureRow(NamedTuple):
    """Days on which the town hall is closed besides, the last one included."""

    id: int
    name: str
    first_day: date
    last_day: date


class PlanFacts(NamedTuple):
    """What every date and every column of this plan hangs on."""

    municipality: str
    language: str
    go_live: date | None
    end_offset_weeks: int
    soon_within_days: int
    calendar: WorkingCalendar
    limits: Mapping[Column, WipLimit]
    version: int
    backup_generations: int = BACKUP_GENERATIONS
    standup_minutes: int = STANDUP_MINUTES
    closed: bool = False
    """Whether the card is closed: the plan can only be read."""
    days_by_agreement: tuple[str, ...] = ()
    closures: tuple["ClosureRow", ...] = ()
    anchor_points: Mapping[AnchorKey, AnchorPoint] = {}
    """The departments, and the items that another one is counted from."""

    @property
    def anchors(self) -> Anchors:
        """What every due date hangs on."""
        return Anchors(self.go_live, self.calendar, self.end_offset_weeks, self.anchor_points)

    def countdown(self, today: date) -> Countdown:
        """Days left to go-live and to the end date."""
        return count_down(today, self.go_live, self.calendar, self.end_offset_weeks)

    def timing(self, due: Due, today: date, *, finished: bool) -> Timing:
        """A due date seen from today."""
        return timing(due, self.anchors, today, finished, self.soon_within_days)


def plan_facts(database: SqliteDatabase) -> PlanFacts:
    """Read the plan."""
    row = Plan.select().where(Plan.id == 1).tuples().execute(database)[0]
    _, municipality, language, go_live, end_offset, soon, generations, _, version, minutes = row[
        :10
    ]
    agreed, closed = tuple(row[15].split()), tuple(closures(database))
    return PlanFacts(
        municipality=municipality,
        language=language,
        go_live=date.fromisoformat(go_live) if go_live else None,
        end_offset_weeks=end_offset,
        soon_within_days=soon,
        calendar=_calendar(database, agreed, closed),
        limits=_limits(database),
        version=version,
        backup_generations=generations,
        standup_minutes=minutes,
        closed=row[13] is not None,
        days_by_agreement=agreed,
        closures=closed,
        anchor_points=anchor_points(database),
    )


def closures(database: SqliteDatabase, *, archived: bool = False) -> list[ClosureRow]:
    """The closing days and holiday weeks, the earliest first."""
    query = Closure.select(Closure.id, Closure.name, Closure.first_day, Closure.last_day)
    query = query.where(Closure.archived == archived).order_by(Closure.first_day, Closure.id)
    return [
        ClosureRow(number, name, date.fromisoformat(first), date.fromisoformat(last))
        for number, name, first, last in query.tuples().execute(database)
    ]


def _calendar(
    database: SqliteDatabase, agreed: Iterable[str], closed: Iterable[ClosureRow]
) -> WorkingCalendar:
    rows = DayOff.select(DayOff.day, DayOff.names).tuples().execute(database)
    planted = {date.fromisoformat(day): names for day, names in rows}
    closing = ((row.first_day, row.last_day, row.name) for row in closed)
    return WorkingCalendar(days_off_here(planted, agreed, closing))


def _limits(database: SqliteDatabase) -> dict[Column, WipLimit]:
    rows = BoardColumn.select(BoardColumn.code, BoardColumn.wip_limit, BoardColumn.wip_hard)
    return {
        Column(code): WipLimit(limit, bool(hard))
        for code, limit, hard in rows.tuples().execute(database)
    }
