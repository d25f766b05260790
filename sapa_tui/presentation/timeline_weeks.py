"""The weeks of the timeline: which are in sight, where a day stands among them, and their head.

Weeks run from Monday to Sunday and are counted from the one that go-live is in. What is due so
many weeks from go-live therefore stands in the week of that number, whatever weekday it is.
"""

from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from db.queries.plan import PlanFacts
from db.rules.due import Timing, format_offset
from sapa_tui.locale import _

from .dates import day_long, day_short, month_short
from .month import monday_of
from .timeline import END, GO_LIVE
from .wrapping import cut

Words = tuple[str, str]
"""A text, and the name of its style."""
ZOOMS = (1, 2, 4)
"""Cells that a week may take."""
FIRST_WEEK = -12
LAST_WEEK = 5
TODAY_LINE = "│"
_DAYS = 7
_YEAR = 52
_STEPS = {1: (6, 6), 2: (3, 3), 4: (1, 2)}
"""By zoom: every how many weeks a week's number stands above them, and how far it is from go-live.
"""
_LEAST_TITLE, _MOST_TITLE = 24, 72


class Place(NamedTuple):
    """A day on the timeline: its week, counted from go-live's, and its weekday from 0."""

    week: int
    weekday: int = 0


class Weeks(NamedTuple):
    """The weeks from ``first`` to ``last``, and what stands in them.

    Without a go-live there is no place for today, nor for anything with a fixed date; ``today``
    is None, too, when it is more than a year off.
    """

    go_live: date | None
    milestones: tuple[tuple[Place, str], ...]
    today: Place | None
    first: int
    last: int

    def monday(self, week: int) -> date | None:
        """The first day of a week; None while go-live is unknown."""
        return None if self.go_live is None else monday_of(self.go_live) + timedelta(weeks=week)

    def including(self, places: list[Place]) -> "Weeks":
        """These weeks, reaching as far as some places do."""
        found = [place.week for place in places]
        return self._replace(first=min([self.first, *found]), last=max([self.last, *found]))


def place_of(timing: Timing, go_live: date | None) -> Place | None:
    """Where something that is due stands; None where it has no place."""
    if go_live is not None:
        return None if timing.due is None else _place(timing.due, go_live)
    return None if timing.offset_weeks is None else Place(timing.offset_weeks)


def weeks_of(facts: PlanFacts, today: date) -> Weeks:
    """The weeks that are shown in any case: T-12 to T+5, the end date, and today within a year."""
    go_live, end_week = facts.go_live, facts.end_offset_weeks
    here = None if go_live is None else _place(today, go_live)
    if here is not None and not FIRST_WEEK - _YEAR <= here.week <= end_week + _YEAR:
        here = None
    zero = Place(0, 0 if go_live is None else go_live.weekday())
    end = Place(end_week, zero.weekday)
    weeks = Weeks(go_live, ((end, END), (zero, GO_LIVE)), here, FIRST_WEEK, LAST_WEEK)
    return weeks.including([end] if here is None else [end, here])


