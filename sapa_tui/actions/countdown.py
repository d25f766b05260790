"""What a person can do at the countdown."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.commands import plan as commands
from db.rules.codes import Role
from sapa_tui.locale import N_, _
from sapa_tui.writing import Writing

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


class SetGoLive(Action):
    """Set, move or take away the go-live date."""

    id = "plan.go_live"
    keys = ("i",)
    label = N_("Set go-live")
    help = N_("Set or move the go-live date, with a reason (project leader).")
    group = N_("Countdown")
    places = frozenset({"countdown"})
    footer = 20

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader sets the go-live date.")
        return None

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.go_live_form import GoLiveForm

        async def save(edits: Mapping[str, Edit]) -> None:
            mine = edits["go_live"].mine
            day = date.fromisoformat(mine) if mine else None
            await screen.write(commands.set_go_live, day, reason=str(edits["reason"].mine))

        writing = await Writing.begin(screen.sapa.session, "plan", 1)
        form = GoLiveForm(screen.wall.facts.go_live, screen.sapa.today, save=save, writing=writing)
        await screen.app.push_screen_wait(form)


COUNTDOWN_ACTIONS: tuple[Action, ...] = (OpenDue(), SetGoLive())
