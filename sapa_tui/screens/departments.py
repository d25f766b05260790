"""The register of departments: what each has answered, and how far its users have come."""

from pathlib import PurePath
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.departments import DepartmentRow, departments
from db.queries.wall import Wall
from db.rules.codes import AdoptionState, Answer, ChangeSize
from db.rules.text import safe
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation import departments as told
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.department_words import adoption_word, answer_word, size_word
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.register import Cell, Register, RegisterColumn, widest

from .plan_screen import PlanScreen

_DRAWN = 12
"""Lines of the note in which there is room for a bar a week."""
_IN_USE = 13
"""Cells for ``100/120  83 %``; a department of a thousand shows that it is cut."""


class DepartmentNote(Lines):
    """What the register has no room for: reasons, weeks, leader, super users."""

    DEFAULT_CSS = """
    DepartmentNote { height: 9; border-top: solid $sapa-line; border-title-color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="note")
        self._row: DepartmentRow | None = None
        self._wall: Wall | None = None

    def show(self, row: DepartmentRow | None, wall: Wall) -> None:
        """Show what is known about a department."""
        self._row, self._wall = row, wall
        self.border_title = Content(safe(row.name)) if row else None
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._row is None or self._wall is None or width < 2 * told.LABEL:
            return []
        names, go_live = self._wall.names, self._wall.facts.go_live
        drawn = self.content_size.height >= _DRAWN
        return [*told.note_lines(self._row, names, go_live, width, drawn=drawn)]


class DepartmentsScreen(PlanScreen):
    """The departments in the register's order."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["register.tcss", "departments.tcss"]
    AUTO_FOCUS = "#rows"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "departments"

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DepartmentRow] = []

    def body(self) -> ComposeResult:
        nothing = _("No departments yet. n adds the first.")
        yield Register(self._columns(), lambda row: row.id, nothing=nothing, id="register")
        yield DepartmentNote()

    @property
    def register(self) -> Register[DepartmentRow]:
        """The table."""
        return self.query_one("#register", Register)

    @property
    def row(self) -> DepartmentRow | None:
        """The department that an action is about."""
        return self.register.row

    def item_in_focus(self) -> str:
        return f"department:{self.row.id}" if self.row else ""

    # Reading --------------------------------------------------------------------------

    def show(self, wall: Wall) -> None:
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        read: Any = self.reread
        self.run_worker(read, exclusive=True, group="departments")

    async def reread(self) -> None:
        """Show the departments as they are now; the wall has none of them."""
        found = await self.sapa.session.read(departments)
        if self.over:
            return
        self.rows = found
        self.register.show(found, self._title())
        self._cursor_moved()

    def _title(self) -> Content:
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

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.query_one(DepartmentNote).show(self.row, self.wall)
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("department.edit")

    # Columns --------------------------------------------------------------------------

    def _columns(self) -> list[RegisterColumn[DepartmentRow]]:
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
