"""Dialogs in which something is typed: leaving asks before it throws words away."""

from typing import Generic, TypeVar

from sapa_tui.locale import _

from .base import Dialog
from .confirm import ConfirmDialog

T = TypeVar("T")


class GuardedDialog(Dialog[T], Generic[T]):
    """A dialog that is left only after a second, different answer once it is ``dirty``."""

    def action_cancel(self) -> None:
        if not self.dirty:
            super().action_cancel()
            return
        question = ConfirmDialog(
            _("Discard what you have typed?"),
            _("It has not been saved yet."),
            _("Discard"),
            _("Keep writing"),
            careful=True,
        )
        self.app.push_screen(question, self._discard)

    def _discard(self, sure: bool | None) -> None:
        if sure:
            self.dismiss(self.nothing())
