"""The field for a day on which something happened; it may stay empty."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.clock import stored_day
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_long, day_plain
from sapa_tui.presentation.history_filters import day_past

from .field import Field
from .fields import JudgedField


class PastDayField(JudgedField[date | None]):
    """A day; without its year it is the last such day, which is said under it."""

    def __init__(self, name: str, base: date | None, today: date, *, label: str = "") -> None:
        typed = day_plain(base) if base else ""
        example = _("for instance 16-11-2026, fri or week 47")
        super().__init__(name, base, typed, label=label, placeholder=example)
        self._today = today

    def read(self) -> date | None:
        return day_past(self.draft, self._today) if self.draft.strip() else None

    def put(self, value: date | None) -> None:
        self._editor.value = day_plain(value) if value else ""

    def meaning(self, value: date | None) -> str:
        return f"= {day_long(value)}" if value and self.touched else ""

    def twin(self, value: date | None) -> Field[date | None]:
        return PastDayField(self.field, value, self._today, label=self.label)

    def shown(self, value: date | None) -> str:
        return day_long(value) if value else ""

    def stored(self, value: date | None) -> dict[str, Any]:
        return {self.keys[0]: value.isoformat() if value else None}

    def restored(self, columns: Mapping[str, Any]) -> date | None:
        return stored_day(columns[self.keys[0]])
