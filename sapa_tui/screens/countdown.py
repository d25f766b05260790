"""The countdown in large, and what is due next."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.board import Card
from db.queries.status import status_of
from db.queries.wall import Wall
from db.rules.due import Urgency
from sapa_tui.locale import _
from sapa_tui.presentation.course import DueEntry, due_next, what_words
from sapa_tui.presentation.dates import days_phrase, urgency_sign
from sapa_tui.presentation.due_cells import due_in
from sapa_tui.presentation.due_rules import mark_widths
from sapa_tui.presentation.off_days import by_then, off_sign
from sapa_tui.presentation.strip_warnings import strip_warnings
from sapa_tui.presentation.words import column_word, responsible_word, state_word
from sapa_tui.widgets.countdown_face import CountdownFace
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.register import Cell, Register, RegisterColumn

from .plan_screen import PlanScreen

_DUE = 16
"""Cells of ``slut-1u ma 28-09``."""
_URGENT = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


class CountdownScreen(PlanScreen):
    """Both dates, the course of the weeks, progress, and the next things to be done."""

    CSS_PATH = "countdown.tcss"
    AUTO_FOCUS = "#rows"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "countdown"
    _offset = 0

    def body(self) -> ComposeResult:
        nothing = _("Nothing is waiting to be done.")
        yield CountdownFace()
        yield Register(self._columns(), lambda entry: entry.key, nothing=nothing, id="next")

    @property
    def due(self) -> DueEntry | None:
        """What an action is about."""
        row: DueEntry | None = self.query_one("#next", Register).row
        return row

    def item_in_focus(self) -> str:
        return "{}:{}".format(*self.due.key) if self.due else ""

    def show(self, wall: Wall) -> None:
        self._show_face(wall)
        entries = due_next(wall, self.sapa.today)
        self._offset = mark_widths(entry.item.due for entry in entries)[-1]
        late = sum(entry.timing.urgency is Urgency.LATE for entry in entries)
        over = f"  ! {late}" if late else ""
        title = Content.assemble((_("Due next"), "bold"), (over, "$text-error"))
        self.query_one("#next", Register).show(entries, title)

    def _show_face(self, wall: Wall) -> None:
        board = list(wall.cards.values())
        items, groups = list(wall.items.values()), list(wall.stakeholders)
        go = wall.warnings.go
        status = status_of(wall.facts, board, items, groups, self.sapa.today, go)
        offsets = [card.due.offset_weeks or 0 for card in board]
        low = self.size.height < self.VERTICAL_BREAKPOINTS[1][0]
        warnings = strip_warnings(wall.warnings, wall.facts.go_live, self.sapa.today)
        first_week = min(offsets, default=-12)
        self.query_one(CountdownFace).show(status, first_week, low=low, warnings=warnings)

    def on_resize(self) -> None:
        if self.is_mounted:
            self.call_after_refresh(lambda: self._show_face(self.wall))

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("due.open")

    # Columns --------------------------------------------------------------------------

    def _columns(self) -> list[RegisterColumn[DueEntry]]:
        return [
            RegisterColumn(_("How soon"), self._urgency, 15),
            RegisterColumn(_("Due"), self._due, _DUE + 1),
            RegisterColumn(_("Day off"), self._by, 15, needs=150),
            RegisterColumn(_("What"), self._what, 20, share=1),
            RegisterColumn(_("State"), self._state, 12, needs=100),
            RegisterColumn(_("Who"), self._who, 14),
        ]

    @staticmethod
    def _urgency(entry: DueEntry) -> Cell:
        timing = entry.timing
        if timing.days is None:
            return "  –", "quiet"
        sign = urgency_sign(timing.urgency)
        return f"{sign} {days_phrase(timing.days)}", _URGENT.get(timing.urgency, "text")

    def _due(self, entry: DueEntry) -> Cell:
        mark = off_sign(entry.timing, self.wall.facts)
        return due_in(entry.timing, _DUE, self._offset) + mark, "quiet"

    def _by(self, entry: DueEntry) -> Cell:
        return by_then(entry.timing, self.wall.facts), "soon"

    @staticmethod
    def _what(entry: DueEntry) -> Cell:
        return what_words(entry.item), "text"

    @staticmethod
    def _state(entry: DueEntry) -> Cell:
        item = entry.item
        word = column_word(item.column) if isinstance(item, Card) else state_word(item.state)
        return word, "quiet"

    def _who(self, entry: DueEntry) -> Cell:
        return responsible_word(entry.item.responsible, self.wall.names), "quiet"
