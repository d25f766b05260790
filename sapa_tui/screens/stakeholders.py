"""The register of stakeholders: who they are, and whether the plan has reached them."""

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.stakeholders import StakeholderRow, criterion
from db.queries.wall import Wall
from db.rules.codes import Attitude, Level
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.danish import in_order
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.words import attitude_word, level_word, responsible_word
from sapa_tui.presentation.wrapping import wrapped
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.register import Cell, Register, RegisterColumn, widest

from .plan_screen import PlanScreen

_LABEL = 15


class StakeholderNote(Lines):
    """What the register has no room for: expectation, handling, responsible."""

    DEFAULT_CSS = """
    StakeholderNote { height: 6; border-top: solid $sapa-line; border-title-color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="note")
        self.row: StakeholderRow | None = None

    def show(self, row: StakeholderRow | None, names: dict[str, str]) -> None:
        """Show what is written about a stakeholder."""
        self.row, self._names = row, names
        self.border_title = Content(safe(row.name)) if row else None
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self.row is None or width < 2 * _LABEL:
            return []
        row = self.row
        facts = [
            (_("Expectation"), row.expectation, 2),
            (_("Handling"), row.handling, 2),
            (_("Responsible"), responsible_word(row.responsible, self._names), 1),
        ]
        if not row.relevant:
            facts = [(_("Not relevant"), row.not_relevant_reason, 2), *facts[:2]]
        lines: list[Line] = []
        for label, text, most in facts:
            first, *rest = wrapped(safe(text, lines=False) or "–", width - _LABEL, most)
            lines.append([(f"{label:<{_LABEL}}", "quiet"), (first, "text")])
            lines += [[(" " * _LABEL, "quiet"), (line, "text")] for line in rest]
        return lines


class StakeholdersScreen(PlanScreen):
    """Every group, the relevant ones first, in alphabetical order."""

    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "#rows"
    view: ClassVar[str] = "stakeholders"

    def body(self) -> ComposeResult:
        nothing = _("No stakeholders yet. n adds the first.")
        yield Register(self._columns(), lambda row: row.id, nothing=nothing, id="register")
        yield StakeholderNote()

    @property
    def register(self) -> Register[StakeholderRow]:
        """The table."""
        return self.query_one("#register", Register)

    @property
    def row(self) -> StakeholderRow | None:
        """The stakeholder that an action is about."""
        return self.register.row

    def item_in_focus(self) -> str:
        return f"stakeholder:{self.row.id}" if self.row else ""

    def show(self, wall: Wall) -> None:
        rows = sorted(wall.stakeholders, key=lambda row: (not row.relevant, in_order(row.name)))
        reached = criterion(rows)
        sign = ("✓ ", "$text-success") if reached.met else ("○ ", "$text-warning")
        words = _("{reached} of {relevant} relevant groups reached").format(
            reached=reached.reached, relevant=reached.relevant
        )
        title = Content.assemble((_("Stakeholders"), "bold"), f"  {len(rows)} · ", sign, words)
        self.register.show(rows, title)
        self._show_note()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self._show_note()
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("stakeholder.edit")

    def _show_note(self) -> None:
        self.query_one(StakeholderNote).show(self.row, self.wall.names)

    # Columns --------------------------------------------------------------------------

    def _columns(self) -> list[RegisterColumn[StakeholderRow]]:
        levels = [level_word(level) for level in Level]
        attitudes = [attitude_word(attitude) for attitude in Attitude]
        influence, impact, attitude = _("Influence"), _("Impact"), _("Attitude")
        reached = max(cell_len(_("reached")), cell_len(_("not reached"))) + 2
        return [
            RegisterColumn(_("Name"), self._name_cell, 20, share=2),
            RegisterColumn(
                influence, lambda row: _level(row, row.influence), widest(influence, *levels)
            ),
            RegisterColumn(impact, lambda row: _level(row, row.impact), widest(impact, *levels)),
            RegisterColumn(attitude, self._attitude, widest(attitude, *attitudes)),
            RegisterColumn(_("Told"), self._told, 5, right=True),
            RegisterColumn(_("Reached"), self._reached, reached, share=1),
            RegisterColumn(_("Last contact"), self._contact, 15, needs=96),
            RegisterColumn(_("Handling"), self._handling, 8, share=3, needs=116),
        ]

    @staticmethod
    def _name_cell(row: StakeholderRow) -> Cell:
        return safe(row.name), _text(row)

    @staticmethod
    def _attitude(row: StakeholderRow) -> Cell:
        sceptical = row.attitude is Attitude.SCEPTICAL and row.relevant
        return attitude_word(row.attitude), "soon" if sceptical else _text(row)

    @staticmethod
    def _told(row: StakeholderRow) -> Cell:
        return f"{row.completed}/{row.items}", _text(row)

    @staticmethod
    def _reached(row: StakeholderRow) -> Cell:
        if not row.relevant:
            return "⊘ " + _("not relevant"), "quiet"
        return ("✓ " + _("reached"), "done") if row.reached else ("○ " + _("not reached"), "soon")

    def _contact(self, row: StakeholderRow) -> Cell:
        when = clock_time(row.last_contact, self.sapa.today) if row.last_contact else "–"
        return when, "quiet"

    @staticmethod
    def _handling(row: StakeholderRow) -> Cell:
        return safe(row.handling if row.relevant else row.not_relevant_reason), "quiet"


def _text(row: StakeholderRow) -> str:
    return "text" if row.relevant else "quiet"


def _level(row: StakeholderRow, level: Level) -> Cell:
    high = level is Level.HIGH and row.relevant
    return level_word(level), "strong" if high else _text(row)
