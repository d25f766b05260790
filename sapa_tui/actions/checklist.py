"""What a person can do with a card's checklist."""

from functools import partial
from typing import TYPE_CHECKING, Any

from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import ask_reason
from .base import Action
from .on_card import WriteToCard

if TYPE_CHECKING:
    from db.commands import board as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.board")


class AddPoint(WriteToCard):
    """Add a point to a card's checklist."""

    id = "card.point"
    keys = ("a",)
    label = N_("Add point")
    help = N_("Add a point to the card's checklist.")
    opens_form = True
    footer = 50

    async def run(self, screen: "PlanScreen") -> None:
        card = self.the_card(screen)
        save = partial(screen.write, commands.add_checklist_item, card.id)
        question, draft = _("New point of the checklist"), ("activity/point", card.id)
        await ask_reason(screen, card.title, question, save, draft=draft)


class WriteToPoint(WriteToCard):
    """Something that is written to the point with the focus, on the card's page."""

    places = frozenset({"activity"})

    def off(self, screen: "PlanScreen") -> str | None:
        if reason := super().off(screen):
            return reason
        point = screen.detail.point  # type: ignore[attr-defined]
        return None if point else _("No point of the checklist has the focus.")


class TickPoint(WriteToPoint):
    """Tick a point of the checklist, or clear its tick."""

    id = "card.tick"
    keys = ("space",)
    label = N_("Tick")
    help = N_("Tick the point of the checklist, with your name and the time.")
    footer = 5

    def words(self, screen: Any) -> str:
        ticked = screen.detail.point is not None and screen.detail.point.ticked_by is not None
        return _("Clear tick") if ticked else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        point = screen.detail.point  # type: ignore[attr-defined]
        await screen.write(commands.set_tick, point.id, point.ticked_by is None)


class RemovePoint(WriteToPoint):
    """Take a point off the checklist."""

    id = "card.remove_point"
    keys = ("x",)
    label = N_("Remove point")
    help = N_("Take the point off the checklist.")

    async def run(self, screen: "PlanScreen") -> None:
        point = screen.detail.point  # type: ignore[attr-defined]
        await screen.write(commands.remove_checklist_item, point.id)


CHECKLIST_ACTIONS: tuple[Action, ...] = (
    AddPoint(),
    TickPoint(),
    RemovePoint(),
)
