"""How well each stakeholder is covered by the communication plan.

Told from what has been read already, so that a wall that changes costs no query more.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.clock import local, unstamp
from db.rules.coverage import Coverage, PlannedItem, coverage

from .communication import Item, items
from .plan import PlanFacts, plan_facts
from .stakeholders import StakeholderRow, stakeholders


class Covered(NamedTuple):
    """The register with its coverage by group, and what the items' dates hang on."""

    rows: list[StakeholderRow]
    coverages: dict[int, Coverage]
    items: dict[int, Item]
    facts: PlanFacts


def covered(database: SqliteDatabase, today: date) -> Covered:
    """Read the register with its coverage, in one read transaction."""
    with database.atomic("DEFERRED"):
        rows, planned, facts = stakeholders(database), items(database), plan_facts(database)
    found = coverages(rows, planned, facts, today)
    return Covered(rows, found, {item.id: item for item in planned}, facts)


def coverages(
    rows: Iterable[StakeholderRow], items: Iterable[Item], facts: PlanFacts, today: date
) -> dict[int, Coverage]:
    """The coverage of each group by its id.

    Items to everyone count for nobody in particular, as in the quality criterion.
    """
    by_group: dict[int | None, list[PlannedItem]] = {}
    for item in items:
        by_group.setdefault(item.stakeholder_id, []).append(_planned(item))
    when = facts.anchors, today
    return {
        row.id: coverage(row.influence, row.relevant, by_group.get(row.id, ()), *when)
        for row in rows
    }


def _planned(item: Item) -> PlannedItem:
    done = local(unstamp(item.completed_at)).date() if item.completed_at else None
    return PlannedItem(item.id, item.due, item.purpose, item.state, done)
