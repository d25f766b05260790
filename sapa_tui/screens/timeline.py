"""The timeline: activities and communication on one line of weeks, or the same as a table."""

from datetime import date
from operator import is_
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.plan import PlanFacts
from db.queries.wall import Wall
from db.rules.due import Urgency
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.course import DueEntry
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.due_rules import due_text
from sapa_tui.presentation.facts import LABEL, fact_lines
from sapa_tui.presentation.off_days import off_sign
from sapa_tui.presentation.timeline_rows import (
    TimelineRow,
    in_groups,
    kind_of,
    next_due,
    offset_text,
    row_facts,
    status_cell,
    timeline_rows,
    timing_of,
)
from sapa_tui.presentation.timeline_weeks import weeks_of
from sapa_tui.presentation.words import initials
from sapa_tui.presentation.wrapping import cut, wrapped
from sapa_tui.widgets.ground import Stack
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.register import Cell, Register, RegisterColumn, widest
from sapa_tui.widgets.timeline import Timeline

from .plan_screen import PlanScreen

_TITLE_LINES = 4
_FACTS_BESIDE = 3
"""Lines from which the facts stand beside or beneath in full and not on one line."""
_DATE, _WHO, _STATUS = 11, 8, 15
PREFERENCE, TABLE, LINE = "timeline", "table", "line"


class TimelineFacts(Lines):
    """The row in focus in words: fact by fact, or on one line where there is room for no more."""

    DEFAULT_CSS = """
    TimelineFacts { border-top: solid $sapa-line; }
    """

    def __init__(self) -> None:
        super().__init__(id="facts")
        self._row: TimelineRow | None = None
        self._wall: Wall | None = None

    def show(self, row: TimelineRow | None, wall: Wall) -> None:
        """Show a row."""
        self._row, self._wall = row, wall
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._row is None or self._wall is None:
            return []
        today = self.screen.sapa.today  # type: ignore[attr-defined]
        facts = row_facts(self._row, self._wall.facts, today, self._wall.names)
        if self.content_size.height < _FACTS_BESIDE:
            known = " · ".join(safe(fact.text) for fact in facts if fact.text)
            return [[(cut(self._row.title, width), "strong")], [(cut(known, width), "text")]]
        title = wrapped(self._row.title, width, _TITLE_LINES)
        if width < 2 * LABEL:
            return [[(line, "strong")] for line in title]
        room = self.content_size.height - len(title) - 1
        return [*([(line, "strong")] for line in title), [], *fact_lines(facts, width, room)]


