"""The rows of the timeline: everything that is due, group by group, each with its mark."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from rich.cells import cell_len

from db.queries.board import Card
from db.queries.communication import Item
from db.queries.plan import PlanFacts
from db.rules.codes import Column, Kind
from db.rules.due import Timing, Urgency, format_offset
from db.rules.text import safe
from sapa_tui.locale import N_, _

from .calendar import distance_words, is_off, off_words
from .course import DueEntry
from .dates import day_long, days_phrase, urgency_sign, week
from .due_rules import counted_words, due_text
from .facts import Fact
from .timeline_weeks import Frame, Place, Words, grid, place_of, runs
from .who import code_and_role
from .words import Names, column_word, kind_word, state_word
from .wrapping import cut

OPEN = "●"
_STYLES = {
    Urgency.LATE: "late",
    Urgency.TODAY: "soon",
    Urgency.SOON: "soon",
    Urgency.FINISHED: "done",
}
_PRESSING = (Urgency.LATE, Urgency.TODAY, Urgency.SOON)


class Group(StrEnum):
    """The parts in which the timeline lists what is due."""

    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    COMMUNICATION = "communication"
    UNPLACED = "unplaced"
    UNDATED = "undated"


_GROUPS = {
    Group.PREPARATION: N_("Preparation"),
    Group.IMPLEMENTATION: N_("Implementation"),
    Group.COMMUNICATION: N_("Communication"),
    Group.UNPLACED: N_("Without a place on the line"),
    Group.UNDATED: N_("Without a due date"),
}


class TimelineRow(NamedTuple):
    """Something that is due; or the heading of a group, which has no ``entry``, with a ``note``."""

    key: tuple[str, int]
    title: str
    group: Group
    place: Place | None = None
    entry: DueEntry | None = None
    note: str = ""


def timeline_rows(
    cards: Iterable[Card], items: Iterable[Item], facts: PlanFacts, today: date
) -> list[TimelineRow]:
    """Everything that is or was to be done, the earliest first; without a date at the end."""
    everything: list[Card | Item] = [*cards, *items]
    rows = []
    for item in everything:
        if not is_off(item):
            timing = facts.timing(item.due, today, finished=item.finished)
            entry, place = DueEntry(item, timing), place_of(timing, facts.go_live)
            group = _group(item, timing, place)
            rows.append(TimelineRow(entry.key, _title(item), group, place, entry))
    return sorted(rows, key=_when)


def in_groups(rows: Sequence[TimelineRow]) -> list[TimelineRow]:
    """The rows under the headings of their groups."""
    found: list[TimelineRow] = []
    for number, group in enumerate(Group):
        mine = [row for row in rows if row.group is group]
        if mine:
            late = sum(timing_of(row).urgency is Urgency.LATE for row in mine)
            note = f"! {late}" if late else ""
            title = f"{_(_GROUPS[group])}  {len(mine)}"
            found += [TimelineRow(("group", number), title, group, note=note), *mine]
    return found


def timing_of(row: TimelineRow) -> Timing:
    """When a row that is no heading is due."""
    assert row.entry is not None
    return row.entry.timing


def next_due(rows: Iterable[TimelineRow]) -> TimelineRow | None:
    """The first that is yet to be done and not late; of rows that stand in order."""
    open_ones = (row for row in rows if row.entry and not row.entry.item.finished)
    return next((row for row in open_ones if (timing_of(row).days or 0) >= 0), None)


def row_line(row: TimelineRow, frame: Frame, *, chosen: bool = False) -> list[Words]:
    """A row as it is drawn: its title, and its mark in its week.

    Where its week is out of sight, an arrow at that edge tells on which side it is.
    """
    if row.entry is None:
        note = f" · {row.note}" if row.note else ""
        title = cut(row.title, frame.title - cell_len(note) - 1)
        gap = " " * (frame.title - cell_len(title) - cell_len(note))
        return [(title, "strong"), (note, "late"), (gap, "quiet"), *runs(grid(frame))]
    title = cut(row.title, frame.title - 1)
    style = "strong" if chosen else "quiet" if row.entry.item.finished else "text"
    gap = " " * (frame.title - cell_len(title))
    return [(title, style), (gap, "quiet"), *runs(_picture(row, frame))]


def status_cell(entry: DueEntry) -> Words:
    """How far it is and how pressing, in a sign and words."""
    timing, item = entry.timing, entry.item
    if timing.urgency in _PRESSING and timing.days is not None:
        words = f"{urgency_sign(timing.urgency)} {days_phrase(timing.days)}"
        return words, _STYLES[timing.urgency]
    return state_words(entry), "quiet" if item.finished else "text"


def state_words(entry: DueEntry) -> str:
    """How far it is, with its mark: ``✓ Færdig``."""
    item = entry.item
    word = column_word(item.column) if isinstance(item, Card) else state_word(item.state)
    return f"{mark_of(entry.timing)} {word}"


def offset_text(row: TimelineRow, facts: PlanFacts) -> str:
    """How many weeks from go-live: as it was set, or of the week that the date is in."""
    offset = timing_of(row).offset_weeks
    if offset is None and facts.go_live is not None and row.place is not None:
        offset = row.place.week
    return "–" if offset is None else format_offset(offset)


def mark_of(timing: Timing) -> str:
    """The mark of something that is due: open, soon, late or done."""
    return urgency_sign(timing.urgency).strip() or OPEN


def kind_of(item: Card | Item) -> str:
    """Which part of the plan something belongs to."""
    return kind_word(item.kind) if isinstance(item, Card) else _("communication")


def row_facts(row: TimelineRow, facts: PlanFacts, today: date, names: Names) -> list[Fact]:
    """What the picture shows of a row, and more, in words."""
    entry, timing = row.entry, timing_of(row)
    assert entry is not None
    due = _due_words(timing, facts)
    found = [Fact(_("Due"), due, 2), Fact(_("Week"), week(timing.due) if timing.due else "")]
    found.append(Fact(_("From go-live"), offset_text(row, facts)))
    style = _STYLES.get(timing.urgency, "text")
    found.append(Fact(_("Status"), state_words(entry), 1, style))
    item = entry.item
    if timing.due and not item.finished:
        found.append(Fact(_("How soon"), distance_words(timing.due, facts, today), 2))
        if off := off_words(timing.due, facts):
            found.append(Fact(_("Day off"), f"! {off}", 4, "soon"))
    found.append(Fact(_("Responsible"), code_and_role(item.responsible, names), 2))
    found.append(Fact(_("Kind"), kind_of(item)))
    if isinstance(item, Item):
        found.append(Fact(_("Channel"), item.channel, 2))
    elif item.column is Column.WAITING:
        found.append(Fact(_("Waits for"), f"‖ {item.waiting_reason}", 4, "blocked"))
    elif item.points:
        found.append(Fact(_("Checklist"), f"{item.ticked}/{item.points}"))
    return found


def _due_words(timing: Timing, facts: PlanFacts) -> str:
    """The date, behind what it is counted from; weeks from go-live stand on their own."""
    counted = "" if timing.offset_weeks is not None else counted_words(timing, facts.anchor_points)
    day = day_long(timing.due) if timing.due else ""
    return " = ".join(filter(None, (counted, day))) or _("none")


def _picture(row: TimelineRow, frame: Frame) -> list[Words]:
    cells, timing = grid(frame), timing_of(row)
    mark = mark_of(timing), _STYLES.get(timing.urgency, "text")
    if row.place is None:
        if row.group is Group.UNDATED:
            return cells
        when = day_long(timing.due) if timing.due else due_text(timing)
        words = cut(f"{mark[0]} {when}", frame.room)
        return [(words, mark[1]), *cells[cell_len(words) :]]
    if frame.sees(row.place):
        cells[frame.cell(row.place)] = mark
    elif cells and row.place.week < frame.left:
        cells[0] = ("←", "quiet")
    elif cells:
        cells[-1] = ("→", "quiet")
    return cells


def _group(item: Card | Item, timing: Timing, place: Place | None) -> Group:
    if place is None:
        return Group.UNDATED if timing.urgency is Urgency.NONE else Group.UNPLACED
    if isinstance(item, Item):
        return Group.COMMUNICATION
    return Group.PREPARATION if item.kind is Kind.PREPARATION else Group.IMPLEMENTATION


def _title(item: Card | Item) -> str:
    if isinstance(item, Card):
        return safe(item.title)
    group = safe(item.stakeholder) if item.stakeholder else _("Everyone")
    return f"{group}: {safe(item.message)}"


def _when(row: TimelineRow) -> tuple[bool, Place, date, tuple[str, int]]:
    return row.place is None, row.place or Place(0), timing_of(row).due or date.max, row.key
