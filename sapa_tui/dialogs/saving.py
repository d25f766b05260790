"""Dialogs that save: nothing typed is lost, whatever the plan answers."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from db.errors import SapaError
from sapa_tui.locale import _
from sapa_tui.presentation.sentences import error_sentence

from .base import DialogButton
from .guarded import GuardedDialog


class SavingDialog(GuardedDialog[bool]):
    """A dialog whose answer is saved before it closes; True when something was saved.

    What the plan refuses is said in one sentence, and the dialog stays as it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False)]

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__(title, lead)
        self._busy = False
        self._was_focused: Widget | None = None

    async def store(self) -> bool:
        """Save what is typed; returns False when there was nothing to save.

        Raises:
            SapaError: it could not be saved; the dialog says so and stays open.
        """
        raise NotImplementedError

    @property
    def leave_words(self) -> str:
        """What leaving is called."""
        return _("Cancel")

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(self.leave_words, _("esc"), "screen.cancel")
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

    def locate(self, error: SapaError) -> None:
        """Put the cursor where the error is."""

    async def _save(self) -> None:
        try:
            saved = await self.store()
        except SapaError as error:
            self._set_busy(False)
            self.refused(error)
            return
        self.saved()
        self.dismiss(saved)

    def refused(self, error: SapaError) -> None:
        """Say why it was not saved."""
        self.say_problem(error_sentence(error))
        self.locate(error)

    def saved(self) -> None:
        """It has been saved, or there was nothing to save."""

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.query_one(".dialog-note", Static).update(_("saving…") if busy else self.note())
        if busy:
            self.say_problem("")
            self._was_focused = self.focused
        self.query_one(".dialog-body", VerticalScroll).disabled = busy
        for button in self.query(DialogButton):
            button.disabled = busy
        if not busy and self._was_focused is not None:
            self._was_focused.focus()
