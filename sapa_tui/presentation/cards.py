"""How a card looks: a bar, the title, one or two quiet lines of facts, a blank line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from db.clock import local, unstamp
from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.codes import Column, Kind
from db.rules.due import Timing, Urgency
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import day_short, days_phrase, days_short
from .due_rules import NO_ROOM, due_text, mark_widths, rule_short
from .off_days import by_then, off_sign
from .words import initials
from .wrapping import cut, wrapped

Paint = Callable[..., Style]

BAR = "▌"
FROM_GO_LIVE = "▲ "
"""Before the title of an implementation activity: it belongs to the time from go-live."""
_ONE_LINE_OF_FACTS = 48
_LONG_PHRASES = 24
"""Cells in which "28 dage over" has room beside progress and age."""
_WEEKDAY, DAY_CELLS = 3, 5
"""Cells of ``ma `` and ``28-09``."""
_LEAST_WHO = 3
"""Cells that a responsible has in any case: a role code."""
_TITLE_LINES = 2
_REASON_LINES = 2
_WITH_AGE = (Column.IN_PROGRESS, Column.WAITING)
_SIGNS = {Column.DONE: "✓ ", Column.NOT_APPLICABLE: "⊘ "}
_URGENT = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


class Widths(NamedTuple):
    """Cells kept for the parts of a card, so that they stand below each other in a column.

    ``offsets`` are those that the marks before due dates may have, the least first.
    """

    offsets: tuple[int, ...]
    who: int

    def offset_in(self, space: int) -> int:
        """The cells for the marks where due dates have so much space."""
        whole = [offset for offset in self.offsets if offset + _WEEKDAY + DAY_CELLS <= space]
        fitting = whole or [offset for offset in self.offsets if offset + DAY_CELLS <= space]
        return max(fitting, default=0)


_OF_NO_CARD = Widths((0,), _LEAST_WHO)


class CardFacts(NamedTuple):
    """What a card's words depend on besides the card."""

    plan: PlanFacts
    today: date
    names: Mapping[str, str]
    fresh: Mapping[int, str]
    writers: Mapping[int, str] = MappingProxyType({})
    widths: Widths = _OF_NO_CARD

    def marks_beside(self, other: "CardFacts") -> set[int] | None:
        """The cards that are marked otherwise; None where more than the marks is different."""
        if self._replace(fresh=other.fresh, writers=other.writers) != other:
            return None
        fresh = self.fresh.items() ^ other.fresh.items()
        return {number for number, _ in fresh | (self.writers.items() ^ other.writers.items())}

    def timing(self, card: Card) -> Timing:
        """The card's due date seen from today."""
        return self.plan.timing(card.due, self.today, finished=card.finished)

    def working_days_in_column(self, card: Card) -> int:
        """Working days since the card came to its column."""
        since = local(unstamp(card.column_since)).date()
        return max(0, self.plan.calendar.working_days_left(since, self.today))


def widths_of(cards: Sequence[Card], names: Mapping[str, str]) -> Widths:
    """The widths for some cards; a responsible who is no colleague makes do with what is left."""
    colleagues = {card.responsible for card in cards} & names.keys()
    return Widths(
        mark_widths(card.due for card in cards),
        max([_LEAST_WHO, *(len(initials(name, names)) for name in colleagues)]),
    )


def card_height(card: Card, width: int, facts: CardFacts) -> int:
    """Lines that a card takes, the blank one below it included."""
    title = _title(card)
    room = width - len(BAR)
    length = len(title) if title.isascii() else cell_len(title)
    if card.column is Column.WAITING:
        below = 1 + (1 if cell_len(_waits_for(card, room, facts)) <= room else _REASON_LINES)
    else:
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
    due = facts.plan.anchors.resolve(card.due)
    return due is not None and (due - facts.today).days <= facts.plan.soon_within_days


def _facts(
    card: Card, room: int, timing: Timing, facts: CardFacts, paint: Paint
) -> list[list[Segment]]:
    """Due date and responsible on one line; how urgent, progress and age beside or below."""
    if card.column is Column.WAITING:
        return [_due_line(card, room, timing, facts, paint), *_reason(card, room, facts, paint)]
    if room + len(BAR) >= _ONE_LINE_OF_FACTS:
        words = _SIGNS.get(card.column, "") + due_in(timing, room, facts.widths.offset_in(room))
        parts = Segment(words, paint("quiet")), *_state(card, timing, facts, paint, room)
        spaced = [Segment(f"{part.text}  ", part.style) for part in parts if part.text]
        spaced[1:1] = _off_parts(timing, facts, paint)
        return [_spread(spaced, [_who(card, room, facts, paint)], room)]
    first = _due_line(card, room, timing, facts, paint)
    if not _has_state(card, facts):
        return [first]
    main, *more = _state(card, timing, facts, paint, room)
    while len(more) > 1 and cell_len(main.text) + sum(len(m.text) + 1 for m in more) > room:
        more.pop()
    return [first, _spread([main], more, room)]


