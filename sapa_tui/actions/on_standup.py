"""What every action on the standup needs: the walk of today, and whether its view is open."""

from typing import TYPE_CHECKING

from sapa_tui.locale import N_

from .base import Action

if TYPE_CHECKING:
    from db.queries.standup import Walk
    from sapa_tui.presentation.standup import WalkState
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Standup")


class StandupAction(Action):
    """An action on the standup; ``state`` is the walk of today, None while there is none."""

    group = GROUP
    places = frozenset({"standup"})

    def applies(self, screen: "PlanScreen") -> bool:
        return self.fits(screen, screen.sapa.walk_state)

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        """Whether the key means this action here and now."""
        raise NotImplementedError


def is_here(screen: "PlanScreen") -> bool:
    """Whether the view of the standup is what has the keys."""
    return screen.view == "standup"


def left_open(screen: "PlanScreen") -> "Walk | None":
    """The standup of another day that nobody has ended, if there is one."""
    return screen.wall.walk if screen.sapa.walk_state is None else None
