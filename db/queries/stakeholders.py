"""The register of stakeholders, and whom the plan has reached."""

from typing import NamedTuple

from peewee import JOIN, Case, SqliteDatabase, fn

from db.errors import NotFound
from db.models import CommunicationItem, Stakeholder
from db.rules.codes import Attitude, CommunicationState, Level
from db.rules.readiness import QualityCriterion, quality_criterion
from db.rules.stakeholder_map import Quadrant, quadrant

from .named import near, row_named, spelt


class StakeholderRow(NamedTuple):
    """A stakeholder group; ``last_contact`` is the UTC instant of its last completed item."""

    id: int
    name: str
    influence: Level
    impact: Level
    attitude: Attitude
    expectation: str
    handling: str
    responsible: str
    relevant: bool
    not_relevant_reason: str
    version: int
    completed: int
    items: int
    last_contact: str | None

    @property
    def reached(self) -> bool:
        """Whether at least one communication item to this group has been carried out."""
        return self.completed > 0

    @property
    def quadrant(self) -> Quadrant:
        """Where the group stands on the map of influence and impact."""
        return quadrant(self.influence, self.impact)


def stakeholders(database: SqliteDatabase, *, archived: bool = False) -> list[StakeholderRow]:
    """The stakeholders in the register's order.

    Items to everyone count for nobody in particular: A08 asks for communication *about the
    workflows* to each relevant stakeholder.
    """
    done = CommunicationItem.state == CommunicationState.COMPLETED.value
    alive = (CommunicationItem.stakeholder == Stakeholder.id) & ~CommunicationItem.archived
    query = (
        Stakeholder.select(
            Stakeholder.id,
            Stakeholder.name,
            Stakeholder.influence,
            Stakeholder.impact,
            Stakeholder.attitude,
            Stakeholder.expectation,
            Stakeholder.handling,
            Stakeholder.responsible,
            Stakeholder.relevant,
            Stakeholder.not_relevant_reason,
            Stakeholder.version,
            fn.COUNT(Case(None, [(done, 1)])),
            fn.COUNT(CommunicationItem.id),
            fn.MAX(CommunicationItem.completed_at),
        )
        .join(CommunicationItem, JOIN.LEFT_OUTER, on=alive)
        .where(Stakeholder.archived == archived)
        .group_by(Stakeholder.id)
        .order_by(Stakeholder.rank, Stakeholder.id)
    )
    return [
        StakeholderRow(  # type: ignore[call-arg]
            *row[:2], Level(row[2]), Level(row[3]), Attitude(row[4]), *row[5:]
        )
        for row in query.tuples().execute(database)
    ]


def stakeholder(database: SqliteDatabase, named: str) -> StakeholderRow:
    """The stakeholder of that name, whatever its capitals, else of that number.

    Raises:
        NotFound: there is none ("stakeholder_unknown"), and those whose names are near it
            ("stakeholder_unclear": near).
        InvalidInput: nothing was named ("text_missing").
    """
    wanted, known = spelt(named, "stakeholder"), stakeholders(database)
    if row := row_named(known, wanted):
        return row
    if alike := near(known, wanted):
        raise NotFound("stakeholder_unclear", name=wanted, near=alike)
    raise NotFound("stakeholder_unknown", name=wanted)


def criterion(rows: list[StakeholderRow]) -> QualityCriterion:
    """A08's quality criterion over the register."""
    return quality_criterion((row.name, row.relevant, row.reached) for row in rows)
