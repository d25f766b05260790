"""A question with two answers."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from sapa_tui.locale import _

from .base import Dialog, DialogButton


class ConfirmDialog(Dialog[bool]):
    """Ask before something happens; Esc means no.

    One rule for all of them: yes stands at the right, no at its left. The cursor waits on yes
    where the step is the person's own and is taken back as easily. It waits on no (``careful``)
    where the step cannot be taken back, or others see or feel it at once: words thrown away, a
    message completed, an early start put on record, an access closed.
    """

    DEFAULT_CSS = """
    ConfirmDialog {
        & > .dialog-frame { width: 60; }
        & .dialog-text { height: auto; }
    }
    """

    def __init__(
        self, title: str, text: str, yes_label: str, no_label: str = "", *, careful: bool = False
    ) -> None:
        super().__init__(title)
        self._text = text
        self._yes_label = yes_label
        self._no_label = no_label
        self._careful = careful

    def body(self) -> Iterable[Widget]:
        return (Static(Content(self._text), classes="dialog-text"),)

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(self._no_label or _("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(self._yes_label, "", "screen.accept", main=True)

    def note(self) -> str:
        return _("← → and enter")

    def on_mount(self) -> None:
        buttons = list(self.query(DialogButton))
        buttons[0 if self._careful else 1].focus()

    def nothing(self) -> bool:
        return False

    def action_accept(self) -> None:
        """Say yes."""
        self.dismiss(True)
