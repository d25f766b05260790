"""What a person can do everywhere: go to a view, get help, change the look, leave."""

from functools import partial
from typing import TYPE_CHECKING, Any

from db.queries import history
from sapa_tui.late import Late
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import event_sentence
from sapa_tui.themes import DARK, LIGHT

from .asking import choose, is_sure
from .base import Action, key_name
from .on_card import may_write

if TYPE_CHECKING:
    from db.commands import undo as undoing
    from sapa_tui.screens.plan_screen import PlanScreen
else:
    undoing = Late("db.commands.undo")

VIEWS = N_("Views")
GENERAL = N_("Everywhere")


class GoToView(Action):
    """Go to a view."""

    group = VIEWS

    def __init__(self, view: str, key: str, label: str, help: str) -> None:
        self.id = f"view.{view}"
        self.view = view
        self.keys = (key,)
        self.label = label
        self.help = help

    async def run(self, screen: "PlanScreen") -> None:
        _go(screen, self.view)


def _go(screen: "PlanScreen", view: str) -> None:
    # The app goes there, not this screen: the screen may end on the way.
    going: Any = partial(screen.sapa.go_to, view, screen)
    screen.sapa.run_worker(going, group="views")


VIEW_ACTIONS = (
    GoToView("board", "1", N_("Board"), N_("The board with the countdown.")),
    GoToView("communication", "2", N_("Communication"), N_("The communication checklists.")),
    GoToView(
        "countdown",
        "3",
        N_("Countdown"),
        N_("The countdown in large, the timeline and what is due next."),
    ),
    GoToView(
        "stakeholders",
        "4",
        N_("Stakeholders"),
        N_("The register of stakeholders, and who has been reached."),
    ),
    GoToView("history", "5", N_("History"), N_("Everything that happened, newest first.")),
    GoToView("people", "6", N_("People"), N_("Who has access, in which role, and who is in.")),
    GoToView(
        "standup",
        "7",
        N_("Standup"),
        N_("What is new since the last standup; from here the next one is led."),
    ),
    GoToView(
        "departments",
        "8",
        N_("Departments"),
        N_("Who has new workflows, and how many users have them in use."),
    ),
    GoToView("card", "9", N_("A08"), N_("The task card, and what it lacks before it is closed.")),
    GoToView(
        "workflows",
        "f2",
        N_("Workflows"),
        N_("The new workflows, and the old ones that are still in use."),
    ),
    GoToView(
        "preconditions",
        "f3",
        N_("Preconditions"),
        N_("What must be in place in each department, and who is ready."),
    ),
    GoToView(
        "decisions",
        "f4",
        N_("Introduction and motivation"),
        N_("How employees are introduced and motivated: what has been decided."),
    ),
    GoToView("training", "f5", N_("Training"), N_("The classes, and who still lacks one.")),
    GoToView("roster", "f6", N_("Support"), N_("Who helps which department in which week.")),
    GoToView(
        "stakeholder_map",
        "f7",
        N_("Stakeholder map"),
        N_("Influence and impact drawn as a map, with the advice that goes with it."),
    ),
    GoToView(
        "calendar",
        "f8",
        N_("Calendar"),
        N_("Months with what is due, go-live, the end date and days off."),
    ),
    GoToView(
        "timeline",
        "f9",
        N_("Timeline"),
        N_("Activities and communication on one line of weeks, or as a table."),
    ),
)


class ChooseView(Action):
    """Choose among all views."""

    id = "view.choose"
    keys = ("0",)
    label = N_("Views")
    help = N_("Choose among all views; each has a key of its own, too.")
    group = VIEWS
    footer = 92

    async def run(self, screen: "PlanScreen") -> None:
        keys = {action.view: key_name(action.keys[0]) for action in VIEW_ACTIONS}
        choices = [
            (
                action.view,
                _(action.label),
                "" if keys[action.view].isdecimal() else keys[action.view],
            )
            for action in VIEW_ACTIONS
        ]
        view = await choose(screen, _("Go to"), choices, screen.view, find=True)
        if view is not None:
            _go(screen, view)


class NextPart(Action):
    """Go to the next part of the screen."""

    id = "go.next"
    keys = ("tab",)
    label = N_("Next part")
    help = N_("Go to the next part of the screen.")
    group = GENERAL

    async def run(self, screen: "PlanScreen") -> None:
        screen.focus_next()


class _Undoing(Action):
    """Take back one's own last write, or do it again."""

    group = GENERAL

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)

    async def _play(self, screen: "PlanScreen", command: Any, done: str) -> None:
        outcome = await screen.write(command)
        event = await screen.sapa.session.read(history.event, outcome.event or 0)
        original = await screen.sapa.session.read(history.event, event.undoes or 0)
        wall = screen.wall
        what = event_sentence(original, wall.names, wall.facts.anchor_points)
        screen.say(done.format(what=what))


class Undo(_Undoing):
    """Take back one's own last write."""

    id = "undo"
    keys = ("u",)
    label = N_("Undo")
    help = N_("Take back what you did last; a colleague's work is never undone.")

    async def run(self, screen: "PlanScreen") -> None:
        await self._play(screen, undoing.undo, _("Undone: {what}"))


class Redo(_Undoing):
    """Do again what was undone last."""

    id = "redo"
    keys = ("U",)
    label = N_("Redo")
    help = N_("Do again what you undid last.")

    async def run(self, screen: "PlanScreen") -> None:
        await self._play(screen, undoing.redo, _("Done again: {what}"))


class Help(Action):
    """Show every key."""

    id = "help"
    keys = ("question_mark", "f1")
    label = N_("Help")
    help = N_("Every key, for where you are first.")
    group = GENERAL
    footer = 90

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.screens.help import HelpScreen

        await screen.app.push_screen_wait(HelpScreen(screen))


class Palette(Action):
    """Find an action by its name."""

    id = "palette"
    keys = ("ctrl+p",)
    label = N_("Find action")
    help = N_("Type a few letters of what you want to do.")
    group = GENERAL

    async def run(self, screen: "PlanScreen") -> None:
        from sapa_tui.dialogs.palette import PaletteDialog

        chosen = await screen.app.push_screen_wait(PaletteDialog(screen))
        if chosen:
            screen.action_do(chosen)


class ChangeTheme(Action):
    """Change between the light and the dark theme."""

    id = "theme"
    keys = ("t",)
    label = N_("Light/dark")
    help = N_("Change between the light and the dark theme; it is kept for you.")
    group = GENERAL

    async def run(self, screen: "PlanScreen") -> None:
        theme = LIGHT.name if screen.app.theme == DARK.name else DARK.name
        screen.app.theme = theme
        await screen.sapa.session.prefer("theme", theme)


class Quit(Action):
    """Leave the dashboard."""

    id = "quit"
    keys = ("q",)
    label = N_("Quit")
    help = N_("Leave the dashboard; everything is saved already.")
    group = GENERAL
    footer = 95

    async def run(self, screen: "PlanScreen") -> None:
        text = _("Everything is saved. Colleagues stay in.")
        walk = screen.sapa.walk_state
        if walk is not None and walk.mine:
            text = _("You lead the standup; it waits until somebody takes over.")
        if await is_sure(screen, _("Leave the board?"), text, _("Quit")):
            screen.app.exit()


GENERAL_ACTIONS: tuple[Action, ...] = (
    *VIEW_ACTIONS,
    ChooseView(),
    NextPart(),
    Undo(),
    Redo(),
    Help(),
    Palette(),
    ChangeTheme(),
    Quit(),
)
