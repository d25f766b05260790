"""The map of influence and impact: where each stakeholder group stands, and how it is treated."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.queries.stakeholders import StakeholderRow, criterion
from db.queries.wall import Wall
from db.rules.stakeholder_map import Quadrant
from db.rules.text import safe
from sapa_tui.actions.base import Action
from sapa_tui.actions.stakeholder_map import SHIFTS, Shift
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation import stakeholders as told
from sapa_tui.presentation.facts import LABEL, Fact, fact_lines
from sapa_tui.presentation.stakeholder_words import quadrant_told, quadrant_word
from sapa_tui.presentation.stakeholders import Group, Present
from sapa_tui.presentation.wrapping import wrapped
from sapa_tui.widgets.ground import Stack
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.lines import Line, Lines
from sapa_tui.widgets.map_axes import MapHead
from sapa_tui.widgets.stakeholder_map import MapField, StakeholderMap

from .plan_screen import PlanScreen

_MUCH, _MOST = 26, 8
"""With so many lines for the note, what is written may take so many of them each."""


class MapNote(Lines):
    """The quadrant with its advice, and what the group in focus has heard and will hear."""

    DEFAULT_CSS = """
    MapNote { height: 8; border-top: solid $sapa-line; border-title-color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__(id="note")
        self._field: MapField | None = None
        self._present: Present | None = None

    def show(self, field: MapField | None, present: Present) -> None:
        """Show what belongs to the field in focus, and to the group there under the cursor."""
        self._field, self._present = field, present
        group = field.entry() if field else None
        self.border_title = Content(safe(group.row.name)) if group else None
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        if self._field is None or self._present is None or width < 2 * LABEL:
            return []
        group = self._field.entry()
        lines = _quadrant_lines(self._field.quadrant, width)
        if group is None:
            return [*lines, [(_("No group stands in this field."), "quiet")]]
        room = self.content_size.height - len(lines)
        most = _MOST if room >= _MUCH else 2
        return [*lines, *fact_lines(_facts(group, self._present, most), width, room)]


def _facts(group: Group, present: Present, most: int) -> list[Fact]:
    reason = [] if group.row.relevant else [told.reason_fact(group.row)]
    return [
        *reason,
        *told.warning_facts(group, present),
        told.assessment_fact(group.row),
        *told.contact_facts(group, present),
        *told.written_facts(group.row, present, most),
    ]


def _quadrant_lines(quadrant: Quadrant, width: int) -> list[Line]:
    """The quadrant's name stands out from what is said about it."""
    name = quadrant_word(quadrant)
    first, *rest = wrapped(quadrant_told(quadrant), width, 2)
    head = [(name, "strong"), (first.removeprefix(name), "text")]
    return [head, *([(line, "text")] for line in rest)]


class StakeholderMapScreen(PlanScreen):
    """Three by three fields, walked by the arrows; what belongs to the field beneath or beside."""

    CSS_PATH = "stakeholder_map.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (160, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
    view: ClassVar[str] = "stakeholder_map"

    def body(self) -> ComposeResult:
        yield MapHead()
        with Stack(id="main"):
            yield StakeholderMap(id="map")
            yield MapNote()

    @property
    def map(self) -> StakeholderMap:
        """The fields."""
        return self.query_one("#map", StakeholderMap)

    @property
    def row(self) -> StakeholderRow | None:
        """The stakeholder that an action is about."""
        group = self.map.group
        return group.row if group else None

    def look_at(self, number: int) -> None:
        """Put the focus on a group."""
        self.map.focus_group(number)

    def item_in_focus(self) -> str:
        return f"stakeholder:{self.row.id}" if self.row else ""

    def rank(self, action: Action) -> int:
        """One of the four moves stands for all of them: the first that can be made."""
        if isinstance(action, Shift):
            first = next((shift for shift in SHIFTS if shift.off(self) is None), None)
            return action.footer if action is first else 0
        return super().rank(action)

    def show(self, wall: Wall) -> None:
        groups = told.groups(wall, self.sapa.today)
        self.map.show(groups)
        if self.focused is None:
            self.map.focus_first()
        reached = criterion([group.row for group in groups.values()])
        words = _("{reached} of {relevant} relevant groups reached").format(
            reached=reached.reached, relevant=reached.relevant
        )
        warned = sum(group.warned for group in groups.values())
        note = ngettext("{n} warning", "{n} warnings", warned).format(n=warned)
        warning = [(f" · ! {note}", "soon")] if warned else []
        short = [(_("Stakeholder map"), "strong"), (f"  {len(groups)}", "quiet")]
        self.query_one(MapHead).show(
            [*short, (f" · {words}", "quiet"), *warning], [*short, *warning]
        )
        self._show_note()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self._show_note()
        self.update_footer()

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self._show_note()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("stakeholder.edit")

    def _show_note(self) -> None:
        self.query_one(MapNote).show(self.map.field, Present(self.wall, self.sapa.today))
