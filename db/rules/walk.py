"""The order in which a standup walks the board."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from db.rules.calendar import WorkingCalendar
from db.rules.codes import BOARD_COLUMNS, Column

CHANGES = "changes"
"""The stop before the first item: what is new since the standup before."""
SUMMARY = "summary"
"""The stop after the last item."""
AHEAD_WORKING_DAYS = 10
"""How far ahead a communication item is due that is talked about."""


class WalkCard(NamedTuple):
    """A card as the walk sees it; ``days_in_column`` are working days.

    ``touched`` and ``newly_done`` count from the standup before.
    """

    id: int
    column: Column
    blocked: bool
    days_in_column: int
    due: date | None
    touched: bool
    newly_done: bool
    should_have_started: bool


class WalkItem(NamedTuple):
    """A communication item that is open."""

    id: int
    due: date | None


def walk_order(
    cards: Iterable[WalkCard], items: Iterable[WalkItem], today: date, calendar: WorkingCalendar
) -> tuple[str, ...]:
    """The stops of a standup.

    The board from right to left, in each column what is blocked first, then what has been there
    longest, then what is due first; of Færdig only what is new, of Ikke startet only what has
    been touched or should have been started. Then the communication items that are late or due
    within ten working days.
    """
    order = {column: number for number, column in enumerate(reversed(BOARD_COLUMNS))}
    on_board = [card for card in cards if card.column in order and _belongs(card)]
    on_board.sort(
        key=lambda card: (
            order[card.column],
            not card.blocked,
            -card.days_in_column,
            card.due or date.max,
            card.id,
        )
    )
    ahead = sorted(
        (item.due, item.id)
        for item in items
        if item.due and calendar.working_days_left(today, item.due) <= AHEAD_WORKING_DAYS
    )
    return (
        CHANGES,
        *(f"activity:{card.id}" for card in on_board),
        *(f"communication_item:{number}" for _, number in ahead),
        SUMMARY,
    )


def _belongs(card: WalkCard) -> bool:
    if card.column is Column.DONE:
        return card.newly_done
    if card.column is Column.NOT_STARTED:
        return card.touched or card.should_have_started
    return True
