"""Which action somebody means who types a few letters of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from .danish import folded

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wording:
    """What something may be found by: its name, and whatever else is said of it."""

    name: str
    more: str = ""


def find(typed: str, candidates: Sequence[tuple[T, Wording]]) -> list[T]:
    """The candidates that the typed words may mean, the likeliest first; all when none is typed.

    Every word must be found: best at the beginning of the name, then at the beginning of a
    word of it, then anywhere, last as letters that stand in the name in this order.
    """
    words = folded(typed).split()
    scored = [
        (rank, place, candidate)
        for place, (candidate, wording) in enumerate(candidates)
        if (rank := _rank(words, folded(wording.name), folded(wording.more))) is not None
    ]
    return [candidate for _rank_, _place, candidate in sorted(scored, key=lambda s: s[:2])]


def _rank(words: list[str], name: str, more: str) -> int | None:
    ranks = [_rank_of(word, name, more) for word in words]
    return None if None in ranks else sum(rank for rank in ranks if rank is not None)


def _rank_of(word: str, name: str, more: str) -> int | None:
    if name.startswith(word):
        return 0
    if f" {word}" in name:
        return 1
    if word in name:
        return 2
    if f" {word}" in f" {more}":
        return 3
    if word in more:
        return 4
    letters = iter(name)
    return 5 if all(letter in letters for letter in word) else None
