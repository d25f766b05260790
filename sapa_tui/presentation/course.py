"""The course of the plan in large: figures, the line of weeks, bars, and what is due next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from rich.cells import cell_len

from db.queries.board import Card
from db.queries.communication import Item
from db.queries.plan import PlanFacts
from db.queries.status import Progress, Status
from db.queries.wall import Wall
from db.rules.codes import BOARD_COLUMNS, Kind
from db.rules.countdown import Countdown
from db.rules.due import Timing, Urgency, format_offset
from db.rules.text import safe
from sapa_tui.locale import _

from .cards import FROM_GO_LIVE
from .dates import day_long
from .timeline import END, FURTHER, GO_LIVE, TODAY, first_shown
from .wrapping import cut

Line = list[tuple[str, str]]
Place = Callable[[float], int]
NEXT = 20
"""So many entries of what is due next are listed."""
_PIXELS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001001001001",
    "8": "111101111101111",
    "9": "111101111001111",
}
_LABEL = 16
_LONGEST_BAR = 60


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A card or a message that is yet to be done."""

    item: Card | Item
    timing: Timing

    @property
    def key(self) -> tuple[str, int]:
        """What identifies it: the kind of item, and its id."""
        kind = "activity" if isinstance(self.item, Card) else "communication_item"
        return kind, self.item.id


def large(number: str) -> list[str]:
    """A number in figures five lines high and six cells wide."""
    rows = []
    for row in range(5):
        pixels = (_PIXELS[figure][row * 3 : row * 3 + 3] for figure in number)
        drawn = ("".join("██" if pixel == "1" else "  " for pixel in line) for line in pixels)
        rows.append("  ".join(drawn))
    return rows


def course_lines(countdown: Countdown, first_week: int, width: int) -> list[Line]:
    """The line of weeks over the whole width, its weeks beneath, and what its signs mean.

    It reaches as far as today, when that lies outside the plan's weeks by no more than a year.
    """
    here = None if countdown.days_to_go_live is None else -countdown.days_to_go_live / 7
    start, end = first_shown(countdown, first_week), countdown.end_offset_weeks
    if here is not None:
        end = max(end, min(ceil(here), end + FURTHER))
    room = width - 1
    if room < end - start:
        return []

    def cell(week: float) -> int:
        return max(0, min(room, round((week - start) * room / (end - start))))

    until = -1 if here is None else cell(here)
    cells = [("━", "accent") if x < until else ("─", "quiet") for x in range(room + 1)]
    named, labels = _labels(countdown, start, end, room, cell)
    for week in range(start, end + 1) if room >= 3 * (end - start) else named:
        style = cells[cell(week)][1]
        cells[cell(week)] = ("┿" if style == "accent" else "┼", style)
    cells[cell(0)] = (GO_LIVE, "strong")
    cells[cell(countdown.end_offset_weeks)] = (END, "strong")
    if here is not None:
        cells[until] = (TODAY, "accent")
    beyond = here is not None and not start <= here <= end
    return [_runs(cells), *labels, _legend(countdown, width, beyond=beyond)]


def bar_line(name: str, progress: Progress, width: int) -> Line:
    """How much of something is done: its name, a bar, numbers and percent."""
    numbers = f"{progress.done:>4}/{progress.total:<4}"
    percent = f"{100 * progress.done // progress.total:>4} %" if progress.total else "   – %"
    room = min(_LONGEST_BAR, width - _LABEL - len(numbers) - len(percent))
    done = room * progress.done // progress.total if progress.total else 0
    return [
        (f"{cut(name, _LABEL - 1):<{_LABEL}}", "quiet"),
        ("━" * done, "done"),
        ("─" * max(0, room - done), "quiet"),
        (numbers, "text"),
        (percent, "quiet"),
    ]


def bars(status: Status, width: int) -> list[Line]:
    """Preparation, implementation, communication, and A08's quality criterion."""
    criterion = status.quality_criterion
    reached = _("{reached} of {relevant} relevant groups reached").format(
        reached=criterion.reached, relevant=criterion.relevant
    )
    sign = ("✓ ", "done") if criterion.met else ("○ ", "soon")
    named = [
        (_("preparation"), status.preparation),
        (_("implementation"), status.implementation),
        (_("communication"), status.communication),
    ]
    if status.started.total:
        named.append((_("depts started"), status.started))
    lines = [bar_line(name, progress, width) for name, progress in named]
    return [*lines, [(_("criterion").ljust(_LABEL), "quiet"), sign, (reached, "text")]]


