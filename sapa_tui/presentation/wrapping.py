"""Text in little room: broken at words and syllables, and never cut without a sign."""

from functools import cache
from typing import Any

from rich.cells import cell_len, chop_cells, set_cell_size

from sapa_tui.locale import language

_LETTERS_TO_BREAK = 6
_CHARACTERS_A_CELL = 4
"""A letter and the marks on it that cleaned text may have."""
_LETTERS_AFTER_BREAK = 3
_LONGEST_PATTERN = 16
"""Letters beyond a break that may have a say in it; what follows does not matter."""


def wrapped(text: str, width: int, lines: int = 2) -> list[str]:
    """Text broken into at most so many lines, at words where that loses nothing.

    Where it does, the word at the edge is broken between syllables. What is cut shows that it is.
    """
    found: list[str] = []
    rest = text
    while cell_len(rest) > width > 0 and len(found) < lines - 1:
        head, rest = _broken(rest, width, room=width * (lines - len(found) - 1))
        found.append(head)
    return [*found, cut(rest, width)]


def cut(text: str, width: int) -> str:
    """Text in at most ``width`` cells, with a sign when it is cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def _broken(text: str, width: int, room: int) -> tuple[str, str]:
    """The first line of a text too long for one, and the rest; ``room`` cells remain for it."""
    full = chop_cells(text[: width * _CHARACTERS_A_CELL], width)[0]
    at_word = (full + text[len(full) : len(full) + 1]).rfind(" ")
    if at_word > 0 and cell_len(text) - at_word - 1 <= room:
        return text[:at_word], text[at_word + 1 :]
    start = at_word + 1
    word = text[start:].partition(" ")[0]
    head = _syllables(word, width - cell_len(text[:start]) - 1, language())
    if head:
        return f"{text[:start]}{head}-", text[start + len(head) :]
    if at_word > 0:
        return text[:at_word], text[at_word + 1 :]
    return full, text[len(full) :]


@cache
def _syllables(word: str, width: int, spoken: str) -> str:
    """As many whole syllables of a word as fit, without the last one; empty if none do."""
    edge = word[: max(0, width + 1)]
    if len(word) < _LETTERS_TO_BREAK or not edge.isalpha() or cell_len(edge) != len(edge):
        return ""
    last = min(width, len(word) - _LETTERS_AFTER_BREAK)
    places = _patterns(spoken).positions(word[: max(0, last) + _LONGEST_PATTERN])
    return word[: max((place for place in places if place <= last), default=0)]


@cache
def _patterns(spoken: str) -> Any:
    # Loaded at the first word that is too long: reading the patterns takes milliseconds.
    from pyphen import Pyphen

    return Pyphen(lang=spoken)
