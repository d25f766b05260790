"""What is typed before the form that it is meant for has opened: it waits, and goes in there."""

from textual import events
from textual.app import App, ReturnType
from textual.widgets import Input, TextArea


class TypingAheadApp(App[ReturnType]):
    """Keeps no key that a form is about to be typed in from getting there.

    A form takes a moment to open, longer over a slow line, and people type on. Their keys come
    here, as nobody else has taken them.
    """

    _ahead: str | None = None

    def expect_typing(self) -> None:
        """A form is being opened: from here on, what is typed is kept for it."""
        self._ahead = self._ahead or ""

    def stop_expecting(self) -> None:
        """No form comes, or it is there: what was kept goes where the cursor is, if in a field."""
        text, self._ahead = self._ahead, None
        if text and isinstance(self.focused, Input | TextArea):
            self.focused.post_message(events.Paste(text))

    def on_key(self, event: events.Key) -> None:
        """Take a key that means nothing yet, or that set out before its field had the focus."""
        late = event.is_printable and isinstance(self.focused, Input | TextArea)
        if self._ahead is None and not late:
            return
        event.prevent_default()
        if event.is_printable and event.character:
            self._keep(event.character)
        elif event.key == "backspace" and self._ahead:
            self._ahead = self._ahead[:-1]

    def on_paste(self, event: events.Paste) -> None:
        """Keep what is pasted ahead, too."""
        if self._ahead is not None:
            self._keep(event.text)

    def _keep(self, text: str) -> None:
        if self._ahead is None:
            assert self.focused is not None
            self.focused.post_message(events.Paste(text))
        else:
            self._ahead += text
