"""Leading the walk of a standup: on, back, to another card, and what is to come later."""

from typing import TYPE_CHECKING, ClassVar

from db.queries.wall import Wall
from db.rules.text import safe
from db.rules.walk import CHANGES, SUMMARY
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import choose
from .base import Action
from .on_standup import StandupAction, is_here

if TYPE_CHECKING:
    from db.commands import standup as commands
    from sapa_tui.presentation.standup import WalkState
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.standup")


_LINE = 40
"""Cells of a title in the menu of all stops, so that each of them is one line."""


class LeadWalk(StandupAction):
    """Something that only the leader of the walk does, from where it is led."""

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and state is not None

    def off(self, screen: "PlanScreen") -> str | None:
        state = screen.sapa.walk_state
        if state is None:
            return _("No standup is being held.")
        if state.mine:
            return self.off_for_leader(state)
        if not state.may_lead:
            return _("You may follow a standup, but not lead one.")
        if state.open_to_me:
            return _("{name} has left; S takes over.").format(name=state.leader)
        return _("{name} leads; esc steps aside.").format(name=state.leader)

    def off_for_leader(self, state: "WalkState") -> str | None:
        """Why the leader cannot do it at this stop."""
        return None

    async def go(self, screen: "PlanScreen", place: int) -> None:
        """Put another stop in front of everybody, and wait until it is in front here.

        The next step begins where this one has led to, however fast the keys come.
        """
        state = screen.sapa.walk_state
        assert state is not None  # ``off`` has been asked
        number, session = state.walk.id, screen.sapa.session.id

        def is_there(wall: Wall) -> bool:
            walk = wall.walk
            led = walk is not None and (walk.id, walk.session) == (number, session)
            return not led or (walk is not None and walk.place == place)

        await screen.write(commands.go, number, place, session=session)
        await screen.sapa.seen(is_there)


class _Step(LeadWalk):
    """Go to the neighbouring stop."""

    step: ClassVar[int]

    async def run(self, screen: "PlanScreen") -> None:
        state = screen.sapa.walk_state
        assert state is not None
        await self.go(screen, state.walk.place + self.step)


class Forward(_Step):
    """Go on to the next stop."""

    id = "standup.forward"
    keys = ("right", "l")
    label = N_("On")
    help = N_("Put the next card in front of everybody.")
    footer = 1
    step = 1

    def off_for_leader(self, state: "WalkState") -> str | None:
        last = state.walk.place == len(state.walk.agenda) - 1
        return _("This is the last page; S ends the standup.") if last else None


class Back(_Step):
    """Go back to the stop before."""

    id = "standup.back"
    keys = ("left", "h")
    label = N_("Back")
    help = N_("Put the card before in front of everybody again.")
    footer = 2
    step = -1

    def off_for_leader(self, state: "WalkState") -> str | None:
        return None if state.walk.place else _("This is the first page.")


class Jump(LeadWalk):
    """Choose a stop to go to."""

    id = "standup.jump"
    keys = ("g",)
    label = N_("Go to")
    help = N_("Choose the card to put in front of everybody.")
    footer = 4

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.presentation.agenda import stop_title
        from sapa_tui.presentation.wrapping import cut

        state = screen.sapa.walk_state
        assert state is not None
        walk, wall = state.walk, screen.wall
        titles = {stop: safe(stop_title(stop, wall)) for stop in walk.agenda}
        choices = [(stop, cut(title, _LINE), "") for stop, title in titles.items()]
        chosen = await choose(screen, _("Go to"), choices, walk.stop)
        now = screen.sapa.walk_state
        if chosen and now is not None and chosen in now.walk.agenda:
            await self.go(screen, now.walk.agenda.index(chosen))


class Defer(LeadWalk):
    """Put the item in front off until after all others."""

    id = "standup.defer"
    keys = ("p",)
    label = N_("Later")
    help = N_("Take the card after all the others; the next one comes now.")
    footer = 3

    def off_for_leader(self, state: "WalkState") -> str | None:
        walk = state.walk
        if walk.stop in (CHANGES, SUMMARY):
            return _("Only cards and messages are taken later.")
        last = walk.place == len(walk.agenda) - 2
        return _("Nothing else is left to be taken before it.") if last else None

    async def run(self, screen: "PlanScreen") -> None:
        state = screen.sapa.walk_state
        assert state is not None
        before, session = state.walk, screen.sapa.session.id
        await screen.write(commands.defer, before.id, before.stop, session=session)
        await screen.sapa.seen(lambda wall: wall.walk is None or wall.walk != before)


JUMP = Jump()
WALKING_ACTIONS: tuple[Action, ...] = (Forward(), Back(), Defer(), JUMP)
