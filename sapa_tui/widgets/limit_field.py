"""The field for how many cards a column may hold."""

from textual import on
from textual.widgets import Input

from db.errors import InvalidInput
from db.rules.moves import LARGEST_LIMIT
from sapa_tui.locale import _
from sapa_tui.presentation.sentences import error_sentence

from .fields import TypedField


class LimitField(TypedField[int | None]):
    """A number of cards; empty means that there is no limit."""

    def __init__(self, base: int | None) -> None:
        typed = str(base) if base else ""
        super().__init__("wip_limit", base, typed, placeholder=_("empty means no limit"))
        self._editor.select_on_focus = True  # a number is typed anew, not behind the old one

    def read(self) -> int | None:
        typed = self.draft.strip()
        if not typed:
            return None
        # The length is judged first: int() itself refuses some thousands of digits.
        known = typed.isdecimal() and len(typed) <= len(str(LARGEST_LIMIT))
        if not known or not 1 <= int(typed) <= LARGEST_LIMIT:
            raise InvalidInput("limit_out_of_range", limit=typed)
        return int(typed)

    def put(self, value: int | None) -> None:
        self._editor.value = str(value) if value else ""

    @on(Input.Changed)
    def _say_what_is_wrong(self) -> None:
        try:
            self.read()
        except InvalidInput as error:
            self.say(f"! {error_sentence(error)}", wrong=True)
        else:
            self.say("")
