"""A widget that is a few fixed lines of text, drawn without layout."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from sapa_tui.themes import line_style

from .ground import quiet_size

Line = Sequence[tuple[str, str]]
"""Runs of text, each with the name of its style."""


_BOLD = Style(bold=True)
_PROMINENT = ("accent", "late")


class Lines(Widget):
    """Draws the lines that :meth:`lines_for` gives for the present width."""

    DEFAULT_CSS = """
    Lines {
        height: 1;
    }
    """
    virtual_size = quiet_size()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn: list[Line] | None = None
        self._drawn_for = Size(0, 0)

    def lines_for(self, width: int) -> list[Line]:
        """The lines for a width in cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again, but only when the lines have come to say something else."""
        if not self.content_size.width:
            self._drawn = None  # drawn once the width is known, even if it is the same again
            return
        before = self._drawn
        if self._lines_anew() != before:
            self.refresh()

    def on_resize(self) -> None:
        if self._drawn_for != self.content_size:
            self._drawn = None
            self.refresh()

    def _lines_anew(self) -> list[Line]:
        self._drawn_for = self.content_size
        self._drawn = self.lines_for(self._drawn_for.width)
        return self._drawn

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        lines = self._lines_anew() if self._drawn is None else self._drawn
        line = lines[y] if y < len(lines) else []
        segments = [Segment(text, base + self._style(name)) for text, name in line if text]
        return Strip(segments).adjust_cell_length(self.content_size.width, base)

    def _style(self, name: str) -> Style:
        style = line_style(self.app.theme, name)
        return style + _BOLD if name in _PROMINENT else style


def width_of(line: Line) -> int:
    """Cells that a line takes."""
    return sum(cell_len(text) for text, _ in line)


def apart(left: Line, right: Line, width: int) -> Line:
    """One line with its two ends at the edges; the right end gives way when both do not fit."""
    gap = width - width_of(left) - width_of(right)
    return [*left, (" " * gap, "quiet"), *right] if gap > 0 else list(left)
