"""Plans of many cards, made through the core as people would make them."""

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from db.clock import Clock
from db.commands import Request, board, people
from db.connection import open_plan
from db.queries.board import Card, cards
from db.rules.codes import BOARD_COLUMNS, Column, Role
from db.rules.due import Due
from db.seed import create_plan

LEADER, COLLEAGUE = "mk", "ab"
_LIVE_FOR = timedelta(days=7)
"""Before go-live an implementation activity asks before it starts, and a move is no one key."""


class Plan(NamedTuple):
    """A plan's file, how many cards it has, and what of it is on the screen when it is open."""

    path: Path
    size: int
    mark: str


def make_plans(folder: Path, sizes: Sequence[int]) -> list[Plan]:
    """Make a plan of each size: A08's own activities and further ones, evenly in four columns.

    One plan grows, and is copied whenever it has reached a size; sizes are at least 25.
    """
    growing, clock = folder / "growing.db", Clock()
    create_plan(
        growing,
        municipality="Aabenraa Kommune",
        go_live=clock.today() - _LIVE_FOR,
        leader=LEADER,
        full_name="Mette Kragh",
        now=clock.now(),
    )
    plans = []
    for size in sorted(sizes):
        mark = _grow(growing, size, clock)
        plans.append(Plan(folder / f"{size}.db", size, mark))
        shutil.copy(growing, plans[-1].path)
    return plans


def _grow(path: Path, size: int, clock: Clock) -> str:
    """Add cards until there are ``size``; returns how the first one begins on the screen."""
    database = open_plan(path)
    try:
        # One transaction around all of them: ten thousand would wait for the disk otherwise.
        with database.atomic():
            planted = cards(database)
            if all(card.column is Column.NOT_STARTED for card in planted):
                request = Request(LEADER, clock.now())
                people.add(database, request, COLLEAGUE, "Anne Bech", Role.MEMBER)
                for place, card in enumerate(planted):
                    _put(database, card.id, place, clock)
            for number in range(len(planted), size):
                _put(database, _add(database, number, planted, clock), number, clock)
        first = next(card for card in cards(database) if card.column is Column.NOT_STARTED)
    finally:
        database.close()
    return f"▌{first.title.split()[0]}"


def _add(database: Any, number: int, like: Sequence[Card], clock: Clock) -> int:
    model = like[number % len(like)]
    due = Due(offset_weeks=-(number % 13))
    request = Request(LEADER, clock.now())
    title = f"{model.title} ({number})"
    return board.add(database, request, title, due=due, responsible=model.responsible).entity_id


def _put(database: Any, card: int, place: int, clock: Clock) -> None:
    column = BOARD_COLUMNS[place % len(BOARD_COLUMNS)]
    if column is not Column.NOT_STARTED:
        request = Request(LEADER, clock.now())
        board.move(database, request, card, column, reason="svar fra KOMBIT", confirmed=True)
