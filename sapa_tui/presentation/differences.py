"""What two people did to the same text: word by word, and both changes in one text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto

# A word, or one sign of punctuation, with the space before it: so a sentence added at the end
# leaves the last word of the old text as it was.
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+$")


class Change(Enum):
    """What has happened to a stretch of text."""

    KEPT = auto()
    REMOVED = auto()
    ADDED = auto()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words that share one fate."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Together:
    """Two changes of one text in one; ``clashes`` counts the places where both wordings stand."""

    text: str
    clashes: int


@dataclass(frozen=True, slots=True)
class _Edit:
    """Words ``start`` up to ``end`` of the old text are replaced by others."""

    start: int
    end: int
    words: tuple[str, ...]


def differences(before: str, after: str) -> tuple[Stretch, ...]:
    """The new text with what was removed from the old one, in reading order."""
    old, new = _words(before), _words(after)
    found: list[Stretch] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(Stretch(Change.KEPT, "".join(new[j1:j2])))
            continue
        if i2 > i1:
            found.append(Stretch(Change.REMOVED, "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Stretch(Change.ADDED, "".join(new[j1:j2])))
    return tuple(found)


def together(base: str, mine: str, theirs: str) -> Together:
    """Both changes of the text ``base`` in one text, so that nobody's words are lost.

    Where both changed the same place, my wording is followed by theirs, to be edited by hand.
    """
    words = _words(base)
    my_edits, their_edits = _edits(words, mine), _edits(words, theirs)
    merged: list[str] = []
    position = clashes = 0
    for start, end in _places([*my_edits, *their_edits]):
        merged += words[position:start]
        ours = _applied(words, start, end, my_edits)
        other = _applied(words, start, end, their_edits)
        untouched = "".join(words[start:end])
        if other in (ours, untouched):
            merged.append(ours)
        elif ours == untouched:
            merged.append(other)
        else:
            merged += [ours, "" if other[:1].isspace() else " ", other]
            clashes += 1
        position = end
    merged += words[position:]
    return Together("".join(merged), clashes)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _edits(words: list[str], text: str) -> list[_Edit]:
    new = _words(text)
    return [
        _Edit(i1, i2, tuple(new[j1:j2]))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, words, new).get_opcodes()
        if tag != "equal"
    ]


def _places(edits: list[_Edit]) -> Iterator[tuple[int, int]]:
    """The stretches of the old text that somebody changed; changes that touch are one place."""
    places: list[tuple[int, int]] = []
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if places and edit.start <= places[-1][1]:
            places[-1] = (places[-1][0], max(places[-1][1], edit.end))
        else:
            places.append((edit.start, edit.end))
    return iter(places)


def _applied(words: list[str], start: int, end: int, edits: list[_Edit]) -> str:
    """The words ``start`` up to ``end`` as one person's edits leave them."""
    result: list[str] = []
    position = start
    for edit in edits:
        if start <= edit.start and edit.end <= end:
            result += [*words[position : edit.start], *edit.words]
            position = edit.end
    return "".join([*result, *words[position:end]])
