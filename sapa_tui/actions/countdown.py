"""What a person can do at the countdown."""

from typing import TYPE_CHECKING, Any

from sapa_tui.locale import N_, _

from .base import Action

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen


class OpenDue(Action):
    """Read what is due next."""

    id = "due.open"
    keys = ("enter",)
    label = N_("Open")
    help = N_("Read the card or the message that is due.")
    group = N_("Countdown")
    places = frozenset({"countdown"})
    footer = 10

    def off(self, screen: Any) -> str | None:
        return None if screen.due else _("Nothing is waiting to be done.")

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.detail import DetailScreen

        kind, number = screen.due.key  # type: ignore[attr-defined]
        await screen.app.push_screen_wait(DetailScreen(kind, number))


COUNTDOWN_ACTIONS: tuple[Action, ...] = (OpenDue(),)
