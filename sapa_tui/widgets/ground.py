"""Plain ground: what has nothing of its own to draw is drawn as one line, over and over.

Textual would style each of its lines, which is a tenth of the first drawing.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip


def quiet_size() -> Reactive[Size]:
    """The size of what is inside, of which nothing hangs that a layout has not just seen to.

    Textual's own would have everything laid out and drawn once more after the first frame.
    """
    return Reactive(Size(0, 0), repaint=False)


def first_line(crop: Region) -> Region:
    """The first line of a part that is to be drawn."""
    return Region(crop.x, crop.y, crop.width, min(crop.height, 1))


class Row(Horizontal):
    """Widgets side by side, without a border around them."""

    virtual_size = quiet_size()

    def render_lines(self, crop: Region) -> list[Strip]:
        return super().render_lines(first_line(crop)) * crop.height


class Stack(Vertical):
    """Widgets one below the other, without a border around them."""

    virtual_size = quiet_size()

    def render_lines(self, crop: Region) -> list[Strip]:
        return super().render_lines(first_line(crop)) * crop.height
