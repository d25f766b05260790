"""What a person can do with the daily standup: lead it, follow it, step aside, take it over."""

from typing import TYPE_CHECKING

from db.queries import standup as queries
from db.rules.codes import Role
from sapa_tui.late import Late
from sapa_tui.locale import N_, _

from .asking import choose, is_sure
from .base import Action
from .on_standup import StandupAction, is_here, left_open

if TYPE_CHECKING:
    from db.commands import standup as commands
    from sapa_tui.presentation.standup import WalkState
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    commands = Late("db.commands.standup")


class StartStandup(StandupAction):
    """Begin a standup."""

    id = "standup.start"
    keys = ("S",)
    label = N_("Start standup")
    help = N_("Lead the standup: everybody's screen walks along, card by card.")
    places = frozenset()

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return state is None and not screen.is_modal

    def words(self, screen: "PlanScreen") -> str:
        return _("Start") if is_here(screen) else super().words(screen)

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is Role.VIEWER:
            return _("You may follow a standup, but not lead one.")
        return None

    async def run(self, screen: "PlanScreen") -> None:
        session, today = screen.sapa.session, screen.sapa.today
        if await self._is_meant(screen, await session.read(queries.last_held)):
            agenda = await session.read(queries.planned_walk, today)
            await screen.write(commands.start, agenda, session=session.id)
            screen.sapa.go_to_standup()

    async def _is_meant(self, screen: "PlanScreen", last: "queries.Held | None") -> bool:
        """Ask, but not where the view says it all; twice on a day is hardly ever meant."""
        from sapa_tui.presentation.standup import held_hours

        if last is not None and last.day == screen.sapa.today:
            began, ended = held_hours(last)
            text = _("One was held today from {began} to {ended}.")
            text = text.format(began=began, ended=ended)
            title = _("Start another standup?")
            return await is_sure(screen, title, text, _("Start"), careful=True)
        text = _("The screens of all who are in will walk along with yours.")
        title = _("Start the standup?")
        return is_here(screen) or await is_sure(screen, title, text, _("Start"))


class JoinStandup(StandupAction):
    """Go to the standup that is under way."""

    id = "standup.join"
    keys = ("S",)
    label = N_("Follow standup")
    help = N_("Go along with the standup that is being held, or back to it.")
    places = frozenset()

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return state is not None and not is_here(screen)

    async def run(self, screen: "PlanScreen") -> None:
        screen.sapa.go_to_standup()


class TakeOver(StandupAction):
    """Lead on where the leader has left."""

    id = "standup.take_over"
    keys = ("S",)
    label = N_("Take over")
    help = N_("Lead the standup on from the same card when its leader has gone.")
    footer = 1

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and state is not None and state.open_to_me

    async def run(self, screen: "PlanScreen") -> None:
        state = screen.sapa.walk_state
        if state is not None:
            session = screen.sapa.session.id
            await screen.write(commands.take_over, state.walk.id, session=session)


class StepAside(StandupAction):
    """Leave the walk, or the view of the standup, for the view before."""

    id = "standup.aside"
    keys = ("escape", "S")
    label = N_("Step aside")
    help = N_("Go back to where you were; S goes along again.")
    footer = 92

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and not (state and state.mine)

    def words(self, screen: "PlanScreen") -> str:
        return super().words(screen) if screen.sapa.walk_state else _("Back")

    async def run(self, screen: "PlanScreen") -> None:
        screen.sapa.step_aside()


class EndStandup(StandupAction):
    """End the standup that one leads."""

    id = "standup.end"
    keys = ("S", "escape")
    label = N_("End standup")
    help = N_("End the standup you lead: with minutes, or called off without any.")
    footer = 92

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and state is not None and state.mine

    def words(self, screen: "PlanScreen") -> str:
        return _("End")

    async def run(self, screen: "PlanScreen") -> None:
        state = screen.sapa.walk_state
        if state is not None:
            await _end(screen, state.walk, _("End the standup?"), _("Go on"))


class EndLeftOpen(StandupAction):
    """End a standup of another day that nobody has ended."""

    id = "standup.end_left_open"
    keys = ("E",)
    label = N_("End open standup")
    help = N_("End a standup that was left open on another day; its minutes are written.")
    footer = 2

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and left_open(screen) is not None

    def words(self, screen: "PlanScreen") -> str:
        return _("End")

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.role is Role.VIEWER:
            return _("You may follow a standup, but not lead one.")
        return None

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.presentation.dates import day_in_words

        walk = left_open(screen)
        if walk is not None:
            title = _("The standup of {day}").format(day=day_in_words(walk.day))
            await _end(screen, walk, title, _("Leave it open"))


class EarlierStandups(StandupAction):
    """Read the minutes of a standup that was held."""

    id = "standup.earlier"
    keys = ("o",)
    label = N_("Earlier")
    help = N_("Read the minutes of an earlier standup.")
    footer = 3

    def fits(self, screen: "PlanScreen", state: "WalkState | None") -> bool:
        return is_here(screen) and state is None

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.presentation.standup import held_choices
        from sapa_tui.screens.minutes import MinutesScreen

        found = await screen.sapa.session.read(queries.held)
        if not found:
            screen.say(_("No standup has been held yet."))
            return
        choices = held_choices(found, screen.wall.names)
        chosen = await choose(screen, _("Earlier standups"), choices)
        if chosen:
            held = next(one for one in found if str(one.id) == chosen)
            await screen.app.push_screen_wait(MinutesScreen(held))


async def _end(screen: "PlanScreen", walk: "queries.Walk", title: str, leave: str) -> None:
    choices = [
        ("end", _("End it"), _("the minutes are written")),
        ("call_off", _("Call it off"), _("without minutes")),
        ("leave", leave, ""),
    ]
    chosen = await choose(screen, title, choices)
    if chosen in ("end", "call_off"):
        command = commands.end if chosen == "end" else commands.call_off
        await screen.write(command, walk.id, session=screen.sapa.session.id)


STANDUP_ACTIONS: tuple[Action, ...] = (
    StartStandup(),
    JoinStandup(),
    TakeOver(),
    EndStandup(),
    EndLeftOpen(),
    StepAside(),
    EarlierStandups(),
)
