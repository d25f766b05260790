"""What a person can do with the task card A08: go where a line is decided, approve, close."""

from functools import partial
from typing import TYPE_CHECKING, Any

from db.errors import Refused
from db.queries.card import CardStatus
from db.rules.codes import Role
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import error_sentence

from .asking import ask_reason, is_sure
from .base import Action

if TYPE_CHECKING:
    from db.commands import closing as commands
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.closing")

GROUP = N_("The card A08")
PLACES = frozenset({"card"})
KLIK_SECONDS = 12.0
"""How long the reminder of KLIK stands there."""


class Decide(Action):
    """Go to where a line is decided."""

    id = "a08.decide"
    keys = ("enter",)
    label = N_("Go there")
    help = N_("Go to the view in which the line is decided.")
    group = GROUP
    places = PLACES
    footer = 10

    def off(self, screen: Any) -> str | None:
        return None if screen.entry and screen.entry.view else _("No line has the focus here.")

    async def run(self, screen: "PlanScreen") -> None:
        # The app goes there, not this screen: the screen ends on the way.
        going: Any = partial(screen.sapa.go_to, screen.entry.view, screen)  # type: ignore[attr-defined]
        screen.sapa.run_worker(going, group="views")


class LeaderOnCard(Action):
    """A last word on the plan, which only the project leader has."""

    group = GROUP
    places = PLACES
    when_closed = False
    """Whether it is for a closed card rather than for an open one."""

    def status(self, screen: Any) -> CardStatus:
        """The card as last read; only asked after ``off`` has said that it was."""
        status: CardStatus = screen.status
        return status

    def off(self, screen: Any) -> str | None:
        if screen.role is not Role.LEADER:
            return _("Only the project leader approves, closes and reopens the card.")
        if screen.status is None:
            return _("The card is being read.")
        if screen.status.closed is self.when_closed:
            return None
        if screen.status.closed:
            return error_sentence(Refused("plan_closed_for_writing"))
        return _("The card is open.")


class ApprovePlan(LeaderOnCard):
    """Note that the plan has been approved, or take that back."""

    id = "a08.approve"
    keys = ("a",)
    label = N_("Approve plan")
    help = N_("Note that the plan has been approved, or withdraw that (project leader).")
    footer = 20

    def words(self, screen: Any) -> str:
        approved = screen.status is not None and screen.status.approved_on is not None
        return _("Withdraw approval") if approved else super().words(screen)

    async def run(self, screen: "PlanScreen") -> None:
        approved = self.status(screen).approved_on is not None
        if approved:
            title = _("Withdraw the approval of the plan?")
            text = _("The card cannot be closed before the plan is approved again.")
            if not await is_sure(screen, title, text, _("Withdraw approval"), careful=True):
                return
        elif not await is_sure(
            screen,
            _("Has the plan been approved?"),
            _("It is noted with your name and the date."),
            _("Approve plan"),
        ):
            return
        await screen.write(commands.approve_plan, not approved)


class CloseCard(LeaderOnCard):
    """Close the card."""

    id = "a08.close"
    keys = ("l",)
    label = N_("Close A08")
    help = N_("Close the card with a note; from then on the plan can only be read (leader).")
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        found = self.status(screen).readiness
        if not found.ready:
            lacking = ", ".join(found.lacking)
            screen.say(error_sentence(Refused("not_ready_to_close", lines=lacking)), "warning")
            return
        closed: list[str] = []

        async def save(note: str) -> None:
            await screen.write(commands.close, note)
            closed.append(note)

        question = _("How did it end? From then on the plan can only be read.")
        await ask_reason(screen, _("Close A08"), question, save, draft=("plan/close", 1))
        if closed:
            words = _("Remember to mark A08 as completed in KLIK.")
            screen.app.notify(words, severity="warning", timeout=KLIK_SECONDS, markup=False)


class ReopenCard(LeaderOnCard):
    """Open a closed card again."""

    id = "a08.reopen"
    keys = ("R",)
    label = N_("Reopen")
    help = N_("Open the closed card again, with a reason (project leader).")
    when_closed = True
    footer = 30

    async def run(self, screen: "PlanScreen") -> None:
        async def save(reason: str) -> None:
            await screen.write(commands.reopen, reason)

        question = _("Why is it opened again?")
        await ask_reason(screen, _("Reopen A08"), question, save, draft=("plan/reopen", 1))


A08_ACTIONS: tuple[Action, ...] = (Decide(), ApprovePlan(), CloseCard(), ReopenCard())
