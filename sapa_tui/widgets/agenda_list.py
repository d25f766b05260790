"""The agenda beside a walk: what has been talked about, what is in front, what comes."""

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.content import Content

from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.agenda import Heading, Stop
from sapa_tui.presentation.wrapping import cut

from .line_list import LineList
from .line_map import Key

_SIGN = 2
_IN_SIGHT = 4
"""Lines before and after what is in front that are to be seen."""


class AgendaList(LineList[Heading | Stop]):
    """One stop a line; the cursor stands on the one in front of everybody. Keys go elsewhere."""

    can_focus = False
    DEFAULT_CSS = """
    AgendaList {
        border-top: solid $sapa-line;
        border-title-color: $text-muted;
        border-title-align: left;
    }
    """

    def __init__(self) -> None:
        super().__init__(id="agenda", show_unfocused=True)

    def show_agenda(self, entries: list[Heading | Stop], here: str) -> None:
        """Show the stops, and which of them is in front."""
        self.entitle(Content(_("Agenda")))
        with self.prevent(LineList.Highlighted):  # nothing else hangs on it
            self.show(entries)
            went_on = here != self.cursor
            self.put_cursor(here)
        if went_on:
            self._centre()

    def on_resize(self) -> None:
        self.call_after_refresh(self._centre)  # measured only then

    def _centre(self) -> None:
        """Move the page once what is in front comes near its edge: what is next stays in sight."""
        near, far = _IN_SIGHT, self.size.height - _IN_SIGHT
        if self.map.measured and not near <= self.cursor_top < far:
            top = self.cursor_top + self.scroll_offset.y
            self.scroll_to(y=top - self.size.height // 3, animate=False)

    def key_of(self, entry: Heading | Stop) -> Key:
        return ("heading", entry.above) if isinstance(entry, Heading) else entry.key

    def selectable(self, entry: Heading | Stop) -> bool:
        return isinstance(entry, Stop)

    def height_of(self, entry: Heading | Stop, width: int) -> int:
        return 2 if isinstance(entry, Heading) and entry.words else 1

    def lines_of(self, entry: Heading | Stop, width: int) -> list[list[Segment]]:
        if isinstance(entry, Heading):
            words = [[Segment(cut(entry.words, width), self.style_of("quiet"))]]
            return [[Segment(" ")], *words] if entry.words else [[Segment(" ")]]
        here = entry.key == self.cursor
        sign, colour = ("●", "accent") if here else entry.sign
        style = "strong" if here else ("quiet" if entry.passed else "text")
        title = cut(safe(entry.title), width - _SIGN)
        gap = " " * (_SIGN - cell_len(sign))
        return [[Segment(sign + gap, self.style_of(colour)), Segment(title, self.style_of(style))]]

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # the cursor goes where the walk goes, and not to the mouse
        key = self.under_mouse(event)
        if key is not None:
            self.post_message(self.Opened(key))
