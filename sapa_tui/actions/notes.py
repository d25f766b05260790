"""Notes, decisions and follow-ups: to write them down, tick them off, rewrite and remove them."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.queries.notes import NoteRow
from db.rules.codes import NoteKind
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.writing import Writing

from .asking import FormMaker, edit_item
from .base import Action
from .on_card import ON_CARD, may_write
from .on_note import GROUP, IN_LIST, ON_PAGE, NoteAction, WriteToNote

if TYPE_CHECKING:
    from db.commands import notes as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.notes")

_ENTITY = "note"
_PLAN = ("", 0, "")


def noted(screen: Any) -> tuple[str, int, str] | None:
    """What a note would be about here: kind, number and title; all empty for the plan itself.

    None where items are and none has the focus.
    """
    if screen.place in ON_CARD:
        card = screen.card
        return None if card is None else ("activity", card.id, card.title)
    if screen.place == "communication":
        item = screen.communication.item
        return None if item is None else ("communication_item", item.id, item.message)
    return _PLAN


class WriteDown(Action):
    """Write something down about what is in focus."""

    group = GROUP
    places = ON_CARD | {"communication", "standup", "follow_ups"}
    opens_form = True

    def __init__(self, kind: NoteKind, key: str, label: str, help: str, footer: int) -> None:
        self.id = f"note.{kind.value}"
        self.kind = kind
        self.keys = (key,)
        self.label = label
        self.help = help
        self.footer = footer

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen) or (None if noted(screen) else _("Nothing has the focus here."))

    async def run(self, screen: "PlanScreen") -> None:
        entity, number, title = noted(screen) or _PLAN

        async def save(edits: Mapping[str, Edit]) -> None:
            typed = {name: edit.mine for name, edit in edits.items()}
            about = {"entity": entity, "entity_id": number}
            await screen.write(commands.add, self.kind, **typed, **about)

        draft = f"{entity or 'plan'}/{self.kind.value}", number
        writing = await Writing.begin(screen.sapa.session, *draft)
        form = _form(screen, self.kind, None, title)
        await screen.app.push_screen_wait(form(save=save, writing=writing))


def _form(screen: "PlanScreen", kind: NoteKind, note: NoteRow | None, about: str) -> FormMaker:
    from sapa_tui.dialogs.note_form import NoteForm

    people = list(screen.wall.people.values())
    return partial(NoteForm, kind, note, about, people, screen.wall.facts, screen.sapa.today)


class TickFollowUp(WriteToNote):
    """Tick a follow-up off, or open it again."""

    id = "note.tick"
    keys = ("space",)
    label = N_("Tick off")
    help = N_("Tick the follow-up off, with your name and the time, or open it again.")
    footer = 5

    def words(self, screen: "PlanScreen") -> str:
        done = self.the_note(screen).done_at is not None
        return _("Clear tick") if done else super().words(screen)

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        is_task = self.the_note(screen).kind is NoteKind.FOLLOW_UP
        return None if is_task else _("Only a follow-up is ticked off.")

    async def run(self, screen: "PlanScreen") -> None:
        note = self.the_note(screen)
        await screen.write(commands.set_done, note.id, note.is_open)


class EditNote(WriteToNote):
    """Rewrite a note."""

    id = "note.edit"
    keys = ("e",)
    label = N_("Edit")
    help = N_("Change what the note says; of a follow-up also who does it, and by when.")
    opens_form = True
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        note = self.the_note(screen)
        form = _form(screen, note.kind, note, note.about)
        await edit_item(screen, _ENTITY, note.id, form, commands)


class RemoveNote(WriteToNote):
    """Take a note away."""

    id = "note.remove"
    keys: tuple[str, ...] = ("x",)
    label = N_("Remove note")
    help = N_("Take the note away; u brings it back.")
    places = ON_PAGE

    async def run(self, screen: "PlanScreen") -> None:
        await screen.write(commands.archive, self.the_note(screen).id)
        screen.say(_("The note has been taken away; u brings it back."))


class ArchiveFollowUp(RemoveNote):
    """Take a follow-up off the list."""

    id = "note.archive"
    keys = ("x", "d", "delete")
    label = N_("Remove")
    help = N_("Take the follow-up off the list; u brings it back.")
    places = IN_LIST
    footer = 40


class OpenFollowUp(NoteAction):
    """Read what a follow-up is about."""

    id = "note.open"
    keys = ("enter",)
    label = N_("Open")
    help = N_("Read the card or the message that the follow-up is about.")
    places = IN_LIST
    footer = 10

    def off(self, screen: "PlanScreen") -> str | None:
        about_plan = not self.the_note(screen).entity
        return _("It is about the plan as a whole.") if about_plan else None

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        note = self.the_note(screen)
        await screen.app.push_screen_wait(DetailScreen(note.entity, note.entity_id))


NOTE_ACTIONS: tuple[Action, ...] = (
    TickFollowUp(),
    EditNote(),
    RemoveNote(),
    ArchiveFollowUp(),
    OpenFollowUp(),
)
"""What is done to the note under the cursor; its keys come before those of the item."""
WRITE_DOWN_ACTIONS: tuple[Action, ...] = (
    WriteDown(
        NoteKind.NOTE, "N", N_("Note"), N_("Write a note about it, with your name and the time."), 0
    ),
    WriteDown(
        NoteKind.DECISION, "D", N_("Decision"), N_("Write down what has been decided about it."), 0
    ),
    WriteDown(
        NoteKind.FOLLOW_UP,
        "O",
        N_("Follow-up"),
        N_("Write down who does what about it, and by when."),
        0,
    ),
)
