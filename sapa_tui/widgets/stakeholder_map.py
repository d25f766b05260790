"""The map of influence and impact: three by three fields of stakeholder groups."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from db.rules.codes import Attitude, Level
from db.rules.stakeholder_map import Quadrant, quadrant
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.danish import in_order
from sapa_tui.presentation.stakeholder_words import attitude_sign, quadrant_word
from sapa_tui.presentation.stakeholders import Group
from sapa_tui.presentation.words import attitude_word
from sapa_tui.presentation.wrapping import cut, wrapped

from .board import beyond_words
from .ground import Row, Stack
from .line_list import LineList
from .line_map import Key
from .map_axes import AxisLevel, AxisLine

INFLUENCE = tuple(reversed(Level))
"""From top to bottom."""
IMPACT = tuple(Level)
"""From left to right."""
_HEAVIEST = tuple(reversed(IMPACT))
_ROOM_FOR_WORDS = 34
"""Cells of a field in which an attitude's word stands beside a name."""
_NAMED = {
    Quadrant.GREY_EMINENCE: (Level.HIGH, Level.LOW),
    Quadrant.KEY_PLAYER: (Level.HIGH, Level.MEDIUM),
    Quadrant.EXTERNAL: (Level.LOW, Level.LOW),
    Quadrant.HOSTAGE: (Level.LOW, Level.MEDIUM),
}
"""The field at each quadrant's upper left corner, which bears its name."""


