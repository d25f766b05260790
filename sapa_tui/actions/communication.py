"""What a person can do with the messages of the plan: read, write, edit, archive, restore."""

from functools import partial
from typing import TYPE_CHECKING

from db.queries import communication as queries
from db.queries.communication import Item
from db.rules.due import Anchor
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import (
    FormMaker,
    Values,
    archive,
    choose,
    due_choices_of,
    edit_item,
    fill_new,
    take_due,
)
from .base import Action
from .on_card import may_write
from .on_item import GROUP, ON_LIST, ItemAction, WriteToItem

if TYPE_CHECKING:
    from db.commands import communication as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.communication")

_ENTITY = "communication_item"


class Unfold(ItemAction):
    """Show or hide the four steps of an item."""

    id = "item.unfold"
    keys = ("enter", "right", "l")
    label = N_("Steps")
    help = N_("Show the four steps of the message: draft, approved, sent, understood.")
    footer = 10

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)
        listed = screen.communication  # type: ignore[attr-defined]
        listed.open_item(item.id, item.id not in listed.opened)


class Fold(Action):
    """Hide the steps, or go back to the board."""

    id = "item.fold"
    keys = ("left", "h")
    label = N_("Back")
    help = N_("Hide the steps; once more goes back to the board.")
    group = GROUP
    places = ON_LIST

    async def run(self, screen: "PlanScreen") -> None:
        listed = screen.communication  # type: ignore[attr-defined]
        item = listed.item
        if item is not None and item.id in listed.opened:
            listed.open_item(item.id, False)
        else:
            screen.look_at("board")  # type: ignore[attr-defined]


class NewItem(Action):
    """Plan a message."""

    id = "item.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Plan a new message to a stakeholder.")
    opens_form = True
    group = GROUP
    places = ON_LIST
    footer = 20

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        async def add(values: Values) -> int:
            message, due = values.pop("message", ""), take_due(values)
            return (await screen.write(commands.add, message, due=due, **values)).entity_id

        beside: Item | None = screen.communication.item  # type: ignore[attr-defined]
        form = _form(screen, None, beside.stakeholder_id if beside else None)
        made = await fill_new(screen, _ENTITY, form, add)
        if made is not None:
            screen.communication.focus_item(made)  # type: ignore[attr-defined]


class EditItem(WriteToItem):
    """Edit every field of a message."""

    id = "item.edit"
    keys = ("e",)
    label = N_("Edit")
    help = N_("Change any field of the message.")
    opens_form = True
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        number = self.the_item(screen).id
        item = await screen.sapa.session.read(queries.item, number)
        await edit_item(screen, _ENTITY, number, _form(screen, item), commands)


def _form(screen: "PlanScreen", item: Item | None, stakeholder: int | None = None) -> FormMaker:
    from sapa_tui.dialogs.communication_form import CommunicationForm

    wall = screen.wall
    people, today = list(wall.people.values()), screen.sapa.today
    return partial(
        CommunicationForm,
        item,
        wall.stakeholders,
        people,
        wall.facts,
        today,
        stakeholder=stakeholder,
        activities=list(wall.cards.values()),
        choices=due_choices_of(screen, (Anchor.COMMUNICATION, item.id) if item else None),
    )


class OpenItem(ItemAction):
    """Read a message in full."""

    id = "item.open"
    keys = ("o",)
    label = N_("Open")
    help = N_("Read the message in full, with its history.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        page = DetailScreen(_ENTITY, self.the_item(screen).id)
        await screen.app.push_screen_wait(page)


class ArchiveItem(WriteToItem):
    """Take a message out of the plan."""

    id = "item.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the message out of the plan; it can be restored.")

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)
        text = _("The message leaves the plan. A brings archived messages back.")
        await archive(screen, commands.archive, item.id, item.message, text)


class RestoreItem(Action):
    """Bring an archived message back."""

    id = "item.restore"
    keys = ("A",)
    label = N_("Restore")
    help = N_("Bring an archived message back into the plan.")
    group = GROUP
    places = ON_LIST

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        archived = await screen.sapa.session.read(queries.items, archived=True)
        if not archived:
            screen.say(_("No message is archived."))
            return
        choices = [(str(i.id), safe(i.message), safe(i.stakeholder or "")) for i in archived]
        chosen = await choose(screen, _("Restore a message"), choices)
        if chosen:
            await screen.write(commands.restore, int(chosen))


COMMUNICATION_ACTIONS: tuple[Action, ...] = (
    Unfold(),
    Fold(),
    NewItem(),
    EditItem(),
    OpenItem(),
    ArchiveItem(),
    RestoreItem(),
)
