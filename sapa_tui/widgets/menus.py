"""Menus that can be typed into before they have been drawn."""

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList, Select
from textual.widgets._select import SelectOverlay


class Menu(OptionList):
    """One of a few answers, one under the other."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Textual looks for the line to page from, and before the first layout there is none.
        unseen = not self.scrollable_content_region
        if unseen and action in ("page_up", "page_down"):
            return False
        return super().check_action(action, parameters)


class _Answers(SelectOverlay, Menu):
    """The answers that drop down."""


class DropDown(Select[Any]):
    """One of a few answers, the others behind it."""

    def compose(self) -> ComposeResult:
        for part in super().compose():
            yield (
                _Answers().data_bind(DropDown.compact) if isinstance(part, SelectOverlay) else part
            )

    def on_mount(self, event: events.Mount) -> None:
        # Closed before it stood, it has no parts; Textual would look for them, and fail.
        if not self.children:
            event.prevent_default()
