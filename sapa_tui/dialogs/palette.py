"""The palette: every action of ours, found by a few letters of its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from sapa_tui.actions import ACTIONS, Action, key_name
from sapa_tui.locale import _
from sapa_tui.presentation.finding import Wording, find
from sapa_tui.presentation.places import place_words
from sapa_tui.presentation.wrapping import cut
from sapa_tui.widgets.editors import LineInput
from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.line_map import Key

from .base import Dialog, DialogButton

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

_NAME_WIDTH = 22


@dataclass(frozen=True, slots=True)
class Choice:
    """An action, and why it cannot be done now, if so."""

    action: Action
    off: str | None


class ChoiceList(LineList[Choice]):
    """The actions found, each with what it does and its key."""

    can_focus = False

    def key_of(self, entry: Choice) -> Key:
        return entry.action.id

    def lines_of(self, entry: Choice, width: int) -> list[list[Segment]]:
        keys = ", ".join(key_name(key) for key in entry.action.keys[:2])
        name_width = min(_NAME_WIDTH, width // 3)
        name = cut(_(entry.action.label), name_width - 1)
        room = width - name_width - cell_len(keys) - 1
        said = cut(f"⊘ {entry.off}" if entry.off else _(entry.action.help), room)
        strong = "strong" if entry.action.id == self.cursor else "text"
        return [
            [
                Segment(f"{name:<{name_width}}", self.style_of("quiet" if entry.off else strong)),
                Segment(said + " " * (room - cell_len(said) + 1), self.style_of("quiet")),
                Segment(keys, self.style_of("quiet" if entry.off else "accent")),
            ]
        ]

    def style_of(self, name: str) -> Style:
        # The keys are typed above, but it is this list that they move in.
        return super().style_of("cursor" if name == "cursor-unfocused" else name)

    def empty_lines(self, width: int) -> list[list[Segment]]:
        words = _("Nothing is called that. Fewer letters find more.")
        return [[Segment(cut(words, width), self.style_of("quiet"))]]


class PaletteDialog(Dialog[str | None]):
    """Finds an action by its name; its id, or None when the person leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("ctrl+p", "cancel", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall")]
    DEFAULT_CSS = """
    PaletteDialog {
        align: center top;
        & > .dialog-frame { width: 90; margin-top: 2; }
        & LineInput, & LineInput:focus {
            height: 1; border: none; border-left: outer $border;
            padding: 0 1; background: $foreground 6%;
        }
        & ChoiceList {
            height: 14; margin-top: 1; background: $surface; scrollbar-background: $surface;
        }
        &.-low > .dialog-frame { margin-top: 0; }
        &.-low ChoiceList { height: 10; }
    }
    """

    def __init__(self, screen: "PlanScreen") -> None:
        super().__init__(_("Find action"))
        choices = [_choice(action, screen) for action in ACTIONS if action.id != "palette"]
        choices.sort(key=lambda choice: not screen.offers(choice.action))
        self._choices = [(choice, _wording(choice.action)) for choice in choices]
        self._input = LineInput(placeholder=_("A few letters of what you want to do"))
        self._list = ChoiceList(show_unfocused=True)

    def body(self) -> Iterable[Widget]:
        return (self._input, self._list)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Do it"), "enter", "screen.choose", main=True)

    def nothing(self) -> str | None:
        return None

    def on_mount(self) -> None:
        self._input.focus()
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        self.say_problem("")
        self._list.show(find(self._input.value, self._choices))
        self._list.action_cursor_to(0)

    @on(Input.Submitted)
    @on(LineList.Opened)
    def action_choose(self) -> None:
        """Answer with the action under the cursor, or say why it is off."""
        choice = self._list.entry()
        if choice is None:
            return
        if choice.off:
            self.say_problem(choice.off)
        else:
            self.dismiss(choice.action.id)

    def action_step(self, step: int) -> None:
        """Go up or down in the list while the cursor stays where it is typed."""
        self.say_problem("")
        self._list.action_cursor(step)

    def action_page(self, direction: int) -> None:
        self._list.action_page(direction)


def _choice(action: Action, screen: "PlanScreen") -> Choice:
    if screen.offers(action):
        return Choice(action, action.off(screen))
    where = ", ".join(filter(None, dict.fromkeys(place_words(p) for p in sorted(action.places))))
    return Choice(action, _("only {where}").format(where=where) if where else _("not here"))


def _wording(action: Action) -> Wording:
    # The English words find an action too: colleagues read manuals in English.
    more = (_(action.group), _(action.help), action.label, action.help)
    return Wording(_(action.label), " ".join(more))
