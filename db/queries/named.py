"""Rows by what they are called, as people type it."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar

from db.errors import InvalidInput


class Named(Protocol):
    """A row that people know by a name."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


R = TypeVar("R", bound=Named)
_MOST_NEAR = 5


def same_name(one: str, other: str) -> bool:
    """Whether two rows would be called the same."""
    return one.casefold() == other.casefold()


def spelt(named: str, field: str) -> str:
    """A name on one line; raises InvalidInput("text_missing") where nothing was named."""
    wanted = " ".join(named.split())
    if not wanted:
        raise InvalidInput("text_missing", field=field)
    return wanted


def row_named(known: Sequence[R], wanted: str) -> R | None:
    """The row of that name, whatever its capitals, else of that number."""
    for row in known:
        if same_name(row.name, wanted):
            return row
    return next((row for row in known if str(row.id) == wanted), None)


def near(known: Sequence[Named], wanted: str) -> str:
    """A few of the names that hold what was typed, else of those that are spelt nearly so."""
    folded = {row.name.casefold(): row.name for row in known}
    holding = [name for key, name in folded.items() if wanted.casefold() in key]
    close = get_close_matches(wanted.casefold(), folded, _MOST_NEAR)
    return ", ".join(holding[:_MOST_NEAR] or [folded[key] for key in close])
