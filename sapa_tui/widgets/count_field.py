"""The field for a small whole number."""

from collections.abc import Callable

from db.errors import InvalidInput

from .field import Field
from .fields import JudgedField, typed_number


class CountField(JudgedField[int]):
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
        number = typed_number(self.draft.strip(), self._limit)
        if number is None:
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
        self.judge()

    def meaning(self, value: int) -> str:
        return self._words(value)
