"""What stands around the map of stakeholders: its title, its axes, what its signs mean."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from db.rules.codes import Attitude, Level
from sapa_tui.locale import _
from sapa_tui.presentation.stakeholder_words import attitude_mark
from sapa_tui.presentation.words import level_word
from sapa_tui.presentation.wrapping import cut

from .lines import Line, Lines, apart, width_of


class AxisLevel(Lines):
    """The step of influence beside a row of fields."""

    def __init__(self, level: Level) -> None:
        super().__init__(classes="axis-level")
        self._level = level

    def lines_for(self, width: int) -> list[Line]:
        return [[], [(cut(level_word(self._level), width), "quiet")]]


class AxisLine(Lines):
    """What the axes are, and the steps of impact under the middle of their columns."""

    def __init__(self, middles: Callable[[], Sequence[int]]) -> None:
        """``middles`` tells where on the screen the columns have their middle."""
        super().__init__(classes="axis-line")
        self._middles = middles

    def lines_for(self, width: int) -> list[Line]:
        low, medium, high = (middle - self.content_region.x for middle in self._middles())
        between = (_("impact") + " →", (medium + high) // 2)
        words = [
            (level_word(level), at) for level, at in zip(Level, (low, medium, high), strict=True)
        ]
        text = "↑ " + _("influence")
        for word, middle in (*words[:-1], between, words[-1]):
            start = middle - cell_len(word) // 2
            if start > cell_len(text) + 1:
                text += " " * (start - cell_len(text)) + word
        return [[(cut(text, width), "quiet")]]


class MapHead(Lines):
    """The map's title, and what its signs mean."""

    def __init__(self) -> None:
        super().__init__(id="map-head")
        self._titles: Sequence[Line] = ()

    def show(self, *titles: Line) -> None:
        """Show the first of some titles that there is room for beside the signs."""
        self._titles = titles
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        signs = "  ".join(attitude_mark(attitude) for attitude in Attitude)
        room = width - cell_len(signs) - 2
        fitting = [title for title in self._titles if width_of(title) <= room]
        title = [*fitting, *self._titles[-1:], []][0]
        return [apart(title, [(signs, "quiet")], width)]
