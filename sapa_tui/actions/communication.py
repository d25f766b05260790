"""What a person can do with the communication checklists."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.commands import communication as commands
from db.queries import communication as queries
from db.queries.communication import Item
from db.rules.codes import CommunicationState, Role, Step
from db.rules.due import Due
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import step_word
from sapa_tui.writing import Writing

from .base import Action
from .on_card import may_write

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Communication")
ON_LIST = frozenset({"communication"})
_OPEN = (CommunicationState.PLANNED, CommunicationState.READY)


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


async def ask_reason(
    screen: "PlanScreen", title: str, question: str, save: Any, *, draft: tuple[str, int]
) -> None:
    """Ask for the word that a write needs; the write happens when it is given.

    ``draft`` names the question and the item, so that an answer begun is found again.
    """
    from sapa_tui.dialogs.reason import ReasonDialog

    writing = await Writing.begin(screen.sapa.session, *draft)
    dialog = ReasonDialog(safe(title), question, save=save, writing=writing)
    await screen.app.push_screen_wait(dialog)


class Tick(WriteToItem):
    """Tick the step, or the item itself."""

    id = "item.tick"
    keys = ("space",)
    label = N_("Tick")
    help = N_(
        "Tick a step, with your name and the time. On the message itself: the project leader "
        "completes it, others mark it ready."
    )
    footer = 5

    def words(self, screen: Any) -> str:
        if screen.communication.step is not None:
            return _("Tick")
        return _("Complete") if screen.role is Role.LEADER else _("Mark ready")

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)
        tick = screen.communication.step  # type: ignore[attr-defined]
        if tick is not None:
            await self._tick_step(screen, item, tick)
        elif screen.role is Role.LEADER:
            await complete(screen, item)
        else:
            ready = item.state is CommunicationState.PLANNED
            await screen.write(commands.mark_ready, item.id, ready)

    async def _tick_step(self, screen: "PlanScreen", item: Item, tick: Any) -> None:
        if tick.ticked_by is None:
            await screen.write(commands.set_step, item.id, tick.step, True)
            return

        async def save(reason: str) -> None:
            await screen.write(commands.set_step, item.id, tick.step, False, reason=reason)

        question = _("Why is “{step}” taken back?").format(step=step_word(tick.step))
        draft = f"communication_item/{tick.step}", item.id
        await ask_reason(screen, item.message, question, save, draft=draft)


async def complete(screen: "PlanScreen", item: Item) -> None:
    """Complete an item, or reopen one that has been closed."""
    if item.state in _OPEN:
        if await _is_sent(screen, item):
            await screen.write(commands.complete, item.id)
            screen.say(_("Completed: “{title}”. u takes it back.").format(title=safe(item.message)))
        return

    async def save(reason: str) -> None:
        await screen.write(commands.reopen, item.id, reason)

    draft = "communication_item/reopen", item.id
    await ask_reason(screen, item.message, _("Why is it reopened?"), save, draft=draft)


async def _is_sent(screen: "PlanScreen", item: Item) -> bool:
    """Whether the item has been sent or held, or the leader says so all the same."""
    from sapa_tui.dialogs.confirm import ConfirmDialog

    if any(tick.step is Step.SENT and tick.ticked_by for tick in item.steps):
        return True
    text = _(
        "The step “{step}” is not ticked. A completed message counts as having reached the "
        "stakeholder."
    ).format(step=step_word(Step.SENT))
    question = ConfirmDialog(safe(item.message), text, _("Complete"), careful=True)
    sure = await screen.app.push_screen_wait(question)
    return bool(sure)


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
    group = GROUP
    places = ON_LIST
    footer = 20

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.communication_form import CommunicationForm

        made: list[int] = []
        beside: Item | None = screen.communication.item  # type: ignore[attr-defined]

        async def save(edits: Mapping[str, Edit]) -> None:
            values = {name: edit.mine for name, edit in edits.items()}
            day = values.pop("due_date", None)
            due = Due(values.pop("offset_weeks", None), date.fromisoformat(day) if day else None)
            message = values.pop("message", "")
            stakeholder = values.pop("stakeholder", None)
            done = await screen.write(
                commands.add, message, stakeholder=stakeholder, due=due, **values
            )
            made.append(done.entity_id)

        await screen.app.push_screen_wait(
            CommunicationForm(
                None,
                screen.wall.stakeholders,
                list(screen.wall.people.values()),
                screen.wall.facts,
                screen.sapa.today,
                save=save,
                stakeholder=beside.stakeholder_id if beside else None,
                writing=await Writing.begin(screen.sapa.session, "communication_item"),
            )
        )
        if made:
            screen.communication.focus_item(made[0])  # type: ignore[attr-defined]


class EditItem(WriteToItem):
    """Edit every field of a message."""

    id = "item.edit"
    keys = ("e",)
    label = N_("Edit")
    help = N_("Change any field of the message.")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.communication_form import CommunicationForm

        number = self.the_item(screen).id
        item = await screen.sapa.session.read(queries.item, number)

        async def save(edits: Mapping[str, Edit]) -> None:
            await screen.write(commands.edit, number, edits)

        async def restore() -> None:
            await screen.write(commands.restore, number)

        await screen.app.push_screen_wait(
            CommunicationForm(
                item,
                screen.wall.stakeholders,
                list(screen.wall.people.values()),
                screen.wall.facts,
                screen.sapa.today,
                save=save,
                writing=await Writing.begin(screen.sapa.session, "communication_item", number),
                restore=restore,
            )
        )


class OpenItem(ItemAction):
    """Read a message in full."""

    id = "item.open"
    keys = ("o",)
    label = N_("Open")
    help = N_("Read the message in full, with its history.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        number = self.the_item(screen).id
        await screen.app.push_screen_wait(DetailScreen("communication_item", number))


class MarkReady(WriteToItem):
    """Mark a message ready, or planned again."""

    id = "item.ready"
    keys = ("r",)
    label = N_("Ready")
    help = N_("Mark the message ready for the project leader, or planned again.")
    footer = 40

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)
        ready = item.state is not CommunicationState.READY
        await screen.write(commands.mark_ready, item.id, ready)


class Complete(LeaderOnItem):
    """Complete a message, or reopen it with a reason."""

    id = "item.complete"
    keys = ("c",)
    label = N_("Complete")
    help = N_("Complete the message (project leader); a closed one is reopened with a reason.")

    async def run(self, screen: "PlanScreen") -> None:
        await complete(screen, self.the_item(screen))


class Cancel(LeaderOnItem):
    """Call a message off."""

    id = "item.cancel"
    keys = ("x",)
    label = N_("Cancel message")
    help = N_("Call the message off, with a reason (project leader).")

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        if self.the_item(screen).state in _OPEN:
            return None
        return _("The message is closed already; c reopens it.")

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)

        async def save(reason: str) -> None:
            await screen.write(commands.cancel, item.id, reason)

        draft = "communication_item/cancel", item.id
        await ask_reason(screen, item.message, _("Why is it called off?"), save, draft=draft)


class ArchiveItem(WriteToItem):
    """Take a message out of the plan."""

    id = "item.archive"
    keys = ("d", "delete")
    label = N_("Archive")
    help = N_("Take the message out of the plan; it can be restored.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.confirm import ConfirmDialog

        item = self.the_item(screen)
        text = _("The message leaves the plan. A brings archived messages back.")
        dialog = ConfirmDialog(safe(item.message), text, _("Archive"))
        if await screen.app.push_screen_wait(dialog):
            await screen.write(commands.archive, item.id)


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
        from sapa_tui.dialogs.choice import ChoiceDialog

        archived = await screen.sapa.session.read(queries.items, archived=True)
        if not archived:
            screen.say(_("No message is archived."))
            return
        choices = [(str(i.id), safe(i.message), safe(i.stakeholder or "")) for i in archived]
        chosen = await screen.app.push_screen_wait(ChoiceDialog(_("Restore a message"), choices))
        if chosen:
            await screen.write(commands.restore, int(chosen))


COMMUNICATION_ACTIONS: tuple[Action, ...] = (
    Tick(),
    Unfold(),
    Fold(),
    NewItem(),
    EditItem(),
    OpenItem(),
    MarkReady(),
    Complete(),
    Cancel(),
    ArchiveItem(),
    RestoreItem(),
)
