"""The weeks of the timeline: which are in sight, and where a day stands among them.

Weeks run from Monday to Sunday and are counted from the one that go-live is in. What is due so
many weeks from go-live therefore stands in the week of that number, whatever weekday it is.
"""

from datetime import date, timedelta
from typing import NamedTuple

from db.queries.plan import PlanFacts
from db.rules.due import Timing

from .month import monday_of
from .timeline import END, GO_LIVE

Words = tuple[str, str]
"""A text, and the name of its style."""
ZOOMS = (1, 2, 4)
"""Cells that a week may take."""
FIRST_WEEK = -12
LAST_WEEK = 5
TODAY_LINE = "│"
DAYS = 7
"""Days of a week."""
_YEAR = 52
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
        return (place.week - self.left) * self.zoom + place.weekday * self.zoom // DAYS

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
    return Place(*divmod(days, DAYS))
