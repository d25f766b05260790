"""The register of stakeholders: who they are, and whether the plan has reached them."""

from pathlib import PurePath
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.stakeholders import StakeholderRow, criterion
from db.queries.wall import Wall
from db.rules.codes import Attitude, Level
from db.rules.stakeholder_map import Quadrant
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation import stakeholders as told
from sapa_tui.presentation.danish import in_order
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.facts import LABEL, Fact, fact_lines
from sapa_tui.presentation.stakeholder_words import quadrant_word
from sapa_tui.presentation.stakeholders import Group, Present
from sapa_tui.presentation.words import attitude_word, level_word
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.register import Cell, Register, RegisterColumn, widest

from .plan_screen import PlanScreen

_TALL = 11
"""Lines of the note in which there is room for all of it."""


class StakeholderNote(Lines):
    """What the register has no room for: advice, what is amiss, and what is written."""

    DEFAULT_CSS = """
    StakeholderNote { height: 9; border-top: solid $sapa-line; border-title-color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="note")
        self._group: Group | None = None
        self._present: Present | None = None

    def show(self, group: Group | None, present: Present) -> None:
        """Show what is known about a stakeholder."""
        self._group, self._present = group, present
        self.border_title = Content(safe(group.row.name)) if group else None
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._group is None or self._present is None or width < 2 * LABEL:
            return []
        facts = self._facts(self._group, self._present)
        return [*fact_lines(facts, width, self.content_size.height)]

    def _facts(self, group: Group, present: Present) -> list[Fact]:
        row, tall = group.row, self.content_size.height >= _TALL
        facts = [told.advice_fact(row), *told.warning_facts(group, present, tall=tall)]
        if not row.relevant:
            facts = [told.reason_fact(row), facts[0]]
        contact = told.contact_facts(group, present, tall=tall)
        return [*facts, *contact, *told.written_facts(row, present)]


class StakeholdersScreen(PlanScreen):
    """Every group, the relevant ones first, in alphabetical order."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["register.tcss", "stakeholders.tcss"]
    AUTO_FOCUS = "#rows"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "stakeholders"

    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[int, Group] = {}

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

    @property
    def present(self) -> Present:
        """What the words about a group hang on."""
        return Present(self.wall, self.sapa.today)

    def look_at(self, number: int) -> None:
        """Put the cursor on a group."""
        self.register.rows.put_cursor(number)

    def item_in_focus(self) -> str:
        return f"stakeholder:{self.row.id}" if self.row else ""

    def show(self, wall: Wall) -> None:
        self.groups = told.groups(wall, self.sapa.today)
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
        group = self.groups.get(self.row.id) if self.row else None
        self.query_one(StakeholderNote).show(group, self.present)

    # Columns --------------------------------------------------------------------------

    def _columns(self) -> list[RegisterColumn[StakeholderRow]]:
        levels = [level_word(level) for level in Level]
        attitudes = [attitude_word(attitude) for attitude in Attitude]
        influence, impact, attitude = _("Influence"), _("Impact"), _("Attitude")
        quadrants = [quadrant_word(quadrant) for quadrant in Quadrant]
        reached = max(cell_len(_("reached")), cell_len(_("not reached"))) + 4
        return [
            RegisterColumn(_("Name"), self._name_cell, 20, share=2),
            RegisterColumn(
                influence, lambda row: _level(row, row.influence), widest(influence, *levels)
            ),
            RegisterColumn(impact, lambda row: _level(row, row.impact), widest(impact, *levels)),
            RegisterColumn(_("Quadrant"), self._quadrant, widest(*quadrants), needs=98),
            RegisterColumn(attitude, self._attitude, widest(attitude, *attitudes)),
            RegisterColumn(_("Told"), self._told, 5, right=True),
            RegisterColumn(_("Reached"), self._reached, reached, share=1),
            RegisterColumn(_("Next contact"), self._next, 16, needs=116),
            RegisterColumn(_("Last contact"), self._contact, 15, needs=134),
            RegisterColumn(_("Silent"), self._silent, 17, needs=153),
            RegisterColumn(_("Handling"), self._handling, 8, share=3, needs=170),
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

    def _reached(self, row: StakeholderRow) -> Cell:
        if not row.relevant:
            return "⊘ " + _("not relevant"), "quiet"
        warned = " !" if self.groups[row.id].warned else ""
        if row.reached:
            return "✓ " + _("reached") + warned, "soon" if warned else "done"
        return "○ " + _("not reached") + warned, "soon"

    @staticmethod
    def _quadrant(row: StakeholderRow) -> Cell:
        return quadrant_word(row.quadrant), _text(row)

    def _next(self, row: StakeholderRow) -> Cell:
        return told.next_cell(self.groups[row.id], self.present)

    def _silent(self, row: StakeholderRow) -> Cell:
        return told.silence_cell(self.groups[row.id].coverage)

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
