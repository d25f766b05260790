"""The register of departments: what each has answered, and how far its users have come."""

from pathlib import PurePath
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content

from db.queries.departments import DepartmentRow, departments
from db.rules.codes import AdoptionState, Answer, ChangeSize
from db.rules.text import safe
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation import departments as told
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import adoption_word, answer_word, size_word
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.register import Cell, RegisterColumn, widest

from .register_screen import RegisterScreen

_DRAWN = 12
"""Lines of the note in which there is room for a bar a week."""
ABOUT = frozenset({"department", "adoption", "plan", "person"})
"""Beside the departments' own: go-live is when most start, and names stand behind answers."""
_IN_USE = 13
"""Cells for ``100/120  83 %``; a department of a thousand shows that it is cut."""


class DepartmentsScreen(RegisterScreen[DepartmentRow, list[DepartmentRow]]):
    """The departments in the register's order."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["register.tcss", "departments.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "departments"
    entity = "department"
    read = staticmethod(departments)
    about = ABOUT

    def nothing(self) -> str:
        return _("No departments yet. n adds the first.")

    def rows_of(self, found: list[DepartmentRow]) -> list[DepartmentRow]:
        return found

    def row_name(self, row: DepartmentRow) -> str:
        return row.name

    def note_of(self, row: DepartmentRow, width: int, height: int) -> list[Line]:
        names, go_live = self.wall.names, self.wall.facts.go_live
        return [*told.note_lines(row, names, go_live, width, drawn=height >= _DRAWN)]

    def heading(self) -> Content:
        in_use, users = told.totals(self.rows)
        full = in_use == users > 0
        sign = ("✓ ", "$text-success") if full else ("○ ", "$text-warning")
        words = _("{in_use} of {users} users in use").format(in_use=in_use, users=users)
        title = Content.assemble((_("Departments"), "bold"), f"  {len(self.rows)} · ", sign, words)
        if late := sum(self._late(row) for row in self.rows):
            warning = ngettext(
                "{n} undecided, starts soon", "{n} undecided, start soon", late
            ).format(n=late)
            title = Content.assemble(title, (f" · ! {warning}", "$text-error"))
        return title

    def _late(self, row: DepartmentRow) -> bool:
        return told.undecided_late(row, self.wall.facts.go_live, self.sapa.today)

    # Columns --------------------------------------------------------------------------

    def columns(self) -> list[RegisterColumn[DepartmentRow]]:
        answers = widest(*map(answer_word, Answer)) + 2
        states = widest("⊘ " + _("excepted"), *map(adoption_word, AdoptionState))
        size = _("Change")
        return [
            RegisterColumn(_("Department"), self._name_cell, 16, share=1),
            RegisterColumn(_("Users"), self._users, 7, right=True, needs=100),
            RegisterColumn(
                _("New wf."), lambda row: told.answer_cell(row, late=self._late(row)), answers
            ),
            RegisterColumn(
                size, told.size_cell, widest(size, *map(size_word, ChangeSize)), 0, needs=88
            ),
            RegisterColumn(_("Start"), self._start, 10, needs=100),
            RegisterColumn(_("T+0…5"), lambda row: told.trend_cell(row), 6),
            RegisterColumn(_("In use"), told.in_use_cell, _IN_USE, right=True),
            RegisterColumn(_("State"), told.state_cell, states),
            RegisterColumn(_("Help"), told.help_cell, cell_len(_("help")) + 2),
        ]

    @staticmethod
    def _name_cell(row: DepartmentRow) -> Cell:
        return safe(row.name), "quiet" if row.new_workflows is Answer.NO else "text"

    @staticmethod
    def _users(row: DepartmentRow) -> Cell:
        return str(row.users), "quiet"

    def _start(self, row: DepartmentRow) -> Cell:
        start = row.starts(self.wall.facts.go_live)
        return day_plain(start) if start else "–", "quiet"
