"""The plan as a template is made of it and compared with it."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.models import (
    Activity,
    ChecklistItem,
    CommunicationItem,
    Department,
    Stakeholder,
    Table,
)
from db.rules.due import Anchor, AnchorPoint
from db.rules.template import ENTITIES, TemplateKind
from db.rules.typed_due import NO_CHOICES
from db.rules.typed_title import Choices

from .due import DUE_COLUMNS, read_due
from .people import PersonRow, people
from .plan import PlanFacts, plan_facts

_FIELDS: Mapping[TemplateKind, tuple[type[Table], tuple[str, ...]]] = {
    TemplateKind.ACTIVITIES: (
        Activity,
        (
            "title",
            "description",
            "kind",
            "condition",
            "card_part",
            "responsible",
            "assignee",
            *DUE_COLUMNS,
            "column",
            "waiting_reason",
            "waiting_on",
            "department",
        ),
    ),
    TemplateKind.COMMUNICATION: (
        CommunicationItem,
        (
            "stakeholder",
            "audience",
            "occasion",
            "message",
            "purpose",
            "channel",
            "sender",
            "responsible",
            *DUE_COLUMNS,
            "trigger",
            "state",
        ),
    ),
    TemplateKind.STAKEHOLDERS: (
        Stakeholder,
        (
            "name",
            "influence",
            "impact",
            "attitude",
            "expectation",
            "handling",
            "responsible",
            "relevant",
            "not_relevant_reason",
        ),
    ),
}


class PlanRow(NamedTuple):
    """An item of a register; ``values`` by field as they are stored, ``points`` its checklist."""

    entity: str
    id: int
    version: int
    values: Mapping[str, Any]
    points: tuple[str, ...] = ()


class PlanGround(NamedTuple):
    """One consistent reading of all three registers, without what is archived.

    ``groups`` and ``departments`` are the names of all stakeholders and departments, archived or
    not, by id; ``newest`` is the largest id of each register; ``choices`` are what due dates may be
    counted from.
    """

    facts: PlanFacts
    people: tuple[PersonRow, ...]
    rows: Mapping[TemplateKind, tuple[PlanRow, ...]]
    groups: Mapping[int, str]
    departments: Mapping[int, str]
    newest: Mapping[TemplateKind, int]
    choices: Choices = NO_CHOICES


def plan_ground(database: SqliteDatabase) -> PlanGround:
    """Read what templates are about, in one read transaction."""
    with database.atomic("DEFERRED"):
        groups = Stakeholder.select(Stakeholder.id, Stakeholder.name)
        departments = Department.select(Department.id, Department.name).order_by(
            Department.archived  # a name is first that of one in use
        )
        facts, rows = plan_facts(database), {kind: _rows(database, kind) for kind in _FIELDS}
        return PlanGround(
            facts=facts,
            people=tuple(people(database)),
            rows=rows,
            groups=dict(groups.tuples().execute(database)),
            departments=dict(departments.tuples().execute(database)),
            newest={kind: _newest(database, kind) for kind in _FIELDS},
            choices=_choices(facts, rows),
        )


def newer_names(database: SqliteDatabase, kind: TemplateKind, newest: int) -> dict[str, int]:
    """Ids by title, message or name of the items that came to a register after one."""
    table: Any = _FIELDS[kind][0]
    query = table.select(getattr(table, NAMED[kind]), table.id)
    query = query.where((table.id > newest) & ~table.archived)
    return dict(query.tuples().execute(database))


def _choices(facts: PlanFacts, rows: Mapping[TemplateKind, Iterable[PlanRow]]) -> Choices:
    points = dict(facts.anchor_points)
    for kind in (TemplateKind.ACTIVITIES, TemplateKind.COMMUNICATION):
        for row in rows[kind]:
            due = read_due(*(row.values[name] for name in DUE_COLUMNS))
            title = str(row.values[NAMED[kind]])
            points[Anchor(ENTITIES[kind]), row.id] = AnchorPoint(title, due)
    return Choices(points)


def _rows(database: SqliteDatabase, kind: TemplateKind) -> tuple[PlanRow, ...]:
    table: Any
    table, fields = _FIELDS[kind]
    columns = [table._meta.fields[name] for name in ("id", "version", *fields)]
    query = table.select(*columns).where(~table.archived).order_by(*_order(kind), table.id)
    points = _points(database) if kind is TemplateKind.ACTIVITIES else {}
    return tuple(
        PlanRow(
            ENTITIES[kind],
            row[0],
            row[1],
            dict(zip(fields, row[2:], strict=True)),
            points.get(row[0], ()),
        )
        for row in query.tuples().execute(database)
    )


def _order(kind: TemplateKind) -> tuple[Any, ...]:
    # A card's rank is its place in its column only, so a list of them goes by number.
    return {
        TemplateKind.ACTIVITIES: (),
        TemplateKind.COMMUNICATION: (CommunicationItem.rank,),
        TemplateKind.STAKEHOLDERS: (Stakeholder.rank,),
    }[kind]


def _points(database: SqliteDatabase) -> dict[int, tuple[str, ...]]:
    query = ChecklistItem.select(ChecklistItem.activity, ChecklistItem.text)
    order = (ChecklistItem.rank, ChecklistItem.id)
    found: dict[int, tuple[str, ...]] = {}
    for number, text in (
        query.where(~ChecklistItem.archived).order_by(*order).tuples().execute(database)
    ):
        found[number] = (*found.get(number, ()), text)
    return found


def _newest(database: SqliteDatabase, kind: TemplateKind) -> int:
    table: Any = _FIELDS[kind][0]
    query = table.select(table.id).order_by(table.id.desc()).limit(1)
    return int(query.scalar(database) or 0)


NAMED: Mapping[TemplateKind, str] = {
    TemplateKind.ACTIVITIES: "title",
    TemplateKind.COMMUNICATION: "message",
    TemplateKind.STAKEHOLDERS: "name",
}
"""The field by which people know a row of each register."""
