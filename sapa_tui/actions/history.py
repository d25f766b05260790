"""What a person can do in the history, and how the history of one item is reached."""

from typing import TYPE_CHECKING, Any

from db.changes import EventRow
from db.queries.history import EventKind
from sapa_tui.locale import N_, _
from sapa_tui.presentation.history_filters import HistoryItem
from sapa_tui.presentation.places import item_title

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("History")
IN_HISTORY = frozenset({"history"})
_WITH_PAGE = ("activity", "communication_item")
_WITH_HISTORY = (*_WITH_PAGE, "stakeholder", "person")


class EventAction(Action):
    """An action on the event in focus."""

    group = GROUP
    places = IN_HISTORY

    def the_event(self, screen: Any) -> EventRow:
        """The event in focus; only asked after ``off`` has said that there is one."""
        event: EventRow = screen.event
        return event

    def off(self, screen: Any) -> str | None:
        return None if screen.event else _("No event has the focus here.")


class OpenEvent(EventAction):
    """Read what an event changed."""

    id = "event.open"
    keys = ("enter",)
    label = N_("What changed")
    help = N_("Read every field that it changed, before and after.")
    footer = 10

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.event import EventScreen

        event = self.the_event(screen)
        page = EventScreen(event, screen.wall, screen.sapa.today)
        await screen.app.push_screen_wait(page)


class OpenEventItem(EventAction):
    """Read the item that an event is about."""

    id = "event.item"
    keys = ("o",)
    label = N_("Open item")
    help = N_("Read the card or the message that it is about.")
    footer = 20

    def off(self, screen: Any) -> str | None:
        if reason := super().off(screen):
            return reason
        if self.the_event(screen).entity in _WITH_PAGE:
            return None
        return _("This is about neither a card nor a message.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        event = self.the_event(screen)
        await screen.app.push_screen_wait(DetailScreen(event.entity, event.entity_id))


class SearchHistory(Action):
    """Search in the events."""

    id = "history.search"
    keys = ("slash", "ctrl+f")
    label = N_("Search")
    help = N_("Show only the events whose words match; esc shows all again.")
    opens_form = True
    group = GROUP
    places = IN_HISTORY
    footer = 40

    async def run(self, screen: "PlanScreen") -> None:
        await screen.open_search()  # type: ignore[attr-defined]


class FilterHistory(Action):
    """Filter the events."""

    id = "history.filter"
    keys = ("f",)
    label = N_("Filter")
    help = N_("Show only what one person did, one kind of event, or some days.")
    group = GROUP
    places = IN_HISTORY
    footer = 50

    async def run(self, screen: Any) -> None:
        from sapa_tui.dialogs.history_filter_form import HistoryFilterForm

        people = list(screen.wall.people.values())
        me, today = screen.sapa.person, screen.sapa.today
        kinds = (EventKind.REFUSED, EventKind.UNDONE) if screen.item else tuple(EventKind)
        form = HistoryFilterForm(screen.filter, people, kinds, me=me, today=today)
        chosen = await screen.app.push_screen_wait(form)
        if chosen is not None:
            screen.set_filter(chosen)


class ClearHistory(Action):
    """Show all events again."""

    id = "history.clear"
    keys = ("escape", "F")
    label = N_("Show all")
    help = N_("Show all events again.")
    group = GROUP
    places = frozenset({"history", "history.search"})
    footer = 5

    def applies(self, screen: Any) -> bool:
        return super().applies(screen) and (screen.narrowed or screen.item is None)

    def words(self, screen: Any) -> str:
        return _("End search") if screen.searching_within else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        await screen.show_all()  # type: ignore[attr-defined]


class LeaveHistory(Action):
    """Leave the history of one item."""

    id = "history.leave"
    keys = ("escape", "q")
    label = N_("Back")
    help = N_("Go back to where the history of the item was asked for.")
    group = GROUP
    places = IN_HISTORY
    footer = 6

    def applies(self, screen: Any) -> bool:
        return super().applies(screen) and screen.item is not None

    async def run(self, screen: "PlanScreen") -> None:
        screen.leave()  # type: ignore[attr-defined]


class ItemHistory(Action):
    """Show what happened to the item in focus."""

    id = "history.item"
    keys = ("y",)
    label = N_("Its history")
    help = N_("Read everything that happened to the item in focus, with old and new values.")
    group = GROUP
    places = frozenset(
        {"board", "communication", "activity", "countdown", "stakeholders", "stakeholder_map"}
    )
    footer = 80

    def applies(self, screen: "PlanScreen") -> bool:
        return super().applies(screen) or screen.place in IN_HISTORY

    def words(self, screen: "PlanScreen") -> str:
        return _("Only this one") if screen.place in IN_HISTORY else super().words(screen)

    def off(self, screen: Any) -> str | None:
        item = self._item(screen)
        if item is None:
            return _("Nothing that has a history has the focus here.")
        here: HistoryItem | None = screen.item if screen.place in IN_HISTORY else None
        if here is not None and item[:2] == here[:2]:
            return _("You are reading its history already.")
        return None

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.history import HistoryScreen

        await screen.app.push_screen_wait(HistoryScreen(self._item(screen)))

    @staticmethod
    def _item(screen: Any) -> HistoryItem | None:
        if screen.place in IN_HISTORY:
            event = screen.event
            if event is None or event.entity not in _WITH_HISTORY:
                return None
            return HistoryItem(event.entity, event.entity_id, event.title)
        reference: str = screen.item_in_focus()
        kind, _colon, number = reference.partition(":")
        if not number:
            return None
        return HistoryItem(kind, int(number), item_title(reference, screen.wall) or f"#{number}")


HISTORY_ACTIONS: tuple[Action, ...] = (
    OpenEvent(),
    OpenEventItem(),
    ItemHistory(),
    SearchHistory(),
    FilterHistory(),
    ClearHistory(),
    LeaveHistory(),
)
