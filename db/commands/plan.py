"""Writes to the plan itself: planting it, and setting its go-live."""

from collections.abc import Sequence
from datetime import date
from types import EllipsisType
from typing import NamedTuple

from db.errors import InvalidInput, Refused
from db.models import (
    Activity,
    BoardColumn,
    ChecklistItem,
    CommunicationItem,
    CommunicationStep,
    DayOff,
    Person,
    Plan,
    Stakeholder,
)
from db.queries.go_live_move import read_move
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, check_agreed, days_off
from db.rules.codes import Column, CommunicationState, Kind, Purpose, Role, Step
from db.rules.countdown import END_OFFSET_WEEKS
from db.rules.go_live_move import Move, noted
from db.rules.moves import rank_between
from db.rules.text import TITLE_LIMIT, check_name

from ._change import Change, Edit
from ._door import command
from ._fields import PERSON_LIMIT, REASON_LIMIT, iso_date, line, note
from ._following import demand_shown, follow_go_live

CALENDAR_YEARS = range(2000, 2101)
"""Years whose days off are written into a new plan: those that a date may be in."""
SOON_WITHIN_DAYS = 7
MOST_GENERATIONS = 365


class PlantedActivity(NamedTuple):
    """An activity of the A08 plan as the fixtures give it."""

    title: str
    description: str
    kind: Kind
    condition: str
    card_part: str
    offset_weeks: int
    responsible: str
    checklist: tuple[str, ...] = ()


class PlantedStakeholder(NamedTuple):
    """A stakeholder of the A08 plan as the fixtures give it; ``key`` is what items refer to."""

    key: str
    name: str
    influence: str
    impact: str
    attitude: str
    expectation: str
    handling: str


class PlantedItem(NamedTuple):
    """A communication item of the A08 plan; without ``stakeholder`` it goes to everyone."""

    stakeholder: str
    audience: str
    occasion: str
    message: str
    channel: str
    sender: str
    responsible: str
    purpose: Purpose
    offset_weeks: int | None = None
    trigger: str = ""


class Planting(NamedTuple):
    """Everything that goes into a new plan."""

    municipality: str
    language: str
    go_live: date | None
    leader: str
    leader_full_name: str
    activities: Sequence[PlantedActivity] = ()
    stakeholders: Sequence[PlantedStakeholder] = ()
    communication: Sequence[PlantedItem] = ()
    days_by_agreement: Sequence[str] = DEFAULT_DAYS_BY_AGREEMENT


@command(needs=Role.LEADER)
def plant(change: Change, /, planting: Planting) -> None:
    """Fill an empty database with a plan, its first leader and the calendar.

    The rows planted are the ground that the event log builds on, so the one event names
    only the plan.

    Raises:
        Refused: the database holds a plan already ("already_planted").
    """
    for planted in Plan.select(Plan.municipality).tuples().execute(change.database):
        raise Refused("already_planted", title=planted[0])
    plan = change.insert(
        Plan,
        municipality=line("municipality", TITLE_LIMIT, required=True)(planting.municipality),
        language=planting.language,
        go_live=iso_date(planting.go_live),
        end_offset_weeks=END_OFFSET_WEEKS,
        soon_within_days=SOON_WITHIN_DAYS,
        created_at=change.now,
        days_by_agreement=" ".join(check_agreed(planting.days_by_agreement)),
    )
    recorded = list(change.fields)
    name = check_name(planting.leader)
    full_name = line("full_name", PERSON_LIMIT)(planting.leader_full_name) or name
    change.actor = change.insert(Person, name=name, full_name=full_name, role=Role.LEADER.value)
    for column in Column:
        change.insert(BoardColumn, code=column.value)
    _plant_calendar(change)
    _plant_activities(change, planting)
    _plant_communication(change, planting)
    change.fields = recorded
    change.about("plan.planted", plan, title=plan.municipality)