class Frame(NamedTuple):
    """What is in sight: the cells of the titles, then ``room`` cells from the week ``left`` on."""

    weeks: Weeks
    zoom: int
    left: int
    title: int
    room: int

    def cell(self, place: Place) -> int:
        """The cell of a place, counted from the first week in sight."""
        return (place.week - self.left) * self.zoom + place.weekday * self.zoom // _DAYS

    def sees(self, place: Place | None) -> bool:
        """Whether a place is in sight."""
        return place is not None and 0 <= self.cell(place) < self.room

    def at(self, left: int) -> "Frame":
        """The frame moved so that a week is the first in sight, as far as the weeks go."""
        whole = max(1, self.room // self.zoom)
        last = max(self.weeks.first, self.weeks.last + 1 - whole)
        return self._replace(left=max(self.weeks.first, min(left, last)))

    def around(self, week: int) -> "Frame":
        """The frame moved so that a week stands a third into it."""
        return self.at(week - self.room // self.zoom // 3)

    @property
    def more(self) -> tuple[bool, bool]:
        """Whether the weeks go on before those in sight, and after them."""
        beyond = self.weeks.last >= self.left + self.room // self.zoom
        return self.left > self.weeks.first, beyond


def frame_of(weeks: Weeks, width: int, zoom: int) -> Frame:
    """The frame for a width of cells, at the first week.

    Titles take what the weeks leave, and never all of it.
    """
    span = (weeks.last - weeks.first + 1) * zoom
    least = min(_LEAST_TITLE, width // 2)
    title = max(least, min(_MOST_TITLE, width - span))
    return Frame(weeks, zoom, weeks.first, title, max(0, width - title))


def fitting_zoom(width: int) -> int:
    """The largest zoom at which T-12 to T+5 are in sight; the smallest where none does."""
    room = width - _LEAST_TITLE
    return next((zoom for zoom in reversed(ZOOMS) if 18 * zoom <= room), ZOOMS[0])


def grid(frame: Frame) -> list[Words]:
    """The cells beside a title without its mark: today's line, go-live and the end date."""
    cells: list[Words] = [(" ", "quiet")] * frame.room
    for place, _sign in frame.weeks.milestones:
        if frame.sees(place):
            cells[frame.cell(place)] = ("┊", "quiet")
    today = frame.weeks.today
    if today is not None and frame.sees(today):
        cells[frame.cell(today)] = (TODAY_LINE, "accent")
    return cells


def head_lines(frame: Frame) -> list[list[Words]]:
    """The months, the weeks' numbers, how far they are from go-live, and the line with its signs.

    Without a go-live the weeks have no numbers, and are in no month.
    """
    numbers, offsets = _STEPS[frame.zoom]
    weeks = [_number(frame.weeks.monday(week)) for week in _shown(frame)]
    names = [format_offset(week) for week in _shown(frame)]
    if frame.weeks.go_live is not None:
        above = [
            [(_filled(_years(frame), frame.title), "quiet"), (_months(frame), "text")],
            [(_filled(_("Week"), frame.title), "quiet"), (_labels(frame, weeks, numbers), "quiet")],
        ]
    else:
        unknown = cut(_("awaits a date"), frame.room)
        above = [[(_filled(_("Week"), frame.title), "quiet"), (unknown, "quiet")]]
    return [
        *above,
        [
            (_filled(_("From go-live"), frame.title), "quiet"),
            (_labels(frame, names, offsets), "text"),
        ],
        [(" " * frame.title, "quiet"), *runs(_axis(frame))],
    ]


def legend_line(frame: Frame, width: int, facts: PlanFacts) -> list[Words]:
    """What the signs mean, with the dates where there is room for them."""
    marks = [("●", "text", _("open")), ("~", "soon", _("soon")), ("!", "late", _("late"))]
    marks.append(("✓", "done", _("done")))
    if frame.weeks.today is not None:
        marks.append((TODAY_LINE, "accent", _("today")))
    end = facts.go_live and facts.go_live + timedelta(weeks=facts.end_offset_weeks)
    named = ((GO_LIVE, _("go-live"), facts.go_live), (END, _("end date"), end))
    for shown in (day_long, day_short, None):
        line: list[Words] = []
        dates = [
            (sign, "strong", f"{name} {shown(day)}" if day and shown else name)
            for sign, name, day in named
        ]
        for sign, style, words in [*marks, *dates]:
            line += [(f"{sign} ", style), (f"{words}  ", "quiet")]
        if sum(cell_len(text) for text, _style in line) - 2 <= width:
            return line
    return [(cut("".join(text for text, _style in line), width), "quiet")]


def runs(cells: list[Words]) -> list[Words]:
    """Cells with neighbours of one style put together."""
    line: list[Words] = []
    for sign, style in cells:
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + sign, style)
        else:
            line.append((sign, style))
    return line


def _place(day: date, go_live: date) -> Place:
    days = (day - monday_of(go_live)).days
    return Place(*divmod(days, _DAYS))


def _shown(frame: Frame) -> range:
    return range(frame.left, frame.left + -(-frame.room // frame.zoom))


def _number(monday: date | None) -> str:
    return f"{monday.isocalendar().week:02}" if monday else ""


def _labels(frame: Frame, labels: list[str], every: int) -> str:
    """The labels of the weeks whose number can be divided so, each where its week begins."""
    text = ""
    for week, label in zip(_shown(frame), labels, strict=True):
        at = (week - frame.left) * frame.zoom
        if week % every == 0 and len(text) <= at and at + len(label) <= frame.room:
            text = f"{text:<{at}}{label} "
    return text.rstrip()


def _days(frame: Frame) -> tuple[date, date]:
    """The first and the last day in sight."""
    first = frame.weeks.monday(frame.left)
    assert first is not None
    return first, first + timedelta(days=frame.room * _DAYS // frame.zoom - 1)


def _years(frame: Frame) -> str:
    first, last = _days(frame)
    years = dict.fromkeys((f"{first.year:04}", f"{last.year:04}"))
    return "–".join(years)


def _months(frame: Frame) -> str:
    """The months' names where they begin, with the year where there is room for it."""
    day, last = _days(frame)
    begin: list[tuple[int, date]] = []
    while day <= last:
        weeks, weekday = divmod((day - _days(frame)[0]).days, _DAYS)
        begin.append((weeks * frame.zoom + weekday * frame.zoom // _DAYS, day))
        day = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    text = ""
    ends = [at for at, _day in begin[1:]] + [frame.room + 1]
    for (at, day), end in zip(begin, ends, strict=True):
        short = month_short(day.month)
        names = (f"{short} {day.year:04}", short, short[:3])
        text += f"{next((name for name in names if len(name) < end - at), ''):<{end - at}}"
    return text[: frame.room].rstrip()


def _axis(frame: Frame) -> list[Words]:
    ticked = frame.zoom > 1
    cells: list[Words] = [
        ("┬" if ticked and n % frame.zoom == 0 else "─", "quiet") for n in range(frame.room)
    ]
    today = frame.weeks.today
    if today is not None and frame.sees(today):
        cells[frame.cell(today)] = (TODAY_LINE, "accent")
    if cells:
        before, after = frame.more
        cells[0] = ("←", "accent") if before else cells[0]
        cells[-1] = ("→", "accent") if after else cells[-1]
    for place, sign in frame.weeks.milestones:
        if frame.sees(place):
            cells[frame.cell(place)] = (sign, "strong")
    return cells


def _filled(text: str, width: int) -> str:
    shown = cut(text, width - 1)
    return shown + " " * (width - cell_len(shown))
