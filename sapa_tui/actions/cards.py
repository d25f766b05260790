"""What a person can do with one card: read, write, edit, archive, restore."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.commands import board as commands
from db.queries import board as queries
from db.rules.codes import Kind
from db.rules.due import Due
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import column_word
from sapa_tui.writing import Writing

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen
from .on_card import GROUP, ON_BOARD, CardAction, WriteToCard, may_write


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

        await screen.app.push_screen_wait(DetailScreen("activity", self.the_card(screen).id))


class NewCard(Action):
    """Create an activity."""

    id = "card.new"
    keys = ("n",)
    label = N_("New")
    help = N_("Write a new card; it begins in Not started.")
    group = GROUP
    places = ON_BOARD
    footer = 20

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.activity_form import ActivityForm

        made: list[int] = []

        async def save(edits: Mapping[str, Edit]) -> None:
            values = {name: edit.mine for name, edit in edits.items()}
            title = values.pop("title", "")
            due = Due(values.pop("offset_weeks", None), _day(values.pop("due_date", None)))
            kind = Kind(values.pop("kind", Kind.PREPARATION))
            done = await screen.write(commands.add, title, kind=kind, due=due, **values)
            made.append(done.entity_id)

        people, facts = list(screen.wall.people.values()), screen.wall.facts
        writing = await Writing.begin(screen.sapa.session, "activity")
        form = ActivityForm(None, people, facts, screen.sapa.today, save=save, writing=writing)
        await screen.app.push_screen_wait(form)
        if made:
            screen.board.focus_card(made[0])  # type: ignore[attr-defined]


class EditCard(WriteToCard):
    """Edit every field of a card."""

    id = "card.edit"
    keys = ("e",)
    label = N_("Edit")
    help = N_("Change any field of the card.")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.activity_form import ActivityForm

        number = self.the_card(screen).id
        detail = await screen.sapa.session.read(queries.activity, number)

        async def save(edits: Mapping[str, Edit]) -> None:
            await screen.write(commands.edit, number, edits)

        async def restore() -> None:
            await screen.write(commands.restore, number)

        form = ActivityForm(
            detail,
            list(screen.wall.people.values()),
            screen.wall.facts,
            screen.sapa.today,
            save=save,
            writing=await Writing.begin(screen.sapa.session, "activity", number),
            restore=restore,
        )
        await screen.app.push_screen_wait(form)


class ArchiveCard(WriteToCard):
    """Take a card off the board."""

    id = "card.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the card off the board; it can be restored.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.confirm import ConfirmDialog

        card = self.the_card(screen)
        text = _("The card leaves the board. A brings archived cards back.")
        if await screen.app.push_screen_wait(ConfirmDialog(safe(card.title), text, _("Archive"))):
            await screen.write(commands.archive, card.id)


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
        from sapa_tui.dialogs.choice import ChoiceDialog

        archived = await screen.sapa.session.read(queries.cards, archived=True)
        if not archived:
            screen.say(_("No card is archived."))
            return
        choices = [(str(c.id), safe(c.title), column_word(c.column)) for c in archived]
        chosen = await screen.app.push_screen_wait(ChoiceDialog(_("Restore a card"), choices))
        if chosen:
            await screen.write(commands.restore, int(chosen))
            screen.board.focus_card(int(chosen))  # type: ignore[attr-defined]


def _day(text: str | None) -> Any:
    from datetime import date

    return date.fromisoformat(text) if text else None


CARD_ACTIONS: tuple[Action, ...] = (
    OpenCard(),
    NewCard(),
    EditCard(),
    ArchiveCard(),
    RestoreCard(),
)
