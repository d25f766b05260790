"""The register of workflows: the new ones, and the old ones that are still in use."""

from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size

from db.queries.workflows import WorkflowRow, Workflows, workflow_register
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation import workflows as told
from sapa_tui.presentation.dates import days_phrase
from sapa_tui.presentation.facts import fact_lines
from sapa_tui.presentation.wrapping import wrapped
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.register import RegisterColumn, widest

from .register_screen import RegisterScreen

_A_DAY = "07-04"
"""As wide as any day of this year."""

_SIGN = 2
_MOST = 2
"""Lines that the names of the old workflows may take."""


class Shown(NamedTuple):
    """Which workflows are shown: those of a department, or whose old one still runs; else all."""

    department: int = 0
    running: bool = False


class RunningLine(Lines):
    """The old workflows past their last day, by name; away while there are none."""

    DEFAULT_CSS = """
    RunningLine { height: auto; margin: 0 1; display: none; }
    RunningLine.-some { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(id="running")
        self._words = ""

    def show(self, words: str) -> None:
        """Show the names."""
        if words != self._words:
            self._words = words
            self.set_class(bool(words), "-some")
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines_for(width))

    def lines_for(self, width: int) -> list[Line]:
        if width <= _SIGN:
            return []
        first, *rest = wrapped(self._words, width - _SIGN, _MOST)
        return [[("! ", "late"), (first, "late")], *([("  " + line, "late")] for line in rest)]


class WorkflowsScreen(RegisterScreen[WorkflowRow, Workflows]):
    """The workflows in the register's order."""

    view: ClassVar[str] = "workflows"
    entity = "workflow"
    about = frozenset(
        {"workflow", "workflow_department", "department", "plan", "closure", "person"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()

    def body(self) -> ComposeResult:
        register, note = super().body()
        yield register
        yield RunningLine()
        yield note

    def nothing(self) -> str:
        return _("No workflows yet. n adds the first; v suggests some.")

    @staticmethod
    def read(database: Any) -> Workflows:
        return workflow_register(database)

    def rows_of(self, found: Workflows) -> list[WorkflowRow]:
        self.query_one(RunningLine).show(told.running_line(found.rows, self.sapa.today))
        nothing = _("None of the workflows is like that; f shows the others.")
        self.register.rows.nothing = nothing if found.rows else self.nothing()
        return [row for row in found.rows if self._is_shown(row)]

    def _is_shown(self, row: WorkflowRow) -> bool:
        if self.shown.running:
            return told.days_over(row, self.sapa.today) > 0
        return self.shown.department in (0, *row.department_ids)

    async def narrow(self, shown: Shown) -> None:
        """Show other workflows from now on."""
        self.shown = shown
        await self.reread()

    def row_name(self, row: WorkflowRow) -> str:
        return row.title

    def note_of(self, row: WorkflowRow, width: int, height: int) -> list[Line]:
        del height
        return [*fact_lines(told.note_facts(row, self.wall.names, self.sapa.today), width)]

    def heading(self) -> Content:
        rows = self.found.rows if self.found else []
        new, still = told.heading_words(rows, self.sapa.today)
        title = Content.assemble((_("Workflows"), "bold"), f"  {new}")
        if still:
            title = Content.assemble(title, (f" · ! {still}", "$text-error"))
        if words := self._shown_words():
            title = Content.assemble(title, f" · {words}")
        return title

    def _shown_words(self) -> str:
        if self.shown.running:
            return _("shown: still running")
        known = self.found.departments if self.found else []
        name = next((one.name for one in known if one.id == self.shown.department), "")
        return _("shown: {name}").format(name=safe(name)) if name else ""

    # Columns --------------------------------------------------------------------------

    def columns(self) -> list[RegisterColumn[WorkflowRow]]:
        owner, cases = _("Owner"), _("Cases")
        states = widest(cases, "✓ " + _("handled"), "○ " + _("still open"))
        closed = "✓ " + _("closed {day}").format(day=_A_DAY)
        ends = widest(f"{_A_DAY} ! {days_phrase(-100)}", closed)
        return [
            RegisterColumn(_("Workflow"), told.title_cell, 18, share=3),
            RegisterColumn(_("Departments"), told.departments_cell, 14, share=2, needs=98),
            RegisterColumn(owner, self._owner, 8, needs=90),
            RegisterColumn(_("Replaces"), told.legacy_cell, 14, share=2),
            RegisterColumn(_("Last day"), self._end, ends),
            RegisterColumn(cases, told.cases_cell, states),
        ]

    def _owner(self, row: WorkflowRow) -> tuple[str, str]:
        return told.owner_cell(row, self.wall.names)

    def _end(self, row: WorkflowRow) -> tuple[str, str]:
        return told.end_cell(row, self.sapa.today, self.wall.facts.calendar)
