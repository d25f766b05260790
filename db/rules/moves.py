"""What a move on the board meets: the column's limit, the card's rule, and a place in the order."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fractional_indexing import generate_key_between

from db.rules.codes import Column, Kind

LARGEST_LIMIT = 999
"""Cards; more is a slip of the finger."""


class WipLimit(NamedTuple):
    """How many cards a column may hold; ``None`` is no limit, a hard limit refuses."""

    limit: int | None
    hard: bool


class WipVerdict(StrEnum):
    """What the limit says to a column's new count."""

    OK = "ok"
    OVER = "over"
    """Past a soft limit: allowed, with a warning."""
    FULL = "full"
    """Past a hard limit: to be refused."""


def wip_verdict(limit: WipLimit, count_after: int) -> WipVerdict:
    """Judge the number of cards that the column would hold after the move."""
    if limit.limit is None or count_after <= limit.limit:
        return WipVerdict.OK
    return WipVerdict.FULL if limit.hard else WipVerdict.OVER


def starts_too_early(kind: Kind, target: Column, today: date, go_live: date | None) -> bool:
    """Tell whether an implementation activity would start before SAPA is in use.

    A08: new workflows are implemented only when the employees take SAPA into use. With go-live
    unknown it has not come. Waiting is no start, so only in progress and done count.
    """
    if kind is not Kind.IMPLEMENTATION or target not in (Column.IN_PROGRESS, Column.DONE):
        return False
    return go_live is None or today < go_live


def rank_between(before: str | None, after: str | None) -> str:
    """Return a rank that sorts, by code point, between two neighbours.

    ``None`` means there is no neighbour on that side. Neighbours that are equal or in the wrong
    order, as two people moving at once can leave them, yield a rank just after ``before``.
    """
    if before is not None and after is not None and before >= after:
        after = None
    rank: str = generate_key_between(before, after)
    return rank
