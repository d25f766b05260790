"""The calendar: months with what is due and the days off, or the next weeks as a list."""

from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.appointments import Appointment, appointments
from db.queries.plan import ClosureRow
from db.queries.wall import Wall
from sapa_tui.presentation.appointments import Appointed, Entry
from sapa_tui.presentation.calendar import Dated, dated
from sapa_tui.presentation.calendar_rows import agenda_rows, agenda_title, day_rows
from sapa_tui.presentation.dates import day_long, week
from sapa_tui.widgets.calendar_grid import CalendarGrid
from sapa_tui.widgets.due_list import DueList
from sapa_tui.widgets.ground import Stack
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.line_map import Key

from .plan_screen import PlanScreen

_ABOUT = frozenset({"training_class", "department", "note"})
"""The tables of what is read beside the wall."""


class CalendarScreen(PlanScreen):
    """Walks from day to day; what is due on the day in focus stands beneath or beside."""

    CSS_PATH = "calendar.tcss"
    AUTO_FOCUS = "#grid"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "calendar"

    def __init__(self) -> None:
        super().__init__()
        self.listing = False
        """Whether the next weeks are shown as a list instead of the months."""
        self._found: Dated = {}
        self._kept: tuple[Appointment, ...] = ()
        self._kept_since = -1
        """The last event that these may have changed by when they were asked for."""
        self._came_to: Key | None = None
        """Where the list's cursor stood when the months gave way to it."""

    def body(self) -> ComposeResult:
        with Stack(id="main"):
            yield CalendarGrid(self.sapa.today, id="grid")
            yield DueList(id="due")

    @property
    def grid(self) -> CalendarGrid:
        """The months."""
        return self.query_one("#grid", CalendarGrid)

    @property
    def due_list(self) -> DueList:
        """What is due on the day in focus, or in the next weeks."""
        return self.query_one("#due", DueList)

    @property
    def day(self) -> date:
        """The day in focus."""
        entry = self.due_list.entry() if self.listing else None
        if entry is not None and entry.entry is not None and entry.entry.timing.due is not None:
            return entry.entry.timing.due
        return self.grid.cursor

    @property
    def due(self) -> Entry | None:
        """What an action is about: the row in focus, or the only one of the day."""
        rows = self.due_list.openable
        if self.due_list.has_focus or len(rows) == 1:
            row = self.due_list.entry()
            return row.entry if row else None
        return None

    @property
    def closures(self) -> list[ClosureRow]:
        """The municipality's own days off that the day in focus is one of."""
        here = self.day
        return [row for row in self.wall.facts.closures if row.first_day <= here <= row.last_day]

    def item_in_focus(self) -> str:
        due = self.due
        return "" if due is None or isinstance(due, Appointed) else "{}:{}".format(*due.key)

    def show(self, wall: Wall) -> None:
        latest = wall.last_about(_ABOUT)
        if latest != self._kept_since:
            self._kept_since = latest
            # As a function: a coroutine that is overtaken before it starts is complained of.
            read: Any = self._reread
            self.run_worker(read, exclusive=True, group="appointments")
        self._show_all()

    async def _reread(self) -> None:
        self._kept = await self.sapa.session.read(appointments)
        if not self.over:
            self._show_all()
            self.update_footer()

    def _show_all(self) -> None:
        wall, today = self.wall, self.sapa.today
        cards, items = wall.cards.values(), wall.items.values()
        self._found = dated(cards, items, wall.facts, today, self._kept)
        self.grid.show(self._found, wall.facts, today)
        self._show_list()

    def list_weeks(self, listing: bool) -> None:
        """Show the next weeks as a list, or the months again."""
        if not listing and self.due_list.cursor != self._came_to:
            self.grid.put_cursor(self.day)
        self.listing = listing
        self.set_class(listing, "-agenda")
        self._show_list()
        if listing:
            self._come_to(self.grid.cursor)
        (self.due_list if listing else self.grid).focus()

    def _come_to(self, day: date) -> None:
        """Begin the list at what is due next from a day on."""
        rows = self.due_list.openable
        dues = [row.entry.timing.due for row in rows if row.entry]
        place = next((n for n, due in enumerate(dues) if due and due >= day), None)
        if place is not None:
            self.due_list.put_cursor(rows[place].key)
        self._came_to = self.due_list.cursor

    def look_at(self, day: date) -> None:
        """Put the cursor on a day."""
        if self.listing:
            self.list_weeks(False)
        self.grid.put_cursor(day)

    @on(CalendarGrid.Moved)
    def _day_changed(self) -> None:
        self._show_list()
        self.update_footer()

    @on(CalendarGrid.Opened)
    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("calendar.open")

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    def _show_list(self) -> None:
        facts, today, names = self.wall.facts, self.sapa.today, self.wall.names
        if self.listing:
            title = agenda_title()
            rows = agenda_rows(self._found, facts, today, names)
        else:
            day = self.grid.cursor
            title = f"{day_long(day)} · {week(day)}"
            rows = day_rows(day, self._found, facts, today, names)
        self.due_list.entitle(Content.assemble((title, "bold")))
        self.due_list.show(rows)
        self.due_list.forget_drawings()
