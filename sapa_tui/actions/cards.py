"""What a person can do with one card: read, write, edit, archive, restore."""

from functools import partial
from typing import TYPE_CHECKING

from db.queries import board as queries
from db.queries.board import ActivityDetail
from db.rules.codes import Kind
from db.rules.due import Anchor
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import column_word

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
from .on_card import GROUP, ON_BOARD, CardAction, WriteToCard, may_write

if TYPE_CHECKING:
    from db.commands import board as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.board")

_ENTITY = "activity"


class OpenCard(CardAction):
    """Read a card in full."""

    id = "card.open"
    keys = ("enter",)
    label = N_("Open")
    help = N_("Read the card in full: text, checklist and history.")
    places = ON_BOARD
    footer = 10

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        await screen.app.push_screen_wait(DetailScreen(_ENTITY, self.the_card(screen).id))


class NewCard(Action):
    """Create an activity."""

    id = "card.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Write a new card; it begins in Not started.")
    opens_form = True
    group = GROUP
    places = ON_BOARD
    footer = 20

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        async def add(values: Values) -> int:
            title, due = values.pop("title", ""), take_due(values)
            kind = Kind(values.pop("kind", Kind.PREPARATION))
            done = await screen.write(commands.add, title, kind=kind, due=due, **values)
            return done.entity_id

        made = await fill_new(screen, _ENTITY, _form(screen, None), add)
        if made is not None:
            screen.board.focus_card(made)  # type: ignore[attr-defined]


class EditCard(WriteToCard):
    """Edit every field of a card."""

    id = "card.edit"
    keys = ("e",)
    label = N_("Edit")
    help = N_("Change any field of the card.")
    opens_form = True
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        number = self.the_card(screen).id
        detail = await screen.sapa.session.read(queries.activity, number)
        await edit_item(screen, _ENTITY, number, _form(screen, detail), commands)


def _form(screen: "PlanScreen", detail: ActivityDetail | None) -> FormMaker:
    from sapa_tui.dialogs.activity_form import ActivityForm

    people = list(screen.wall.people.values())
    about = (detail, people, screen.wall.facts, screen.sapa.today)
    me = (Anchor.ACTIVITY, detail.card.id) if detail else None
    choices = due_choices_of(screen, me, detail.department if detail else None)
    return partial(ActivityForm, *about, choices=choices)


class ArchiveCard(WriteToCard):
    """Take a card off the board."""

    id = "card.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the card off the board; it can be restored.")

    async def run(self, screen: "PlanScreen") -> None:
        card = self.the_card(screen)
        text = _("The card leaves the board. A brings archived cards back.")
        await archive(screen, commands.archive, card.id, card.title, text)


class RestoreCard(Action):
    """Bring an archived card back."""

    id = "card.restore"
    keys = ("A",)
    label = N_("Restore")
    help = N_("Bring an archived card back to the board.")
    group = GROUP
    places = ON_BOARD

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        archived = await screen.sapa.session.read(queries.cards, archived=True)
        if not archived:
            screen.say(_("No card is archived."))
            return
        choices = [(str(c.id), safe(c.title), column_word(c.column)) for c in archived]
        chosen = await choose(screen, _("Restore a card"), choices)
        if chosen:
            await screen.write(commands.restore, int(chosen))
            screen.board.focus_card(int(chosen))  # type: ignore[attr-defined]


CARD_ACTIONS: tuple[Action, ...] = (
    OpenCard(),
    NewCard(),
    EditCard(),
    ArchiveCard(),
    RestoreCard(),
)
