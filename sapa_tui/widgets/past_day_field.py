"""The field for a day on which something happened; it may stay empty."""

from datetime import date

from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_long, day_plain
from sapa_tui.presentation.history_filters import day_past

from .fields import JudgedField


class PastDayField(JudgedField[date | None]):
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

    def meaning(self, value: date | None) -> str:
        return f"= {day_long(value)}" if value and self.touched else ""
