"""What every view of the plan has: header, footer, the actions' keys, and news from the wall."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.reactive import Reactive
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from db.commands import Outcome
from db.errors import SapaError
from db.queries.wall import Wall
from db.rules.codes import Role
from sapa_tui.actions import ACTIONS, Action, actions_at, actions_for_key, key_name, keys
from sapa_tui.actions.base import ALWAYS
from sapa_tui.faults import record
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.widgets.footer import Footer
from sapa_tui.widgets.ground import first_line, quiet_size
from sapa_tui.widgets.header import Header

if TYPE_CHECKING:
    from sapa_tui.app import SapaApp
    from sapa_tui.widgets.walk_line import WalkLine


Work = Callable[[], Coroutine[Any, Any, None]]


class PlanScreen(Screen[None]):
    """A view of the plan. Subclasses fill :meth:`body` and :meth:`show`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"press('{key}')", show=False) for key in keys()
    ]
    view: ClassVar[str] = ""
    # Textual's own draws the whole screen when the focus moves; who gets and who loses it suffice.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    virtual_size = quiet_size()
    _shown: tuple[object, ...] | None = None
    _walk_line: "WalkLine | None" = None
    _covered = 0
    """How often something has come over this view."""
    asked = 0
    """How much the person has asked for that is not done yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._turn = asyncio.Lock()

    @property
    def sapa(self) -> "SapaApp":
        """The application, with its type."""
        return cast("SapaApp", self.app)

    @property
    def wall(self) -> Wall:
        """The plan as last read."""
        return self.sapa.wall

    @property
    def place(self) -> str:
        """Where the focus is, as the actions' ``places`` name it."""
        return self.view

    @property
    def role(self) -> Role:
        """The person's role as last read; the database checks it again at each write."""
        me = self.wall.people.get(self.sapa.person)
        return me.role if me and me.active else Role.VIEWER

    def compose(self) -> ComposeResult:
        yield Header()
        yield from self.body()
        yield Footer()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self.is_modal:  # the view beneath shows beside it
            return super().render_lines(crop)
        return super().render_lines(first_line(crop)) * crop.height

    def body(self) -> ComposeResult:
        """The widgets between header and footer."""
        raise NotImplementedError

    def show(self, wall: Wall) -> None:
        """Show a new reading of the plan; called on mount and at every change."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.news(self.wall)

    def on_screen_resume(self) -> None:
        self.sapa.follow()
        if self.outer_size:
            self.news(self.wall)
        else:  # it has just been mounted, and is to be laid out and drawn for the first time
            self.call_next(self._drawn_whole)

    def _drawn_whole(self) -> None:
        """Do without the second drawing of everything, for which Textual asks after the first."""
        self._repaint_required = False
        self._exchange_repaint_regions()

    @property
    def over(self) -> bool:
        """Whether the view has been left and is being taken down; its widgets go one by one."""
        return self not in self.app.screen_stack

    def news(self, wall: Wall) -> None:
        """Take over a new reading of the plan."""
        # News may still come while the screen is being taken down, from one end or the other.
        if not (self.query(Header).nodes and self.query(Footer).nodes):
            return
        self.query_one(Header).show(wall, self.sapa.today, self.sapa.person)
        self.show_walk(wall)
        state = self.state_of(wall)
        if state != self._shown:
            self._shown = state
            self.show(wall)
        self.update_footer()

    def state_of(self, wall: Wall) -> tuple[object, ...]:
        """What :meth:`show` depends on; it is called again when this is another."""
        return wall.last_event, self.sapa.today

    def show_walk(self, wall: Wall) -> None:
        """Say above the view that a standup is under way elsewhere."""
        del wall
        state = self.sapa.walk_state
        if state is not None and self._walk_line is None:
            from sapa_tui.widgets.walk_line import WalkLine

            self._walk_line = WalkLine(state)
            self.mount(self._walk_line, after=self.query_one(Header))
        elif state is not None and self._walk_line is not None:
            self._walk_line.show(state)
        elif self._walk_line is not None:
            self._walk_line.remove()
            self._walk_line = None

    def item_in_focus(self) -> str:
        """What the person is looking at: ``activity:4``."""
        return ""

    def offers(self, action: Action) -> bool:
        """Whether an action is to be had where the focus is."""
        return action.applies(self)

    def footer_key(self, action: Action) -> str:
        """The key by which the footer names an action."""
        return action.keys[0]

    def rank(self, action: Action) -> int:
        """The action's place in the footer, the smallest first; 0 keeps it out."""
        return action.footer

    def update_footer(self) -> None:
        """Show the keys that matter where the focus is, and tell the colleagues where that is."""
        if self.over:
            return
        # A key that two actions have means the first of them here, see :meth:`action_press`.
        by_key: dict[str, Action] = {}
        for a in actions_at(self.place):
            if self.rank(a) and self.offers(a) and a.off(self) is None:
                by_key.setdefault(self.footer_key(a), a)
        shown = sorted(by_key.values(), key=self.rank)
        keys = [(key_name(self.footer_key(a)), a.words(self), a.id) for a in shown]
        first = sum(self.rank(a) < ALWAYS for a in shown)
        self.query_one(Footer).show(keys[:first], keys[first:])
        self.sapa.session.be_at(self.view, self.whereabouts())

    def whereabouts(self) -> str:
        """What the colleagues are told that the person is looking at."""
        return self.item_in_focus()

    def on_descendant_focus(self) -> None:
        self.update_footer()
        self.sapa.follow()

    # Doing ----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key means anything before the view is there, however fast it is typed."""
        return self.is_mounted and super().check_action(action, parameters)

    def action_press(self, key: str) -> None:
        """A key was pressed: do what it means where the focus is, or will be in its turn."""
        action = self._meant_by(key)
        if not self.asked:
            if action is not None:
                self.do(action)
            return
        if action is not None and action.opens_form and action.off(self) is None:
            self.sapa.expect_typing()
        self.attempt(partial(self._press_in_turn, key))

    def _meant_by(self, key: str) -> Action | None:
        return next((action for action in actions_for_key(key) if self.offers(action)), None)

    async def _press_in_turn(self, key: str) -> None:
        action = self._meant_by(key)
        reason = action.off(self) if action is not None else None
        if reason is not None:
            self.say(reason, "warning")
        elif action is not None:
            await action.run(self)

    def action_do(self, action_id: str) -> None:
        """Do an action by its id, as the footer and the palette ask for it."""
        self.do(next(action for action in ACTIONS if action.id == action_id))

    def do(self, action: Action) -> None:
        """Do an action, or say why it is off."""
        reason = action.off(self)
        if reason is not None:
            self.say(reason, "warning")
        else:
            if action.opens_form:
                self.sapa.expect_typing()
            self.attempt(partial(self._do_still, action))

    async def _do_still(self, action: Action) -> None:
        """Do an action whose turn has come, unless what it was about has gone meanwhile."""
        if action.off(self) is None:
            await action.run(self)

    def attempt(self, work: Work) -> None:
        """Let some work be done, and say why when the plan does not take it.

        One after the other; but what was typed ahead of a dialog, or of leaving, is not done:
        those keys were not meant for what has the focus now.
        """
        turn: Any = partial(self._in_turn, work, self._covered)
        self.asked += 1
        # The app does the work: were this screen to end meanwhile, work of its own would be cut off
        # within what it awaits for the app, such as the end of another screen, and end the app.
        self.app.run_worker(turn, group="actions")

    def on_screen_suspend(self) -> None:
        self._covered += 1

    async def _in_turn(self, work: Work, covered: int) -> None:
        try:
            async with self._turn:
                if covered == self._covered and not self.sapa.leaving:
                    await self._run(work)
                self.sapa.call_later(self.sapa.stop_expecting)  # the focus is given later, too
        finally:
            self.asked -= 1
        self.sapa.follow()

    @property
    def busy(self) -> bool:
        """Whether something that the person has asked for is being done."""
        return self._turn.locked()

    async def _run(self, work: Work) -> None:
        try:
            await work()
        except SapaError as error:
            self.say(error_sentence(error), "error")
        except Exception as fault:
            if self.app.is_headless:
                raise  # a test wants the traceback
            self.say(record(fault), "error")
        if self.is_attached:
            self.update_footer()

    async def write(self, command: Any, *args: Any, **options: Any) -> Outcome:
        """Run a command in the person's name, and see what came of it; raises SapaError."""
        outcome = await self.sapa.session.write(command, *args, **options)
        await self.sapa.caught_up(outcome.event)
        return outcome

    def say(self, sentence: str, severity: str = "information") -> None:
        """Tell the person something in one sentence."""
        self.app.notify(sentence, severity=severity, markup=False)  # type: ignore[arg-type]
