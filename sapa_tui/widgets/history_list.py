"""What happened, newest first, under the days on which it did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message

from db.changes import EventRow
from db.clock import local, unstamp
from db.queries.wall import Wall
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_long, week
from sapa_tui.presentation.due_rules import NO_POINTS
from sapa_tui.presentation.sentences import event_remark, event_sentence, quoted
from sapa_tui.presentation.words import initials
from sapa_tui.presentation.wrapping import cut

from .line_list import LineList
from .line_map import Key

_TIME = 7
_SHORTEST_TITLE = 12
_HOUR = len("2026-11-23T09")
_AHEAD = 60
"""Lines below the window from which on older events are asked for."""


@lru_cache(maxsize=4_096)
def _day_of(hour: str) -> date:
    """The Danish day of an hour in UTC; asked anew of every event whenever there is news."""
    return local(unstamp(f"{hour}:00Z")).date()


@dataclass(frozen=True, slots=True)
class Day:
    """The heading of a day; ``time`` tells apart the same day come to twice, as clocks err."""

    day: date
    time: int


class HistoryList(LineList[EventRow | Day]):
    """Events one a line, with what was said under those that something was said with.

    ``complete`` says that the oldest event is among them, ``nothing`` what stands here when
    there are none.
    """

    class OlderWanted(Message):
        """The reader comes near the oldest event that is known here."""

    def __init__(self) -> None:
        super().__init__(id="events")
        self.events: list[EventRow] = []
        self.complete = False
        self.nothing = ""
        self.today = date.min
        self.names: Mapping[str, str] = {}
        self.points = NO_POINTS

    @property
    def event(self) -> EventRow | None:
        """The event under the cursor."""
        entry = self.entry()
        return entry if isinstance(entry, EventRow) else None

    def show_events(self, events: Sequence[EventRow], wall: Wall, today: date) -> None:
        """Show events, newest first; what is being read stays where it is."""
        self.events, self.names = list(events), wall.names
        points = wall.facts.anchor_points
        anew = (today, points) != (self.today, self.points)
        self.today, self.points = today, points
        entries: list[EventRow | Day] = []
        times: dict[date, int] = {}
        current = None
        for event in self.events:
            day = _day_of(event.at[:_HOUR])
            if day != current:
                current = day
                times[day] = times.get(day, 0) + 1
                entries.append(Day(day, times[day]))
            entries.append(event)
        self.show(entries)
        if anew:
            self.forget_drawings()

    def go_to_newest(self) -> None:
        """Put the cursor on the newest event, below the heading of its day."""
        self.action_cursor_to(0)
        self.scroll_to(y=0, animate=False, force=True)

    # Lines ----------------------------------------------------------------------------

    def key_of(self, entry: EventRow | Day) -> Key:
        return entry.id if isinstance(entry, EventRow) else ("day", entry.day, entry.time)

    def selectable(self, entry: EventRow | Day) -> bool:
        return isinstance(entry, EventRow)

    def height_of(self, entry: EventRow | Day, width: int) -> int:
        if isinstance(entry, Day):
            return 2
        return 2 if entry.note and event_remark(entry) else 1

    def lines_of(self, entry: EventRow | Day, width: int) -> list[list[Segment]]:
        if isinstance(entry, Day):
            name = {0: _("Today"), 1: _("Yesterday")}.get((self.today - entry.day).days, "")
            heading = Segment(f"{name}  " if name else "", self.style_of("strong"))
            day = f"{day_long(entry.day)} · {week(entry.day)}"
            return [[Segment(" ")], [heading, Segment(day, self.style_of("quiet"))]]
        room = width - _TIME
        time = Segment(f"{local(unstamp(entry.at)):%H:%M}  ", self.style_of("quiet"))
        lines = [[time, *self._sentence(entry, room)]]
        if self.height_of(entry, width) > 1:
            remark = cut(event_remark(entry), room - 2)
            lines.append([Segment(" " * _TIME), Segment(f"“{remark}”", self.style_of("quiet"))])
        return lines

    def _sentence(self, event: EventRow, room: int) -> list[Segment]:
        """The sentence, in which a long title gives way to what became of it."""
        said = event_sentence(event, self.names, self.points, remarked=False)
        over = cell_len(said) - room
        title = quoted(event.title)
        if over > 0 and cell_len(title) - over > _SHORTEST_TITLE:
            shorter = event._replace(title=cut(title, cell_len(title) - over))
            said = event_sentence(shorter, self.names, self.points, remarked=False)
        said = cut(said, room)
        who = initials(event.actor, self.names) if event.actor else ""
        if not who or not said.startswith(who):
            return [Segment(said, self.style_of("text"))]
        rest = Segment(said[len(who) :], self.style_of("text"))
        return [Segment(who, self.style_of("accent")), rest]

    def empty_lines(self, width: int) -> list[list[Segment]]:
        words = self.nothing if self.complete else _("Reading …")
        return [[Segment(words, self.style_of("quiet"))]]

    # Older ones -----------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        below = self.virtual_size.height - new_value - self.size.height
        if below < _AHEAD and not self.complete:
            self.post_message(self.OlderWanted())

    def action_cursor_to(self, place: int) -> None:
        super().action_cursor_to(place)
        if place and not self.complete:
            self.post_message(self.OlderWanted())