class MapField(LineList[Group]):
    """The groups of one influence and one impact."""

    def __init__(
        self, influence: Level, impact: Level, leave: Callable[["MapField", int], None]
    ) -> None:
        """``leave`` is called with the step when the cursor is to go past either end."""
        super().__init__(id=f"field-{influence.value}-{impact.value}")
        self.influence, self.impact = influence, impact
        self.quadrant = quadrant(influence, impact)
        self.corner = _NAMED[self.quadrant] == (influence, impact)
        self._nothing = ""
        self._leave = leave
        self.set_class(influence is Level.MEDIUM, "-within")
        self.set_class(impact is Level.LOW, "-left")

    def key_of(self, entry: Group) -> Key:
        return entry.row.id

    def lines_of(self, entry: Group, width: int) -> list[list[Segment]]:
        row = entry.row
        chosen = row.id == self.cursor and self.has_focus
        words, note = "", "!" if entry.warned else ""
        if width >= _ROOM_FOR_WORDS:
            widest = max(cell_len(attitude_word(attitude)) for attitude in Attitude)
            words, note = f" {attitude_word(row.attitude):<{widest}} ", note or " "
        sign, sign_style = attitude_sign(row.attitude), "quiet"
        if not row.relevant:
            sign, words = "⊘", " " * len(words)
        elif row.attitude is Attitude.SCEPTICAL:
            sign_style = "soon"
        name_style = "strong" if chosen else "text" if row.relevant else "quiet"
        room = width - 2 - cell_len(words) - len(note)
        name = cut(safe(row.name), room)
        gap = " " * (room - cell_len(name))
        return [
            [
                Segment(f"{sign} ", self.style_of(sign_style)),
                Segment(name, self.style_of(name_style)),
                Segment(gap),
                Segment(words, self.style_of(sign_style)),
                Segment(note, self.style_of("soon")),
            ]
        ]

    def say_nothing(self, sentence: str) -> None:
        """Say something while no group stands here."""
        if sentence != self._nothing:
            self._nothing = sentence
            self.refresh()

    def empty_lines(self, width: int) -> list[list[Segment]]:
        return [
            [Segment(line, self.style_of("quiet"))] for line in wrapped(self._nothing, width, 3)
        ]

    def action_cursor(self, step: int) -> None:
        place = self.map.place(self.cursor)
        if place is not None and 0 <= place + step < len(self.entries):
            super().action_cursor(step)
        else:
            self._leave(self, step)

    def _fit(self) -> None:
        super()._fit()
        self.name_edge()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.name_edge()

    def name_edge(self) -> None:
        """Write the quadrant's name into the upper edge, and how many groups are out of sight."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        above = below = 0
        if self.map.measured and height:
            above = self.map.beginning_before(top)
            below = len(self.entries) - self.map.beginning_before(top + height)
        name, room = quadrant_word(self.quadrant) if self.corner else "", self.outer_size.width - 2
        out = beyond_words(above, below)
        if cell_len(name) + 2 + cell_len(out) > room:
            out = f"↑{above} " * bool(above) + f"↓{below}" * bool(below)
        if out and name:
            name, out = cut(name, room - 1 - cell_len(out)), f" {out}"
        self.entitle(Content.assemble((name, "bold"), out))


class StakeholderMap(Stack):
    """The fields with their axes, and moving between them; a group keeps the focus."""

    DEFAULT_CSS = """
    StakeholderMap {
        height: 1fr;
        & > Row { height: 1fr; }
        & .axis-level { width: 8; height: 1fr; padding-left: 1; }
        & .axis-line { padding: 0 1; }
        & MapField {
            width: 1fr;
            height: 1fr;
            border-top: solid $sapa-line;
            border-title-color: $text-muted;
            border-title-align: left;
            &.-left { margin-right: 1; }
            &.-within { border-top: solid $panel; }
            &:focus { border-top: solid $accent; border-title-color: $foreground; }
        }
    }
    """
    in_turn: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "beside(-1)", show=False),
        Binding("right,l", "beside(1)", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.fields = {
            (influence, impact): MapField(influence, impact, self._leave)
            for influence in INFLUENCE
            for impact in IMPACT
        }
        self._first = self.fields[Level.HIGH, Level.HIGH]
        self._axis = AxisLine(self._middles)

    def compose(self) -> ComposeResult:
        for influence in INFLUENCE:
            with Row():
                yield AxisLevel(influence)
                yield from (self.fields[influence, impact] for impact in IMPACT)
        yield self._axis

    def _middles(self) -> list[int]:
        fields = [self.fields[INFLUENCE[0], impact] for impact in IMPACT]
        return [field.region.x + field.region.width // 2 for field in fields]

    @property
    def field(self) -> MapField | None:
        """The field that has the focus."""
        return next((field for field in self.fields.values() if field.has_focus), None)

    @property
    def group(self) -> Group | None:
        """The group under the cursor of the focused field."""
        field = self.field
        return None if field is None else field.entry()

    def show(self, groups: Mapping[int, Group]) -> None:
        """Show the groups; a focused group that has moved takes the focus with it."""
        focused = self.group
        arranged = sorted(groups.values(), key=_in_field)
        for place, field in self.fields.items():
            mine = [group for group in arranged if (group.row.influence, group.row.impact) == place]
            if mine != field.entries:
                field.show(mine)
            field.name_edge()
        self._first.say_nothing("" if groups else _("No stakeholders yet. n adds the first."))
        if focused is not None:
            self.focus_group(focused.row.id)

    def focus_group(self, number: int) -> bool:
        """Put the focus on a group, wherever it is; tells whether it is on the map."""
        for field in self.fields.values():
            if field.entry(number) is not None:
                field.put_cursor(number, reveal=field.cursor != number)
                if not field.has_focus:
                    field.focus(scroll_visible=False)
                return True
        return False

    def focus_first(self) -> None:
        """Put the focus on the first group where influence and impact are greatest."""
        fields = [self.fields[influence, impact] for influence in INFLUENCE for impact in _HEAVIEST]
        found = next((field for field in fields if field.entries), self._first)
        found.focus(scroll_visible=False)

    def action_beside(self, step: int) -> None:
        here = self.field
        if here is not None:
            self._go(here, 0, step)

    def _leave(self, here: MapField, step: int) -> None:
        self._go(here, step, 0)

    def _go(self, here: MapField, down: int, right: int) -> None:
        """Go to the field beside, above or below; its cursor comes to where one looks."""
        row, column = INFLUENCE.index(here.influence) + down, IMPACT.index(here.impact) + right
        if not (0 <= row < len(INFLUENCE) and 0 <= column < len(IMPACT)):
            return
        there = self.fields[INFLUENCE[row], IMPACT[column]]
        if down:
            there.action_cursor_to(0 if down > 0 else -1)
        else:
            there.put_cursor_near(here.cursor_top)
        there.focus(scroll_visible=False)


def _in_field(group: Group) -> tuple[bool, Iterable[object]]:
    """The relevant ones first, in alphabetical order."""
    return not group.row.relevant, in_order(group.row.name)
