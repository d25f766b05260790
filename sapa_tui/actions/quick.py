"""What is settled about a card in a few keys: what it waits for, who answers for it, when."""

from typing import TYPE_CHECKING

from db.commands import Edit
from db.errors import Conflict
from db.queries import board as queries
from db.rules.codes import Column
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import choose, edit_item
from .base import Action
from .moving import move_card
from .on_card import WriteToCard, card_form

if TYPE_CHECKING:
    from db.commands import board as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.board")

_ANOTHER = "/"
"""Stands for somebody who is not in the list; no login name has it."""


class Block(WriteToCard):
    """Say what a card waits for."""

    id = "card.wait"
    keys = ("b",)
    label = N_("Block")
    help = N_("Let the card wait: for what, and who can end that. A waiting card says it anew.")
    opens_form = True

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.quick_form import WaitingForm

        card = self.the_card(screen)
        if card.column is not Column.WAITING:
            await move_card(screen, card, Column.WAITING)
            return
        form = card_form(screen, WaitingForm, card)
        await edit_item(screen, "activity/waiting", card.id, form, commands)


class Assign(WriteToCard):
    """Choose who answers for a card."""

    id = "card.assign"
    keys = ("r",)
    label = N_("Responsible")
    help = N_("Choose who answers for the card, or type a name.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.quick_form import ResponsibleForm

        card = self.the_card(screen)
        active = [person for person in screen.wall.people.values() if person.active]
        choices = [(person.name, safe(person.full_name), person.name) for person in active]
        choices.append((_ANOTHER, _("Somebody else …"), ""))
        title = _("Who answers for it?")
        chosen = await choose(screen, title, choices, card.responsible, find=True)
        if chosen == _ANOTHER:
            form = card_form(screen, ResponsibleForm, card)
            await edit_item(screen, "activity/responsible", card.id, form, commands)
        elif chosen is not None:
            edits = {"responsible": Edit(card.responsible, chosen)}
            try:
                await screen.write(commands.edit, card.id, edits)
            except Conflict:
                screen.say(_("A colleague has just named somebody else; look again."), "warning")


class SetDue(WriteToCard):
    """Set when a card is due."""

    id = "card.due"
    keys = ("s",)
    label = N_("Set due date")
    help = N_("Set when the card is due: a date, or counted from go-live or another card.")
    opens_form = True

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.quick_form import DueForm

        card = self.the_card(screen)
        detail = await screen.sapa.session.read(queries.activity, card.id)
        form = card_form(screen, DueForm, detail.card, detail.department)
        await edit_item(screen, "activity/due", card.id, form, commands)


QUICK_ACTIONS: tuple[Action, ...] = (Block(), Assign(), SetDue())
