"""The timeline: a line for each thing that is due, its mark in the column of its week."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from db.queries.plan import PlanFacts
from sapa_tui.locale import _
from sapa_tui.presentation.timeline_head import head_lines, legend_line
from sapa_tui.presentation.timeline_rows import TimelineRow, row_line
from sapa_tui.presentation.timeline_weeks import (
    ZOOMS,
    Frame,
    Weeks,
    fitting_zoom,
    frame_of,
)
from sapa_tui.presentation.wrapping import wrapped

from .line_list import LineList
from .line_map import Key
from .lines import Line, Lines

_CELLS_A_STEP = 4
"""Cells that one step to either side goes: a week where it is large, several where it is small."""


class TimelineRows(LineList[TimelineRow]):
    """The rows, and which weeks are in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "screen.do('timeline.earlier')", show=False),
        Binding("right,l", "screen.do('timeline.later')", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="weeks", show_unfocused=True)
        self.zoom = 0
        self._weeks: Weeks | None = None
        self._left: int | None = None
        self._heads: Sequence[Lines] = ()

    def key_of(self, entry: TimelineRow) -> Key:
        return entry.key

    def heights_of(self, entries: Sequence[TimelineRow], width: int) -> list[int]:
        return [1] * len(entries)

    def selectable(self, entry: TimelineRow) -> bool:
        return entry.entry is not None

    def lines_of(self, entry: TimelineRow, width: int) -> list[list[Segment]]:
        frame = self.frame
        if frame is None:
            return []
        chosen = entry.key == self.cursor and self.has_focus
        line = row_line(entry, frame, chosen=chosen)
        return [[Segment(text, self.style_of(style)) for text, style in line]]

    def empty_lines(self, width: int) -> list[list[Segment]]:
        words = _("Nothing is planned yet. 1 goes to the board, where n adds a card.")
        return [[Segment(line, self.style_of("quiet"))] for line in wrapped(words, width, 3)]

    @property
    def frame(self) -> Frame | None:
        """What is in sight; None before anything has been shown."""
        width = self._line_width
        if self._weeks is None:
            return None
        frame = frame_of(self._weeks, width, self.zoom or fitting_zoom(width))
        if self._left is not None:
            return frame.at(self._left)
        today = self._weeks.today
        return frame if today is None or frame.sees(today) else frame.around(today.week)

    def show_weeks(self, rows: Sequence[TimelineRow], weeks: Weeks, heads: Sequence[Lines]) -> None:
        """Show rows among weeks; ``heads`` are drawn anew whenever other weeks come in sight."""
        self._weeks, self._heads = weeks, heads
        self.show(rows)
        self._look_anew()

    def go_weeks(self, steps: int) -> None:
        """Look at earlier or later weeks."""
        if frame := self.frame:
            self._look_at(frame.at(frame.left + steps * max(1, _CELLS_A_STEP // frame.zoom)))

    def go_to_today(self) -> None:
        """Have today's week in sight."""
        frame = self.frame
        if frame and frame.weeks.today and not frame.sees(frame.weeks.today):
            self._look_at(frame.around(frame.weeks.today.week))

    def change_zoom(self, step: int) -> bool:
        """Show weeks larger or smaller, around the same one; tells whether that can be."""
        frame = self.frame
        place = ZOOMS.index(frame.zoom) + step if frame else -1
        if frame is None or self._weeks is None or not 0 <= place < len(ZOOMS):
            return False
        middle = frame.left + frame.room // frame.zoom // 2
        today = self._weeks.today
        if today is not None and frame.sees(today):
            middle = today.week
        share = (middle - frame.left) * frame.zoom / max(1, frame.room)
        self.zoom = ZOOMS[place]
        anew = frame_of(self._weeks, self._line_width, self.zoom)
        self._look_at(anew.at(middle - round(share * anew.room / self.zoom)))
        return True

    def on_resize(self) -> None:
        self._redraw_heads()

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._scrolled(event, -1)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._scrolled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._turned(event, -1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._turned(event, 1)

    def _turned(self, event: events.MouseEvent, step: int) -> None:
        """With shift the wheel goes through the weeks, with ctrl it zooms."""
        if event.shift:
            self._scrolled(event, step)
        elif event.ctrl:
            event.prevent_default().stop()
            self.change_zoom(-step)

    def _scrolled(self, event: events.MouseEvent, step: int) -> None:
        event.prevent_default().stop()
        self.go_weeks(step)

    def _look_at(self, frame: Frame) -> None:
        self._left = frame.left
        self._look_anew()

    def _look_anew(self) -> None:
        self.forget_drawings()
        self._redraw_heads()

    def _redraw_heads(self) -> None:
        for head in self._heads:
            head.redraw()


class TimelineHead(Lines):
    """Months, the weeks' numbers, how far they are from go-live, and the line with its signs."""

    def __init__(self, rows: TimelineRows) -> None:
        super().__init__(id="line")
        self._rows = rows

    def lines_for(self, width: int) -> list[Line]:
        frame = self._rows.frame
        return [*head_lines(frame)] if frame else []


class TimelineLegend(Lines):
    """What the signs mean."""

    def __init__(self, rows: TimelineRows) -> None:
        super().__init__(id="legend")
        self._rows = rows
        self.facts: PlanFacts | None = None

    def lines_for(self, width: int) -> list[Line]:
        frame = self._rows.frame
        return [legend_line(frame, width, self.facts)] if frame and self.facts else []


class Timeline(Vertical):
    """A titled picture: the head that stays, the rows, and what the signs mean."""

    DEFAULT_CSS = """
    Timeline {
        height: 1fr;
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        & > #line { height: 4; }
        &.-unknown > #line { height: 3; }
        & > #weeks { height: 1fr; }
        &:focus-within { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = TimelineRows()
        self._head = TimelineHead(self.rows)
        self._legend = TimelineLegend(self.rows)

    def compose(self) -> ComposeResult:
        yield self._head
        yield self.rows
        yield self._legend

    def show(
        self, rows: Sequence[TimelineRow], weeks: Weeks, facts: PlanFacts, title: Content
    ) -> None:
        """Show rows under a title; the cursor stays on its row, the weeks in sight stay too."""
        self.border_title = title
        self._legend.facts = facts
        self.set_class(facts.go_live is None, "-unknown")
        self.rows.show_weeks(rows, weeks, (self._head, self._legend))
