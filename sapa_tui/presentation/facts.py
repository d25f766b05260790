"""What stands about something, fact by fact: a label, and its text wrapped beside it."""

from collections.abc import Iterable
from typing import NamedTuple

from db.rules.text import safe

from .wrapping import wrapped

LABEL = 19
"""Cells in which a label stands."""
Words = tuple[str, str]
"""A text, and the name of its style."""


_NO_END = 1_000


class Fact(NamedTuple):
    """A label and its text, which may take ``most`` lines."""

    label: str
    text: str
    most: int = 1
    style: str = "text"


def fact_lines(facts: Iterable[Fact], width: int, room: int = _NO_END) -> list[list[Words]]:
    """The facts in a width of cells, as far as ``room`` lines go; what is not known is a dash."""
    lines: list[list[Words]] = []
    for fact in facts:
        left = room - len(lines)
        if left < 1:
            break
        shown = safe(fact.text, lines=False) or "–"
        first, *rest = wrapped(shown, width - LABEL, min(fact.most, left))
        lines.append([(f"{fact.label:<{LABEL}}", "quiet"), (first, fact.style)])
        lines += [[(" " * LABEL, "quiet"), (line, fact.style)] for line in rest]
    return lines
