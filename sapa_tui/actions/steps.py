"""How far a message has come: its steps, ready, completed, or called off."""

from functools import partial
from typing import TYPE_CHECKING, Any

from db.queries.communication import Item, StepTick
from db.rules.codes import CommunicationState, Role, Step
from db.rules.text import safe
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import step_word

from .asking import ask_reason, is_sure
from .base import Action
from .on_item import OPEN, LeaderOnItem, WriteToItem

if TYPE_CHECKING:
    from db.commands import communication as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.communication")


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
        tick: StepTick | None = screen.communication.step
        if tick is not None:
            return _("Tick") if tick.ticked_by is None else _("Clear tick")
        item = self.the_item(screen)
        if screen.role is Role.LEADER:
            return _("Complete") if item.state in OPEN else _("Reopen")
        return _("Not ready") if item.state is CommunicationState.READY else _("Mark ready")

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)
        tick: StepTick | None = screen.communication.step  # type: ignore[attr-defined]
        if tick is not None:
            await _tick_step(screen, item, tick)
        elif screen.role is Role.LEADER:
            await _complete(screen, item)
        else:
            ready = item.state is CommunicationState.PLANNED
            await screen.write(commands.mark_ready, item.id, ready)


class MarkReady(WriteToItem):
    """Mark a message ready, or planned again."""

    id = "item.ready"
    keys = ("r",)
    label = N_("Ready")
    help = N_("Mark the message ready for the project leader, or planned again.")
    footer = 40

    def words(self, screen: "PlanScreen") -> str:
        ready = self.the_item(screen).state is CommunicationState.READY
        return _("Not ready") if ready else super().words(screen)

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
        await _complete(screen, self.the_item(screen))


class Cancel(LeaderOnItem):
    """Call a message off."""

    id = "item.cancel"
    keys = ("x",)
    label = N_("Cancel message")
    help = N_("Call the message off, with a reason (project leader).")
    opens_form = True

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        if self.the_item(screen).state in OPEN:
            return None
        return _("The message is closed already; c reopens it.")

    async def run(self, screen: "PlanScreen") -> None:
        item = self.the_item(screen)
        save = partial(screen.write, commands.cancel, item.id)
        draft = "communication_item/cancel", item.id
        await ask_reason(screen, item.message, _("Why is it called off?"), save, draft=draft)


async def _tick_step(screen: "PlanScreen", item: Item, tick: StepTick) -> None:
    """Tick a step; a tick is taken back with a reason."""
    if tick.ticked_by is None:
        await screen.write(commands.set_step, item.id, tick.step, True)
        return

    async def save(reason: str) -> None:
        await screen.write(commands.set_step, item.id, tick.step, False, reason=reason)

    question = _("Why is “{step}” taken back?").format(step=step_word(tick.step))
    draft = f"communication_item/{tick.step}", item.id
    await ask_reason(screen, item.message, question, save, draft=draft)


async def _complete(screen: "PlanScreen", item: Item) -> None:
    """Complete an item, or reopen one that has been closed."""
    if item.state not in OPEN:
        save = partial(screen.write, commands.reopen, item.id)
        draft = "communication_item/reopen", item.id
        await ask_reason(screen, item.message, _("Why is it reopened?"), save, draft=draft)
    elif await _is_sent(screen, item):
        await screen.write(commands.complete, item.id)
        screen.say(_("Completed: “{title}”. u takes it back.").format(title=safe(item.message)))


async def _is_sent(screen: "PlanScreen", item: Item) -> bool:
    """Whether the item has been sent or held, or the leader says so all the same."""
    if any(tick.step is Step.SENT and tick.ticked_by for tick in item.steps):
        return True
    text = _(
        "The step “{step}” is not ticked. A completed message counts as having reached the "
        "stakeholder."
    ).format(step=step_word(Step.SENT))
    return await is_sure(screen, item.message, text, _("Complete"), careful=True)


STEP_ACTIONS: tuple[Action, ...] = (Tick(), MarkReady(), Complete(), Cancel())
