"""The roster of extra help: the departments, their helpers, and who is there in which week."""

from functools import partial
from typing import ClassVar

from textual.content import Content

from db.queries.roster import DepartmentRoster, Helper, rosters
from db.rules.codes import ChangeSize, SupportRole
from db.rules.due import format_offset
from db.rules.roster import WEEKS
from db.rules.text import safe
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation import roster as told
from sapa_tui.presentation.department_words import size_word
from sapa_tui.presentation.roster import Row
from sapa_tui.widgets.line_map import Key
from sapa_tui.widgets.lines import Line
from sapa_tui.widgets.register import Cell, RegisterColumn, widest

from .register_screen import RegisterScreen


class RosterScreen(RegisterScreen[Row, list[DepartmentRoster]]):
    """Every department that gets new workflows, with its helpers under it."""

    view: ClassVar[str] = "roster"
    entity = "roster_entry"
    about = frozenset({"roster_entry", "department", "plan", "person"})
    read = staticmethod(rosters)

    def nothing(self) -> str:
        return _("No department to help yet. 8 goes to the departments, where n adds one.")

    def rows_of(self, found: list[DepartmentRoster]) -> list[Row]:
        rows: list[Row] = []
        for roster in found:
            rows += [roster, *roster.helpers]
        return rows

    def row_id(self, row: Row) -> int:
        return row.id if isinstance(row, Helper) else row.department.id

    def key_of(self, row: Row) -> Key:
        return isinstance(row, Helper), self.row_id(row)

    def key_for(self, number: int) -> Key:
        return True, number

    def row_name(self, row: Row) -> str:
        return row.name if isinstance(row, Helper) else row.department.name

    def item_in_focus(self) -> str:
        row = self.row
        if row is None:
            return ""
        return f"{self.entity if isinstance(row, Helper) else 'department'}:{self.row_id(row)}"

    @property
    def department(self) -> int | None:
        """The department that the row in focus belongs to."""
        row = self.row
        if row is None:
            return None
        return row.department if isinstance(row, Helper) else row.department.id

    def heading(self) -> Content:
        found = self.found or []
        helpers = sum(len(roster.helpers) for roster in found)
        words = ngettext("{n} helper", "{n} helpers", helpers).format(n=helpers)
        title = Content.assemble((_("Support"), "bold"), f"  {words}")
        open_ones = [roster for roster in found if roster.gaps]
        if not open_ones:
            return title
        go_live, today = self.wall.facts.go_live, self.sapa.today
        pressing = any(told.pressing(roster, go_live, today) for roster in open_ones)
        weeks = sum(len(roster.gaps) for roster in open_ones)
        gaps = ngettext("{n} week without help", "{n} weeks without help", weeks).format(n=weeks)
        style = "$text-error" if pressing else "$text-warning"
        return Content.assemble(title, (f" · ! {gaps}", style))

    def note_of(self, row: Row, width: int, height: int) -> list[Line]:
        del height
        return [*told.roster_note(row, self.wall.names, self.wall.facts.go_live, width)]

    def columns(self) -> list[RegisterColumn[Row]]:
        roles = widest(*map(told.role_words, SupportRole), *map(size_word, ChangeSize))
        weeks = [
            RegisterColumn(
                format_offset(number), partial(told.week_cell, number=number), 3, right=True
            )
            for number in WEEKS
        ]
        return [
            RegisterColumn(_("Department and helper"), self._name_cell, 18, share=1),
            RegisterColumn(_("Role or change"), told.role_cell, max(roles, 14), needs=72),
            *weeks,
            RegisterColumn(_("Note"), self._note, 10, share=1, needs=100),
        ]

    def _name_cell(self, row: Row) -> Cell:
        return told.name_cell(row, self.wall.names)

    @staticmethod
    def _note(row: Row) -> Cell:
        if isinstance(row, Helper):
            return safe(row.note), "quiet"
        if row.gaps:
            return _("nobody in {weeks}").format(weeks=told.gap_words(row)), "late"
        return "", "quiet"
