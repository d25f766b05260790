"""Who lacks training: how many users of each department, and when they can get it."""

from datetime import date

from textual import on
from textual.content import Content

from db.queries.training import LackingRow, TrainingRead
from db.rules.text import safe
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.training import lacking_cell, next_cell

from .line_list import LineList
from .register import Cell, Register, RegisterColumn

_NEXT = 16
"""Cells for ``Mo 12-10 week 42``; where there is room, ``(common)`` follows."""


class LackingTable(Register[LackingRow]):
    """A row a department that gets new workflows."""

    def __init__(self, today: date) -> None:
        self.today = today
        columns = [
            RegisterColumn(_("Department"), self._name_cell, 14, share=1),
            RegisterColumn(_("Users"), self._users, 7, right=True),
            RegisterColumn(_("Attended"), self._attended, 8, right=True),
            RegisterColumn(_("Lacking"), lacking_cell, 8, right=True),
            RegisterColumn(_("Next class"), self._next, _NEXT, share=1),
        ]
        nothing = _("No departments with new workflows yet. They are added in view 8.")
        super().__init__(columns, lambda row: row.id, nothing=nothing, id="lacking")

    def tell(self, found: TrainingRead, today: date) -> None:
        """Show the numbers as of a day."""
        self.today = today
        lacking = sum(row.numbers.lacking for row in found.lacking)
        title = Content.assemble((_("Lacks training"), "bold"), "  ")
        words = ngettext("{n} user", "{n} users", lacking).format(n=lacking)
        sign = ("○ ", "$text-warning") if lacking else ("✓ ", "$text-success")
        title = Content.assemble(title, sign, words)
        if shared := found.attended_shared:
            aside = _("{n} in common classes, not subtracted").format(n=shared)
            title = Content.assemble(title, f" · {aside}")
        self.show(found.lacking, title)

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        event.stop()  # the screen would take it for a class of the other table
        self.screen.action_do("training_class.for_department")  # type: ignore[attr-defined]

    @staticmethod
    def _name_cell(row: LackingRow) -> Cell:
        return safe(row.name), "text"

    @staticmethod
    def _users(row: LackingRow) -> Cell:
        return str(row.numbers.users), "quiet"

    @staticmethod
    def _attended(row: LackingRow) -> Cell:
        return str(row.numbers.attended), "text"

    def _next(self, row: LackingRow) -> Cell:
        return next_cell(row, self.today)
