"""A scrolling list drawn line by line: what the board's columns and all registers are made of.

One widget draws thousands of entries, because only the lines in view are ever built. The cursor
stands on an entry's key, never on a position, so that news from a colleague cannot move it to
another entry, nor move what the reader is reading.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from sapa_tui.themes import line_style

from .ground import quiet_size
from .line_map import Key, LineMap

Entry = TypeVar("Entry")


@lru_cache(maxsize=64)
def _blank(width: int, style: Style) -> Strip:
    """An empty line; one for all places, because a strip remembers how it is drawn."""
    return Strip.blank(width, style)


class LineList(ScrollView, Generic[Entry], can_focus=True):
    """Entries one under the other, each a few lines high; subclasses say how one looks."""

    DEFAULT_CSS = """
    LineList {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        scrollbar-gutter: stable;
        overflow-x: hidden;
    }
    """
    in_turn: ClassVar[bool] = True
    """Its keys wait until what was asked for before them is done; see ``SapaApp.run_action``."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor(-1)", show=False),
        Binding("down,j", "cursor(1)", show=False),
        Binding("home,g", "cursor_to(0)", show=False),
        Binding("end,G", "cursor_to(-1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]

    class Highlighted(Message):
        """The cursor has come to another entry (None: the list is empty)."""

        def __init__(self, key: Key | None) -> None:
            super().__init__()
            self.key = key

    class Opened(Message):
        """An entry was double-clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    virtual_size = quiet_size()
    # Beside its own room it takes none: the list need not be drawn again when it comes or goes.
    show_vertical_scrollbar: Reactive[bool] = Reactive(False, repaint=False)

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, show_unfocused: bool = False
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.entries: Sequence[Entry] = ()
        self.cursor: Key | None = None
        self.show_unfocused = show_unfocused
        self._title = Content("")
        self._measured_for = -1
        self.map = LineMap()
        self._cache: dict[tuple[Key, bool], tuple[tuple[Entry, int], list[Strip]]] = {}

    # What a subclass says -------------------------------------------------------------

    def key_of(self, entry: Entry) -> Key:
        """What identifies an entry for as long as it exists."""
        raise NotImplementedError

    def height_of(self, entry: Entry, width: int) -> int:
        """How many lines an entry takes."""
        return 1

    def heights_of(self, entries: Sequence[Entry], width: int) -> Iterable[int]:
        """How many lines each of many entries takes."""
        return (self.height_of(entry, width) for entry in entries)

    def lines_of(self, entry: Entry, width: int) -> list[list[Segment]]:
        """The lines of an entry; each is cut or filled to the width."""
        raise NotImplementedError

    def selectable(self, entry: Entry) -> bool:
        """Whether the cursor may stand on an entry; not on a heading."""
        return True

    def empty_lines(self, width: int) -> list[list[Segment]]:
        """What an empty list says: what belongs here and which key puts it there."""
        return []

    # Content --------------------------------------------------------------------------

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace the entries; the cursor and the line at the top stay where the reader is."""
        if entries is self.entries:
            return
        old_keys, before = self.map.keys, self._picture()
        anchor, offset = self._anchor()
        self.entries = entries
        self.map.arrange([self.key_of(entry) for entry in entries])
        if self.cursor not in self.map:
            self._step_aside(old_keys)
        if not self.size.width:
            self._measured_for = -1
            return
        self._measure()
        self._fit()
        if top := self.scroll_offset.y:
            if (place := self.map.place(anchor)) is not None:
                top = self.map.top(place) + offset
            last = max(0, self.map.height - self.scrollable_content_region.height)
            self.scroll_to(y=min(top, last), animate=False, force=True)
        self._refresh_differences(before)

    def entry(self, key: Key | None = None) -> Entry | None:
        """The entry of a key, or the one under the cursor."""
        place = self.map.place(self.cursor if key is None else key)
        return None if place is None else self.entries[place]

    @property
    def cursor_top(self) -> int:
        """How many lines below the widget's top edge the cursor's entry begins."""
        place = self.map.place(self.cursor)
        if place is None or not self.map.measured:
            return 0
        return self.map.top(place) - self.scroll_offset.y

    def put_cursor(self, key: Key | None, *, reveal: bool = True) -> None:
        """Move the cursor to an entry and scroll just as far as it takes to see it."""
        if key not in self.map:
            return
        if key != self.cursor:
            old, self.cursor = self.cursor, key
            self.refresh_entry(old)
            self.refresh_entry(key)
            self.post_message(self.Highlighted(key))
        if reveal:
            self._reveal()

    def put_cursor_near(self, line: int) -> None:
        """Move the cursor to the entry nearest a line of the widget, as seen from beside it."""
        if self.map.measured:
            place = self.map.place_at(line + self.scroll_offset.y)
            self._put_place(max(0, min(place, len(self.entries) - 1)), 1)

    def forget_drawings(self) -> None:
        """Draw everything anew, because what the lines depend on has changed."""
        if self.size.width:
            self._cache.clear()
            self._measure()
            self._fit()
            self.refresh()

    # Layout ---------------------------------------------------------------------------

    @property
    def _line_width(self) -> int:
        return self.scrollable_content_region.width or self.size.width or 20

    def _measure(self) -> None:
        width = self._measured_for = self._line_width
        self.map.measure(self.heights_of(self.entries, width))

    def _fit(self) -> None:
        """Let the scrollbar know how long the list is."""
        self.virtual_size = Size(self._line_width, max(self.map.height, 1))
        bar = self.virtual_size.height > self.container_size.height
        if bar != self.show_vertical_scrollbar:
            self.show_vertical_scrollbar = bar
            self.vertical_scrollbar.display = bar
            self.refresh(repaint=False, layout=True)
        if bar:
            self.vertical_scrollbar.window_virtual_size = self.virtual_size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def _anchor(self) -> tuple[Key | None, int]:
        """The entry at the top of the view, and how many of its lines are scrolled away."""
        if not self.map.measured:
            return None, 0
        top = self.scroll_offset.y
        place = min(self.map.place_at(top), len(self.map.keys) - 1)
        return self.map.keys[place], top - self.map.top(place)

    def _step_aside(self, old_keys: list[Key]) -> None:
        """Find the cursor a new place when its entry has gone: what now stands there."""
        place = old_keys.index(self.cursor) if self.cursor in old_keys else 0
        self.cursor = None
        self._put_place(min(place, len(self.entries) - 1), 1, reveal=False)

    def on_resize(self) -> None:
        if self._line_width != self._measured_for:
            self.forget_drawings()
        else:
            self._fit()  # it was first drawn, and measured for that, before this event came

    def notify_style_update(self) -> None:
        self._cache.clear()
        self.__dict__.pop("_ground", None)
        super().notify_style_update()

    @cached_property
    def _ground(self) -> Style:
        return self.rich_style

    # Drawing --------------------------------------------------------------------------

    def style_of(self, name: str) -> Style:
        """The style of what a run of text means, in the present theme."""
        return line_style(self.app.theme, name)

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._line_width != self._measured_for:
            self._cache.clear()
            self._measure()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self._measured_for
        line = y + self.scroll_offset.y
        if not self.entries:
            lines = self.empty_lines(width)
            if line < len(lines):
                return self._strip(lines[line], width, None)
        elif self.map.measured and line < self.map.height:
            place = self.map.place_at(line)
            strips = self._strips(place, width)
            inner = line - self.map.top(place)
            if inner < len(strips):
                return strips[inner]
        return _blank(self.size.width, self._ground)

    def _strips(self, place: int, width: int) -> list[Strip]:
        key = self.map.keys[place]
        chosen = key == self.cursor and (self.has_focus or self.show_unfocused)
        entry = self.entries[place]
        top, end = self.map.lines(place)
        drawn = (entry, end - top)
        known, cached = self._cache.get((key, chosen), (None, []))
        if known != drawn:
            name = "cursor" if self.has_focus else "cursor-unfocused"
            over = self.style_of(name) if chosen else None
            lines = self.lines_of(entry, width)
            blank_end = bool(lines) and not lines[-1]
            cached = [self._strip(line, width, over) for line in lines]
            if chosen and blank_end:
                cached[-1] = self._strip([], width, None)
            if len(self._cache) > 2_000:
                self._cache.clear()
            self._cache[key, chosen] = (drawn, cached)
        return cached

    def _strip(self, line: list[Segment], width: int, over: Style | None) -> Strip:
        base = self._ground if over is None else self._ground + over
        if not line:
            return _blank(width, base)
        styled = [Segment(part.text, base + part.style if part.style else base) for part in line]
        room = width - sum(part.cell_length for part in styled)
        if room < 0:
            return Strip(styled).adjust_cell_length(width, base).simplify()
        filled = [*styled, Segment(" " * room, base)] if room else styled
        return Strip(Segment.simplify(filled), width)

    def refresh_entry(self, key: Key | None) -> None:
        """Draw one entry anew; how high it is must not have changed."""
        place = self.map.place(key)
        if place is None or not self.map.measured:
            return
        self._cache.pop((key, True), None)
        self._cache.pop((key, False), None)
        top, end = self.map.lines(place)
        self.refresh(Region(0, top - self.scroll_offset.y, self.size.width, end - top))

    def _picture(self) -> list[tuple[Entry, int, int, bool] | None]:
        """What each line in view shows: an entry so high, which of its lines, whether chosen."""
        if not self.map.measured:
            return []
        top = self.scroll_offset.y
        shown: list[tuple[Entry, int, int, bool] | None] = []
        for line in range(top, top + self.scrollable_content_region.height):
            place = self.map.place_at(line)
            if place < len(self.entries):
                start, end = self.map.lines(place)
                chosen = self.map.keys[place] == self.cursor
                shown.append((self.entries[place], end - start, line - start, chosen))
            else:
                shown.append(None)
        return shown

    def _refresh_differences(self, before: list[tuple[Entry, int, int, bool] | None]) -> None:
        """Draw the lines that show something else than before, and no others."""
        now = self._picture()
        if not before or not now:
            self.refresh()
            return
        pairs = enumerate(zip(before, now, strict=False))
        changed = [Region(0, y, self.size.width, 1) for y, (old, new) in pairs if old != new]
        if changed:
            self.refresh(*changed)

    # Keys and mouse -------------------------------------------------------------------

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.refresh_entry(self.cursor)

    def action_cursor(self, step: int) -> None:
        place = self.map.place(self.cursor)
        self._put_place((-1 if place is None else place) + step, step)

    def action_cursor_to(self, place: int) -> None:
        last = len(self.entries) - 1
        self._put_place(0 if place == 0 else last, 1 if place == 0 else -1)

    def action_page(self, pages: int) -> None:
        if self.map.measured:
            here = self.map.top(self.map.place(self.cursor) or 0)
            line = here + pages * max(1, self.scrollable_content_region.height - 2)
            place = max(0, min(self.map.place_at(max(0, line)), len(self.entries) - 1))
            if not self._put_place(place, pages):  # only headings stand further on
                self._put_place(place, -pages)

    def _put_place(self, place: int, step: int, *, reveal: bool = True) -> bool:
        """Put the cursor on the next entry from ``place`` that may have it; whether one has."""
        step = 1 if step > 0 else -1
        while 0 <= place < len(self.entries):
            if self.selectable(self.entries[place]):
                self.put_cursor(self.map.keys[place], reveal=reveal)
                return True
            place += step
        if reveal and place < 0:
            self.scroll_to(y=0, animate=False)
        elif reveal:
            self._reveal()  # news may have pushed the last entry out of sight
        return False

    def _reveal(self) -> None:
        place = self.map.place(self.cursor)
        if place is None or not self.map.measured:
            return
        top, bottom = self.map.lines(place)
        height = self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > self.scroll_offset.y + height:
            self.scroll_to(y=min(top, bottom - height), animate=False, force=True)

    def entitle(self, title: Content) -> None:
        """Write the title into the upper edge; drawn again only when it says something new."""
        if title != self._title:
            self._title = title
            if self.border_title is None:
                self.border_title = title
            else:
                self._border_title = title  # the property would draw the whole list again
                self.refresh(Region(0, -1, self.size.width, 1))

    def under_mouse(self, event: events.MouseEvent) -> Key | None:
        """The entry under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None or not self.map.measured:
            return None
        line = offset.y + self.scroll_offset.y
        if not 0 <= line < self.map.height:
            return None
        place = self.map.place_at(line)
        return self.map.keys[place] if self.selectable(self.entries[place]) else None

    def on_click(self, event: events.Click) -> None:
        key = self.under_mouse(event)
        if key is not None:
            self.put_cursor(key, reveal=False)
            if event.chain == 2:
                self.post_message(self.Opened(key))
