"""A small menu: one of a few, by number, by arrow or by mouse."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.finding import Wording, find
from sapa_tui.widgets.menus import Menu

from .base import Dialog, DialogButton

_BY_NUMBER = 9


class ChoiceDialog(Dialog[str | None]):
    """Lets the person pick one of ``choices``: its key, its label, and a quiet note beside it.

    ``current`` is the key at which the cursor begins. With ``find`` letters go to the choice that
    they may mean. None when the person leaves.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "step(1)", show=False),
        Binding("k", "step(-1)", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceDialog {
        & > .dialog-frame { width: 56; }
        & OptionList, & OptionList:focus {
            min-width: 8; height: auto; max-height: 100%;
            border: none; padding: 0; background: $surface;
        }
        & OptionList > .option-list--option { padding: 0 1; }
        /* The answers come first; enter and esc do without buttons. */
        &.-low > .dialog-frame { border: none; }
        &.-low .dialog-head { padding-bottom: 0; }
        &.-low .dialog-title { max-height: 1; }
        &.-low .dialog-foot { display: none; }
    }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str]],
        *,
        current: str = "",
        find: bool = False,
    ) -> None:
        super().__init__(title)
        self._find = find
        self._typed = ""
        self._wordings = [
            (place, Wording(label, note)) for place, (_key, label, note) in enumerate(choices)
        ]
        self._keys = [key for key, _label, _note in choices]
        self._current = current
        self._list = Menu(
            *(Option(_line(place, *choice)) for place, choice in enumerate(choices, 1)),
            markup=False,
        )

    def body(self) -> Iterable[Widget]:
        return (self._list,)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Choose"), "enter", "screen.choose", main=True)

    def on_mount(self) -> None:
        self._list.highlighted = (
            self._keys.index(self._current) if self._current in self._keys else 0
        )
        self._list.focus()

    def note(self) -> str:
        if not self._find:
            return ""
        return f"/{self._typed}" if self._typed else _("letters find")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "step" and self._find:
            return False  # a name may begin with these letters
        return super().check_action(action, parameters)

    def nothing(self) -> str | None:
        return None

    def action_choose(self) -> None:
        """Take the highlighted one."""
        if self._list.highlighted is not None:
            self.dismiss(self._keys[self._list.highlighted])

    def action_step(self, direction: int) -> None:
        """Go up or down, as the board's letters do."""
        if direction > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def on_key(self, event: events.Key) -> None:
        """Pick by number, or go to what the letters may mean."""
        if self._find and (event.key == "backspace" or (event.character or "").isalpha()):
            event.stop()
            self._look_for(event.character if event.key != "backspace" else None)
        elif event.key.isdecimal() and 1 <= int(event.key) <= min(_BY_NUMBER, len(self._keys)):
            event.stop()
            self.dismiss(self._keys[int(event.key) - 1])

    def _look_for(self, letter: str | None) -> None:
        """Take a letter more, or one less; one that leads nowhere is not taken."""
        typed = f"{self._typed}{letter}" if letter else self._typed[:-1]
        found = find(typed, self._wordings)
        if found:
            self._typed = typed
            self._list.highlighted = found[0]
            self.query_one(".dialog-note", Static).update(Content(self.note()))

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._keys[event.option_index])


def _line(place: int, _key: str, label: str, note: str) -> Content:
    number = f"{place}  " if place <= _BY_NUMBER else "   "
    parts = [(number, "dim"), (safe(label), "")]
    return Content.assemble(*parts, (f"  {safe(note)}" if note else "", "dim"))
