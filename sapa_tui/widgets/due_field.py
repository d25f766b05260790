"""The field for a due date: what is typed, with what it comes to under it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from textual import on
from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from db.queries.due import DUE_COLUMNS, due_columns, read_due
from db.queries.plan import PlanFacts
from db.rules.due import Due
from db.rules.typed_due import NO_CHOICES, parse_due
from db.rules.typed_rule import completed
from db.rules.typed_title import Choices
from sapa_tui.locale import _
from sapa_tui.presentation.due_preview import due_preview, due_words, typed_due

from .field import Field
from .fields import TypedField


class _Titles(Suggester):
    """Proposes the end of the title that somebody has begun to type."""

    def __init__(self, choices: Choices) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._choices = choices

    async def get_suggestion(self, value: str) -> str | None:
        return completed(value, self._choices)


class DueField(TypedField[Due]):
    """Weeks from go-live, a date or a rule: columns of which at most one is set.

    While the title of another item is typed its end is proposed; the right arrow takes it.
    """

    DEFAULT_CSS = """
    DueField {
        & .input--suggestion { color: $text-muted; text-style: italic; }
        & .due-warning { display: none; height: auto; padding-left: 2; color: $text-warning; }
        & .due-warning.-said { display: block; }
    }
    """

    def __init__(
        self,
        base: Due,
        facts: PlanFacts,
        today: date,
        choices: Choices = NO_CHOICES,
        *,
        label: str = "",
    ) -> None:
        """Let it be counted from one of the ``choices``."""
        super().__init__(
            "due",
            base,
            typed_due(base, choices),
            keys=DUE_COLUMNS,
            label=label,
            placeholder=_("for instance T-8, 23-11, fri, week 48 or end-1w"),
        )
        self._facts = facts
        self._today = today
        self._choices = choices
        self._editor.suggester = _Titles(choices)
        self._warning = Static(markup=False, classes="due-warning")

    def more(self) -> Iterable[Widget]:
        return (self._warning,)

    def on_mount(self) -> None:
        self._preview()

    def read(self) -> Due:
        if self.draft == typed_due(self.base, self._choices):
            return self.base
        return parse_due(self.draft, self._today, self._choices)

    def put(self, value: Due) -> None:
        self._editor.value = typed_due(value, self._choices)

    def twin(self, value: Due) -> Field[Due]:
        return DueField(value, self._facts, self._today, self._choices, label=self.label)

    def shown(self, value: Due) -> str:
        return due_words(value, self._facts, self._choices)

    def stored(self, value: Due) -> dict[str, Any]:
        return due_columns(value)

    def restored(self, columns: Mapping[str, Any]) -> Due:
        return read_due(*(columns[name] for name in self.keys))

    @on(Input.Changed)
    def _preview(self) -> None:
        preview = due_preview(self.draft, self._facts, self._today, self._choices)
        self.say(f"! {preview.text}" if preview.wrong else preview.text, wrong=preview.wrong)
        self._warning.update(Content(f"! {preview.warning}" if preview.warning else ""))
        self._warning.set_class(bool(preview.warning), "-said")
