"""The field for a day, some days or whole weeks on which nobody works."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.rules.closures import Period, parse_period
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.dates import day_long, day_plain, week

from .field import Field
from .fields import JudgedField


class PeriodField(JudgedField[Period]):
    """Typed as ``uge 29``, ``uge 29-31 2027``, a date, or two with a dash between."""

    def __init__(self, name: str, base: Period, today: date, *, label: str = "") -> None:
        example = _("for instance uge 29-31, 23-12 or 23-12 - 02-01")
        keys = ("first_day", "last_day")
        super().__init__(name, base, _typed(base), keys=keys, label=label, placeholder=example)
        self._today = today
        self._editor.select_on_focus = True

    def on_mount(self) -> None:
        super().on_mount()
        self.judge()

    def read(self) -> Period:
        return parse_period(self.draft, self._today)

    def put(self, value: Period) -> None:
        self._editor.value = _typed(value)

    def meaning(self, value: Period) -> str:
        days = len(value.days())
        count = ngettext("{days} day", "{days} days", days).format(days=days)
        return f"= {self.shown(value)} · {count}"

    def twin(self, value: Period) -> Field[Period]:
        return PeriodField(self.field, value, self._today, label=self.label)

    def shown(self, value: Period) -> str:
        if value.first == value.last:
            return f"{day_long(value.first)}, {week(value.first)}"
        return f"{day_long(value.first)} – {day_long(value.last)}"

    def stored(self, value: Period) -> dict[str, Any]:
        return {"first_day": value.first.isoformat(), "last_day": value.last.isoformat()}

    def restored(self, columns: Mapping[str, Any]) -> Period:
        first, last = (date.fromisoformat(columns[key]) for key in self.keys)
        return Period(first, last)


def _typed(period: Period) -> str:
    if period.first == period.last:
        return day_plain(period.first)
    return f"{day_plain(period.first)} - {day_plain(period.last)}"
