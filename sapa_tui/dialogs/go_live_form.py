"""The form in which the project leader sets, moves or takes away the go-live date."""

from collections.abc import Iterable
from datetime import date

from textual.widget import Widget

from sapa_tui.locale import _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.widgets.fields import LineField
from sapa_tui.writing import Writing

from .form import FormDialog, Save


class GoLiveForm(FormDialog):
    """The date, empty while a new one is awaited, and why it is as it is."""

    def __init__(self, go_live: date | None, *, save: Save, writing: Writing | None = None) -> None:
        lead = _("Every date that counts from go-live follows. Empty: a new date is awaited.")
        super().__init__(_("Go-live"), lead, new=True, save=save, writing=writing)
        self._go_live = go_live

    def body(self) -> Iterable[Widget]:
        shown = day_plain(self._go_live) if self._go_live else ""
        yield LineField("go_live", shown, label=_("Date"), placeholder=_("for instance 01-05-2027"))
        yield LineField("reason", "", label=_("Reason"), placeholder=_("kept in the history"))