class TimelineScreen(PlanScreen):
    """Walks from row to row and through the weeks; a table says the same to those who prefer it."""

    CSS_PATH = "timeline.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide"), (170, "-widest")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "timeline"

    def __init__(self) -> None:
        super().__init__()
        self.listing = False
        """Whether the table is shown instead of the picture."""
        self._rows: list[TimelineRow] = []
        self._drawn_on: date | None = None
        self._drawn_of: tuple[object, ...] = ()
        """What the rows were made of, and on which day."""

    def body(self) -> ComposeResult:
        self.listing = self.sapa.session.preferences.get(PREFERENCE) == TABLE
        self.set_class(self.listing, "-table")
        nothing = _("Nothing is planned yet. 1 goes to the board, where n adds a card.")
        with Stack(id="main"):
            yield Timeline(id="picture")
            table = Register(self._columns(), lambda row: row.key, nothing=nothing, id="table")
            table.rows.show_unfocused = True  # its row is that of the picture beside it
            yield table
            yield TimelineFacts()

    def on_mount(self) -> None:
        self.rows.focus()

    @property
    def picture(self) -> Timeline:
        """The line of weeks with its rows."""
        return self.query_one("#picture", Timeline)

    @property
    def table(self) -> Register[TimelineRow]:
        """The same without the picture."""
        return self.query_one("#table", Register)

    @property
    def rows(self) -> LineList[TimelineRow]:
        """What has the cursor, of the two."""
        at_table = self.listing or self.table.rows.has_focus
        return self.table.rows if at_table else self.picture.rows

    @property
    def row(self) -> TimelineRow | None:
        """The row that an action is about."""
        return self.rows.entry()

    def item_in_focus(self) -> str:
        return "{}:{}".format(*self.row.key) if self.row else ""

    def show(self, wall: Wall) -> None:
        facts, today = wall.facts, self.sapa.today
        made_of = wall.facts, wall.cards, wall.items, wall.people
        if today == self._drawn_on and all(map(is_, self._drawn_of, made_of)):
            return
        self._drawn_on, self._drawn_of = today, made_of
        self._rows = timeline_rows(wall.cards.values(), wall.items.values(), facts, today)
        late = sum(timing_of(row).urgency is Urgency.LATE for row in self._rows)
        over = f" · ! {late}" if late else ""
        count = f"  {len(self._rows)}"
        title = Content.assemble((_("Timeline"), "bold"), count, (over, "$text-error"))
        weeks = weeks_of(facts, today).including([row.place for row in self._rows if row.place])
        self.picture.show(in_groups(self._rows), weeks, facts, title)
        self.table.show(self._rows, title)
        self._show_facts()

    def list_rows(self, listing: bool) -> None:
        """Show the table, or the picture again; the cursor stays on its row."""
        key = self.rows.cursor
        self.listing = listing
        self.set_class(listing, "-table")
        self.rows.put_cursor(key)
        self.rows.focus()
        self._show_facts()

    def go_to_today(self) -> None:
        """Have today in sight, and the cursor on what is due next."""
        self.picture.rows.go_to_today()
        if row := next_due(self._rows):
            self.rows.put_cursor(row.key)

    def on_resize(self) -> None:
        if self.is_mounted and not self.listing and not self.table.display:
            self.picture.rows.focus()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        beside = self.picture.rows if self.rows is self.table.rows else self.table.rows
        with self.prevent(LineList.Highlighted):
            beside.put_cursor(self.rows.cursor)  # both may be in sight
        self._show_facts()
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("timeline.open")

    def _show_facts(self) -> None:
        self.query_one(TimelineFacts).show(self.row, self.wall)

    # Columns --------------------------------------------------------------------------

    def _columns(self) -> list[RegisterColumn[TimelineRow]]:
        parts = (_("preparation"), _("implementation"), _("communication"))
        return [
            RegisterColumn(_("Due"), self._due, _DATE),
            RegisterColumn(_("Week"), self._week, widest(_("Week"), "53"), right=True),
            RegisterColumn(_("Offset"), self._offset, widest(_("Offset"), "T-12")),
            RegisterColumn(_("What"), self._what, 14, share=1),
            RegisterColumn(_("Kind"), self._kind, widest(*parts), needs=110),
            RegisterColumn(_("Who"), self._who, _WHO),
            RegisterColumn(_("Status"), self._status, _STATUS),
        ]

    @property
    def _facts(self) -> PlanFacts:
        return self.wall.facts

    @staticmethod
    def _entry(row: TimelineRow) -> DueEntry:
        assert row.entry is not None
        return row.entry

    def _due(self, row: TimelineRow) -> Cell:
        timing = timing_of(row)
        if timing.due is None:
            return due_text(timing) or "–", "quiet"
        return day_plain(timing.due) + off_sign(timing, self._facts), "text"

    @staticmethod
    def _week(row: TimelineRow) -> Cell:
        due = timing_of(row).due
        return f"{due.isocalendar().week}" if due else "–", "quiet"

    def _offset(self, row: TimelineRow) -> Cell:
        return offset_text(row, self._facts), "quiet"

    def _what(self, row: TimelineRow) -> Cell:
        return row.title, "quiet" if self._entry(row).item.finished else "text"

    def _kind(self, row: TimelineRow) -> Cell:
        return kind_of(self._entry(row).item), "quiet"

    def _who(self, row: TimelineRow) -> Cell:
        return initials(self._entry(row).item.responsible, self.wall.names), "quiet"

    def _status(self, row: TimelineRow) -> Cell:
        return status_cell(self._entry(row))
