"""The field in which several of many answers are ticked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from db.rules.text import safe
from sapa_tui.presentation.sentences import quoted

from .field import Field
from .menus import Menu

_SHOWN = 46
"""Characters of an answer that stand in its line."""


class TickList(Menu):
    """Answers one under the other; space or a click ticks one, a letter goes to what begins so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", show=False),
        Binding("enter", "screen.focus_next", show=False),
    ]

    class Changed(Message):
        """A tick was set or taken off."""

    def __init__(self, options: Sequence[tuple[int, str]], ticked: Iterable[int]) -> None:
        self._answers = list(options)
        self.ticked = set(ticked)
        super().__init__(*(Option(self._line(place)) for place in range(len(options))))

    def tick(self, numbers: Iterable[int]) -> None:
        """Have just these answers ticked."""
        self.ticked = set(numbers)
        for place in range(len(self._answers)):
            self.replace_option_prompt_at_index(place, self._line(place))
        self.post_message(self.Changed())

    @on(OptionList.OptionSelected)
    def _turn(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.tick(self.ticked ^ {self._answers[event.option_index][0]})

    def on_focus(self) -> None:
        """Begin at the first answer."""
        if self.highlighted is None:
            self.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Go to the next answer that begins with a letter."""
        letter = (event.character or "").casefold()
        if not event.is_printable or not letter.strip():
            return
        event.stop()
        count, here = len(self._answers), self.highlighted or 0
        for step in range(1, count + 1):
            place = (here + step) % count
            if self._answers[place][1].casefold().startswith(letter):
                self.highlighted = place
                return

    def _line(self, place: int) -> Content:
        number, words = self._answers[place]
        sign = "✓ " if number in self.ticked else "○ "
        return Content(sign + quoted(words, _SHOWN))


class TickField(Field[list[int]]):
    """Several of ``options``, each a number with its words; none is an answer too."""

    DEFAULT_CSS = """
    TickField {
        & TickList, & TickList:focus {
            min-width: 8; height: auto; max-height: 6; padding: 0;
            border: none; border-left: outer $foreground 20%; background: $foreground 6%;
        }
        & TickList:focus { border-left: outer $border; background-tint: $foreground 4%; }
        & TickList > .option-list--option { padding: 0 1; }
    }
    """

    def __init__(
        self, name: str, base: Sequence[int], options: Sequence[tuple[int, str]], *, label: str = ""
    ) -> None:
        super().__init__(name, sorted(base), label=label)
        self._words = dict(options)
        self._editor = TickList(options, base)

    @property
    def editor(self) -> Widget:
        return self._editor

    @property
    def draft(self) -> list[int]:
        return sorted(self._editor.ticked & self._words.keys())

    def read(self) -> list[int]:
        # What has been taken from the choices meanwhile is not for this form to take off.
        return sorted({*self.draft, *(set(self.base) - self._words.keys())})

    def put(self, value: Sequence[int]) -> None:
        self._editor.tick(value)

    def put_draft(self, draft: Any) -> None:
        if isinstance(draft, list):
            self.put([number for number in draft if number in self._words])

    def twin(self, value: Sequence[int]) -> Field[list[int]]:
        return TickField(self.field, value, list(self._words.items()), label=self.label)

    def shown(self, value: Sequence[int]) -> str:
        return ", ".join(safe(self._words.get(number, f"#{number}")) for number in value)

    def restored(self, columns: Mapping[str, Any]) -> list[int]:
        return sorted(int(number) for number in columns[self.keys[0]])

    @on(TickList.Changed)
    def _ticked(self) -> None:
        if self._complained:
            self.say("")
