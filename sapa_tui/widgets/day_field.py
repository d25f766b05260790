"""The field for a day that may still be to come."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from db.clock import stored_day
from db.queries.plan import PlanFacts
from db.rules.due import Due
from db.rules.typed_due import parse_date
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.due_preview import day_meaning, due_words

from .field import Field
from .fields import JudgedField


class DayField(JudgedField[date | None]):
    """A day; without its year it is the next such day. What it comes to is said under it."""

    def __init__(
        self,
        name: str,
        base: date | None,
        facts: PlanFacts,
        today: date,
        *,
        deadline: bool = False,
        label: str = "",
    ) -> None:
        """Ask for a day; how long ago it was is said of a ``deadline`` only."""
        typed = day_plain(base) if base else ""
        example = _("for instance 23-11-2026, fri or week 48")
        super().__init__(name, base, typed, label=label, placeholder=example)
        self._facts = facts
        self._today = today
        self._deadline = deadline
        self._editor.select_on_focus = True  # a day is typed anew, not behind the old one

    def on_mount(self) -> None:
        super().on_mount()
        self.judge()

    def read(self) -> date | None:
        return parse_date(self.draft, self._today) if self.draft.strip() else None

    def put(self, value: date | None) -> None:
        self._editor.value = day_plain(value) if value else ""

    def meaning(self, value: date | None) -> str:
        if value is None:
            return ""
        return day_meaning(value, self._facts, self._today, deadline=self._deadline)

    def twin(self, value: date | None) -> Field[date | None]:
        twin = partial(DayField, deadline=self._deadline, label=self.label)
        return twin(self.field, value, self._facts, self._today)

    def shown(self, value: date | None) -> str:
        return due_words(Due(due_date=value), self._facts) if value else ""

    def stored(self, value: date | None) -> dict[str, Any]:
        return {self.keys[0]: value.isoformat() if value else None}

    def restored(self, columns: Mapping[str, Any]) -> date | None:
        return stored_day(columns[self.keys[0]])
