"""Dialogs that save: nothing typed is lost, whatever the plan answers."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from db.errors import SapaError
from sapa_tui.locale import _
from sapa_tui.presentation.sentences import error_sentence, quoted

from .base import DialogButton
from .guarded import GuardedDialog


class SavingDialog(GuardedDialog[bool]):
    """A dialog whose answer is saved before it closes; True when something was saved.

    What the plan refuses is said in one sentence, and the dialog stays as it is.

    What is saved is the text as it stood when that was asked for. What is typed or pasted into
    it while the plan does not answer, for seconds perhaps, is kept back: after a refusal it is
    put in where the cursor was. When the dialog closes, having saved, it can neither go with
    what is saved nor act as keys on what stands behind; so the person is told the words, and
    ctrl+v puts them in wherever they belong.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False)]

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__(title, lead)
        self.came_of_it = ""
        """What more is to be told than that it is saved."""
        self._busy = False
        self._was_focused: Widget | None = None
        self._late = ""

    async def store(self) -> bool:
        """Save what is typed; returns False when there was nothing to save.

        Raises:
            SapaError: it could not be saved; the dialog says so and stays open.
        """
        raise NotImplementedError

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Save"), "ctrl+s", "screen.save", main=True)

    def nothing(self) -> bool:
        return False

    def action_save(self) -> None:
        """Save, once at a time."""
        if not self._busy:
            self._set_busy(True)
            self.run_worker(self._save(), exclusive=True)

    def action_cancel(self) -> None:
        """Leave, unless it is being saved right now."""
        if not self._busy:
            super().action_cancel()

    async def _save(self) -> None:
        try:
            saved = await self.store()
        except SapaError as error:
            self._set_busy(False)
            self.refused(error)
            return
        self.saved()
        if self._late.strip():
            self._tell_late()
        elif saved:
            more = _("Saved · {more}").format(more=self.came_of_it)
            self.app.notify(more if self.came_of_it else _("Saved."), markup=False)
        self.dismiss(saved)

    def refused(self, error: SapaError) -> None:
        """It could not be saved."""
        self.tell(error)

    def tell(self, error: SapaError) -> None:
        """Say why it was not saved."""
        self.say_problem(error_sentence(error))

    def saved(self) -> None:
        """It has been saved, or there was nothing to save."""

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.query_one(".dialog-note", Static).update(_("saving…") if busy else self.note())
        if busy:
            self.say_problem("")
            self._was_focused, self._late = self.focused, ""
        self.query_one(".dialog-body", VerticalScroll).disabled = busy
        for button in self.query(DialogButton):
            button.disabled = busy
        if not busy and self._was_focused is not None:
            self._was_focused.focus()
            if self._late:
                self._was_focused.post_message(events.Paste(self._late))

    # What is typed meanwhile ----------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Keep back what would have been typed."""
        if not self._keeps_back:
            return
        if event.key == "backspace":
            self._late = self._late[:-1]
        elif event.key == "enter":
            self._late += "\n"
        elif event.is_printable and event.character:
            self._late += event.character
        else:
            return
        event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Keep back what would have been pasted."""
        if self._keeps_back:
            self._late += event.text
            event.stop()

    @property
    def _keeps_back(self) -> bool:
        return self._busy and isinstance(self._was_focused, Input | TextArea)

    def _tell_late(self) -> None:
        self.app.copy_to_clipboard(self._late)
        words = _(
            "“{text}” was typed too late to be saved; ctrl+v puts it in where you want to have it."
        )
        self.app.notify(
            words.format(text=quoted(self._late)), severity="warning", timeout=15, markup=False
        )
