"""The daily standup: what is new since the last one, the walk, and its minutes at the end."""

from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer

from db.queries import standup as queries
from db.queries.minutes import compose
from db.queries.since import since
from db.queries.standup import Walk
from db.queries.walk import Beginning, beginning
from db.queries.wall import Wall
from db.rules.codes import Role
from db.rules.minutes import from_json
from sapa_tui.actions.walking import JUMP
from sapa_tui.locale import _
from sapa_tui.presentation.agenda import agenda_entries
from sapa_tui.presentation.places import reference_parts
from sapa_tui.widgets.agenda_list import AgendaList
from sapa_tui.widgets.follow_ups import FollowUps
from sapa_tui.widgets.ground import Row
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.walk_bar import WalkBar
from sapa_tui.widgets.walk_pages import WalkDetail, WalkMinutes, WalkSince

from .walk import WalkScreen
from .wall import HUGE, TALL, WIDE

AHEAD_SECONDS = 0.5
"""How long after a page has come into view the next one is read."""


class StandupScreen(WalkScreen):
    """The walk of today; between two standups what has changed, and what is to be followed up."""

    CSS_PATH = "standup.tcss"
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._walk: Walk | None = None
        """The walk that is in front, or was until it ended."""
        self._began = Beginning()
        self._later: Timer | None = None
        self._shown_last: tuple[str, bool] | None = None
        """The page that got the focus last, and whether between two standups."""

    def body(self) -> ComposeResult:
        self._suit()
        yield WalkBar()
        with Row(id="walk"):
            yield AgendaList()
            yield WalkSince(id="since")
            yield self.detail
            yield WalkMinutes(id="minutes")
            yield FollowUps()

    # Showing --------------------------------------------------------------------------

    def state_of(self, wall: Wall) -> tuple[object, ...]:
        return *super().state_of(wall), self.walk

    def show_walk(self, wall: Wall) -> None:
        state = self.sapa.walk_state
        if state is not None:
            bar, today = self.query_one(WalkBar), self.sapa.today
            bar.show(state, wall.facts, self.sapa.clock.now(), today)

    def show(self, wall: Wall) -> None:
        if self.walk is not None:
            if self._walk is None or self._walk.id != self.walk.id:
                self.held, self._began = None, Beginning()
                self._ask(self._read_beginning, "beginning")
            self._walk = self.walk
            self._show_agenda()
        elif wall.walk is not None:
            self._walk = wall.walk  # left open on another day; its end is shown as any other
        elif self._walk is not None:
            self._ask(self._read_end, "end")
            return
        self._show_page()

    def look_at(self, number: int) -> None:
        """Go to an open follow-up; during a walk there is no list of them."""
        if self.walk is None:
            self.query_one(FollowUps).look_at(number)

    def _show_page(self) -> None:
        """Bring the page that belongs in front there, and have it say what it is about."""
        shown = self.front, self.walk is None
        self._arrange()
        match self.front:
            case "item":
                self.detail.look_at(*self.item)
            case "since":
                self._ask(self._read_since, "page")
            case _:
                self._ask(self._read_minutes, "page")
        if self.walk is None:
            self.query_one(FollowUps).look()
        if shown != self._shown_last:
            self._shown_last = shown
            self.query_one(f"#{self.front}").focus()

    def _arrange(self) -> None:
        """Show the page in front, and what is beside it, where there is room for that."""
        # Each by itself: a class of the screen would have every style in it worked out anew.
        for page in ("since", "item", "minutes"):
            self.query_one(f"#{page}").display = page == self.front
        walking = self.walk is not None
        self.query_one(AgendaList).display = walking and not self.has_class("-small")
        self.query_one(FollowUps).display = not walking and self.held is None

    def _show_agenda(self) -> None:
        walk = self.walk
        if walk is not None:
            agenda = self.query_one(AgendaList)
            agenda.show_agenda(
                agenda_entries(walk, self.wall, self._began, self.sapa.today), walk.stop
            )

    def _ask(self, read: Any, group: str) -> None:
        """Have something read and shown; what is asked for anew is not waited for."""
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        self.run_worker(read, exclusive=True, group=group)

    async def _read_beginning(self) -> None:
        walk = self.walk
        if walk is not None:
            self._began = await self.sapa.session.read(beginning, walk.id)
            if not self.over:
                self._show_agenda()

    async def _read_end(self) -> None:
        """The walk has ended: show its minutes, or say that there are none."""
        ended, last = self._walk, await self.sapa.session.read(queries.last_held)
        if self.over or self.walk is not None or ended is None:
            return
        self._walk = None
        if last is not None and last.id == ended.id:
            self.held = last
        else:
            self.say(_("The standup was called off; no minutes were written."))
        self._show_page()
        self.update_footer()

    async def _read_since(self) -> None:
        read, today = self.sapa.session.read, self.sapa.today
        found = await read(since, today)
        if not self.over:
            page = self.query_one(WalkSince)
            page.show_since(found, self.wall, today)
            self.detail.width_to_come = page.scrollable_content_region.width  # in the same place
            self._look_ahead()
        if self.walk is None:
            last, agenda = await read(queries.last_held), await read(queries.planned_walk, today)
            if not self.over and self.walk is None:
                bar, may_lead = self.query_one(WalkBar), self.role is not Role.VIEWER
                if self.wall.walk is not None:
                    bar.remind(self.wall.walk, may_lead, self.wall.names)
                else:
                    bar.invite(last, agenda, may_lead, self.wall.names)

    async def _read_minutes(self) -> None:
        if self.held is not None:
            minutes = from_json(self.held.minutes)
            self.query_one(WalkBar).end(self.held)
        elif self._walk is not None:
            now, number = self.sapa.clock.now(), self._walk.id
            minutes = await self.sapa.session.read(compose, now, standup=number)
        else:
            return
        if not self.over:
            self.query_one(WalkMinutes).show_minutes(minutes)

    # Size and mouse -------------------------------------------------------------------

    def _suit(self) -> None:
        """Show as much beside the page as there is room for."""
        width, height = self.app.size
        self.set_class(width < WIDE or height < TALL, "-small")
        self.set_class(width >= HUGE, "-huge")

    def on_resize(self) -> None:
        self._suit()
        if self.is_mounted:
            self._arrange()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    @on(WalkDetail.Reread)
    def _item_read(self) -> None:
        self.update_footer()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Have the next page made in a moment, when all screens have come to this one."""
        if self._later is not None:
            self._later.stop()
        walk = self.walk
        if walk is not None and walk.place + 1 < len(walk.agenda) - 1:
            kind, number, _field = reference_parts(walk.agenda[walk.place + 1])
            read = partial(self.detail.read_ahead, kind, number)
            self._later = self.set_timer(AHEAD_SECONDS, lambda: self._ask(read, "ahead"))

    @on(FollowUps.Reread)
    def _follow_ups_read(self) -> None:
        self.set_class(not self.query_one(FollowUps).entries, "-nothing-open")
        self.update_footer()

    @on(AgendaList.Opened)
    def _stop_clicked(self, message: AgendaList.Opened) -> None:
        walk = self.walk
        if walk is not None and message.key in walk.agenda:
            if reason := JUMP.off(self):
                self.say(reason, "warning")
            else:
                self.attempt(partial(JUMP.go, self, walk.agenda.index(str(message.key))))
