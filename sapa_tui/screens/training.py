"""The classes, and the departments whose users still lack one."""

from pathlib import PurePath
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from db.queries.training import LackingRow, TrainingRead, TrainingRow, read_training
from db.rules.text import safe
from db.rules.training import lacks_numbers
from sapa_tui.locale import _
from sapa_tui.presentation import training as told
from sapa_tui.presentation.facts import fact_lines
from sapa_tui.presentation.words import responsible_word
from sapa_tui.widgets.lacking_table import LackingTable
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.register import Cell, Register, RegisterColumn, widest

from .register_screen import RegisterNote, RegisterScreen

_DATE = 16
"""Cells for ``Mo 12-10 week 42``."""


class TrainingScreen(RegisterScreen[TrainingRow, TrainingRead]):
    """The classes by date, and beneath them who lacks one."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["register.tcss", "training.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "training"
    entity = "training_class"
    about = frozenset({"training_class", "department", "person"})

    def body(self) -> ComposeResult:
        yield Register(self.columns(), self.key_of, nothing=self.nothing(), id="register")
        with Container(id="below"):
            yield LackingTable(self.sapa.today)
            yield RegisterNote()

    @property
    def place(self) -> str:
        return "training.lacking" if self._at_lacking else self.view

    @property
    def _at_lacking(self) -> bool:
        focused = self.focused
        return focused is not None and focused.parent is self.lacking

    @property
    def lacking(self) -> LackingTable:
        """The table of departments."""
        return self.query_one(LackingTable)

    @property
    def department(self) -> LackingRow | None:
        """The department in focus, while the cursor is among them."""
        return self.lacking.row if self._at_lacking else None

    def nothing(self) -> str:
        return _("No classes yet. n adds the first.")

    def read(self, database: Any) -> TrainingRead:
        return read_training(database, self.sapa.today)

    def rows_of(self, found: TrainingRead) -> list[TrainingRow]:
        return found.classes

    def row_name(self, row: TrainingRow) -> str:
        return row.title

    def note_of(self, row: TrainingRow, width: int, height: int) -> list[Line]:
        return [*fact_lines(told.class_facts(row, self.wall.names), width)]

    def show_rows(self) -> None:
        super().show_rows()
        if self.found is not None:
            self.lacking.tell(self.found, self.sapa.today)

    def heading(self) -> Content:
        today = self.sapa.today
        title = Content.assemble((_("Training"), "bold"), f"  {len(self.rows)}")
        silent = sum(lacks_numbers(row.held_on, row.attended, today) for row in self.rows)
        if not silent:
            return title
        words = _("{n} without numbers").format(n=silent)
        return Content.assemble(title, (f" · ! {words}", "$text-error"))

    def columns(self) -> list[RegisterColumn[TrainingRow]]:
        combined, invited = _("Comb."), _("Inv.")
        return [
            RegisterColumn(_("Date"), self._date, _DATE),
            RegisterColumn(_("Class"), self._title, 10, share=2),
            RegisterColumn(_("Department"), self._department, 11, share=1),
            RegisterColumn(combined, told.combined_cell, widest(combined)),
            RegisterColumn(invited, told.invited_cell, max(5, widest(invited)), right=True),
            RegisterColumn(_("Attended"), self._attended, widest("! " + _("no numbers"))),
            RegisterColumn(_("Trainer"), self._trainer, 16, needs=100),
            RegisterColumn(_("Place"), self._place, 10, share=1, needs=130),
        ]

    def _date(self, row: TrainingRow) -> Cell:
        return told.date_words(row.held_on, self.sapa.today), "text" if row.held_on else "quiet"

    @staticmethod
    def _title(row: TrainingRow) -> Cell:
        return safe(row.title), "text"

    @staticmethod
    def _department(row: TrainingRow) -> Cell:
        return told.department_words(row), "text" if row.department is not None else "quiet"

    def _attended(self, row: TrainingRow) -> Cell:
        return told.attended_cell(row, self.sapa.today)

    def _trainer(self, row: TrainingRow) -> Cell:
        return responsible_word(row.trainer, self.wall.names) or "–", "quiet"

    @staticmethod
    def _place(row: TrainingRow) -> Cell:
        return safe(row.place), "quiet"
