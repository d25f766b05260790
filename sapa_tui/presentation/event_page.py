"""The page about one event: what every field was before it, and after."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from rich.cells import cell_len, set_cell_size

from db.changes import EventRow, FieldChange
from db.clock import local, unstamp
from db.rules.text import safe
from sapa_tui.locale import _, ngettext

from .dates import clock_time, day_long, week
from .differences import Change, differences
from .due_rules import NO_POINTS, Points
from .sentences import event_remark, event_sentence
from .words import Names, field_word, value_word
from .wrapping import cut, wrapped

PageLine = list[tuple[str, str]]
_LINES = 200
_CHANGES = 2_000
"""Fields that are shown of one event; an import of a large template has more."""
_INNER = ("rank", "column_since", "created_at", "version")
"""Fields that nobody sets by hand; they come last."""
_OF_STANDUP = ("started_at", "ended_at", "held", "planned_minutes")
"""What of a standup is for people; the rest is its way through the board, and its minutes."""
_TEXTS = (
    "title",
    "description",
    "message",
    "handling",
    "expectation",
    "text",
    "waiting_reason",
    "changes",
)


def event_page(
    event: EventRow, people: Names, today: date, width: int, points: Points = NO_POINTS
) -> list[PageLine]:
    """The event in a sentence, when it was, what was said, and its fields."""
    sentence = event_sentence(event, people, points, remarked=False)
    lines: list[PageLine] = [[(line, "strong")] for line in wrapped(sentence, width, 4)]
    day = local(unstamp(event.at)).date()
    when = f"{clock_time(event.at, today)} · {day_long(day)} · {week(day)} · #{event.id}"
    lines.append([(line, "quiet") for line in wrapped(when, width, 1)])
    if remark := event_remark(event):
        lines += [[], *([(line, "text")] for line in wrapped(f"“{remark}”", width, 9))]
    changes = [
        change
        for change in event.changes
        if change.entity != "workflow_department"  # its remark names the departments
        and (change.entity != "standup" or change.field in _OF_STANDUP)
    ]
    more, changes = len(changes) - _CHANGES, changes[:_CHANGES]
    entities = {(change.entity, change.entity_id) for change in changes}
    tall = True
    labels = _Labels(changes, numbered=len(entities) > 1)
    for change in sorted(changes, key=lambda change: change.field in _INNER):
        field = _field(change, partial(_words, people=people, points=points), labels, width)
        before, tall = tall, len(field) > 2
        lines += [*([[]] if before or tall else []), *field]
    if more > 0:
        words = ngettext("and {number} more field", "and {number} more fields", more)
        lines += [[], [(words.format(number=more), "quiet")]]
    if not event.changes:
        lines += [[], [(_("No field was changed."), "quiet")]]
    return lines


class _Labels:
    """The fields' names: of one width, and numbered when they belong to several items."""

    def __init__(self, changes: Iterable[FieldChange], *, numbered: bool) -> None:
        self._numbered = numbered
        self.width = max((cell_len(self.of(change)) for change in changes), default=0) + 2

    def of(self, change: FieldChange) -> str:
        """The name of a field."""
        label = field_word(change.field)
        return f"{label} (#{change.entity_id})" if self._numbered else label


def _field(
    change: FieldChange, words: Callable[[str, object], str], labels: _Labels, width: int
) -> list[PageLine]:
    label = labels.of(change)
    old, new = (words(change.field, value) for value in (change.old, change.new))
    if change.field in _TEXTS or max(cell_len(old), cell_len(new)) > width - labels.width - 2:
        return [[(cut(label, width), "quiet")], *_long(old, new, width)]
    name = (f"{label:<{labels.width}}", "quiet")
    before: PageLine = [name, ("− ", "late"), (old, "quiet")]
    after: PageLine = [
        name if not old else (" " * labels.width, "quiet"),
        ("+ ", "done"),
        (new, "text"),
    ]
    return [line for line, value in ((before, old), (after, new)) if value] or [
        [name, ("–", "quiet")]
    ]


def _long(old: str, new: str, width: int) -> list[PageLine]:
    """A text before and after; the words that differ stand out in each."""
    stretches = differences(old, new)
    gone = [(s.text, s.change is Change.REMOVED) for s in stretches if s.change is not Change.ADDED]
    come = [(s.text, s.change is Change.ADDED) for s in stretches if s.change is not Change.REMOVED]
    lines: list[PageLine] = []
    if old:
        lines += _marked("− ", "late", gone, width, whole=not new)
    if len(lines) > 1 and new:
        lines.append([])
    if new:
        lines += _marked("+ ", "done", come, width, whole=not old)
    return lines


def _marked(
    sign: str, style: str, stretches: list[tuple[str, bool]], width: int, *, whole: bool
) -> list[PageLine]:
    """Text wrapped behind a sign, its changed words in the sign's colour and underlined."""
    lines: list[PageLine] = [[(sign, style)]]
    room = width - len(sign)
    left = room
    for text, changed in stretches:
        for word in _pieces(text, room):
            if word == "\n" or (cell_len(word) > left and left < room):
                lines.append([(" " * len(sign), style)])
                left = room
                word = word.lstrip()
            if word:
                lines[-1].append((word, f"{style} underlined" if changed and not whole else "text"))
                left -= cell_len(word)
    return lines[:_LINES]


def _pieces(text: str, room: int) -> list[str]:
    """Words with the space before them, and line ends; none is wider than the page."""
    pieces: list[str] = []
    for number, line in enumerate(text.split("\n")):
        pieces += ["\n"] * bool(number)
        words = line.split(" ")
        pieces += [words[0], *(f" {word}" for word in words[1:])]
    return [part for piece in pieces for part in _chopped(piece, room)]


def _chopped(piece: str, room: int) -> list[str]:
    parts = []
    while cell_len(piece) > room > 1:
        head = set_cell_size(piece, room).rstrip()
        parts.append(head)
        piece = piece[len(head) :]
    return [*parts, piece] if piece else parts


def _words(field: str, value: object, people: Names, points: Points) -> str:
    if isinstance(value, str) and field in _TEXTS:
        return safe(value, lines=True)
    return value_word(field, value, people, points)
