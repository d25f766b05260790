"""The field for how many cards a column may hold."""

from db.errors import InvalidInput
from db.rules.moves import LARGEST_LIMIT
from sapa_tui.locale import _

from .fields import JudgedField, typed_number


class LimitField(JudgedField[int | None]):
    """A number of cards; empty means that there is no limit."""

    def __init__(self, base: int | None) -> None:
        typed = str(base) if base else ""
        super().__init__("wip_limit", base, typed, placeholder=_("empty means no limit"))
        self._editor.select_on_focus = True  # a number is typed anew, not behind the old one

    def read(self) -> int | None:
        typed = self.draft.strip()
        if not typed:
            return None
        number = typed_number(typed, LARGEST_LIMIT)
        if not number:
            raise InvalidInput("limit_out_of_range", limit=typed)
        return number

    def put(self, value: int | None) -> None:
        self._editor.value = str(value) if value else ""
