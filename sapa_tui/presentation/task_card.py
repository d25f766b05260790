"""The task card A08 in lines: how far it is from being closed, and what it asks for."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from db.clock import local, unstamp
from db.queries.card import CardStatus, TaskCard
from db.rules.closing import LineStatus, ReadyLine
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import day_plain
from .department_words import gap_word, ready_line_word
from .departments import signed
from .words import responsible_word
from .wrapping import wrapped

LABEL = 17
_MOST_LINES = 99
"""No paragraph of the card is cut."""
_DECIDED_IN = {
    ReadyLine.PLAN: "board",
    ReadyLine.COMMUNICATION_PLAN: "communication",
    ReadyLine.QUALITY_CRITERION: "stakeholders",
    ReadyLine.ADOPTION: "departments",
}
UNDECIDED = "undecided"
CLOSED = "closed"
Words = tuple[str, str]
"""A text, and the name of its style."""


class ReadyEntry(NamedTuple):
    """A line of what must be so before the card is closed; ``view`` is where that is decided.

    Without a ``view`` there is nothing to decide.
    """

    key: str
    sign: str
    style: str
    title: str
    words: str
    view: str = ""


def ready_entries(status: CardStatus, names: Mapping[str, str]) -> list[ReadyEntry]:
    """The four lines, and what stands beside them: departments that have not decided, the end."""
    entries = [_entry(line, status, names) for line in status.readiness.lines]
    if status.undecided:
        missing = safe(", ".join(status.undecided))
        title = _("New workflows?")
        words = _("undecided close to the start of use: {names}").format(names=missing)
        entries.append(ReadyEntry(UNDECIDED, "!", "late", title, words, "departments"))
    if status.readiness.nowhere:
        words = _("every department has answered no, with its reason")
        entries.append(ReadyEntry("nowhere", "✓", "done", _("No new workflows"), words))
    if status.closed_at is not None:
        day = local(unstamp(status.closed_at)).date()
        words = safe(signed(status.closing_note, status.closed_by or "", day, names))
        entries.append(ReadyEntry(CLOSED, "✓", "done", _("Closed"), words))
    return entries


def lacking_words(status: LineStatus) -> str:
    """What a line lacks, and who; empty when it is met."""
    if status.gap:
        return gap_word(status.gap)
    if status.missing:
        return _("missing: {names}").format(names=", ".join(status.missing))
    return ""


def _entry(line: LineStatus, status: CardStatus, names: Mapping[str, str]) -> ReadyEntry:
    words = lacking_words(line)
    if line.met and line.line is ReadyLine.PLAN and status.approved_by is not None:
        who = responsible_word(status.approved_by, names)
        day = day_plain(status.approved_on) if status.approved_on else ""
        words = _("approved by {who}, {day}").format(who=who, day=day)
    sign, style = ("✓", "done") if line.met else ("○", "soon")
    title = capital(ready_line_word(line.line))
    return ReadyEntry(line.line.value, sign, style, title, safe(words), _DECIDED_IN[line.line])


def capital(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def card_lines(card: TaskCard, width: int) -> list[list[Words]]:
    """What the card says, to be read."""
    lines: list[list[Words]] = [[(f"{card.id}  {card.title}", "strong")], []]
    short = [
        (_("Phase"), card.phase),
        (_("Theme"), card.theme),
        (_("Priority"), card.priority),
        (_("End date"), card.end_date_rule),
        (_("Carried out by"), card.recommended_assignee),
    ]
    for label, text in short:
        lines += _labelled(label, text, width)
    long = [
        (_("Goal"), card.goal),
        (_("Description"), card.description),
        (_("Method"), card.method),
        (_("Result"), card.result),
        (_("Criterion"), card.quality_criterion),
        (_("Parties"), "\n".join(f"· {party}" for party in card.involved_parties)),
    ]
    for label, text in long:
        lines += [[], *_labelled(label, text, width)]
    return lines


def _labelled(label: str, text: str, width: int) -> Iterator[list[Words]]:
    shown = f"{label:<{LABEL}}"
    for paragraph in text.split("\n"):
        for line in wrapped(paragraph, max(10, width - LABEL), _MOST_LINES):
            yield [(shown, "quiet"), (line, "text")]
            shown = " " * LABEL