def what_words(item: Card | Item, *, marked: bool = True) -> str:
    """What is to be done: a card's title, ``marked`` as the board does, or whom to tell what."""
    if isinstance(item, Card):
        mark = FROM_GO_LIVE if marked and item.kind is Kind.IMPLEMENTATION else ""
        return mark + safe(item.title)
    group = safe(item.stakeholder) if item.stakeholder else _("Everyone")
    return _("Tell {group}: {message}").format(group=group, message=safe(item.message))


def due_next(wall: Wall, today: date) -> list[DueEntry]:
    """What is to be done next, the most overdue first; without a date by weeks from go-live."""
    cards = [card for card in wall.cards.values() if card.column in BOARD_COLUMNS]
    found = [*_entries(cards, wall.facts, today), *_entries(wall.items.values(), wall.facts, today)]
    return sorted(found, key=_order)[:NEXT]


def _entries(items: Iterable[Card | Item], facts: PlanFacts, today: date) -> Iterable[DueEntry]:
    for item in items:
        timing = facts.timing(item.due, today, finished=item.finished)
        if timing.urgency not in (Urgency.NONE, Urgency.FINISHED):
            yield DueEntry(item, timing)


def _order(entry: DueEntry) -> tuple[bool, bool, int, bool, int]:
    timing = entry.timing
    when = timing.offset_weeks if timing.due is None else timing.due.toordinal()
    later = isinstance(entry.item, Card) and entry.item.kind is Kind.IMPLEMENTATION
    return timing.due is None, when is None, when or 0, later, entry.item.id


def _runs(cells: list[tuple[str, str]]) -> Line:
    line: Line = []
    for sign, style in cells:
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + sign, style)
        else:
            line.append((sign, style))
    return line


def _labels(
    countdown: Countdown, start: int, end: int, room: int, cell: Place
) -> tuple[list[int], list[Line]]:
    """The weeks named under the line, and the lines of names and dates, as many as stand apart.

    Go-live, end and beginning come first, the weeks between where there is room left.
    """
    names = [" "] * (room + 1)
    days = [" "] * (room + 1)
    taken: set[int] = set()
    named: list[int] = []
    for week in (0, countdown.end_offset_weeks, start, end, *range(start, end)):
        name, day = format_offset(week), ""
        if countdown.go_live is not None:
            then = countdown.go_live + timedelta(weeks=week)
            day = f"{then.day:02}-{then.month:02}"
        size = max(len(name), len(day))
        place = max(0, min(room + 1 - size, cell(week) - size // 2))
        around = range(max(0, place - 1), place + size + 1)
        if taken.isdisjoint(around):
            named.append(week)
            taken.update(range(place, place + size))
            names[place : place + size] = f"{name:^{size}}"
            days[place : place + size] = f"{day:^{size}}"
    lines: list[Line] = [[("".join(names), "text")]]
    return named, [*lines, [("".join(days), "quiet")]] if countdown.go_live else lines


def _legend(countdown: Countdown, width: int, *, beyond: bool) -> Line:
    """What the signs on the line mean, in words."""
    go_live, end = countdown.go_live, countdown.end_date
    marks = ((GO_LIVE, _("Go-live"), go_live), (END, _("End date"), end))
    parts: list[tuple[str, str, str]] = []
    if countdown.days_to_go_live is not None:
        words = _("today, more than a year off") if beyond else _("today")
        parts.append((TODAY, "accent", words))
    for sign, name, day in marks:
        when = day_long(day) if day else _("awaits a date")
        parts.append((sign, "strong", f"{name.lower()} {when}"))
    line: Line = []
    for sign, style, words in parts:
        line += [(f"{sign} ", style), (f"{words}   ", "quiet")]
    if sum(cell_len(text) for text, _style in line) <= width:
        return line
    return [(cut("".join(text for text, _style in line), width), "quiet")]
