"""How a note, a decision or a follow-up looks: what it says, then who and when."""

from collections.abc import Mapping
from datetime import date

from rich.cells import cell_len
from rich.segment import Segment

from db.queries.notes import NoteRow
from db.queries.plan import PlanFacts
from db.rules.codes import NoteKind
from db.rules.due import Due, Urgency
from db.rules.text import safe
from sapa_tui.locale import _

from .cards import Paint
from .dates import clock_time, day_short, days_phrase, urgency_sign
from .words import initials, note_kind_word, responsible_word
from .wrapping import cut, wrapped

Lines = list[list[Segment]]
_SIGNS = {NoteKind.NOTE: "· ", NoteKind.DECISION: "◆ ", NoteKind.FOLLOW_UP: "□ "}
_COLOURS = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}
_TEXT_LINES = 6
_INDENT = 2


def note_lines(
    note: NoteRow,
    names: Mapping[str, str],
    facts: PlanFacts,
    today: date,
    width: int,
    paint: Paint,
    *,
    chosen: bool,
    listed: bool = False,
) -> Lines:
    """The lines of a note on its item's page; ``listed`` among others, it says what it is about."""
    sign, style = _sign(note)
    room = max(1, width - _INDENT)
    first, *rest = wrapped(safe(note.text), room, lines=_TEXT_LINES)
    words = paint("strong" if chosen else style)
    lines: Lines = [[Segment(sign, paint(_colour(note, today))), Segment(first, words)]]
    lines += [[Segment(" " * _INDENT), Segment(line, words)] for line in rest]
    parts = _task(note, names, facts, today)
    if listed:
        parts += [(f"“{safe(note.about)}”", "quiet")] if note.about else []
    else:
        kind = note_kind_word(note.kind)
        parts.insert(0, (kind[:1].upper() + kind[1:], "strong" if style == "strong" else "quiet"))
        parts += [] if note.done_at else [(_writer(note, names, today), "quiet")]
    return [*lines, _joined(parts, room, paint)]


def _sign(note: NoteRow) -> tuple[str, str]:
    """The sign before a note, and how its words stand out."""
    if note.done_at is not None:
        return "■ ", "quiet"
    return _SIGNS[note.kind], "strong" if note.kind is NoteKind.DECISION else "text"


def _colour(note: NoteRow, today: date) -> str:
    if note.done_at is not None:
        return "done"
    if note.late(today):
        return "late"
    return "accent" if note.kind is NoteKind.DECISION else "quiet"


def _task(
    note: NoteRow, names: Mapping[str, str], facts: PlanFacts, today: date
) -> list[tuple[str, str]]:
    """Who does a follow-up by when, how pressing it is, or who has done it."""
    if note.kind is not NoteKind.FOLLOW_UP or note.due_date is None:
        return []
    known = note.responsible in names
    named = initials(note.responsible, names) if known else responsible_word(note.responsible, {})
    who = named, "text"
    if note.done_at is not None:
        by = initials(note.done_by or "", names)
        return [who, (f"✓ {by} {clock_time(note.done_at, today)}", "done")]
    timing = facts.timing(Due(due_date=note.due_date), today, finished=False)
    when = day_short(note.due_date)
    if timing.urgency in _COLOURS and timing.days is not None:
        when = f"{when} {urgency_sign(timing.urgency)} {days_phrase(timing.days)}"
    return [who, (when, _COLOURS.get(timing.urgency, "quiet"))]


def _writer(note: NoteRow, names: Mapping[str, str], today: date) -> str:
    who, when = initials(note.written_by, names), clock_time(note.written_at, today)
    if note.kind is NoteKind.FOLLOW_UP:  # beside whoever is to do it
        return _("noted by {who} {when}").format(who=who, when=when)
    return f"{who} {when}"


def _joined(parts: list[tuple[str, str]], room: int, paint: Paint) -> list[Segment]:
    """The parts on one line with dots between them, as far as there is room."""
    line = [Segment(" " * _INDENT)]
    for number, (text, style) in enumerate(parts):
        dot = " · " if number else ""
        shown = cut(text, room - len(dot))
        if not shown:
            break
        line += [Segment(dot, paint("quiet")), Segment(shown, paint(style))]
        room -= len(dot) + cell_len(shown)
    return line
