"""A month drawn as a grid of weeks: what a day's cell says, and which cell is where."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeGuard

from rich.cells import cell_len, set_cell_size

from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.due import Urgency
from db.rules.text import safe
from sapa_tui.locale import _

from .appointments import MEANINGS, SIGNS, Appointed, Entry, entry_sign, short_words
from .calendar import Dated, Happens, milestone_words, off_names, open_ones
from .dates import SHORT_WEEKDAYS, month_name, urgency_sign
from .off_days import DAY_OFF
from .timeline import END, GO_LIVE, TODAY
from .wrapping import cut, wrapped

Line = list[tuple[str, str]]
WEEKS = 6
"""Rows of any month's grid, so that it does not jump."""
_WEEK_WIDTH = 4
_DAYS = 7
_HEAD = 2
_ROOM_FOR_TITLES = 9
_LEGEND_LINES = 2
_BETWEEN = "  "
_SIGNS = {Happens.GO_LIVE: GO_LIVE, Happens.END_DATE: END}
_STYLES = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


class Look(NamedTuple):
    """What all the months of a view are drawn from."""

    found: Dated
    facts: PlanFacts
    today: date
    cursor: date
    ground: str
    """The name of the cursor's background."""


class Grid(NamedTuple):
    """Where a month's cells are: ``width`` of a day, ``height`` of a week, in cells."""

    first: date
    width: int
    height: int

    def day_at(self, x: int, y: int) -> date | None:
        """The day at a place of the month's picture; None beside it."""
        row, column = (y - _HEAD) // self.height, (x - _WEEK_WIDTH) // self.width
        if not (0 <= row < WEEKS and 0 <= column < _DAYS):
            return None
        day = monday_of(self.first) + timedelta(row * _DAYS + column)
        return day if day.month == self.first.month else None


