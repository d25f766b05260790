"""The field for the go-live date, which may not be known yet."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input

from db.clock import stored_day
from db.errors import InvalidInput
from db.rules.text import safe
from db.rules.typed_due import parse_date
from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_long, day_plain, week
from sapa_tui.presentation.sentences import error_sentence

from .editors import LineInput
from .field import Field


class Tick(Checkbox):
    """A box that is full or empty, not only of another colour."""

    BUTTON_LEFT = ""
    BUTTON_RIGHT = " "

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's name
        return "■" if self.value else "□"


class GoLiveField(Field[date | None]):
    """A date, or a tick that says that one is awaited."""

    DEFAULT_CSS = """
    GoLiveField Tick {
        border: none; margin-left: 2; height: 1; width: auto; background: transparent;
        & > .toggle--button { color: $foreground; background: transparent; }
        & > .toggle--label { color: $foreground; padding: 0; }
        &:focus { border: none; }
        &:focus > .toggle--label { background: transparent; text-style: bold underline; }
    }
    """

    def __init__(
        self, base: date | None, today: date, *, unknown: bool = False, label: str = ""
    ) -> None:
        super().__init__("go_live", base, label=label)
        self._today = today
        example = _("for instance 23-11-2026, fri or week 48")
        self._editor = LineInput(day_plain(base) if base else "", example)
        self._editor.disabled = unknown
        self._editor.select_on_focus = True  # a day is typed anew, not behind the old one
        self._unknown = Tick(Content(_("awaits a new date")), unknown, compact=True)

    @property
    def editor(self) -> Input:
        return self._editor

    def more(self) -> Iterable[Widget]:
        return (self._unknown,)

    @property
    def draft(self) -> tuple[str, bool]:
        return self._editor.value, self._unknown.value

    def read(self) -> date | None:
        if self._unknown.value:
            return None
        if not self._editor.value.strip():
            raise InvalidInput("text_missing", field="go_live")
        return parse_date(self._editor.value, self._today)

    def put(self, value: date | None) -> None:
        self._unknown.value = value is None
        self._editor.value = day_plain(value) if value else ""

    def put_draft(self, draft: Any) -> None:
        text, unknown = draft
        self._unknown.value = bool(unknown)
        self._editor.value = safe(str(text))

    def twin(self, value: date | None) -> Field[date | None]:
        return GoLiveField(value, self._today, unknown=value is None, label=self.label)

    def stored(self, value: date | None) -> dict[str, Any]:
        return {"go_live": value.isoformat() if value else None}

    def restored(self, columns: Mapping[str, Any]) -> date | None:
        return stored_day(columns["go_live"])

    def shown(self, value: date | None) -> str:
        return day_plain(value) if value else _("awaits a new date")

    @on(Checkbox.Changed)
    def _unknown_changed(self, event: Checkbox.Changed) -> None:
        self._editor.disabled = event.value
        self._say_what_is_wrong()

    @on(Input.Changed)
    def _say_what_is_wrong(self) -> None:
        if not self._editor.value.strip():
            self.say("")
            return
        try:
            day = self.read()
        except InvalidInput as error:
            self.say(f"! {error_sentence(error)}", wrong=True)
        else:
            self.say(f"= {day_long(day)}, {week(day)}" if day else "")
