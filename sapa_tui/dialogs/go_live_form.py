"""The form in which the project leader sets, moves or takes away the go-live date."""

from collections.abc import Iterable
from datetime import date

from textual.widget import Widget

from sapa_tui.locale import _
from sapa_tui.widgets.fields import LineField
from sapa_tui.widgets.go_live_field import GoLiveField
from sapa_tui.writing import Writing

from .form import FormDialog, Save


class GoLiveForm(FormDialog):
    """The date, or that a new one is awaited, and why."""

    def __init__(
        self,
        go_live: date | None,
        today: date,
        *,
        save: Save,
        writing: Writing | None = None,
    ) -> None:
        lead = _("Every date that counts from go-live follows it; what moves is shown first.")
        super().__init__(_("Go-live"), lead, new=False, save=save, writing=writing)
        self._go_live = go_live
        self._today = today

    def body(self) -> Iterable[Widget]:
        unknown = self._go_live is None
        yield GoLiveField(self._go_live, self._today, unknown=unknown, label=_("Date"))
        needed = _("must be given; kept in the history")
        hint = needed if self._go_live else _("kept in the history")
        yield LineField("reason", "", label=_("Reason"), placeholder=hint)
