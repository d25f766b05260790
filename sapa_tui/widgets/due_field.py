"""The field for a due date: weeks from go-live or a date, with what it comes to under it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from db.queries.plan import PlanFacts
from db.rules.due import Due, parse_due
from sapa_tui.locale import _
from sapa_tui.presentation.due_preview import due_preview, due_words, typed_due

from .field import Field
from .fields import TypedField


class DueField(TypedField[Due]):
    """Weeks from go-live or a date, stored in two columns of which at most one is set."""

    DEFAULT_CSS = """
    DueField {
        & .due-warning { display: none; height: auto; padding-left: 2; color: $text-warning; }
        & .due-warning.-said { display: block; }
    }
    """

    def __init__(self, base: Due, facts: PlanFacts, today: date, *, label: str = "") -> None:
        super().__init__(
            "due",
            base,
            typed_due(base),
            keys=("offset_weeks", "due_date"),
            label=label,
            placeholder=_("for instance T-8, 23-11 or 23-11-2026"),
        )
        self._facts = facts
        self._today = today
        self._warning = Static(markup=False, classes="due-warning")

    def more(self) -> Iterable[Widget]:
        return (self._warning,)

    def on_mount(self) -> None:
        self._preview()

    def read(self) -> Due:
        return parse_due(self.draft, self._today)

    def put(self, value: Due) -> None:
        self._editor.value = typed_due(value)

    def twin(self, value: Due) -> Field[Due]:
        return DueField(value, self._facts, self._today, label=self.label)

    def shown(self, value: Due) -> str:
        return due_words(value, self._facts)

    def stored(self, value: Due) -> dict[str, Any]:
        day = value.due_date.isoformat() if value.due_date else None
        return {"offset_weeks": value.offset_weeks, "due_date": day}

    def restored(self, columns: Mapping[str, Any]) -> Due:
        if columns["offset_weeks"] is not None:
            return Due(offset_weeks=columns["offset_weeks"])
        day = columns["due_date"]
        return Due(due_date=date.fromisoformat(day) if day else None)

    @on(Input.Changed)
    def _preview(self) -> None:
        preview = due_preview(self.draft, self._facts, self._today)
        self.say(f"! {preview.text}" if preview.wrong else preview.text, wrong=preview.wrong)
        self._warning.update(Content(f"! {preview.warning}" if preview.warning else ""))
        self._warning.set_class(bool(preview.warning), "-said")
