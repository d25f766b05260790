"""What every action on a message needs: the message in focus, and the right to write."""

from typing import TYPE_CHECKING, Any

from db.queries.communication import Item
from db.rules.codes import CommunicationState, Role
from sapa_tui.locale import N_, _

from .base import Action
from .on_card import may_write

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Communication")
ON_LIST = frozenset({"communication"})
OPEN = (CommunicationState.PLANNED, CommunicationState.READY)
"""The states of a message that is still to be sent or held."""


class ItemAction(Action):
    """An action on the communication item in focus."""

    group = GROUP
    places = ON_LIST

    def item(self, screen: Any) -> Item | None:
        """The item that has the focus."""
        found: Item | None = screen.communication.item
        return found

    def off(self, screen: "PlanScreen") -> str | None:
        return None if self.item(screen) else _("No message has the focus here.")

    def the_item(self, screen: Any) -> Item:
        """The item in focus; only asked after ``off`` has said that there is one."""
        item = self.item(screen)
        assert item is not None
        return item


class WriteToItem(ItemAction):
    """An action on the item in focus that viewers cannot take."""

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen) or super().off(screen)


class LeaderOnItem(ItemAction):
    """An action on the item in focus that only the project leader takes."""

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader completes, cancels and reopens a message.")
        return super().off(screen)
