"""The line above a view from which a standup is under way elsewhere."""

from textual import events

from sapa_tui.presentation.standup import WalkState, beside_the_walk
from sapa_tui.presentation.wrapping import cut

from .lines import Line, Lines


class WalkLine(Lines):
    """Says that a standup is being held, and which key goes to it; so does a click."""

    DEFAULT_CSS = """
    WalkLine { height: 1; padding: 0 1; background: $sapa-cursor; pointer: pointer; }
    """

    def __init__(self, state: WalkState) -> None:
        super().__init__(id="walk-line")
        self._state = state

    def show(self, state: WalkState) -> None:
        """Show where the walk is now."""
        self._state = state
        self.redraw()

    def lines_for(self, width: int) -> list[Line]:
        sign = ("! ", "late") if self._state.abandoned else ("● ", "accent")
        return [[sign, (cut(beside_the_walk(self._state), width - 2), "strong")]]

    async def on_click(self, event: events.Click) -> None:
        event.stop()
        await self.screen.run_action("do('standup.join')")
