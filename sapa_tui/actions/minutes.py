"""What a person can do with the minutes of a standup."""

from typing import TYPE_CHECKING

from sapa_tui.locale import N_

from .base import Action
from .on_standup import StandupAction, is_here

if TYPE_CHECKING:
    from sapa_tui.presentation.standup import WalkState
    from sapa_tui.screens.plan_screen import PlanScreen


class CopyMinutes(StandupAction):
    """Give the minutes in front to the reader's own clipboard."""

    id = "standup.copy"
    keys = ("c",)
    label = N_("Copy")
    help = N_("Copy the summary to your own clipboard, to paste it in Teams or a mail.")
    footer = 1

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and getattr(screen, "front", "") == "minutes"

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.widgets.minutes_page import MinutesPage

        screen.query_one(MinutesPage).action_copy()


MINUTES_ACTIONS: tuple[Action, ...] = (CopyMinutes(),)
