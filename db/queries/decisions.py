"""What has been decided on how employees are introduced and motivated, and what has not been."""

from datetime import date
from typing import NamedTuple

from peewee import JOIN, SqliteDatabase

from db.models import Decision, Department
from db.rules.codes import DecisionTopic
from db.rules.decisions import missing

from .departments import departments


class DecisionRow(NamedTuple):
    """A decision; without a ``department`` it is common to all of them."""

    id: int
    topic: DecisionTopic
    department: int | None
    department_name: str
    decided_by: str
    decided_on: date
    text: str
    version: int


class MissingDecision(NamedTuple):
    """A department that has no decision on a topic, of its own or common."""

    topic: DecisionTopic
    department: int
    department_name: str


class DecisionsRead(NamedTuple):
    """The decisions, and those that are missing, each by topic and in the register's order.

    ``departments`` are the numbers and names of those in use.
    """

    decisions: list[DecisionRow]
    missing: list[MissingDecision]
    departments: dict[int, str]


def decisions(database: SqliteDatabase, *, archived: bool = False) -> list[DecisionRow]:
    """The decisions topic by topic, the common one first, then department by department."""
    query = (
        Decision.select(
            Decision.id,
            Decision.topic,
            Decision.department,
            Department.name,
            Decision.decided_by,
            Decision.decided_on,
            Decision.text,
            Decision.version,
        )
        .join(Department, JOIN.LEFT_OUTER)
        .where(Decision.archived == archived)
        .order_by(Decision.topic, Department.rank, Department.id, Decision.id)
    )
    return [
        DecisionRow(
            number, DecisionTopic(topic), department, name or "", by, date.fromisoformat(on), *rest
        )
        for number, topic, department, name, by, on, *rest in query.tuples().execute(database)
    ]


def read_decisions(database: SqliteDatabase) -> DecisionsRead:
    """The decisions in use, and the missing ones."""
    found, known = decisions(database), departments(database)
    decided = [(row.topic, row.department) for row in found]
    names = {row.id: row.name for row in known}
    answers = [(row.id, row.new_workflows) for row in known]
    return DecisionsRead(
        found,
        [
            MissingDecision(topic, number, names[number])
            for topic in DecisionTopic
            for number in missing(topic, decided, answers)
        ],
        names,
    )
