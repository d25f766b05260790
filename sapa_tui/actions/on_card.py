"""What every action on a card needs: the card in focus, and the right to write."""

from typing import TYPE_CHECKING, Any

from db.queries.board import Card
from db.rules.codes import Role
from sapa_tui.locale import N_, _

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Board")
ON_BOARD = frozenset({"board"})
ON_CARD = frozenset({"board", "activity"})


class CardAction(Action):
    """An action on the card in focus."""

    group = GROUP
    places = ON_CARD

    def card(self, screen: Any) -> Card | None:
        """The card that has the focus."""
        found: Card | None = screen.card
        return found

    def off(self, screen: "PlanScreen") -> str | None:
        return None if self.card(screen) else _("No card has the focus here.")

    def the_card(self, screen: Any) -> Card:
        """The card in focus; only asked after ``off`` has said that there is one."""
        card = self.card(screen)
        assert card is not None
        return card


class WriteToCard(CardAction):
    """An action on the card in focus that viewers cannot take."""

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen) or super().off(screen)


def may_write(screen: "PlanScreen") -> str | None:
    """Why the person cannot write, if so."""
    if screen.role is Role.VIEWER:
        return _("You may read this plan, but not change it. Ask the project leader.")
    return None
