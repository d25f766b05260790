"""The field for a small whole number."""

from collections.abc import Callable

from textual import on
from textual.widgets import Input

from db.errors import InvalidInput
from sapa_tui.presentation.sentences import error_sentence

from .field import Field
from .fields import TypedField


class CountField(TypedField[int]):
    """A number from 0 to ``limit``; what else is typed is refused with ``code``.

    ``words`` says what a number means, as it is typed.
    """

    def __init__(
        self,
        name: str,
        base: int,
        *,
        label: str,
        limit: int,
        code: str,
        words: Callable[[int], str],
    ) -> None:
        super().__init__(name, base, str(base), label=label)
        self._limit, self._code, self._words = limit, code, words
        # A number is typed anew: a 7 typed behind a 14 would be 147.
        self._editor.select_on_focus = True

    def read(self) -> int:
        typed = self.draft.strip()
        # No longer than the limit itself: int() refuses some thousands of digits in its own way.
        number = int(typed) if typed.isdecimal() and len(typed) <= len(str(self._limit)) else -1
        if not 0 <= number <= self._limit:
            raise InvalidInput(self._code, field=self.field, limit=self._limit)
        return number

    def put(self, value: int) -> None:
        self._editor.value = str(value)

    def twin(self, value: int) -> Field[int]:
        return CountField(
            self.field,
            value,
            label=self.label,
            limit=self._limit,
            code=self._code,
            words=self._words,
        )

    def on_mount(self) -> None:
        super().on_mount()
        self._say_what_it_means()

    @on(Input.Changed)
    def _say_what_it_means(self) -> None:
        try:
            number = self.read()
        except InvalidInput as error:
            self.say(f"! {error_sentence(error)}", wrong=True)
        else:
            self.say(self._words(number))
