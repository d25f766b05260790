"""How a decision on introduction or motivation looks, and one that is missing."""

from collections.abc import Mapping

from db.queries.decisions import DecisionRow, DecisionsRead, MissingDecision
from db.rules.codes import DecisionTopic
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import day_plain
from .facts import Fact, Words, fact_lines
from .words import responsible_word, topic_word
from .wrapping import wrapped

Row = DecisionRow | MissingDecision


def in_reading_order(found: DecisionsRead) -> list[Row]:
    """Topic by topic, the common one first; what is missing stays where it will be recorded."""
    topics = list(DecisionTopic)
    places = {number: place for place, number in enumerate([None, *found.departments])}

    def place(row: Row) -> tuple[int, int]:
        return topics.index(row.topic), places.get(row.department, len(places))

    return sorted([*found.decisions, *found.missing], key=place)


def department_words(row: Row) -> str:
    """For whom a decision holds: ``Jobcenter``, or ``fælles``."""
    return safe(row.department_name) if row.department is not None else _("common")


def decision_name(row: Row) -> str:
    """What a decision is called: ``Introduktion – Jobcenter``, ``! mangler: …``."""
    name = f"{topic_word(row.topic)} – {department_words(row)}"
    return name if isinstance(row, DecisionRow) else "! " + _("missing: {name}").format(name=name)


def text_cell(row: Row) -> Words:
    """What was decided, on one line."""
    if isinstance(row, MissingDecision):
        return "! " + _("missing"), "late"
    return safe(row.text), "text"


def by_cell(row: Row, names: Mapping[str, str]) -> Words:
    """Who decided it."""
    known = isinstance(row, DecisionRow) and row.decided_by
    return responsible_word(known, names) if known else "–", "quiet"


def on_cell(row: Row) -> Words:
    """When it was decided."""
    return day_plain(row.decided_on) if isinstance(row, DecisionRow) else "–", "quiet"


def note_lines(row: Row, names: Mapping[str, str], width: int, height: int) -> list[list[Words]]:
    """Who decided and when, and the whole text, or how a missing one is recorded."""
    if isinstance(row, MissingDecision):
        words = _("Nothing has been decided yet, for it or for all. enter records it.")
        return [[(line, "text")] for line in wrapped(words, width, height)]
    by, on = by_cell(row, names)[0], on_cell(row)[0]
    lines = fact_lines([Fact(_("Decided"), f"{by} · {on}")], width)
    for paragraph in safe(row.text, lines=True).split("\n"):
        if (room := height - len(lines)) > 0:
            lines += [[(line, "text")] for line in wrapped(paragraph, width, room)]
    return lines
