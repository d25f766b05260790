"""Everything about one item: its facts, its text, its checklist, what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from rich.segment import Segment
from textual.content import Content
from textual.message import Message

from db.changes import EventRow
from db.errors import NotFound
from db.queries import board, communication, history
from db.queries.board import ActivityDetail, Point
from db.queries.communication import Item, StepTick
from sapa_tui.locale import _
from sapa_tui.presentation.detail import (
    Block,
    activity_blocks,
    history_blocks,
    item_blocks,
)

from .line_list import LineList
from .line_map import Key

if TYPE_CHECKING:
    from sapa_tui.app import SapaApp

_EVENTS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point of the checklist, or one step of a message."""

    point: Point | StepTick

    @property
    def key(self) -> Key:
        """What identifies it on its page."""
        if isinstance(self.point, StepTick):
            return ("step", self.point.step)
        return ("point", self.point.id)


class Detail(LineList[Block | PointLine]):
    """A scrolling page about one item; the cursor stands on the points of its checklist."""

    DEFAULT_CSS = """
    Detail {
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        border-title-align: left;
        &:focus { border-top: solid $accent; border-title-color: $foreground; }
    }
    """

    class Reread(Message):
        """The page shows the item as it is now."""

    def __init__(
        self,
        *,
        id: str | None = None,
        classes: str | None = None,
        steps_selectable: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.steps_selectable = steps_selectable
        self.kind = ""
        self.number = 0
        self.activity: ActivityDetail | None = None
        self.item: Item | None = None
        self._events: Sequence[EventRow] = ()
        self._drawn_for = 0

    @property
    def sapa(self) -> "SapaApp":
        return cast("SapaApp", self.app)

    @property
    def place(self) -> str:
        """Which actions apply here."""
        return "communication" if self.kind == "communication_item" else "activity"

    @property
    def activity_id(self) -> int | None:
        """The activity shown, if it is one."""
        return self.number if self.kind == "activity" else None

    @property
    def point(self) -> Point | None:
        """The point under the cursor."""
        entry = self.entry()
        found = entry.point if isinstance(entry, PointLine) else None
        return found if isinstance(found, Point) else None

    @property
    def step(self) -> StepTick | None:
        """The step under the cursor."""
        entry = self.entry()
        found = entry.point if isinstance(entry, PointLine) else None
        return found if isinstance(found, StepTick) else None

    def look_at(self, kind: str, number: int) -> None:
        """Show an item; reads it anew, so call it again when it has changed."""
        if (kind, number) != (self.kind, self.number):
            self.kind, self.number, self.cursor = kind, number, None
            self.scroll_to(y=0, animate=False)
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        # A partial and no lambda: Textual must see that it is asynchronous.
        read: Any = partial(self._read, kind, number)
        self.run_worker(read, exclusive=True, group="detail")

    async def _read(self, kind: str, number: int) -> None:
        session = self.sapa.session
        activity: ActivityDetail | None = None
        item: Item | None = None
        try:
            if kind == "activity":
                activity = await session.read(board.activity, number)
            else:
                item = await session.read(communication.item, number)
        except NotFound:
            return
        events = await session.read(
            history.history, entity=kind, entity_id=number, limit=_EVENTS_SHOWN
        )
        # All at once: the window may change its size while the history is still being read.
        if (kind, number) == (self.kind, self.number):
            self.activity, self.item, self._events = activity, item, events
            self._compose_page()
            self.post_message(self.Reread())

    def _compose_page(self) -> None:
        wall, today, width = self.sapa.wall, self.sapa.today, self._line_width
        self._drawn_for = width
        entries: list[Block | PointLine] = []
        if self.activity is not None:
            entries += activity_blocks(self.activity, wall, today, width, self.style_of)
            if self.activity.checklist:
                entries.append(Block("list", [[Segment(_("Checklist"), self.style_of("quiet"))]]))
            entries += [PointLine(point) for point in self.activity.checklist]
            self.entitle(Content(f"#{self.number}"))
        elif self.item is not None:
            entries += item_blocks(self.item, wall, today, width, self.style_of)
            entries += [PointLine(tick) for tick in self.item.steps]
            self.entitle(Content(f"#{self.number}"))
        entries += history_blocks(self._events, wall.names, today, width, self.style_of)
        self._cache.clear()
        self.show(entries)

    def on_resize(self) -> None:
        if self.number and self._line_width != self._drawn_for and (self.activity or self.item):
            self._compose_page()
        super().on_resize()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.activity or self.item:
            self.call_after_refresh(self._compose_page)

    # Lines ----------------------------------------------------------------------------

    def key_of(self, entry: Block | PointLine) -> Key:
        return entry.key

    def selectable(self, entry: Block | PointLine) -> bool:
        return isinstance(entry, PointLine) and (
            self.steps_selectable or isinstance(entry.point, Point)
        )

    def height_of(self, entry: Block | PointLine, width: int) -> int:
        return len(entry.lines) if isinstance(entry, Block) else 1

    def lines_of(self, entry: Block | PointLine, width: int) -> list[list[Segment]]:
        if isinstance(entry, Block):
            return entry.lines
        from sapa_tui.presentation.detail import point_line

        chosen = entry.key == self.cursor and self.has_focus
        names, today = self.sapa.wall.names, self.sapa.today
        return [point_line(entry.point, names, today, width, self.style_of, chosen=chosen)]

    def action_cursor(self, step: int) -> None:
        """Go to the next point; past the last one, or without any, scroll."""
        before = self.cursor
        super().action_cursor(step)
        if self.cursor == before:
            self.scroll_relative(y=step, animate=False)
