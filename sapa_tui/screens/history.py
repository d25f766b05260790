"""The history: everything that happened, read page by page from the event log."""

from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from db.changes import EventRow
from db.queries import history
from db.queries.wall import Wall
from sapa_tui.locale import _, ngettext
from sapa_tui.widgets.history_list import HistoryList
from sapa_tui.widgets.line_list import LineList

from .plan_screen import PlanScreen

PAGE = 200


class HistoryScreen(PlanScreen):
    """The newest events first; older ones are read as the reader comes to them."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#events"
    view: ClassVar[str] = "history"

    def body(self) -> ComposeResult:
        yield HistoryList()

    @property
    def events(self) -> HistoryList:
        """The list."""
        return self.query_one(HistoryList)

    @property
    def event(self) -> EventRow | None:
        """The event that an action is about."""
        return self.events.event

    def show(self, wall: Wall) -> None:
        total = ngettext("{n} event", "{n} events", wall.last_event).format(n=wall.last_event)
        self.events.entitle(Content.assemble((_("History"), "bold"), f"  {total}"))
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        read: Any = partial(self._read_newer, wall)
        self.run_worker(read, exclusive=True, group="newer")

    async def _read_newer(self, wall: Wall) -> None:
        """Put what has happened since above what is shown; after a long while begin anew."""
        if self.over:
            return
        listed = self.events
        known = listed.events
        after = known[0].id if known else None
        found = await self.sapa.session.read(history.history, after=after, limit=PAGE)
        gap = len(found) == PAGE
        if gap:
            listed.complete = False
        elif not known:
            listed.complete = True
        listed.show_events(found if gap else [*found, *listed.events], wall.names, self.sapa.today)
        self.update_footer()

    @on(HistoryList.OlderWanted)
    def _older_wanted(self) -> None:
        # Not exclusive: a page under way is the page that is wanted.
        if not any(worker.group == "older" and not worker.is_finished for worker in self.workers):
            self.run_worker(self._read_older(), group="older")

    async def _read_older(self) -> None:
        if self.over:
            return
        listed = self.events
        if not listed.events or listed.complete:
            return
        oldest = listed.events[-1].id
        found = await self.sapa.session.read(history.history, before=oldest, limit=PAGE)
        listed.complete = len(found) < PAGE
        if listed.events and listed.events[-1].id == oldest:
            listed.show_events([*listed.events, *found], self.wall.names, self.sapa.today)

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("event.open")
