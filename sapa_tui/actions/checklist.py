"""What a person can do with a card's checklist."""

from typing import TYPE_CHECKING

from db.commands import board as commands
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.writing import Writing

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen
from .on_card import WriteToCard


class AddPoint(WriteToCard):
    """Add a point to a card's checklist."""

    id = "card.point"
    keys = ("a",)
    label = N_("Add point")
    help = N_("Add a point to the card's checklist.")
    footer = 50

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.reason import ReasonDialog

        card = self.the_card(screen)

        async def save(text: str) -> None:
            await screen.write(commands.add_checklist_item, card.id, text)

        writing = await Writing.begin(screen.sapa.session, "activity/point", card.id)
        question = _("New point of the checklist")
        dialog = ReasonDialog(safe(card.title), question, save=save, writing=writing)
        await screen.app.push_screen_wait(dialog)


class TickPoint(WriteToCard):
    """Tick a point of the checklist, or clear its tick."""

    id = "card.tick"
    keys = ("space",)
    label = N_("Tick")
    help = N_("Tick the point of the checklist, with your name and the time.")
    places = frozenset({"activity"})
    footer = 5

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        point = screen.detail.point  # type: ignore[attr-defined]
        return None if point else _("No point of the checklist has the focus.")

    async def run(self, screen: "PlanScreen") -> None:
        point = screen.detail.point  # type: ignore[attr-defined]
        await screen.write(commands.set_tick, point.id, point.ticked_by is None)


class RemovePoint(WriteToCard):
    """Take a point off the checklist."""

    id = "card.remove_point"
    keys = ("x",)
    label = N_("Remove point")
    help = N_("Take the point off the checklist.")
    places = frozenset({"activity"})

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        point = screen.detail.point  # type: ignore[attr-defined]
        return None if point else _("No point of the checklist has the focus.")

    async def run(self, screen: "PlanScreen") -> None:
        point = screen.detail.point  # type: ignore[attr-defined]
        await screen.write(commands.remove_checklist_item, point.id)


CHECKLIST_ACTIONS: tuple[Action, ...] = (
    AddPoint(),
    TickPoint(),
    RemovePoint(),
)
