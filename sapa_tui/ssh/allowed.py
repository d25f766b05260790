"""The few commands that work over SSH without the dashboard; all that is not named is refused."""

import shlex
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from sapa_tui import locale

LONGEST = 20_000
_STREAM = "-"
_INVISIBLE = ("Cf", "Zs")
"""Parts of emoji, hard blanks: where they are wrong the plan's own rule for text takes them out."""


class Shape(NamedTuple):
    """What may follow a command: so many words, options with a value, and options without.

    ``stream``: the last word must be ``-``, because nobody names a file of the server.
    """

    words: int = 0
    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    stream: bool = False


_FORMAT = ("--format",)
_DETAILS = (
    "--description",
    "--kind",
    "--assignee",
    "--responsible",
    "--due",
    "--offset",
    "--department",
)
_MESSAGE_DETAILS = (
    "--stakeholder",
    "--audience",
    "--occasion",
    "--purpose",
    "--channel",
    "--sender",
    "--responsible",
    "--due",
    "--offset",
    "--waits-for",
)
_DEPARTMENT_DETAILS = ("--size", "--systems", "--start-of-use", "--local-leader", "--superusers")
READING: dict[tuple[str, ...], Shape] = {
    ("status",): Shape(0, (*_FORMAT, "--on")),
    ("board",): Shape(0, _FORMAT, ("--archived",)),
    ("communication",): Shape(0, _FORMAT, ("--archived",)),
    ("stakeholders",): Shape(0, _FORMAT),
    ("department", "list"): Shape(0, _FORMAT),
    ("workflow", "list"): Shape(0, _FORMAT, ("--running", "--archived")),
    ("adoption",): Shape(0, _FORMAT),
    ("calendar",): Shape(0, (*_FORMAT, "--from", "--weeks")),
    ("days-off",): Shape(0, _FORMAT),
    ("export", "calendar"): Shape(1, ("--responsible",), ("--replace",), stream=True),
    ("card",): Shape(0, _FORMAT),
    ("people",): Shape(0, _FORMAT),
    ("history",): Shape(0, (*_FORMAT, "--limit", "--person", "--kind", "--since", "--text")),
    ("activity", "show"): Shape(1, _FORMAT),
    ("standup", "summary"): Shape(0, (*_FORMAT, "--on")),
    ("standup", "changes"): Shape(0, _FORMAT),
    ("standup", "list"): Shape(0, _FORMAT),
    ("report",): Shape(2, _FORMAT, ("--replace",), stream=True),
    ("template", "export"): Shape(2, _FORMAT, ("--replace",), stream=True),
    ("note", "list"): Shape(0, (*_FORMAT, "--about"), ("--open",)),
}
WRITING: dict[tuple[str, ...], Shape] = {
    ("activity", "add"): Shape(1, _DETAILS),
    ("activity", "edit"): Shape(1, (*_DETAILS, "--title", "--waiting-on", "--if-version")),
    ("activity", "move"): Shape(2, ("--reason", "--waiting-on"), ("--confirm",)),
    ("note", "add"): Shape(1, ("--kind", "--about", "--responsible", "--due")),
    ("note", "done"): Shape(1),
    ("department", "add"): Shape(
        1,
        ("--users", "--new-workflows", "--reason", "--needs-help", *_DEPARTMENT_DETAILS),
        ("--no-needs-help",),
    ),
    ("adoption", "set"): Shape(2, ("--week",)),
    ("communication", "add"): Shape(1, (*_MESSAGE_DETAILS, "--times", "--every-weeks")),
    ("communication", "edit"): Shape(1, (*_MESSAGE_DETAILS, "--message", "--if-version")),
    ("communication", "step"): Shape(2, ("--reason",), ("--clear",)),
    ("communication", "cancel"): Shape(1, ("--reason",)),
    ("communication", "complete"): Shape(1),
    ("communication", "reopen"): Shape(1, ("--reason",)),
    ("template", "import"): Shape(2, _FORMAT, ("--dry-run",), stream=True),
}
"""What these need, the person's role decides in the database, as for the plain command line."""
ALLOWED = READING | WRITING


class Wish(NamedTuple):
    """What somebody asks for in words: a language, and a command; without one, the dashboard."""

    language: str
    words: tuple[str, ...] = ()


def readable(text: str) -> bool:
    """Whether each character can be used; the invisible ones of ordinary text can be."""
    return all(c.isprintable() or unicodedata.category(c) in _INVISIBLE for c in text)


def wish(text: str) -> Wish | None:
    """What is asked for; None when it is not allowed. Nothing of it ever reaches a shell."""
    if len(text) > LONGEST or not readable(text):
        return None
    try:
        words = shlex.split(text)
    except ValueError:  # a quotation that does not end
        return None
    language = locale.DEFAULT
    if words[:1] == ["--lang"]:
        if words[1:2] == [] or words[1] not in locale.LANGUAGES:
            return None
        language, words = words[1], words[2:]
    if words and not _fits(words):
        return None
    return Wish(language, tuple(words))


def _fits(words: list[str]) -> bool:
    name = tuple(words[:2]) if tuple(words[:2]) in ALLOWED else tuple(words[:1])
    if name not in ALLOWED:
        return False
    shape, rest = ALLOWED[name], iter(words[len(name) :])
    plain: list[str] = []
    for word in rest:
        if not word.startswith("-") or (shape.stream and word == _STREAM):
            plain.append(word)
        elif not _fits_option(word, shape, rest):
            return False
    if shape.stream and (len(plain), plain[-1:]) != (shape.words, [_STREAM]):
        return False
    return len(plain) <= shape.words


def _fits_option(word: str, shape: Shape, rest: Iterator[str]) -> bool:
    name, given, _value = word.partition("=")
    if name in shape.options:
        # An option for a value is more likely a trick than a title.
        return bool(given) or not next(rest, "--").startswith("--")
    return word in shape.flags
