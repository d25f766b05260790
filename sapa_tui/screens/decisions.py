"""The decisions on introduction and motivation, and those that are missing."""

from pathlib import PurePath
from typing import ClassVar

from textual.content import Content

from db.queries.decisions import DecisionRow, DecisionsRead, read_decisions
from db.rules.codes import DecisionTopic
from sapa_tui.locale import _
from sapa_tui.presentation import decisions as told
from sapa_tui.presentation.decisions import Row
from sapa_tui.presentation.words import topic_word
from sapa_tui.widgets.line_map import Key
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.register import Cell, RegisterColumn, widest

from .register_screen import RegisterScreen

_DAY = 10
"""Cells for ``12-10-2026``."""


class DecisionsScreen(RegisterScreen[Row, DecisionsRead]):
    """What has been decided and what is missing, as rows of one table."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["register.tcss", "decisions.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "decisions"
    entity = "decision"
    about = frozenset({"decision", "department", "person"})
    read = staticmethod(read_decisions)

    def nothing(self) -> str:
        return _("No decisions yet. n records the first.")

    def rows_of(self, found: DecisionsRead) -> list[Row]:
        return told.in_reading_order(found)

    def row_id(self, row: Row) -> int:
        return row.id if isinstance(row, DecisionRow) else 0

    def key_of(self, row: Row) -> Key:
        return row.id if isinstance(row, DecisionRow) else (row.topic, row.department)

    def item_in_focus(self) -> str:
        return super().item_in_focus() if isinstance(self.row, DecisionRow) else ""

    def row_name(self, row: Row) -> str:
        return told.decision_name(row)

    def note_of(self, row: Row, width: int, height: int) -> list[Line]:
        return [*told.note_lines(row, self.wall.names, width, height)]

    def heading(self) -> Content:
        decided, missing, _names = self.found or DecisionsRead([], [], {})
        title = Content.assemble((_("Introduction and motivation"), "bold"), f"  {len(decided)}")
        if missing:
            words = _("{n} missing").format(n=len(missing))
            return Content.assemble(title, (f" · ! {words}", "$text-error"))
        if decided:
            return Content.assemble(title, " · ", ("✓ ", "$text-success"), _("none is missing"))
        return title

    def columns(self) -> list[RegisterColumn[Row]]:
        topic = _("Topic")
        return [
            RegisterColumn(topic, self._topic, widest(topic, *map(topic_word, DecisionTopic))),
            RegisterColumn(_("Department"), self._department, 14, share=1),
            RegisterColumn(_("Decision"), told.text_cell, 16, share=3),
            RegisterColumn(_("Decided by"), self._by, 18, needs=100),
            RegisterColumn(_("Date"), told.on_cell, _DAY),
        ]

    @staticmethod
    def _topic(row: Row) -> Cell:
        return topic_word(row.topic), "text"

    @staticmethod
    def _department(row: Row) -> Cell:
        return told.department_words(row), "text"

    def _by(self, row: Row) -> Cell:
        return told.by_cell(row, self.wall.names)
