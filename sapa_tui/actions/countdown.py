"""What a person can do at the countdown."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from db.commands import Edit
from db.errors import InvalidInput
from db.rules.codes import Role
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.writing import Writing

from .asking import what_followed
from .base import Action

if TYPE_CHECKING:
    from db.commands import plan as commands
    from db.rules.go_live_move import Move
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.plan")


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


class LeaderOnPlan(Action):
    """Something about the plan as a whole that only the project leader decides."""

    group = N_("Countdown")
    places = frozenset({"countdown"})
    opens_form = True
    refusal: str
    """Why nobody else may, in one sentence."""

    def off(self, screen: "PlanScreen") -> str | None:
        return None if screen.role is Role.LEADER else _(self.refusal)


class SetGoLive(LeaderOnPlan):
    """Set, move or take away the go-live date."""

    id = "plan.go_live"
    keys = ("i",)
    label = N_("Set go-live")
    help = N_("Set or move the go-live date, with a reason (project leader).")
    refusal = N_("Only the project leader sets the go-live date.")
    footer = 20

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.go_live_form import GoLiveForm

        async def save(edits: Mapping[str, Edit]) -> str:
            if "go_live" not in edits:
                return ""
            base, mine = (date.fromisoformat(day) if day else None for day in edits["go_live"])
            reason = edits["reason"].mine if "reason" in edits else ""
            shown = await self._confirm(screen, base, mine, reason)
            agreed = {"reason": reason, "base": base, "shown": shown}
            written = await screen.write(commands.set_go_live, mine, **agreed)
            return await what_followed(screen, written)

        writing = await Writing.begin(screen.sapa.session, "plan", 1)
        form = GoLiveForm(screen.wall.facts.go_live, screen.sapa.today, save=save, writing=writing)
        await screen.app.push_screen_wait(form)

    async def _confirm(
        self, screen: "PlanScreen", base: date | None, mine: date | None, reason: str
    ) -> "Move | None":
        """Show what would follow, and return it; raises InvalidInput unless the leader agrees.

        Where a colleague has been faster there is nothing to agree to: the write says so.
        """
        from db.queries.go_live_move import go_live_move
        from sapa_tui.dialogs.move_preview import demand_agreement
        from sapa_tui.presentation.go_live_move import go_live_page, go_live_title

        if base is not None and not reason.strip():
            raise InvalidInput("reason_missing", field="reason")
        found = await screen.sapa.session.read(go_live_move, mine, screen.sapa.today)
        if found.move.go_live.old != base:
            return None
        await demand_agreement(screen, go_live_title(found), partial(go_live_page, found))
        return found.move


class KeepBackups(LeaderOnPlan):
    """Say how many daily backups are kept."""

    id = "plan.backups"
    keys = ("b",)
    label = N_("Backups")
    help = N_("See when the last backup was made, and set how many are kept (project leader).")
    refusal = N_("Only the project leader decides how many backups are kept.")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        from db.backup import last_made
        from sapa_tui.dialogs.backups_form import BackupsForm

        async def save(edits: Mapping[str, Edit]) -> None:
            edit = edits["backup_generations"]
            await screen.write(commands.keep_backups, edit.mine, base=edit.base)

        session = screen.sapa.session
        last = await session.read(lambda _database: last_made(session.path))
        writing = await Writing.begin(session, "plan/backups", 1)
        kept = screen.wall.facts.backup_generations
        await screen.app.push_screen_wait(BackupsForm(kept, last, save=save, writing=writing))


COUNTDOWN_ACTIONS: tuple[Action, ...] = (OpenDue(), SetGoLive(), KeepBackups())
