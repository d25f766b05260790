"""What is new since the last standup, in words."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from db.queries.beside import ARCHIVED, CARD, CHECKLIST, MESSAGE, Touched
from db.queries.notes import NoteRow
from db.queries.plan import PlanFacts
from db.queries.since import Since
from db.rules.codes import Column, CommunicationState, Step
from db.rules.department_news import DepartmentNews
from db.rules.text import safe
from sapa_tui.locale import _

from .course_sentences import course_line, go_live_moved
from .dates import day_brief, day_in_words
from .department_news import news_words
from .document import Document, Entry, Line, Section, lines, plain
from .sentences import quoted
from .words import (
    Names,
    column_word,
    entity_word,
    field_word,
    initials,
    note_kind_word,
    state_word,
    step_word,
)

_TITLE_SHOWN = 160
_POINTS_SHOWN = 4


def since_lines(
    found: Since, names: Names, facts: PlanFacts, today: date, width: int
) -> list[Line]:
    """The lines for a screen."""
    return lines(since_document(found, names, facts, today), width)


def since_text(found: Since, names: Names, facts: PlanFacts, today: date) -> str:
    """Plain words."""
    return plain(since_document(found, names, facts, today))


def since_document(found: Since, names: Names, facts: PlanFacts, today: date) -> Document:
    """What has changed, by whom, and where the plan stands."""
    now = found.criterion_now
    course = course_line(facts.countdown(today), (now.reached, now.relevant), found.criterion_then)
    moved = [go_live_moved(*found.go_live)] if found.go_live else []
    title = (
        _("Since the last standup, {day}") if found.last else _("Since the plan was made, {day}")
    )
    nothing = [_("Nothing has changed.")] if found.nothing else []
    return Document(
        title=title.format(day=day_in_words(found.day)),
        paragraphs=[course[:1].upper() + course[1:], *moved, *nothing],
        sections=_sections(found, names, today),
    )


def _sections(found: Since, names: Names, today: date) -> list[Section]:
    went = partial(_entry, _went, names)
    return [
        Section(_("Finished"), _all(found.finished, partial(_entry, _nothing, names)), "", "done"),
        Section(_("No longer waiting"), _all(found.unblocked, went), "", "accent"),
        Section(_("Moved"), _all(found.moved, went)),
        Section(_("Added"), _all(found.added, partial(_entry, _came, names))),
        Section(
            _("Now overdue"),
            _all(found.late, partial(_entry, partial(_due, today), names)),
            style="late",
        ),
        Section(_("Ticked"), _all(found.ticked, partial(_entry, _points, names))),
        Section(_("Edited"), _all(found.edited, partial(_entry, _fields, names))),
        Section(_("Archived"), _all(found.archived, partial(_entry, _nothing, names))),
        Section(_("Departments"), [_department(news, names) for news in found.departments]),
        Section(_("Written down"), [_note(note, names) for note in reversed(found.notes)]),
    ]


def _all(touched: Sequence[Touched], entry: Callable[[Touched], Entry]) -> list[Entry]:
    return [entry(one) for one in touched]


def _entry(detail: Callable[[Touched], str], names: Names, touched: Touched) -> Entry:
    kind = "" if touched.entity == CARD else entity_word(touched.entity)
    by = ", ".join(initials(name, names) for name in touched.by)
    parts = [part for part in (kind, detail(touched), by) if part]
    return Entry(quoted(touched.title, _TITLE_SHOWN), "".join(f" · {part}" for part in parts))


def _nothing(touched: Touched) -> str:
    return ""


def _went(touched: Touched) -> str:
    return f"{_place(touched.entity, touched.old)} → {_place(touched.entity, touched.new)}"


def _came(touched: Touched) -> str:
    place = _place(touched.entity, touched.new)
    return (
        _("{place}, back from the archive").format(place=place)
        if touched.old == ARCHIVED
        else place
    )


def _place(entity: str, code: str) -> str:
    try:
        if entity == MESSAGE:
            return state_word(CommunicationState(code))
        return column_word(Column(code))
    except ValueError:
        return safe(code)


def _due(today: date, touched: Touched) -> str:
    day = date.fromisoformat(touched.new)
    return _("was due {day}").format(day=day_brief(day, today))


def _points(touched: Touched) -> str:
    shown = [_point(touched.entity, words) for words in touched.points[:_POINTS_SHOWN]]
    more = len(touched.points) - len(shown)
    return ", ".join([*shown, *([_("{n} more").format(n=more)] if more else [])])


def _point(entity: str, words: str) -> str:
    return step_word(Step(words)) if entity == MESSAGE and words in list(Step) else quoted(words)


def _fields(touched: Touched) -> str:
    words = [_("Checklist") if name == CHECKLIST else field_word(name) for name in touched.fields]
    return ", ".join(word[:1].lower() + word[1:] for word in words)


def _department(news: DepartmentNews, names: Names) -> Entry:
    by = ", ".join(initials(name, names) for name in news.by)
    parts = [part for part in (news_words(news), by) if part]
    return Entry(quoted(news.name, _TITLE_SHOWN), "".join(f" · {part}" for part in parts))


def _note(note: NoteRow, names: Names) -> Entry:
    about = f" · {quoted(note.about)}" if note.about else ""
    kind = note_kind_word(note.kind)
    return Entry(
        quoted(note.text, _TITLE_SHOWN), f" · {kind}{about} · {initials(note.written_by, names)}"
    )
