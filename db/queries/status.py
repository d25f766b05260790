"""The plan in numbers."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from peewee import SqliteDatabase

from db.rules.codes import BOARD_COLUMNS, Column, CommunicationState, Kind
from db.rules.countdown import Countdown
from db.rules.preconditions import GoLine, started_sum
from db.rules.readiness import QualityCriterion

from .board import Card, cards
from .communication import Item, items
from .plan import PlanFacts, plan_facts
from .preconditions import go_lines
from .stakeholders import StakeholderRow, criterion, stakeholders


class Progress(NamedTuple):
    """How many are done, of how many that count."""

    done: int
    total: int


class Status(NamedTuple):
    """The plan on one day."""

    municipality: str
    countdown: Countdown
    activities: Mapping[Column, int]
    preparation: Progress
    implementation: Progress
    communication: Progress
    quality_criterion: QualityCriterion
    go: tuple[GoLine, ...] = ()
    started: Progress = Progress(0, 0)
    """Departments that have taken SAPA into use, of those with new workflows."""


def status(database: SqliteDatabase, today: date) -> Status:
    """Read the plan's numbers."""
    return status_of(
        plan_facts(database),
        cards(database),
        items(database),
        stakeholders(database),
        today,
        go_lines(database),
    )


def status_of(
    facts: PlanFacts,
    board: list[Card],
    communication: list[Item],
    register: list[StakeholderRow],
    today: date,
    go: tuple[GoLine, ...] = (),
) -> Status:
    """The numbers of a plan that has been read already.

    What is not applicable, and what has been cancelled, counts in no total.
    """
    counts = Counter(card.column for card in board)
    alive = [item for item in communication if item.state != CommunicationState.CANCELLED]
    completed = sum(item.state == CommunicationState.COMPLETED for item in alive)
    return Status(
        municipality=facts.municipality,
        countdown=facts.countdown(today),
        activities={column: counts[column] for column in Column},
        preparation=_progress(board, Kind.PREPARATION),
        implementation=_progress(board, Kind.IMPLEMENTATION),
        communication=Progress(completed, len(alive)),
        quality_criterion=criterion(register),
        go=go,
        started=Progress(*started_sum(go, facts.go_live, today)),
    )


def _progress(board: list[Card], kind: Kind) -> Progress:
    counting = [card for card in board if card.kind is kind and card.column in BOARD_COLUMNS]
    return Progress(sum(card.column is Column.DONE for card in counting), len(counting))
