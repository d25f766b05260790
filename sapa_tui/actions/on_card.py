"""What every action on a card needs: the card in focus, and the right to write."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from db.errors import Refused
from db.queries.board import Card
from db.rules.codes import Role
from db.rules.due import Anchor
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import error_sentence

from .asking import due_choices_of
from .base import Action

if TYPE_CHECKING:
    from sapa_tui.dialogs.quick_form import CardForm
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


def card_form(
    screen: "PlanScreen", form: "type[CardForm]", card: Card, department: int | None = None
) -> "Callable[..., CardForm]":
    """A form about a card, and perhaps its department, to be told what saves it."""
    people, facts = list(screen.wall.people.values()), screen.wall.facts
    choices = due_choices_of(screen, (Anchor.ACTIVITY, card.id), department)
    return partial(form, card, people, facts, screen.sapa.today, choices=choices)


def may_write(screen: "PlanScreen") -> str | None:
    """Why the person cannot write, if so."""
    if screen.role is Role.VIEWER:
        return _("You may read this plan, but not change it. Ask the project leader.")
    if screen.wall.facts.closed:
        return error_sentence(Refused("plan_closed_for_writing"))
    return None
