"""Departments, activities and messages by what they are called, as people type it."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.due import Anchor, AnchorKey, AnchorPoint, shown
from db.rules.text import safe

ITEMS = (Anchor.ACTIVITY, Anchor.COMMUNICATION)
CLOSING = {"“": "”", '"': '"', "”": "”", "„": "“", "»": "«", "«": "»", "'": "'", "’": "’", "‘": "’"}
"""The quotation marks that titles may stand in, each with the one that closes it."""

_DASHES = dict.fromkeys(map(ord, "\u2212\u2013\u2014"), "-")
_NAMED_IN_ERRORS = 3
_LONG_TITLE = 60
_PART_OF_TITLE = 40
_NUMBERS = {
    Anchor.ACTIVITY: "(?i)(?:#|aktivitet |activity )(?P<number>[0-9]{1,9})",
    Anchor.COMMUNICATION: (
        "(?i)(?:#?[km]|kommunikationspunkt |budskab |communication item |message )"
        "(?P<number>[0-9]{1,9})"
    ),
    Anchor.DEPARTMENT: "(?i)(?:#|afdeling |department )(?P<number>[0-9]{1,9})",
}
_SIGNS = {Anchor.ACTIVITY: "#", Anchor.COMMUNICATION: "k", Anchor.DEPARTMENT: "#"}


class Choices(NamedTuple):
    """What a due date that is typed may be counted from.

    ``department`` is the own one of the item that is due, ``me`` that item where it exists already.
    """

    points: Mapping[AnchorKey, AnchorPoint] = {}
    department: int | None = None
    me: AnchorKey | None = None


def sign(key: AnchorKey) -> str:
    """The sign of a row that goes by its number: ``#12`` an activity, ``k12`` a message."""
    return f"{_SIGNS[key[0]]}{key[1]}"


def with_minuses(text: str) -> str:
    """The text on one line, with a plain sign wherever a dash was typed."""
    return " ".join(text.translate(_DASHES).split())


def numbered(text: str, choices: Choices, anchors: Iterable[Anchor]) -> AnchorKey | None:
    """The row that goes by such a sign; raises InvalidInput("due_number_unknown")."""
    for anchor in anchors:
        if match := re.fullmatch(_NUMBERS[anchor], text):
            key = anchor, int(match["number"])
            if key not in choices.points:
                raise InvalidInput("due_number_unknown", text=shown(text))
            return key
    return None


def called(title: str, choices: Choices, anchors: Iterable[Anchor]) -> AnchorKey:
    """The one row of these kinds that is called so, or at least begins so.

    Raises:
        InvalidInput: there are several ("due_title_ambiguous": text, candidates), or none:
            "due_title_near" with candidates, "due_title_unknown" where nothing comes close.
    """
    matching = all_called(title, choices, anchors)
    if len(matching) == 1:
        return matching[0]
    about = {"text": shown(title)}
    if matching:
        raise InvalidInput("due_title_ambiguous", **about, candidates=_list(matching, choices))
    if near := _near(title, choices, anchors):
        raise InvalidInput("due_title_near", **about, candidates=_list(near, choices))
    raise InvalidInput("due_title_unknown", **about)


def all_called(title: str, choices: Choices, anchors: Iterable[Anchor]) -> list[AnchorKey]:
    """Whatever is called exactly so, else whatever begins so; letters may be of any size."""
    wanted, known = _folded(title), _known(choices, anchors)
    beginning = wanted.rstrip("… ")
    exactly = [key for key, title in known.items() if title == wanted]
    return exactly or [
        key for key, title in known.items() if beginning and title.startswith(beginning)
    ]


def written(key: AnchorKey, choices: Choices) -> str:
    """A row by its title in quotation marks where that means no other one, else by its sign."""
    title = _one_line(choices.points[key].title) if key in choices.points else ""
    kinds = ITEMS if key[0] in ITEMS else (key[0],)
    for name in (title if len(title) <= _LONG_TITLE else "", _cut(title)):
        if name and all_called(name, choices, kinds) == [key]:
            return f"“{name}”"
    return sign(key)


def going_on(begun: str, choices: Choices) -> str | None:
    """What is missing from the title of another item that begins so."""
    for key, point in choices.points.items():
        title = _one_line(point.title)
        if key[0] in ITEMS and key != choices.me and title.lower().startswith(begun.lower()):
            return title[len(begun) :]
    return None


def unquoted(text: str) -> str:
    """A title without the quotation marks around it."""
    if len(text) > 1 and text[0] in CLOSING and text[-1] in CLOSING.values():
        return text[1:-1].strip()
    return text


def _near(title: str, choices: Choices, anchors: Iterable[Anchor]) -> list[AnchorKey]:
    wanted, known = _folded(title), _known(choices, anchors)
    if inside := [key for key, title in known.items() if wanted in title]:
        return inside
    from difflib import get_close_matches  # only what is misspelt needs it

    beginnings = {title[: len(wanted)]: key for key, title in known.items()}
    return [beginnings[title] for title in get_close_matches(wanted, beginnings)]


def _list(keys: list[AnchorKey], choices: Choices) -> str:
    named = ((key, _cut(_one_line(choices.points[key].title))) for key in keys[:_NAMED_IN_ERRORS])
    return ", ".join(f"“{title}” ({sign(key)})" for key, title in named)


def _known(choices: Choices, anchors: Iterable[Anchor]) -> dict[AnchorKey, str]:
    return {key: _folded(point.title) for key, point in choices.points.items() if key[0] in anchors}


@lru_cache(maxsize=8_192)
def _folded(title: str) -> str:
    return with_minuses(_one_line(title)).casefold()


def _one_line(title: str) -> str:
    return " ".join(safe(title).split())


def _cut(title: str) -> str:
    return title if len(title) <= _PART_OF_TITLE else f"{title[: _PART_OF_TITLE - 1].rstrip()}…"
