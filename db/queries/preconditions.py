"""What must be in place in each department, and which of them are ready."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from peewee import JOIN, SqliteDatabase, fn

from db.clock import stored_day
from db.models import Department, Precondition
from db.prepared import Prepared
from db.rules.codes import Answer, PreconditionKind, SignOff
from db.rules.preconditions import GoLine


class PreconditionRow(NamedTuple):
    """A point of a department's checklist; ``met_at`` is a UTC instant, None while it is open."""

    id: int
    department: int
    kind: PreconditionKind
    text: str
    task_card: str
    responsible: str
    note: str
    met_by: str | None
    met_at: str | None
    version: int

    @property
    def met(self) -> bool:
        """Whether it is in place."""
        return self.met_at is not None


class Checklist(NamedTuple):
    """A department, and what must be in place there."""

    line: GoLine
    points: tuple[PreconditionRow, ...]


class Suggestion(NamedTuple):
    """A point that every department begins with."""

    kind: PreconditionKind
    text: str
    task_card: str = ""
    responsible: str = ""


_KINDS = list(PreconditionKind)


@cache
def suggestions(language: str) -> tuple[Suggestion, ...]:
    """The points that a plan of that language suggests for each department."""
    text = files("fixtures").joinpath(language, "preconditions.toml").read_text(encoding="utf-8")
    return tuple(
        Suggestion(**{**entry, "kind": PreconditionKind(entry["kind"])})
        for entry in tomllib.loads(text)["precondition"]
    )


def preconditions(database: SqliteDatabase, *, archived: bool = False) -> list[PreconditionRow]:
    """The points of the departments in use: department by department, and there kind by kind."""
    query = (
        Precondition.select(
            Precondition.id,
            Precondition.department,
            Precondition.kind,
            Precondition.text,
            Precondition.task_card,
            Precondition.responsible,
            Precondition.note,
            Precondition.met_by,
            Precondition.met_at,
            Precondition.version,
        )
        .join(Department)
        .where((Precondition.archived == archived) & ~Department.archived)
        .order_by(Department.rank, Department.id, Precondition.rank, Precondition.id)
    )
    found = [
        PreconditionRow(number, department, PreconditionKind(kind), *rest)
        for number, department, kind, *rest in query.tuples().execute(database)
    ]
    places = {number: place for place, number in enumerate(_once(row.department for row in found))}
    return sorted(found, key=lambda row: (places[row.department], _KINDS.index(row.kind)))


def go_lines(database: SqliteDatabase) -> tuple[GoLine, ...]:
    """Where each department in use stands, in the register's order."""
    return tuple(
        GoLine(
            number,
            name,
            Answer(answer),
            leader,
            stored_day(start),
            SignOff(said) if said else None,
            reason,
            by,
            stored_day(on),
            met,
            total,
        )
        for number, name, answer, leader, start, said, reason, by, on, met, total in (
            _GO_LINES.rows(database)
        )
    )


def _worded_go_lines() -> Any:
    theirs = (Precondition.department == Department.id) & ~Precondition.archived
    return (
        Department.select(
            Department.id,
            Department.name,
            Department.new_workflows,
            Department.local_leader,
            Department.start_of_use,
            Department.sign_off,
            Department.sign_off_reason,
            Department.signed_off_by,
            Department.signed_off_on,
            fn.COUNT(Precondition.met_at),
            fn.COUNT(Precondition.id),
        )
        .join(Precondition, JOIN.LEFT_OUTER, on=theirs)
        .where(~Department.archived)
        .group_by(Department.id)
        .order_by(Department.rank, Department.id)
    )


_GO_LINES = Prepared(_worded_go_lines)


def checklists(database: SqliteDatabase) -> list[Checklist]:
    """Every department in use with its points, in one read transaction."""
    with database.atomic("DEFERRED"):
        lines, found = go_lines(database), preconditions(database)
    theirs: dict[int, list[PreconditionRow]] = {line.department: [] for line in lines}
    for row in found:
        theirs[row.department].append(row)
    return [Checklist(line, tuple(theirs[line.department])) for line in lines]


def _once(numbers: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(numbers))
