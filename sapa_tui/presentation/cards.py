"""How a card looks: a bar, the title, one or two quiet lines of facts, a blank line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from db.clock import local, unstamp
from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.codes import Column, Kind
from db.rules.due import Timing, Urgency, format_offset
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import days_phrase, days_short, due_text
from .words import initials
from .wrapping import cut, wrapped

Paint = Callable[..., Style]

BAR = "▌"
FROM_GO_LIVE = "▲ "
"""Before the title of an implementation activity: it belongs to the time from go-live."""
_ONE_LINE_OF_FACTS = 32
_TITLE_LINES = 2
_WITH_AGE = (Column.IN_PROGRESS, Column.WAITING)
_SIGNS = {Column.DONE: "✓ ", Column.NOT_APPLICABLE: "⊘ "}
_URGENT = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card's words depend on besides the card."""

    plan: PlanFacts
    today: date
    names: Mapping[str, str]
    fresh: Mapping[int, str]
    writers: Mapping[int, str] = field(default_factory=dict)

    def timing(self, card: Card) -> Timing:
        """The card's due date seen from today."""
        return self.plan.timing(card.due, self.today, finished=card.finished)

    def working_days_in_column(self, card: Card) -> int:
        """Working days since the card came to its column."""
        since = local(unstamp(card.column_since)).date()
        return max(0, self.plan.calendar.working_days_left(since, self.today))


def card_height(card: Card, width: int, facts: CardFacts) -> int:
    """Lines that a card takes, the blank one below it included."""
    title = _title(card)
    room = width - len(BAR)
    length = len(title) if title.isascii() else cell_len(title)
    below = 1 if width >= _ONE_LINE_OF_FACTS or not _has_state(card, facts) else 2
    return (1 if length <= room else _TITLE_LINES) + below + 1


def card_lines(
    card: Card, width: int, facts: CardFacts, paint: Paint, *, chosen: bool
) -> list[list[Segment]]:
    """The lines of a card for a column of this width."""
    timing = facts.timing(card)
    bar = Segment(BAR, paint(_bar(card, timing)))
    room = width - len(BAR)
    strong = "strong" if chosen else ("quiet" if card.finished else "text")
    title = [[bar, Segment(line, paint(strong))] for line in wrapped(_title(card), room)]
    below = _facts(card, room, timing, facts, paint)
    return [*title, *([bar, *line] for line in below), []]


def _title(card: Card) -> str:
    title = safe(card.title)
    return FROM_GO_LIVE + title if card.kind is Kind.IMPLEMENTATION else title


def _bar(card: Card, timing: Timing) -> str:
    if card.column is Column.DONE:
        return "done"
    if card.column is Column.WAITING:
        return "blocked"
    return _URGENT.get(timing.urgency, "quiet")


def _has_state(card: Card, facts: CardFacts) -> bool:
    """Whether there is a state to tell below the due date; asked for every card."""
    if card.column is not Column.NOT_STARTED:
        return card.column in _WITH_AGE
    due = card.due.resolve(facts.plan.go_live)
    return due is not None and (due - facts.today).days <= facts.plan.soon_within_days


def _facts(
    card: Card, room: int, timing: Timing, facts: CardFacts, paint: Paint
) -> list[list[Segment]]:
    """Due date and responsible on one line; how urgent, progress and age beside or below."""
    colleague = facts.fresh.get(card.id) or facts.writers.get(card.id)
    who = colleague or initials(card.responsible, facts.names)
    right = [Segment(who, paint("accent" if colleague else "quiet"))]
    sign = _SIGNS.get(card.column, "")
    if room + 1 >= _ONE_LINE_OF_FACTS:
        due = Segment(f"{sign}{due_text(timing)}  ", paint("quiet"))
        state = _state(card, timing, facts, paint, room)
        spaced = [Segment(f"{part.text}  ", part.style) for part in state if part.text]
        return [_spread([due, *spaced], right, room)]
    below = _has_state(card, facts)
    if card.points and not below and card.ticked < card.points:
        right.insert(0, Segment(_progress(card), paint("quiet")))
    space = room - len(sign) - sum(cell_len(part.text) + 1 for part in right)
    due_words = due_in(timing, space)
    if colleague and cell_len(due_words) > space:
        due_words = ""  # half a date says nothing, and the mark is soon gone
    first = _spread([Segment(sign + due_words, paint("quiet"))], right, room)
    if not below:
        return [first]
    main, *more = _state(card, timing, facts, paint, room)
    while len(more) > 1 and cell_len(main.text) + sum(len(m.text) + 1 for m in more) > room:
        more.pop()
    return [first, _spread([main], more, room)]


def _progress(card: Card) -> str:
    return f"{card.ticked}/{card.points}" if card.points else ""


def due_in(timing: Timing, space: int) -> str:
    """The due date as fully as there is room for."""
    full = due_text(timing)
    if len(full) <= space or timing.due is None:
        return full
    day = f"{timing.due.day:02}-{timing.due.month:02}"
    if timing.offset_weeks is None:
        return day
    shorter = f"{format_offset(timing.offset_weeks)} {day}"
    return shorter if len(shorter) <= space else day


def _state(card: Card, timing: Timing, facts: CardFacts, paint: Paint, room: int) -> list[Segment]:
    """What is the matter with the card, then how far it is."""
    first = Segment("", paint("quiet"))
    progress = _progress(card)
    if card.column is Column.WAITING:
        first = Segment("‖ " + safe(card.waiting_reason), paint("blocked"))
    elif timing.urgency in _URGENT and timing.days is not None:
        sign = "!" if timing.urgency is Urgency.LATE else "~"
        words = days_phrase(timing.days)
        if cell_len(words) + 3 + len(progress) > room:
            words = days_short(timing.days)
        first = Segment(f"{sign} {words}", paint(_URGENT[timing.urgency]))
    age = ""
    if card.column in _WITH_AGE:
        days = facts.working_days_in_column(card)
        age = "" if not days else _("{days}d").format(days=days)
    return [first, *(Segment(text, paint("quiet")) for text in (progress, age) if text)]


def _spread(left: list[Segment], right: list[Segment], room: int) -> list[Segment]:
    """Left words at the left edge, right ones at the right; the left give way first."""
    right = [Segment(" " * bool(n) + part.text, part.style) for n, part in enumerate(right)]
    taken = sum(cell_len(part.text) for part in right)
    space = room - taken - (1 if taken else 0)
    line: list[Segment] = []
    for segment in left:
        text = cut(segment.text, space)
        if text:
            line.append(Segment(text, segment.style))
            space -= cell_len(text)
    return [*line, Segment(" " * (max(0, space) + (1 if taken else 0))), *right]
