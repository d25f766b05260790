"""The form in which the project leader says how many daily backups are kept."""

from collections.abc import Iterable
from datetime import datetime

from textual.widget import Widget

from db.clock import stamp
from db.commands.plan import MOST_GENERATIONS
from sapa_tui.locale import _
from sapa_tui.presentation.dates import clock_time
from sapa_tui.widgets.count_field import CountField
from sapa_tui.writing import Writing

from .form import FormDialog, Save


class BackupsForm(FormDialog):
    """How many are kept; ``last`` is when the newest of all backups was made, if there is one."""

    def __init__(
        self, generations: int, last: datetime | None, *, save: Save, writing: Writing
    ) -> None:
        lead = _("There is no backup of this plan yet.")
        if last is not None:
            when = clock_time(stamp(last), writing.today)
            lead = _("The last backup was made {when}.").format(when=when)
        super().__init__(_("Daily backups"), lead, new=False, save=save, writing=writing)
        self._generations = generations

    def body(self) -> Iterable[Widget]:
        yield CountField(
            "backup_generations",
            self._generations,
            label=_("How many"),
            limit=MOST_GENERATIONS,
            code="generations_out_of_range",
            words=_meaning,
        )


def _meaning(generations: int) -> str:
    if generations:
        return _("one a day while the plan is in use; the oldest ones go")
    return _("No backup is made by itself any longer.")
