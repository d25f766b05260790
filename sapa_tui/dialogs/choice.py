"""A small menu: one of a few, by number, by arrow or by mouse."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.widgets.menus import Menu

from .base import Dialog, DialogButton

_BY_NUMBER = 9


class ChoiceDialog(Dialog[str | None]):
    """Lets the person pick one of ``choices``: its key, its label, and a quiet note beside it.

    ``current`` is the key at which the cursor begins. None when the person leaves.
    """

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
    }
    """

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str, str]], *, current: str = ""
    ) -> None:
        super().__init__(title)
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
        """Pick by number."""
        if event.key.isdecimal() and 1 <= int(event.key) <= min(_BY_NUMBER, len(self._keys)):
            event.stop()
            self.dismiss(self._keys[int(event.key) - 1])

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._keys[event.option_index])


def _line(place: int, _key: str, label: str, note: str) -> Content:
    number = f"{place}  " if place <= _BY_NUMBER else "   "
    parts = [(number, "dim"), (safe(label), "")]
    return Content.assemble(*parts, (f"  {safe(note)}" if note else "", "dim"))
