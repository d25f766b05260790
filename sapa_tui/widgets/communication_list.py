"""The communication checklists, grouped by stakeholder, with the four steps of each item."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment

from db.queries.communication import Item, StepTick
from db.queries.stakeholders import StakeholderRow
from db.rules.codes import CommunicationState, Step
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.awaited import awaited_words
from sapa_tui.presentation.communication_lines import ListFacts, facts_line, state_colour
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.due_rules import mark_widths
from sapa_tui.presentation.words import initials, step_word
from sapa_tui.presentation.wrapping import cut, wrapped

from .line_list import LineList
from .line_map import Key

_SIGNS = {
    CommunicationState.PLANNED: "○",
    CommunicationState.READY: "◐",
    CommunicationState.COMPLETED: "✓",
    CommunicationState.CANCELLED: "⊘",
}
_INDENT = 2
_LEAST_OFFSET = 5
"""Cells of ``T-12 ``, which nearly every plan has."""


class Group(NamedTuple):
    """The heading of a stakeholder's items; None heads those that go to everyone."""

    stakeholder: StakeholderRow | None


class StepLine(NamedTuple):
    """One step of an opened item."""

    item: Item
    tick: StepTick


Entry = Group | Item | StepLine


class CommunicationList(LineList[Entry]):
    """Every message to every stakeholder, and how far each has come."""

    DEFAULT_CSS = """
    CommunicationList {
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        border-title-align: left;
        &:focus { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: ListFacts | None = None
        self.opened: set[int] = set()
        self._items: Sequence[Item] = ()
        self._groups: Sequence[StakeholderRow] = ()
        self._offset = _LEAST_OFFSET

    # Content --------------------------------------------------------------------------

    def show_plan(
        self, items: Sequence[Item], groups: Sequence[StakeholderRow], facts: ListFacts
    ) -> None:
        """Show the items under their stakeholders, in the register's order."""
        offset = max(_LEAST_OFFSET, *mark_widths(item.due for item in items))
        anew = (facts, offset) != (self.facts, self._offset)
        self._items, self._groups, self.facts, self._offset = items, groups, facts, offset
        self._arrange()
        if anew:
            self.forget_drawings()

    @property
    def item(self) -> Item | None:
        """The item under the cursor, also when the cursor is on one of its steps."""
        entry = self.entry()
        if isinstance(entry, StepLine):
            return entry.item
        return entry if isinstance(entry, Item) else None

    @property
    def step(self) -> StepTick | None:
        """The step under the cursor."""
        entry = self.entry()
        return entry.tick if isinstance(entry, StepLine) else None

    def open_item(self, item_id: int, opened: bool) -> None:
        """Unfold or fold an item's steps; the cursor stays with the item."""
        if opened:
            self.opened.add(item_id)
        else:
            self.opened.discard(item_id)
            self.put_cursor(("item", item_id))
        self._arrange()

    def focus_item(self, item_id: int) -> bool:
        """Put the cursor on an item; tells whether it is listed."""
        listed = self.entry(("item", item_id)) is not None
        if listed:
            self.put_cursor(("item", item_id))
        return listed

    def _arrange(self) -> None:
        entries: list[Entry] = []
        for group in [*self._groups, None]:
            number = group.id if group else None
            mine = [item for item in self._items if item.stakeholder_id == number]
            if mine or (group is not None and group.relevant):
                entries.append(Group(group))
            for item in mine:
                entries.append(item)
                if item.id in self.opened:
                    entries += [StepLine(item, tick) for tick in item.steps]
        self.show(entries)

    # What a line says -----------------------------------------------------------------

    def key_of(self, entry: Entry) -> Key:
        match entry:
            case Group():
                return ("group", entry.stakeholder.id if entry.stakeholder else 0)
            case Item():
                return ("item", entry.id)
        return ("step", entry.item.id, entry.tick.step)

    def selectable(self, entry: Entry) -> bool:
        return not isinstance(entry, Group)

    def height_of(self, entry: Entry, width: int) -> int:
        match entry:
            case Group():
                return 1
            case Item():
                title = len(wrapped(safe(entry.message), width - _INDENT - 2))
                waits = self.facts is not None and entry.id in self.facts.awaited
                return title + waits + (1 if entry.id in self.opened else 2)
        return 2 if self._is_last(entry) else 1

    def lines_of(self, entry: Entry, width: int) -> list[list[Segment]]:
        match entry:
            case Group():
                return self._group_lines(entry.stakeholder, width)
            case Item():
                return self._item_lines(entry, width)
        below: list[list[Segment]] = [[]] if self._is_last(entry) else []
        return [self._step_line(entry, width), *below]

    def empty_lines(self, width: int) -> list[list[Segment]]:
        return [[Segment(_("n plans the first message"), self.style_of("quiet"))]]

    def _group_lines(self, group: StakeholderRow | None, width: int) -> list[list[Segment]]:
        name = safe(group.name) if group else _("Everyone")
        if group is None:
            mark, style = "", "quiet"
        elif not group.relevant:
            mark, style = "⊘ " + _("not relevant"), "quiet"
        elif group.reached:
            mark, style = "✓ " + _("reached"), "done"
        else:
            mark, style = "○ " + _("not reached"), "soon"
        name = cut(name, width - len(mark) - 1)
        gap = " " * max(1, width - len(name) - len(mark))
        heading = [Segment(name, self.style_of("strong")), Segment(gap)]
        return [[*heading, Segment(mark, self.style_of(style))]]

    def _item_lines(self, item: Item, width: int) -> list[list[Segment]]:
        assert self.facts is not None
        timing = self.facts.plan.timing(item.due, self.facts.today, finished=item.finished)
        room = width - _INDENT - 2
        chosen = self.key_of(item) == self.cursor and self.has_focus
        style = "strong" if chosen else ("quiet" if item.finished else "text")
        sign = Segment(f"{_SIGNS[item.state]} ", self.style_of(state_colour(item, timing)))
        indent = Segment(" " * _INDENT)
        first, *rest = wrapped(safe(item.message), room)
        lines = [[indent, sign, Segment(first, self.style_of(style))]]
        lines += [[indent, Segment("  "), Segment(line, self.style_of(style))] for line in rest]
        facts = facts_line(item, timing, room, self.facts, self._offset, self.style_of)
        lines.append([indent, Segment("  "), *facts])
        if item.id in self.facts.awaited:
            words, style = awaited_words(self.facts.awaited[item.id])
            lines.append([indent, Segment("  "), Segment(cut(words, room), self.style_of(style))])
        return lines if item.id in self.opened else [*lines, []]

    @staticmethod
    def _is_last(line: StepLine) -> bool:
        return line.tick.step == line.item.steps[-1].step

    def _ticked(self, tick: StepTick, space: int) -> str:
        """Who ticked a step and when, as fully as there is room for."""
        if not (tick.ticked_by and tick.ticked_at and self.facts):
            return ""
        who = initials(tick.ticked_by, self.facts.names)
        full = f"{who} {clock_time(tick.ticked_at, self.facts.today)}"
        return full if len(full) <= space else cut(full.rpartition(" ")[0], space)

    def _step_line(self, line: StepLine, width: int) -> list[Segment]:
        assert self.facts is not None
        tick = line.tick
        chosen = self.key_of(line) == self.cursor and self.has_focus
        box = "■ " if tick.ticked_by else "□ "
        text = step_word(Step(tick.step))
        by = self._ticked(tick, width - _INDENT - 5 - len(text))
        gap = " " * max(1, width - _INDENT - 4 - len(text) - len(by))
        return [
            Segment(" " * (_INDENT + 2)),
            Segment(box, self.style_of("done" if tick.ticked_by else "quiet")),
            Segment(text, self.style_of("strong" if chosen else "text")),
            Segment(gap),
            Segment(by, self.style_of("quiet")),
        ]
