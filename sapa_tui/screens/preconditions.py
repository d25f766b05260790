"""Conditions: a checklist per department, and what its leader has said of its readiness."""

from typing import Any, ClassVar

from textual.content import Content

from db.queries.preconditions import Checklist, PreconditionRow, checklists
from db.rules.codes import Answer, PreconditionKind
from db.rules.preconditions import GoState, go_sum
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation import preconditions as told
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.facts import fact_lines
from sapa_tui.presentation.precondition_words import precondition_kind_word, sum_words
from sapa_tui.presentation.words import INITIALS_LIMIT, initials
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.register import Cell, RegisterColumn, widest

from .register_screen import RegisterScreen

Row = Checklist | PreconditionRow
"""A department's heading, or a point beneath it."""
_STATE = 30
"""Cells for ``✓ klar · Anne Holm 12-11``."""


class PreconditionsScreen(RegisterScreen[Row, list[Checklist]]):
    """The departments in the register's order, each with its points unless it is folded."""

    view: ClassVar[str] = "preconditions"
    entity = "precondition"
    about = frozenset({"department", "precondition", "plan", "person"})

    def __init__(self) -> None:
        super().__init__()
        self.only_open = False
        self._folded: dict[int, bool] = {}

    def nothing(self) -> str:
        if self.only_open:
            return _("Everything is in place. o shows all conditions.")
        return _("No departments yet. They are added in view 8.")

    @staticmethod
    def read(database: Any) -> list[Checklist]:
        return checklists(database)

    def rows_of(self, found: list[Checklist]) -> list[Row]:
        rows: list[Row] = []
        for one in found:
            points = [row for row in one.points if not (self.only_open and row.met)]
            if points or not self.only_open:
                rows += [one, *([] if self.folded(one) else points)]
        return rows

    def row_id(self, row: Row) -> int:
        # A heading and a point may have the same number, so headings count downwards.
        return row.id if isinstance(row, PreconditionRow) else -row.line.department

    def row_name(self, row: Row) -> str:
        return self.list_of(row).line.name

    def item_in_focus(self) -> str:
        if isinstance(self.row, Checklist):
            return f"department:{self.row.line.department}"
        return super().item_in_focus()

    def note_of(self, row: Row, width: int, height: int) -> list[Line]:
        names = self.wall.names
        if isinstance(row, PreconditionRow):
            return [*fact_lines(told.point_facts(row, names, self.sapa.today), width)]
        facts = told.department_facts(row, names, self.wall.facts.go_live)
        return [*fact_lines(facts, width)]

    def heading(self) -> Content:
        found = go_sum(one.line for one in self.found or [])
        full = found.ready == found.relevant > 0
        sign = ("✓ ", "$text-success") if full else ("○ ", "$text-warning")
        title = Content.assemble((_("Preconditions"), "bold"), "  ", sign, sum_words(found))
        if self.only_open:
            title = Content.assemble(title, (" · " + _("only what is open"), "$text-accent"))
        return title

    # Which department, and which are folded -----------------------------------------------

    def list_of(self, row: Row) -> Checklist:
        """The checklist that a row belongs to."""
        if isinstance(row, Checklist):
            return row
        return next(one for one in self.found or [] if one.line.department == row.department)

    @property
    def checklist(self) -> Checklist | None:
        """The checklist of the department in focus."""
        return None if self.row is None else self.list_of(self.row)

    def folded(self, found: Checklist) -> bool:
        """Whether only a department's heading is shown; where nothing is new, to begin with."""
        return self._folded.get(found.line.department, found.line.answer is Answer.NO)

    def fold(self, found: Checklist, folded: bool) -> None:
        """Hide a department's points, or show them; the cursor goes to its heading."""
        self._folded[found.line.department] = folded
        self.show_rows()
        if folded:
            self.register.rows.put_cursor(-found.line.department)

    def show_only_open(self, only: bool) -> None:
        """Leave out what is in place, or show it again."""
        self.only_open = only
        self.register.rows.nothing = self.nothing()
        self.show_rows()

    # Columns ------------------------------------------------------------------------------

    def columns(self) -> list[RegisterColumn[Row]]:
        kinds = widest(*map(precondition_kind_word, PreconditionKind))
        return [
            RegisterColumn(_("Precondition"), self._what, 24, share=1),
            RegisterColumn(_("Card"), self._card, 5, needs=96),
            RegisterColumn(_("Kind"), self._kind, kinds, needs=112),
            RegisterColumn(_("Who"), self._who, INITIALS_LIMIT),
            RegisterColumn(_("In place"), self._state, _STATE),
        ]

    def _what(self, row: Row) -> Cell:
        if isinstance(row, PreconditionRow):
            sign, style = ("✓", "quiet") if row.met else ("○", "text")
            return f"  {sign} {safe(row.text)}", style
        sign = "▸" if self.folded(row) else "▾"
        quiet = row.line.state is GoState.NOT_RELEVANT
        return f"{sign} {safe(row.line.name)}", "quiet" if quiet else "strong"

    @staticmethod
    def _card(row: Row) -> Cell:
        return (
            (safe(row.task_card), "accent") if isinstance(row, PreconditionRow) else ("", "quiet")
        )

    @staticmethod
    def _kind(row: Row) -> Cell:
        word = precondition_kind_word(row.kind) if isinstance(row, PreconditionRow) else ""
        return word, "quiet"

    def _who(self, row: Row) -> Cell:
        names = self.wall.names
        if isinstance(row, PreconditionRow):
            return initials(row.responsible, names), "quiet"
        return initials(row.line.leader, names), "text"

    def _state(self, row: Row) -> Cell:
        if isinstance(row, Checklist):
            return told.state_cell(row.line, self.wall.names, _STATE)
        if row.met_at is None:
            return _("open"), "quiet"
        who = initials(row.met_by or "", self.wall.names)
        return f"✓ {who} {clock_time(row.met_at, self.sapa.today)}", "done"
