"""What a person can do in the history."""

from typing import TYPE_CHECKING, Any

from db.changes import EventRow
from sapa_tui.locale import N_, _

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("History")


class EventAction(Action):
    """An action on the event in focus."""

    group = GROUP
    places = frozenset({"history"})

    def the_event(self, screen: Any) -> EventRow:
        """The event in focus; only asked after ``off`` has said that there is one."""
        event: EventRow = screen.event
        return event

    def off(self, screen: Any) -> str | None:
        return None if screen.event else _("Nothing has happened yet.")


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
        page = EventScreen(event, screen.wall.names, screen.sapa.today)
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
        kinds = ("activity", "communication_item")
        if self.the_event(screen).entity in kinds:
            return None
        return _("This is about neither a card nor a message.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        event = self.the_event(screen)
        await screen.app.push_screen_wait(DetailScreen(event.entity, event.entity_id))


HISTORY_ACTIONS: tuple[Action, ...] = (OpenEvent(), OpenEventItem())