def _due_line(
    card: Card, room: int, timing: Timing, facts: CardFacts, paint: Paint
) -> list[Segment]:
    """Due date and responsible, and how far the card is where no line for that follows."""
    sign = _SIGNS.get(card.column, "")
    kept = room - len(sign) - 1 - facts.widths.who
    offset = facts.widths.offset_in(kept)
    column = _due_width(kept, offset)
    who = _who(card, room - len(sign) - column - 1, facts, paint)
    space = room - len(sign) - cell_len(who.text) - 1
    # Beside a colleague's mark a shorter date; half a one says nothing, and the mark is soon gone.
    off = off_sign(timing, facts.plan)
    width = min(column, _due_width(space - len(off), offset))
    if off and width < column <= space:
        # What it is counted from and its day are worth more than the blank behind the sign.
        words = due_in(timing, column, offset)
        blank = " " * (space - len(words))
        return [
            Segment(sign + words, paint("quiet")),
            Segment(off, paint("soon")),
            Segment(blank),
            who,
        ]
    words = due_in(timing, width, offset)
    due = Segment(sign + (words if cell_len(words) <= space else ""), paint("quiet"))
    progress = Segment(_progress(card), paint("quiet"))
    off = off if cell_len(words) < space else ""
    space -= len(off)
    left = space - column - max(0, facts.widths.who - cell_len(who.text))
    fits = len(progress.text) < left and card.ticked < card.points
    shown = fits and (card.column is Column.WAITING or not _has_state(card, facts))
    mark = Segment(off, paint("soon"))
    return _spread([due, mark], [progress, who] if shown else [who], room)


def _off_parts(timing: Timing, facts: CardFacts, paint: Paint) -> list[Segment]:
    """That it is due on a day off, and the last working day before."""
    sign, by = off_sign(timing, facts.plan), by_then(timing, facts.plan)
    return [Segment(f"{sign} {by}  ", paint("soon"))] if sign else []


def _who(card: Card, space: int, facts: CardFacts, paint: Paint) -> Segment:
    """The colleague who has just changed the card or writes in it, else the responsible."""
    colleague = facts.fresh.get(card.id) or facts.writers.get(card.id)
    if colleague:
        return Segment(colleague, paint("accent"))
    return Segment(cut(initials(card.responsible, facts.names), space), paint("quiet"))


def _progress(card: Card) -> str:
    return f"{card.ticked}/{card.points}" if card.points else ""


def _due_width(space: int, offset: int) -> int:
    """Cells of the fullest form of a due date that fits; one form for a whole column."""
    forms = (offset + _WEEKDAY + DAY_CELLS, offset + DAY_CELLS)
    return next((form for form in forms if form <= space), DAY_CELLS)


def due_in(timing: Timing, room: int, offset: int) -> str:
    """The due date as fully as ``room`` allows, with ``offset`` cells for the mark before it."""
    if timing.due is None:
        return due_text(timing)
    mark, with_weekday = rule_short(timing.counted) if timing.counted else "", offset + _WEEKDAY
    before = f"{mark if len(mark) < offset else NO_ROOM[:offset]:<{offset}}"
    day = f"{timing.due.day:02}-{timing.due.month:02}"
    if room >= with_weekday + DAY_CELLS:
        # A long mark is worth more than its own weekday, and no date leaves its place for it.
        takes_both = 0 < offset <= len(mark) < with_weekday
        return f"{mark:<{with_weekday}}{day}" if takes_both else before + day_short(timing.due)
    return before + day if room >= offset + DAY_CELLS else day


def _state(card: Card, timing: Timing, facts: CardFacts, paint: Paint, room: int) -> list[Segment]:
    """How urgent the card is, then how far it is."""
    first = Segment("", paint("quiet"))
    if timing.urgency in _URGENT and timing.days is not None:
        sign = "!" if timing.urgency is Urgency.LATE else "~"
        words = days_phrase(timing.days) if room >= _LONG_PHRASES else days_short(timing.days)
        first = Segment(f"{sign} {words}", paint(_URGENT[timing.urgency]))
    more = _progress(card), _age(card, facts)
    return [first, *(Segment(text, paint("quiet")) for text in more if text)]


def _age(card: Card, facts: CardFacts) -> str:
    """How long the card has been in its column, where that is a question."""
    days = facts.working_days_in_column(card) if card.column in _WITH_AGE else 0
    return _("{days}d").format(days=days) if days else ""


def _waits_for(card: Card, room: int, facts: CardFacts) -> str:
    """What the card waits for, and who can end that where the lines for it have room."""
    words = "‖ " + safe(card.waiting_reason)
    if not card.waiting_on:
        return words
    known = card.waiting_on in facts.names
    who = initials(card.waiting_on, facts.names) if known else safe(card.waiting_on)
    both = f"{words} · {who}"
    return words if wrapped(both, room, _REASON_LINES)[-1].endswith("…") else both


def _reason(card: Card, room: int, facts: CardFacts, paint: Paint) -> list[list[Segment]]:
    """What the card waits for, on lines of its own, and since when if the last one has room."""
    *above, last = wrapped(_waits_for(card, room, facts), room, _REASON_LINES)
    age = _age(card, facts)
    aside = [Segment(age, paint("quiet"))] if cell_len(last) + 1 + len(age) <= room else []
    lines = [[Segment(line, paint("blocked"))] for line in above]
    return [*lines, _spread([Segment(last, paint("blocked"))], aside, room)]


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
