"""The task card A08: what it says, how far it is from being closed, and whether it has been."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from peewee import SqliteDatabase, fn

from db.clock import stored_day
from db.models import Activity, CommunicationItem, Plan
from db.rules.closing import (
    DepartmentFacts,
    Readiness,
    StakeholderFacts,
    readiness,
    undecided_late,
)
from db.rules.codes import CommunicationState

from .departments import departments
from .stakeholders import stakeholders


class TaskCard(NamedTuple):
    """A08 in our own words."""

    id: str
    title: str
    phase: str
    theme: str
    priority: str
    end_date_rule: str
    goal: str
    description: str
    method: str
    result: str
    recommended_assignee: str
    quality_criterion: str
    involved_parties: tuple[str, ...]


class CardStatus(NamedTuple):
    """The card of this plan; ``closed_at`` is a UTC instant as text, None while it is open.

    ``undecided`` are the departments that ought to have answered by now.
    """

    card: TaskCard
    readiness: Readiness
    undecided: tuple[str, ...]
    approved_by: str | None
    approved_on: date | None
    closed_by: str | None
    closed_at: str | None
    closing_note: str

    @property
    def closed(self) -> bool:
        """Whether the plan can only be read."""
        return self.closed_at is not None


@cache
def task_card(language: str) -> TaskCard:
    """What A08 says, in a language of the fixtures."""
    text = files("fixtures").joinpath(language, "card.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    parties = tuple(told.pop("involved_parties"))
    return TaskCard(
        **{name: words.strip() for name, words in told.items()}, involved_parties=parties
    )


def card_status(database: SqliteDatabase, today: date, language: str) -> CardStatus:
    """Read the card of this plan, in one read transaction; ``language`` is that of its words."""
    with database.atomic("DEFERRED"):
        plan = Plan.select().where(Plan.id == 1).execute(database)[0]
        facts = _departments(database, plan)
        return CardStatus(
            card=task_card(language),
            readiness=_readiness(database, plan, facts),
            undecided=undecided_late(facts, today),
            approved_by=plan.approved_by,
            approved_on=stored_day(plan.approved_on),
            closed_by=plan.closed_by,
            closed_at=plan.closed_at,
            closing_note=plan.closing_note,
        )


def card_readiness(database: SqliteDatabase) -> Readiness:
    """Whether the card may be closed as the plan stands."""
    plan = Plan.select().where(Plan.id == 1).execute(database)[0]
    return _readiness(database, plan, _departments(database, plan))


def _readiness(
    database: SqliteDatabase, plan: Plan, facts: tuple[DepartmentFacts, ...]
) -> Readiness:
    count = Activity.select(fn.COUNT(Activity.id)).where(~Activity.archived)
    return readiness(
        count.scalar(database), plan.approved_on is not None, _relevant(database), facts
    )


def _relevant(database: SqliteDatabase) -> tuple[StakeholderFacts, ...]:
    planned = CommunicationItem.select(CommunicationItem.stakeholder).where(
        ~CommunicationItem.archived
        & (CommunicationItem.state != CommunicationState.CANCELLED.value)
    )
    spoken_to = {row[0] for row in planned.tuples().execute(database)}
    return tuple(
        StakeholderFacts(row.name, row.id in spoken_to, row.reached)
        for row in stakeholders(database)
        if row.relevant
    )


def _departments(database: SqliteDatabase, plan: Plan) -> tuple[DepartmentFacts, ...]:
    go_live = stored_day(plan.go_live)
    return tuple(
        DepartmentFacts(
            row.name,
            row.new_workflows,
            row.new_workflows_reason,
            row.users,
            row.in_use,
            row.exception,
            row.starts(go_live),
        )
        for row in departments(database)
    )