@command(needs=Role.LEADER, on=Plan)
def set_go_live(
    change: Change,
    /,
    go_live: date | None,
    *,
    reason: str = "",
    base: date | EllipsisType | None = ...,
    shown: Move | None = None,
) -> None:
    """Set, move or take away the go-live date; every anchored date follows.

    What has been done keeps its date, and the message about the move is planted.

    ``base`` is the date that stood there when this was decided; ``...`` takes no heed of it.
    ``shown`` is what the leader was shown and agreed to; None if nothing was.

    Raises:
        Conflict: somebody has set another date than ``base`` meanwhile.
        Refused: it would bring about something else than ``shown`` by now ("move_overtaken").
        InvalidInput: no reason is given, although a date was set before; the date lies
            outside the years 2000 to 2100.
    """
    plan = change.row(Plan, 1)
    remark = str(note("reason", REASON_LIMIT)(reason))
    if plan.go_live and not remark:
        raise InvalidInput("reason_missing", field="reason")
    before = plan.go_live if isinstance(base, EllipsisType) else iso_date(base)
    edit = Edit(before, iso_date(go_live))
    found = read_move(change.database, go_live, change.request.today)
    if change.merge(plan, {"go_live": edit}):
        demand_shown(found.move, shown)
        follow_go_live(change, found)
    said = noted(remark, found.move.followed)
    change.about("plan.go_live_set", plan, title=plan.municipality, note=said)


@command(needs=Role.LEADER, on=Plan)
def keep_backups(change: Change, /, generations: int, *, base: int | None = None) -> None:
    """Say how many automatic daily backups are kept; with 0 none is made.

    ``base`` is the number that stood there when this was decided; None takes no heed of it.

    Raises:
        InvalidInput: it is not a number from 0 to 365 ("generations_out_of_range").
        Conflict: somebody has set another number than ``base`` meanwhile.
    """
    if not 0 <= generations <= MOST_GENERATIONS:
        raise InvalidInput("generations_out_of_range", limit=MOST_GENERATIONS)
    plan = change.row(Plan, 1)
    before = plan.backup_generations if base is None else base
    change.merge(plan, {"backup_generations": Edit(before, generations)})
    change.about("plan.backups_set", plan, title=plan.municipality)


def _plant_calendar(change: Change) -> None:
    rows = [
        {"day": day.isoformat(), "names": names}
        for day, names in days_off(CALENDAR_YEARS, ()).items()
    ]
    DayOff.insert_many(rows).execute(change.database)


def _plant_activities(change: Change, planting: Planting) -> None:
    rank: str | None = None
    for planted in planting.activities:
        rank = rank_between(rank, None)
        row = change.insert(
            Activity,
            title=planted.title,
            description=planted.description,
            kind=planted.kind,
            condition=planted.condition,
            card_part=planted.card_part,
            offset_weeks=planted.offset_weeks,
            responsible=_responsible(planted.responsible, planting),
            column=Column.NOT_STARTED.value,
            column_since=change.now,
            rank=rank,
        )
        point_rank: str | None = None
        for text in planted.checklist:
            point_rank = rank_between(point_rank, None)
            change.insert(ChecklistItem, activity=row.id, text=text, rank=point_rank)


def _plant_communication(change: Change, planting: Planting) -> None:
    rank: str | None = None
    stakeholders: dict[str, int] = {}
    for group in planting.stakeholders:
        rank = rank_between(rank, None)
        stakeholders[group.key] = change.insert(
            Stakeholder,
            name=group.name,
            influence=group.influence,
            impact=group.impact,
            attitude=group.attitude,
            expectation=group.expectation,
            handling=group.handling,
            rank=rank,
        ).id
    rank = None
    for planted in planting.communication:
        rank = rank_between(rank, None)
        item = change.insert(
            CommunicationItem,
            stakeholder=stakeholders[planted.stakeholder] if planted.stakeholder else None,
            audience=planted.audience,
            occasion=planted.occasion,
            message=planted.message,
            purpose=planted.purpose,
            channel=planted.channel,
            sender=planted.sender,
            responsible=_responsible(planted.responsible, planting),
            offset_weeks=planted.offset_weeks,
            trigger=planted.trigger,
            state=CommunicationState.PLANNED.value,
            rank=rank,
        )
        for step in Step:
            change.insert(CommunicationStep, item=item.id, step=step.value)


def _responsible(role_code: str, planting: Planting) -> str:
    """The leader answers for what the card gives to the project leader; others are codes yet."""
    return planting.leader if role_code == "PL" else role_code