def grid_of(first: date, width: int, height: int) -> Grid:
    """The grid of a month in a room of so many cells."""
    return Grid(first, max(1, (width - _WEEK_WIDTH) // _DAYS), max(1, (height - _HEAD) // WEEKS))


def month_lines(grid: Grid, width: int, look: Look) -> list[Line]:
    """The month: its name, the weekdays, and a row of cells for each week, Monday first."""
    year = grid.first.year
    title = f"{month_name(grid.first.month)} {year}"
    lines: list[Line] = [[(cut(title, width).center(width), "strong")], _head(grid, width)]
    start = monday_of(grid.first)
    for row in range(WEEKS):
        monday = start + timedelta(row * _DAYS)
        days = [monday + timedelta(n) for n in range(_DAYS)]
        lines += _week(days, grid, width, look)
    return lines


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(day.weekday())


def legend(width: int) -> list[Line]:
    """What the signs mean, on two lines at most, as many as there is room for."""
    meant = [
        (TODAY, _("today"), "accent"),
        (GO_LIVE, _("go-live"), "strong"),
        (END, _("end date"), "strong"),
        (DAY_OFF, _("day off"), "quiet"),
        *((SIGNS[kind], _(words), "text") for kind, words in MEANINGS.items()),
        (urgency_sign(Urgency.LATE), _("late"), "late"),
        (urgency_sign(Urgency.SOON), _("soon"), "soon"),
        ("·", _("later"), "text"),
        (urgency_sign(Urgency.FINISHED), _("done"), "done"),
    ]
    lines: list[Line] = [[]]
    for sign, words, style in meant:
        if (
            sum(cell_len(text) for text, _style in lines[-1]) + cell_len(words) + len(_BETWEEN) + 2
            > width
        ):
            lines.append([])
        gap = _BETWEEN if lines[-1] else ""
        lines[-1] += [(gap, "quiet"), (f"{sign} ", style), (words, "quiet")]
    return lines[:_LEGEND_LINES]


def _head(grid: Grid, width: int) -> Line:
    days = "".join(f"{_(name):<{grid.width}}" for name in SHORT_WEEKDAYS)
    return [(cut(f"{'':{_WEEK_WIDTH}}{days}", width).ljust(width), "quiet")]


def _week(days: Sequence[date], grid: Grid, width: int, look: Look) -> list[Line]:
    rest = width - _WEEK_WIDTH - grid.width * _DAYS
    inside = any(day.month == grid.first.month for day in days)
    cells = [
        _cell(day, grid, look)
        if day.month == grid.first.month
        else [[(" " * grid.width, "quiet")]] * grid.height
        for day in days
    ]
    number = f"{days[0].isocalendar().week:>2}" if inside else ""
    lines: list[Line] = []
    for n in range(grid.height):
        line: Line = [(f"{number if n == 0 else '':<{_WEEK_WIDTH}}", "quiet")]
        for cell in cells:
            line += cell[n]
        lines.append([*line, (" " * rest, "quiet")])
    return lines


def _cell(day: date, grid: Grid, look: Look) -> list[Line]:
    """The lines of a day: its number and what is due in figures, then words where there is room."""
    room, more = grid.width - 1, grid.height - 1
    off = look.facts.calendar.day_off_names(day)
    entries = look.found.get(day, ())
    milestones = milestone_words(day, look.facts, look.today)
    said = [(f"{_SIGNS[one]} {words}", "strong") for one, words in milestones]
    if named := look.facts.calendar.holiday_names(day):
        said.append((off_names(named), "quiet"))
    if room >= _ROOM_FOR_TITLES:
        said += [_said(entry) for entry in open_ones(entries)]
    lines = [_day_line(day, off, entries, milestones, room, look)]
    lines += [[(set_cell_size(text, room), style)] for text, style in _fitted(said, room, more)]
    lines += [[(" " * room, "text")]] * (grid.height - len(lines))
    chosen = f"{look.ground}:" if day == look.cursor else ""
    return [
        [*((text, f"{chosen}{style}") for text, style in line), (" ", "quiet")] for line in lines
    ]


def _fitted(said: list[tuple[str, str]], room: int, most: int) -> list[tuple[str, str]]:
    """Words in at most so many lines; each may take as many as all of them leave it."""
    if not said or most < 1:
        return []
    if len(said) > most:
        left = len(said) - most + 1
        said = [*said[: most - 1], (_("+{n} more").format(n=left), "quiet")]
    each = most // len(said)
    return [(line, style) for text, style in said for line in wrapped(text, room, each)]


def _day_line(
    day: date,
    off: Sequence[str],
    entries: Sequence[Entry],
    milestones: Sequence[tuple[Happens, str]],
    room: int,
    look: Look,
) -> Line:
    marks = TODAY if day == look.today else ""
    marks += "".join(_SIGNS[one] for one, _words in milestones)
    if not marks and look.facts.calendar.holiday_names(day):
        marks = DAY_OFF
    style = "accent" if day == look.today else "quiet" if off else "strong"
    number = f"{day.day:>2}{marks:<2}"
    count, count_style = _count(entries)
    left = room - cell_len(number)
    if left < 0:
        return [(set_cell_size(number, room), style)]
    if cell_len(count) > left:
        count = count.strip()
    return [(number, style), (set_cell_size(count, left), count_style)]


def _count(entries: Sequence[Entry]) -> tuple[str, str]:
    """How much there is: ``!2`` where something is late, ``~1`` where it is soon, ``◊``, ``✓``."""
    left = open_ones(entries)
    if not left:
        return (" ✓", "done") if entries else ("", "quiet")
    urgency = left[0].timing.urgency
    kinds = "".join(dict.fromkeys(SIGNS[one.item.kind] for one in left if _is_kept(one)))
    due = sum(not _is_kept(one) for one in left)
    sign = urgency_sign(urgency).strip() or ("·" if due else "")
    return f" {sign}{due or ''}{kinds}", _STYLES.get(urgency, "text")


def _said(entry: Entry) -> tuple[str, str]:
    """What is due in as few words as can be: whom to tell stands beside the month."""
    if isinstance(entry, Appointed):
        words = short_words(entry.item)
    else:
        words = safe(entry.item.title if isinstance(entry.item, Card) else entry.item.message)
    return f"{entry_sign(entry)} {words}", _STYLES.get(entry.timing.urgency, "text")


def _is_kept(entry: Entry) -> TypeGuard[Appointed]:
    return isinstance(entry, Appointed)
