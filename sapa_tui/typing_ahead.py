"""What is typed before the form that it is meant for has opened: it waits, and goes in there."""

from textual import events
from textual.app import App, ReturnType

_NEXT = "\t"
"""Stands in what is kept for the key that goes to the next field."""


class TypingAheadApp(App[ReturnType]):
    """Keeps no key that a form is about to be typed in from getting there.

    A form takes a moment to open, longer over a slow line, and people type on: into its first
    field, and with tab into the next one. No part of it may overtake another.
    """

    _ahead: str | None = None

    def expect_typing(self) -> None:
        """A form is being opened: from here on, what is typed is kept for it."""
        self._ahead = self._ahead or ""

    def stop_expecting(self) -> None:
        """No form comes, or it is there: what was kept goes where the cursor is, if in a field."""
        text, self._ahead = self._ahead, None
        for number, part in enumerate((text or "").split(_NEXT)):
            if not self._in_field:
                return
            if number:
                self.screen.focus_next()
            if part and self.focused is not None and self._in_field:
                self.focused.post_message(events.Paste(part))

    async def on_event(self, event: events.Event) -> None:
        """Let no key be taken by what is there before the form, nor by a field out of turn.

        With escape somebody has thought better of it, and means the next keys otherwise.
        """
        if isinstance(event, events.Key) and self._ahead is not None:
            if _is_typing(event):
                self.on_key(event)
                return
            if event.key == "escape":
                self._ahead = None
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Take a key that means nothing yet, or that set out before its field had the focus."""
        late = event.is_printable and self._in_field
        if self._ahead is None and not late:
            return
        event.prevent_default()
        if event.key == "tab" and self._ahead is not None:
            self._ahead += _NEXT
        elif event.is_printable and event.character:
            self._keep(event.character)
        elif event.key == "backspace" and self._ahead:
            self._ahead = self._ahead[:-1]

    def on_paste(self, event: events.Paste) -> None:
        """Keep what is pasted ahead, too."""
        if self._ahead is not None:
            self._keep(event.text.replace(_NEXT, " "))

    @property
    def _in_field(self) -> bool:
        """Whether letters go into what has the focus; asked without loading any kind of field."""
        return self.focused is not None and self.focused.check_consume_key("x", "x")

    def _keep(self, text: str) -> None:
        if self._ahead is None:
            assert self.focused is not None
            self.focused.post_message(events.Paste(text))
        else:
            self._ahead += text


def _is_typing(event: events.Key) -> bool:
    return event.is_printable or event.key in ("tab", "backspace")
