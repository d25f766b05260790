"""The bottom line: the keys that matter where the focus is, as many as fit."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from .lines import Line, Lines


class Footer(Lines):
    """Keys and their words; a click does what the key does."""

    DEFAULT_CSS = """
    Footer { dock: bottom; height: 1; padding: 0 1; background: $sapa-chrome; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[tuple[str, str, str]] = ()
        self._ends: list[tuple[int, str]] = []

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show (key's name, words, action id) in order of importance."""
        self._keys = keys
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        line: list[tuple[str, str]] = []
        self._ends, used = [], 0
        for key, words, action in self._keys:
            size = cell_len(key) + 1 + cell_len(words) + 2
            if used + size - 2 > width:
                break
            line += [(key, "accent"), (f" {words}  ", "quiet")]
            used += size
            self._ends.append((used, action))
        return [line]

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for end, action in self._ends:
            if offset.x < end - 2:
                await self.screen.run_action(f"do('{action}')")
                return
