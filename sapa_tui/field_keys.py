"""Keys that go from field to field, in their turn among what is typed."""

from typing import TypeVar

from textual import events
from textual.app import App, ReturnType
from textual.screen import ModalScreen

T = TypeVar("T")


class FieldsScreen(ModalScreen[T]):
    """A screen of fields."""

    def goes_on(self, key: str) -> bool:
        """Go to another field if that is what the key means; whether it is."""
        if key == "tab":
            self.focus_next()
        elif key == "shift+tab":
            self.focus_previous()
        return key in ("tab", "shift+tab")


class FieldKeysApp(App[ReturnType]):
    """Goes to the next field when its key comes, not when the field that is left has read so far.

    Over a slow line keys come in bursts: what is typed behind such a key would stay in that field.
    """

    async def on_event(self, event: events.Event) -> None:
        """Let the screen have a key that is about its fields before any field has it."""
        if not (isinstance(event, events.Key) and self._goes_on(event.key)):
            await super().on_event(event)

    def _goes_on(self, key: str) -> bool:
        return isinstance(self.screen, FieldsScreen) and self.screen.goes_on(key)
