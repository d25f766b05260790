"""Everything about one item: its facts, its text, its checklist, what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from rich.segment import Segment
from textual.content import Content
from textual.message import Message

from db.changes import EventRow
from db.errors import NotFound
from db.queries import board, communication, history, notes
from db.queries.board import ActivityDetail, Point
from db.queries.communication import Item, StepTick
from db.queries.notes import NoteRow
from sapa_tui.locale import _
from sapa_tui.presentation.detail import (
    Block,
    activity_blocks,
    history_blocks,
    item_blocks,
)
from sapa_tui.presentation.notes import note_lines

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


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note about the item, with who wrote it and when."""

    note: NoteRow

    @property
    def key(self) -> Key:
        """What identifies it on its page."""
        return ("note", self.note.id)


Part = Block | PointLine | NoteLine


class ItemPage(NamedTuple):
    """What the page of an item is made of: of an activity, or of a message."""

    activity: ActivityDetail | None = None
    item: Item | None = None
    notes: Sequence[NoteRow] = ()
    events: Sequence[EventRow] = ()


def read_page(database: Any, kind: str, number: int) -> ItemPage:
    """Everything on the page of an item, in one go; raises NotFound."""
    of_card = kind == "activity"
    return ItemPage(
        board.activity(database, number) if of_card else None,
        None if of_card else communication.item(database, number),
        notes.notes(database, entity=kind, entity_id=number),
        history.history(database, entity=kind, entity_id=number, limit=_EVENTS_SHOWN),
    )


class Detail(LineList[Part]):
    """A page about one item; the cursor stands on the points of its checklist and on its notes."""

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
        self._found = ItemPage()
        self._drawn_for = 0
        self._drawn_in = ""

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
    def note(self) -> NoteRow | None:
        """The note under the cursor."""
        entry = self.entry()
        return entry.note if isinstance(entry, NoteLine) else None

    @property
    def step(self) -> StepTick | None:
        """The step under the cursor."""
        entry = self.entry()
        found = entry.point if isinstance(entry, PointLine) else None
        return found if isinstance(found, StepTick) else None

    def look_at(self, kind: str, number: int) -> None:
        """Show an item; reads it anew, so call it again when it has changed."""
        self._turn_to(kind, number)
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        # A partial and no lambda: Textual must see that it is asynchronous.
        read: Any = partial(self._read, kind, number)
        self.run_worker(read, exclusive=True, group="detail")

    def _turn_to(self, kind: str, number: int) -> None:
        """Begin at the top of the page, if it is that of another item."""
        if (kind, number) != (self.kind, self.number):
            self.kind, self.number, self.cursor = kind, number, None
            self.scroll_to(y=0, animate=False)

    async def _read(self, kind: str, number: int) -> None:
        try:
            found = await self.sapa.session.read(read_page, kind, number)
        except NotFound:
            return
        # All at once: the window may change its size while the page is still being read.
        if (kind, number) == (self.kind, self.number):
            self._take(found)

    def _take(self, found: ItemPage, parts: list[Part] | None = None) -> None:
        """Show what has been read; ``parts`` when they have been made already."""
        self._found = found
        self._compose_page(parts)
        self.post_message(self.Reread())

    @property
    def activity(self) -> ActivityDetail | None:
        """The activity shown, once it has been read."""
        return self._found.activity

    @property
    def item(self) -> Item | None:
        """The message shown, once it has been read."""
        return self._found.item

    def _compose_page(self, parts: list[Part] | None = None) -> None:
        self._drawn_for, self._drawn_in = self._line_width, self.app.theme
        if parts is None:
            parts = self.parts_of(self._found)
        if self.activity or self.item:
            self.entitle(Content(f"#{self.number}"))
        self._cache.clear()
        self.show(parts)

    def parts_of(self, found: ItemPage) -> list[Part]:
        """What the page says of an item, for the present width, theme and day."""
        wall, today, width = self.sapa.wall, self.sapa.today, self._line_width
        parts: list[Part] = []
        if found.activity is not None:
            parts += activity_blocks(found.activity, wall, today, width, self.style_of)
            if found.activity.checklist:
                parts.append(Block("list", [[Segment(_("Checklist"), self.style_of("quiet"))]]))
            parts += [PointLine(point) for point in found.activity.checklist]
        elif found.item is not None:
            parts += item_blocks(found.item, wall, today, width, self.style_of)
            parts += [PointLine(tick) for tick in found.item.steps]
        if found.notes:
            heading = [Segment(_("Notes"), self.style_of("quiet"))]
            below_points = isinstance(parts[-1], PointLine)
            parts.append(Block("notes", [[], heading] if below_points else [heading]))
        parts += [NoteLine(note) for note in found.notes]
        return [*parts, *history_blocks(found.events, wall, today, width, self.style_of)]

    def on_resize(self) -> None:
        if self.number and self._line_width != self._drawn_for and (self.activity or self.item):
            self._compose_page()
        super().on_resize()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if (self.activity or self.item) and self.app.theme != self._drawn_in:
            self.call_after_refresh(self._compose_page)

    # Lines ----------------------------------------------------------------------------

    def key_of(self, entry: Part) -> Key:
        return entry.key

    def selectable(self, entry: Part) -> bool:
        if isinstance(entry, PointLine):
            return self.steps_selectable or isinstance(entry.point, Point)
        return isinstance(entry, NoteLine)

    def height_of(self, entry: Part, width: int) -> int:
        return 1 if isinstance(entry, PointLine) else len(self.lines_of(entry, width))

    def lines_of(self, entry: Part, width: int) -> list[list[Segment]]:
        if isinstance(entry, Block):
            return entry.lines
        chosen = entry.key == self.cursor and self.has_focus
        wall, today, paint = self.sapa.wall, self.sapa.today, self.style_of
        if isinstance(entry, NoteLine):
            facts = wall.facts
            return note_lines(entry.note, wall.names, facts, today, width, paint, chosen=chosen)
        from sapa_tui.presentation.detail import point_line

        return [point_line(entry.point, wall.names, today, width, paint, chosen=chosen)]

    def action_cursor(self, step: int) -> None:
        """Go to the next point; past the last one, or without any, scroll."""
        before = self.cursor
        super().action_cursor(step)
        if self.cursor == before:
            self.scroll_relative(y=step, animate=False)
