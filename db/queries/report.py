"""Everything that a printed report is made of, in one consistent reading."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from peewee import JOIN, SqliteDatabase

from db.clock import stored_day
from db.models import Activity, Department

from .board import Card, cards
from .card import CardStatus, card_status
from .communication import Item, items
from .departments import DepartmentRow, departments
from .people import people
from .plan import PlanFacts, plan_facts
from .stakeholders import StakeholderRow, stakeholders


class CardMore(NamedTuple):
    """What a list of activities says of one, and the board does not."""

    assignee: str = ""
    department: str = ""
    completed_on: date | None = None


class ReportGround(NamedTuple):
    """The plan on one day, without what is archived; ``more`` is by an activity's number."""

    today: date
    facts: PlanFacts
    names: Mapping[str, str]
    cards: list[Card]
    more: Mapping[int, CardMore]
    items: list[Item]
    stakeholders: list[StakeholderRow]
    departments: list[DepartmentRow]
    status: CardStatus


def report_ground(database: SqliteDatabase, today: date, language: str) -> ReportGround:
    """Read it in one read transaction; ``language`` is that of the task card's words."""
    with database.atomic("DEFERRED"):
        return ReportGround(
            today=today,
            facts=plan_facts(database),
            names={person.name: person.full_name for person in people(database)},
            cards=cards(database),
            more=_more(database),
            items=items(database),
            stakeholders=stakeholders(database),
            departments=departments(database),
            status=card_status(database, today, language),
        )


def _more(database: SqliteDatabase) -> dict[int, CardMore]:
    query = Activity.select(
        Activity.id, Activity.assignee, Department.name, Activity.completed_on
    ).join(Department, JOIN.LEFT_OUTER, on=(Activity.department == Department.id))
    rows = query.where(~Activity.archived).tuples().execute(database)
    return {number: CardMore(who, name or "", stored_day(day)) for number, who, name, day in rows}
