"""A page of lines to read: it scrolls by key and wheel, and has no cursor."""

from rich.segment import Segment
from rich.style import Style

from .line_list import LineList
from .line_map import Key
from .lines import Line

_UNDERLINED = Style(underline=True)


class Page(LineList[tuple[int, Line]]):
    """Draws the lines that :meth:`lines_for` gives for the present width.

    A style may be followed by ``underlined``: what differs is not to be seen by colour alone.
    """

    def lines_for(self, width: int) -> list[Line]:
        """The lines for a width in cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Show what there is to say now."""
        if self.size.width:
            self.show(list(enumerate(self.lines_for(self._line_width))))

    def on_resize(self) -> None:
        self.redraw()
        super().on_resize()

    def key_of(self, entry: tuple[int, Line]) -> Key:
        return entry[0]

    def selectable(self, entry: tuple[int, Line]) -> bool:
        return False

    def lines_of(self, entry: tuple[int, Line], width: int) -> list[list[Segment]]:
        return [[Segment(text, self._style(style)) for text, style in entry[1] if text]]

    def _style(self, name: str) -> Style:
        meaning, _space, line = name.partition(" ")
        return self.style_of(meaning) + _UNDERLINED if line else self.style_of(meaning)

    # The keys that move a cursor elsewhere move the page here.

    def action_cursor(self, step: int) -> None:
        self.scroll_relative(y=step, animate=False)

    def action_cursor_to(self, place: int) -> None:
        self.scroll_to(y=0 if place == 0 else self.max_scroll_y, animate=False)

    def action_page(self, pages: int) -> None:
        height = self.scrollable_content_region.height
        self.scroll_relative(y=pages * max(1, height - 1), animate=False)
