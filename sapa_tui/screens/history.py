"""The history: what happened, of everything or of one item, read page by page from the log."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from db.changes import EventRow
from db.errors import InvalidInput
from db.queries import history
from db.queries.wall import Wall
from sapa_tui.actions.base import Action, is_typed
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.history_filters import HistoryFilter, HistoryItem
from sapa_tui.presentation.sentences import error_sentence, quoted
from sapa_tui.widgets.filter_line import FilterLine
from sapa_tui.widgets.history_list import HistoryList
from sapa_tui.widgets.line_list import LineList

from .plan_screen import PlanScreen

PAGE = 200


class HistoryScreen(PlanScreen):
    """The newest events first; older ones are read as the reader comes to them.

    The history of one ``item`` stands in front of the view from which it was asked for.
    """

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#events"
    view: ClassVar[str] = "history"

    def __init__(self, item: HistoryItem | None = None) -> None:
        super().__init__()
        self.item = item
        self.filter = HistoryFilter()
        self._answered: HistoryFilter | None = None
        """The filter that let through what is shown now."""
        self._read_to = 0
        """The newest event known to have been looked at for it."""

    def body(self) -> ComposeResult:
        yield FilterLine(id="filter")
        yield HistoryList()

    @property
    def events(self) -> HistoryList:
        """The list."""
        return self.query_one(HistoryList)

    @property
    def event(self) -> EventRow | None:
        """The event that an action is about."""
        return self.events.event

    @property
    def place(self) -> str:
        return "history.search" if isinstance(self.focused, Input) else "history"

    def offers(self, action: Action) -> bool:
        if action.id == "quit" and self.item is not None:
            return False  # its key leaves the history of the item first
        return bool(self._keys_of(action)) and super().offers(action)

    def footer_key(self, action: Action) -> str:
        return self._keys_of(action)[0]

    def _keys_of(self, action: Action) -> list[str]:
        """The action's keys here: letters go into the line to search in, while it has the focus."""
        return [key for key in action.keys if self.place == "history" or not is_typed(key)]

    def rank(self, action: Action) -> int:
        """The way back to all events is shown while there is one."""
        nothing = action.id == "history.clear" and not self.narrowed
        return 0 if nothing else super().rank(action)

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on, or the line to search in is open."""
        return not self.filter.empty or bool(self.query("#search"))

    @property
    def searching_within(self) -> bool:
        """Whether the line to search in is open over another filter."""
        return bool(self.query("#search")) and not self.filter._replace(text="").empty

    # Reading --------------------------------------------------------------------------

    def show(self, wall: Wall) -> None:
        if self.item is None:
            total = ngettext("{n} event", "{n} events", wall.last_event).format(n=wall.last_event)
            title = Content.assemble((_("History"), "bold"), f"  {total}")
        else:
            words = _("History of “{title}”").format(title=quoted(self.item.title))
            title = Content.assemble((words, "bold"))
        self.events.entitle(title)
        self._ask()

    def _ask(self) -> None:
        # As a function: a coroutine that is overtaken before it starts would be complained of.
        read: Any = self._read_newest
        self.run_worker(read, exclusive=True, group="newest")

    async def _read_newest(self) -> None:
        """Put what has happened since above what is shown; for another filter begin anew.

        So it does after a long while, too: what lies between would be more than a page.
        """
        if self.over:
            return
        chosen, read_to, listed = self.filter, self.wall.last_event, self.events
        anew = chosen != self._answered
        try:
            found = await self._read(chosen, after=None if anew else self._read_to)
        except InvalidInput as error:
            self.notify(error_sentence(error), severity="warning", markup=False)
            return
        if chosen != self.filter or self.over:
            return  # an answer to what is no longer asked
        self._answered, self._read_to = chosen, max(read_to, found[0].id if found else 0)
        if anew or len(found) == PAGE:
            listed.complete = len(found) < PAGE
        else:
            found = [*found, *listed.events]
        self._take(found, at_top=anew)

    @on(HistoryList.OlderWanted)
    def _older_wanted(self) -> None:
        # Not exclusive: a page under way is the page that is wanted.
        if not any(worker.group == "older" and not worker.is_finished for worker in self.workers):
            self.run_worker(self._read_older(), group="older")

    async def _read_older(self) -> None:
        listed, chosen = self.events, self._answered
        if self.over or chosen != self.filter or not listed.events or listed.complete:
            return
        oldest = listed.events[-1].id
        found = await self._read(chosen, before=oldest)
        if chosen == self._answered and listed.events and listed.events[-1].id == oldest:
            listed.complete = len(found) < PAGE
            self._take([*listed.events, *found])

    async def _read(self, chosen: HistoryFilter, **page: int | None) -> list[EventRow]:
        about = {"entity": self.item.entity, "entity_id": self.item.number} if self.item else {}
        query: dict[str, Any] = {**chosen.query(), **about, **page}
        return await self.sapa.session.read(history.history, limit=PAGE, **query)

    def _take(self, events: list[EventRow], *, at_top: bool = False) -> None:
        """Show events; of another filter's from the top, unless what was being read is there."""
        listed, reading = self.events, self.events.cursor
        listed.nothing = self._nothing()
        listed.show_events(events, self.wall, self.sapa.today)
        if at_top and listed.cursor != reading:
            listed.go_to_newest()
        self.query_one(FilterLine).say(self._filter_words())
        self.update_footer()

    # Words ----------------------------------------------------------------------------

    def _filter_words(self) -> str:
        if self.filter.empty:
            return ""
        words = self.filter.words(self.wall.names, self.sapa.today)
        said = [_("Only {what}").format(what=words)]
        if self.events.complete:
            count = len(self.events.events)
            said.append(ngettext("{n} event", "{n} events", count).format(n=count))
        way_back = _("esc ends the search") if self.searching_within else _("esc shows all")
        return " · ".join([*said, way_back])

    def _nothing(self) -> str:
        if self.searching_within:
            return _("No event fits. Press esc to end the search, or f to change the filter.")
        if not self.filter.empty:
            return _("No event fits the filter. Press esc to see all of them, or f to change it.")
        if self.item is not None:
            return _("Nothing has happened to it since the plan was made.")
        return _("Nothing has happened yet.")

    def leave(self) -> None:
        """Go back to where the history of the item was asked for."""
        if not self.over:
            self.dismiss()

    # Filtering ------------------------------------------------------------------------

    def set_filter(self, chosen: HistoryFilter) -> None:
        """Show only the events that a filter lets through."""
        for search in self.query("#search").results(Input):
            search.value = chosen.text
        self._narrow(chosen)

    def _narrow(self, chosen: HistoryFilter) -> None:
        if chosen != self.filter:
            self.filter = chosen
            self._ask()

    async def open_search(self) -> None:
        """Open the line to search in, or go to it."""
        if not self.query("#search"):
            placeholder = _("Words of a title or of what was said")
            search = Input(self.filter.text, id="search", placeholder=placeholder, compact=True)
            await self.mount(search, before="#filter")
        self.query_one("#search", Input).focus()

    async def show_all(self) -> None:
        """Close the line to search in, and show all events again.

        A search within what was filtered otherwise ends first, by itself.
        """
        kept = self.filter._replace(text="") if self.searching_within else HistoryFilter()
        self.events.focus()
        await self.query("#search").remove()
        self.set_filter(kept)

    @on(Input.Changed, "#search")
    def _search_typed(self, event: Input.Changed) -> None:
        # What stands there by now: several letters may have come at once.
        self._narrow(self.filter._replace(text=event.input.value))

    @on(Input.Submitted, "#search")
    def _search_done(self) -> None:
        self.events.focus()

    @on(LineList.Highlighted)
    def _cursor_moved(self) -> None:
        self.update_footer()

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.action_do("event.open")
