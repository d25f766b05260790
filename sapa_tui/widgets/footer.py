"""The bottom line: the keys that matter where the focus is, as many as fit."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from .lines import Line, Lines

FooterKey = tuple[str, str, str]
"""A key's name, its words, and the id of its action."""


class Footer(Lines):
    """Keys and their words; a click does what the key does.

    Keys that are ``always`` shown find room before the others: help, the way out of a page.
    """

    DEFAULT_CSS = """
    Footer { dock: bottom; height: 1; padding: 0 1; background: $sapa-chrome; }
    """

    def __init__(self, page: Sequence[FooterKey] = ()) -> None:
        super().__init__()
        self._page = self._always = page
        self._keys: Sequence[FooterKey] = ()
        self._ends: list[tuple[int, str]] = []

    def show(self, keys: Sequence[FooterKey], always: Sequence[FooterKey]) -> None:
        """Show keys in order of importance, as many as fit beside those that always do."""
        self._keys = keys
        self._always = [*always, *self._page]
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        line: list[tuple[str, str]] = []
        self._ends, used = [], 0
        for key, words, action in self._fitting(width):
            size = _size(key, words)
            line += [(key, "accent"), (f" {words}  ", "quiet")]
            used += size
            self._ends.append((used, action))
        return [line]

    def _fitting(self, width: int) -> list[FooterKey]:
        room = width - sum(_size(key, words) for key, words, _action in self._always) + 2
        shown: list[FooterKey] = []
        for entry in self._keys:
            room -= _size(*entry[:2])
            if room < 0:
                break
            shown.append(entry)
        return [*shown, *self._always]

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for end, action in self._ends:
            if offset.x < end - 2:
                await self.screen.run_action(f"do('{action}')")
                return


def _size(key: str, words: str) -> int:
    return cell_len(key) + 1 + cell_len(words) + 2
