"""What the words of the cards depend on besides the cards."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from db.clock import local, unstamp
from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.due import Timing

from .due_cells import fitting_offset
from .due_rules import mark_widths
from .words import initials

_LEAST_WHO = 3
"""Cells that a responsible has in any case: a role code."""


class Widths(NamedTuple):
    """Cells kept for the parts of a card, so that they stand below each other in a column.

    ``offsets`` are those that the marks before due dates may have, the least first.
    """

    offsets: tuple[int, ...]
    who: int

    def offset_in(self, space: int) -> int:
        """The cells for the marks where due dates have so much space."""
        return fitting_offset(self.offsets, space)


_OF_NO_CARD = Widths((0,), _LEAST_WHO)


class CardFacts(NamedTuple):
    """What a card's words depend on besides the card."""

    plan: PlanFacts
    today: date
    names: Mapping[str, str]
    fresh: Mapping[int, str]
    writers: Mapping[int, str] = MappingProxyType({})
    widths: Widths = _OF_NO_CARD

    def marks_beside(self, other: "CardFacts") -> set[int] | None:
        """The cards that are marked otherwise; None where more than the marks is different."""
        if self._replace(fresh=other.fresh, writers=other.writers) != other:
            return None
        fresh = self.fresh.items() ^ other.fresh.items()
        return {number for number, _ in fresh | (self.writers.items() ^ other.writers.items())}

    def timing(self, card: Card) -> Timing:
        """The card's due date seen from today."""
        return self.plan.timing(card.due, self.today, finished=card.finished)

    def working_days_in_column(self, card: Card) -> int:
        """Working days since the card came to its column."""
        since = local(unstamp(card.column_since)).date()
        return max(0, self.plan.calendar.working_days_left(since, self.today))


def widths_of(cards: Sequence[Card], names: Mapping[str, str]) -> Widths:
    """The widths for some cards; a responsible who is no colleague makes do with what is left."""
    colleagues = {card.responsible for card in cards} & names.keys()
    return Widths(
        mark_widths(card.due for card in cards),
        max([_LEAST_WHO, *(len(initials(name, names)) for name in colleagues)]),
    )
