"""What the countdown warns of: facts from the registers, few and cheap to read with the wall.

A register that has something to warn of adds a field here, its tables to ``ABOUT``, and its words
to ``sapa_tui.presentation.strip_warnings``. Whether it is so far depends on the day, which turns
without a reading: facts that come true with a day carry that day.
"""

from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.models import Department, RosterEntry, Workflow
from db.prepared import Prepared
from db.rules.codes import Answer, ChangeSize
from db.rules.preconditions import GoLine
from db.rules.roster import gaps, parse_weeks

from .preconditions import go_lines

ABOUT = frozenset({"department", "precondition", "roster_entry", "workflow"})
"""The tables that the warnings are read from; an event about another needs no reading."""


class Undecided(NamedTuple):
    """A department that has not answered; ``start`` is its own, None where it is go-live's."""

    name: str
    start: date | None


class RosterGap(NamedTuple):
    """A department whose large change has nobody in some weeks; ``start`` is its own, or None."""

    name: str
    start: date | None
    weeks: tuple[int, ...]


class LegacyEnd(NamedTuple):
    """An old workflow that has not been closed, and its last day."""

    title: str
    last_day: date


class WallWarnings(NamedTuple):
    """What may have to be warned of, each in its register's order; empty where there is nothing.

    ``go`` has every department, for the countdown says of each whether it goes.
    """

    undecided: tuple[Undecided, ...] = ()
    needs_help: tuple[str, ...] = ()
    go: tuple[GoLine, ...] = ()
    gaps: tuple[RosterGap, ...] = ()
    legacy: tuple[LegacyEnd, ...] = ()


def wall_warnings(database: SqliteDatabase) -> WallWarnings:
    """Read what may have to be warned of: a few queries, none of them about a single user."""
    go, pressed = go_lines(database), _PRESSED.rows(database)
    large = {number for number, _name, _needs_help, is_large in pressed if is_large}
    return WallWarnings(
        undecided=tuple(
            Undecided(line.name, line.start) for line in go if line.answer is Answer.UNDECIDED
        ),
        needs_help=tuple(name for _number, name, needs_help, _is_large in pressed if needs_help),
        go=go,
        gaps=_gaps(database, [line for line in go if line.department in large]) if large else (),
        legacy=tuple(
            LegacyEnd(title, date.fromisoformat(day)) for title, day in _LEGACY.rows(database)
        ),
    )


def _gaps(database: SqliteDatabase, large: list[GoLine]) -> tuple[RosterGap, ...]:
    """The gaps of departments whose change is large, in their order."""
    taken: dict[int, list[tuple[int, ...]]] = {}
    for number, weeks in _HELP.rows(database):
        taken.setdefault(number, []).append(parse_weeks(weeks))
    missing = (
        (line, gaps(line.answer, ChangeSize.LARGE, taken.get(line.department, ())))
        for line in large
    )
    return tuple(RosterGap(line.name, line.start, weeks) for line, weeks in missing if weeks)


def _pressed() -> Any:
    large = Department.change_size == ChangeSize.LARGE.value
    query = Department.select(Department.id, Department.name, Department.needs_help, large)
    query = query.where(~Department.archived & (Department.needs_help | large))
    return query.order_by(Department.rank, Department.id)


def _legacy() -> Any:
    query = Workflow.select(Workflow.legacy_title, Workflow.legacy_last_day).where(
        ~Workflow.archived
        & (Workflow.legacy_title != "")
        & Workflow.legacy_last_day.is_null(False)
        & Workflow.legacy_closed_on.is_null()
    )
    return query.order_by(Workflow.legacy_last_day, Workflow.id)


_PRESSED = Prepared(_pressed)
_HELP = Prepared(
    lambda: (
        RosterEntry.select(RosterEntry.department, RosterEntry.weeks)
        .where(~RosterEntry.archived)
        .order_by(RosterEntry.id)
    )
)
_LEGACY = Prepared(_legacy)
