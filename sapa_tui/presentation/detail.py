"""The page about one item, as blocks of lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from rich.console import Console
from rich.segment import Segment

from db.changes import EventRow
from db.queries.board import ActivityDetail, Point
from db.queries.communication import Item, StepTick
from db.queries.plan import PlanFacts
from db.queries.wall import Wall
from db.rules.codes import Column
from db.rules.countdown import DateWarning
from db.rules.due import Timing, Urgency
from db.rules.text import safe
from sapa_tui.locale import _

from .awaited import awaited, awaited_words
from .cards import Paint
from .dates import clock_time, day_long, days_phrase, urgency_sign, week
from .due_rules import counted_words
from .sentences import event_sentence
from .who import code_and_role
from .words import (
    column_word,
    day_off_name,
    field_word,
    initials,
    kind_word,
    purpose_word,
    state_word,
    step_word,
)
from .wrapping import cut, wrapped

_LABEL = 13
Lines = list[list[Segment]]


@dataclass(frozen=True)
class Block:
    """Lines that belong together and have no cursor."""

    key: str
    lines: Lines


def activity_blocks(
    detail: ActivityDetail, wall: Wall, today: date, width: int, paint: Paint
) -> list[Block]:
    """Title, facts and description of an activity."""
    card = detail.card
    timing = wall.facts.timing(card.due, today, finished=card.finished)
    facts = [
        (_("Column"), column_word(card.column), "text"),
        (_("Kind"), kind_word(card.kind), "text"),
        *_due_facts(timing, wall.facts, today),
        (_("Responsible"), code_and_role(card.responsible, wall.names), "text"),
        (_("Does it"), code_and_role(detail.assignee, wall.names), "text"),
    ]
    if card.column is Column.WAITING:
        facts.append((_("Waits for"), "‖ " + safe(card.waiting_reason), "blocked"))
        facts.append(
            (field_word("waiting_on"), code_and_role(card.waiting_on, wall.names), "blocked")
        )
    if detail.completed_on:
        facts.append((_("Done on"), f"✓ {day_long(detail.completed_on)}", "done"))
    if detail.card_part:
        facts.append((_("A08 part"), safe(detail.card_part), "quiet"))
    blocks = [_title(card.title, width, paint), _facts(facts, width, paint)]
    if detail.description:
        blocks.append(Block("text", [*markdown(detail.description, width), []]))
    return blocks


def item_blocks(item: Item, wall: Wall, today: date, width: int, paint: Paint) -> list[Block]:
    """Message, facts and steps of a communication item."""
    timing = wall.facts.timing(item.due, today, finished=item.finished)
    done = clock_time(item.completed_at, today) if item.completed_at else ""
    by = initials(item.completed_by, wall.names) if item.completed_by else ""
    facts = [
        (_("Stakeholder"), item.stakeholder or _("Everyone"), "text"),
        (_("Audience"), item.audience, "text"),
        (_("State"), " ".join(filter(None, (state_word(item.state), by, done))), "text"),
        *_due_facts(timing, wall.facts, today),
        *_sending_facts(item, wall),
        (_("Occasion"), item.occasion, "text"),
        (_("Purpose"), purpose_word(item.purpose), "text"),
        (_("Channel"), item.channel, "text"),
        (_("Sender"), item.sender, "text"),
        (_("Responsible"), code_and_role(item.responsible, wall.names), "text"),
    ]
    return [_title(item.message, width, paint, lines=6), _facts(facts, width, paint)]


def _sending_facts(item: Item, wall: Wall) -> list[tuple[str, str, str]]:
    """Which time of how many it is said, and what it waits for."""
    facts = []
    if item.turn:
        number, length = item.turn
        words = _("{number} of {length}").format(number=number, length=length)
        facts.append((_("Repeats"), words, "text"))
    if (waiting := awaited(item, wall.cards)) is not None:
        facts.append((_("Waits for"), *awaited_words(waiting)))
    return facts


def history_blocks(
    events: Sequence[EventRow], wall: Wall, today: date, width: int, paint: Paint
) -> list[Block]:
    """What happened to an item, newest first."""
    if not events:
        return []
    lines: Lines = [[], [Segment(_("History"), paint("quiet"))]]
    for event in events:
        when = clock_time(event.at, today)
        said = event_sentence(event, wall.names, wall.facts.anchor_points)
        lines += [[Segment(line, paint("text"))] for line in wrapped(said, width, lines=3)]
        lines.append([Segment(when, paint("quiet"))])
    return [Block("history", lines)]


def point_line(
    point: Point | StepTick,
    names: Mapping[str, str],
    today: date,
    width: int,
    paint: Paint,
    *,
    chosen: bool,
) -> list[Segment]:
    """One point of a checklist, or one step of a message, with who ticked it and when."""
    ticked = point.ticked_by is not None
    by = ""
    if point.ticked_by and point.ticked_at:
        by = f" {initials(point.ticked_by, names)} {clock_time(point.ticked_at, today)}"
    words = step_word(point.step) if isinstance(point, StepTick) else safe(point.text)
    text = cut(words, width - 2 - len(by))
    gap = " " * max(0, width - 2 - len(text) - len(by))
    return [
        Segment("■ " if ticked else "□ ", paint("done" if ticked else "quiet")),
        Segment(text, paint("strong" if chosen else ("quiet" if ticked else "text"))),
        Segment(gap + by, paint("quiet")),
    ]


def markdown(text: str, width: int) -> Lines:
    """Markdown as lines; links are words, never something to click."""
    # Loads a parser that nobody needs before the first card is read in full.
    from rich.markdown import Markdown

    console = Console(file=StringIO(), width=max(10, width), color_system="truecolor")
    page = Markdown(safe(text, lines=True), hyperlinks=False)
    options = console.options.update(width=max(10, width))
    return [list(line) for line in console.render_lines(page, options, pad=False)]


def _title(text: str, width: int, paint: Paint, lines: int = 4) -> Block:
    found = wrapped(safe(text), width, lines=lines)
    return Block("title", [*([Segment(line, paint("strong"))] for line in found), []])


def _facts(facts: Sequence[tuple[str, str, str]], width: int, paint: Paint) -> Block:
    lines: Lines = []
    for label, value, style in facts:
        if value:
            first, *rest = wrapped(safe(value), width - _LABEL, lines=3)
            head = Segment(f"{cut(label, _LABEL - 1):<{_LABEL}}", paint("quiet"))
            lines.append([head, Segment(first, paint(style))])
            lines += [[Segment(" " * _LABEL), Segment(line, paint(style))] for line in rest]
    return Block("facts", [*lines, []])


def _due_facts(timing: Timing, facts: PlanFacts, today: date) -> list[tuple[str, str, str]]:
    counted = counted_words(timing, facts.anchor_points)
    if timing.due is None:
        return [(_("Due"), counted, "text")]
    colours = {Urgency.LATE: "late", Urgency.SOON: "soon", Urgency.TODAY: "soon"}
    before = f"{counted} = " if counted else ""
    found = [(_("Due"), f"{before}{day_long(timing.due)} · {week(timing.due)}", "text")]
    if timing.urgency is not Urgency.FINISHED and timing.days is not None:
        words = f"{urgency_sign(timing.urgency)} {days_phrase(timing.days)}".strip()
        found.append(("", words, colours.get(timing.urgency, "text")))
    warning = _day_off(timing.due, facts)
    if warning is not None and timing.urgency is not Urgency.FINISHED:
        names = ", ".join(day_off_name(name) for name in warning.names)
        last = _("{name}: last working day is {day}").format(
            name=names, day=day_long(warning.last_working_day)
        )
        found.append(("", f"! {last}", "late"))
    return found


def _day_off(day: date, facts: PlanFacts) -> DateWarning | None:
    if facts.calendar.is_working_day(day):
        return None
    return DateWarning(
        day, facts.calendar.day_off_names(day), facts.calendar.last_working_day_before(day)
    )
