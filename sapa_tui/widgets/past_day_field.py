"""The field for a day on which something happened; it may stay empty."""

from datetime import date

from textual import on
from textual.widgets import Input

from db.errors import InvalidInput
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_long, day_plain
from sapa_tui.presentation.history_filters import day_past
from sapa_tui.presentation.sentences import error_sentence

from .fields import TypedField


class PastDayField(TypedField[date | None]):
    """A day; without its year it is the last such day, which is said under it."""

    def __init__(self, name: str, base: date | None, today: date, *, label: str) -> None:
        typed = day_plain(base) if base else ""
        example = _("for instance 16-11 or 16-11-2026")
        super().__init__(name, base, typed, label=label, placeholder=example)
        self._today = today

    def read(self) -> date | None:
        return day_past(self.draft, self._today) if self.draft.strip() else None

    def put(self, value: date | None) -> None:
        self._editor.value = day_plain(value) if value else ""

    @on(Input.Changed)
    def _say_which_day(self) -> None:
        try:
            day = self.read()
        except InvalidInput as error:
            self.say(f"! {error_sentence(error)}", wrong=True)
        else:
            self.say(f"= {day_long(day)}" if day and self.touched else "")
