"""The months of the calendar: a cursor that goes from day to day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from db.queries.plan import PlanFacts
from db.rules.due import FIRST_YEAR, LAST_YEAR
from sapa_tui.presentation.calendar import Dated
from sapa_tui.presentation.month import Grid, Look, grid_of, legend, month_lines
from sapa_tui.themes import line_style

from .lines import Line, Lines

_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_THREE_MONTHS = 150
_BETWEEN = 3


class CalendarGrid(Lines, can_focus=True):
    """One month, or three where it is wide; the cursor stands on a day."""

    in_turn: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "days(-1)", show=False),
        Binding("right,l", "days(1)", show=False),
        Binding("up,k", "days(-7)", show=False),
        Binding("down,j", "days(7)", show=False),
        Binding("pageup", "months(-1)", show=False),
        Binding("pagedown", "months(1)", show=False),
    ]

    class Moved(Message):
        """The cursor has come to another day."""

    class Opened(Message):
        """A day was double-clicked."""

    def __init__(self, today: date, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = today
        self._first = _month(today, 0)
        self._plan: tuple[Dated, PlanFacts, date] | None = None

    def show(self, found: Dated, facts: PlanFacts, today: date) -> None:
        """Show what is due on which day."""
        self._plan = found, facts, today
        self.redraw()

    def put_cursor(self, day: date) -> None:
        """Move the cursor to a day, and the months as far as it takes to see it."""
        day = max(_FIRST, min(day, _LAST))
        if day == self.cursor:
            return
        self.cursor = day
        self._turn()
        self.redraw()
        self.post_message(self.Moved())

    def action_days(self, step: int) -> None:
        self.put_cursor(_moved(self.cursor, step))

    def action_months(self, step: int) -> None:
        there = _month(self.cursor, step)
        last = monthrange(there.year, there.month)[1]
        self.put_cursor(there.replace(day=min(self.cursor.day, last)))

    def on_resize(self) -> None:
        self._turn()
        super().on_resize()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._plan is None:
            return []
        ground = "cursor" if self.has_focus else "cursor-unfocused"
        look = Look(*self._plan, self.cursor, ground)
        months = [month_lines(grid, self._month_width, look) for _left, grid in self._grids()]
        gap = (" " * _BETWEEN, "quiet")
        lines: list[Line] = []
        for parts in zip(*months, strict=True):
            line = [*parts[0]]
            for part in parts[1:]:
                line += [gap, *part]
            lines.append(line)
        return [*lines, *legend(width)]

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        for left, grid in self._grids():
            if (day := grid.day_at(at.x - left, at.y)) is not None:
                self.put_cursor(day)
                if event.chain == 2:
                    self.post_message(self.Opened())

    def _style(self, name: str) -> Style:
        ground, colon, style = name.partition(":")
        if colon:
            return super()._style(style) + line_style(self.app.theme, ground)
        return super()._style(name)

    @property
    def _months(self) -> int:
        return 3 if self.content_size.width >= _THREE_MONTHS else 1

    @property
    def _month_width(self) -> int:
        return (self.content_size.width - (self._months - 1) * _BETWEEN) // self._months

    def _grids(self) -> Iterator[tuple[int, Grid]]:
        """The months with the cells left of each."""
        height = self.content_size.height - len(legend(self.content_size.width))
        for n in range(self._months):
            first = _month(self._first, n)
            yield n * (self._month_width + _BETWEEN), grid_of(first, self._month_width, height)

    def _turn(self) -> None:
        """Have the cursor's month among those that are shown."""
        shown = {_month(self._first, n) for n in range(self._months)}
        here = _month(self.cursor, 0)
        if here < self._first:
            self._first = here
        elif here not in shown:
            self._first = _month(here, 1 - self._months)


def _month(day: date, step: int) -> date:
    """The first day of the month so many after a day's, or of the last one that there is."""
    number = day.year * 12 + day.month - 1 + step
    number = max(FIRST_YEAR * 12, min(number, LAST_YEAR * 12 + 11))
    return date(number // 12, number % 12 + 1, 1)


def _moved(day: date, step: int) -> date:
    try:
        return day + timedelta(step)
    except OverflowError:
        return day
