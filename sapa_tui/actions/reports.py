"""What everybody can take along from the dashboard: a report as a file."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from db.rules.text import safe
from sapa_tui.locale import N_, _, language

from .asking import choose
from .base import Action

if TYPE_CHECKING:
    from db.queries.report import ReportGround
    from sapa_tui.screens.plan_screen import PlanScreen

_KINDS = {"board": "plan", "communication": "communication", "departments": "adoption"}
"""The report that is proposed in each view."""
_FORMS = {
    "html": (N_("Page to read and print"), ".html"),
    "xlsx": (N_("Excel workbook"), ".xlsx"),
    "markdown": (N_("Markdown"), ".md"),
}


class WriteReport(Action):
    """Write a report to a file of its own, in the folder where the dashboard was started."""

    id = "report.write"
    label = N_("Write a report")
    help = N_("The plan, the communication or the adoption as a document to hand out.")
    group = N_("Documents")
    places = frozenset(_KINDS)

    def off(self, screen: "PlanScreen") -> str | None:
        if screen.sapa.key:
            return _(
                "Over SSH no file is written on the server; fetch it with the command "
                "“report plan --format html -”."
            )
        return None

    async def run(self, screen: "PlanScreen") -> None:
        from db.queries.report import report_ground
        from sapa_tui.presentation.report import REPORTS, report_title

        title, kinds = _("Which report?"), [(kind, report_title(kind), "") for kind in REPORTS]
        kind = await choose(screen, title, kinds, _KINDS.get(screen.place, ""))
        if kind is None:
            return
        forms = [(form, _(words), suffix) for form, (words, suffix) in _FORMS.items()]
        form = await choose(screen, report_title(kind), forms)
        if form is None:
            return
        ground = await screen.sapa.session.read(report_ground, screen.sapa.today, language())
        path = await asyncio.to_thread(_write, kind, form, ground)
        screen.say(_("Written: {path}").format(path=safe(path)))


def _write(kind: str, form: str, ground: "ReportGround") -> str:
    """Write a file that was not there before, and say where it is; raises DatabaseUnusable."""
    from sapa_tui.filing import free_path, save
    from sapa_tui.presentation.report import report
    from sapa_tui.reports.writing import file_name, written

    path = free_path(Path(file_name(kind, form, ground.today)))
    save(path, written(report(kind, ground), form))
    return os.path.abspath(path)


REPORT_ACTIONS: tuple[Action, ...] = (WriteReport(),)
