"""The field for a whole number that the plan judges: what is typed goes to it as it is."""

from typing import Any

from sapa_tui.locale import _

from .field import Field
from .fields import TypedField

_LONGEST = 12


class NumberField(TypedField[Any]):
    """A number, or the text that is none: the plan says why it does not take it."""

    def __init__(self, name: str, base: int | None, *, label: str = "") -> None:
        super().__init__(name, base, _shown(base), label=label, placeholder=_("a whole number"))
        # A number is typed anew: a 7 typed behind a 14 would be 147.
        self._editor.select_on_focus = True

    def read(self) -> Any:
        typed = self.draft.strip()
        return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST else typed

    def put(self, value: Any) -> None:
        self._editor.value = _shown(value)

    def twin(self, value: Any) -> Field[Any]:
        return NumberField(self.field, value, label=self.label)

    def shown(self, value: Any) -> str:
        return _shown(value)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
