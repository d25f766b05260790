"""How a card looks: a bar, the title, one or two quiet lines of facts, a blank line."""

from collections.abc import Callable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from db.queries.board import Card
from db.rules.codes import Column, Kind
from db.rules.due import Timing, Urgency
from db.rules.text import safe
from sapa_tui.locale import _

from .card_facts import CardFacts
from .dates import days_phrase, days_short
from .due_cells import due_in, due_width
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
_TITLE_LINES = 2
_REASON_LINES = 2
_WITH_AGE = (Column.IN_PROGRESS, Column.WAITING)
_SIGNS = {Column.DONE: "✓ ", Column.NOT_APPLICABLE: "⊘ "}
_URGENT = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


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
    column = due_width(kept, offset)
    who = _who(card, room - len(sign) - column - 1, facts, paint)
    space = room - len(sign) - cell_len(who.text) - 1
    # Beside a colleague's mark a shorter date; half a one says nothing, and the mark is soon gone.
    off = off_sign(timing, facts.plan)
    width = min(column, due_width(space - len(off), offset))
    mark = Segment(off, paint("soon"))
    if off and width < column <= space:
        # What it is counted from and its day are worth more than the blank behind the sign.
        words = due_in(timing, column, offset)
        return [
            Segment(sign + words, paint("quiet")),
            mark,
            Segment(" " * (space - len(words))),
            who,
        ]
    words = due_in(timing, width, offset)
    due = Segment(sign + (words if cell_len(words) <= space else ""), paint("quiet"))
    marks = [mark] if cell_len(words) < space else []
    left = space - len(off) * len(marks) - column - max(0, facts.widths.who - cell_len(who.text))
    return _spread([due, *marks], [*_progress_in(card, left, facts, paint), who], room)


def _progress_in(card: Card, space: int, facts: CardFacts, paint: Paint) -> list[Segment]:
    """How far the card is, where no line for that follows and it fits."""
    if card.ticked >= card.points or (
        card.column is not Column.WAITING and _has_state(card, facts)
    ):
        return []
    words = _progress(card)
    return [Segment(words, paint("quiet"))] if len(words) < space else []


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
