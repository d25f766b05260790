"""The form of a workflow, new or existing, and of the old one that it replaces."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.widget import Widget

from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.queries.workflows import DepartmentName, WorkflowRow
from sapa_tui.locale import _
from sapa_tui.widgets.day_field import DayField
from sapa_tui.widgets.fields import LineField, NoteField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.widgets.tick_field import TickField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class WorkflowForm(FormDialog):
    """What the register knows of a workflow; a ``new`` one begins with what ``row`` suggests.

    Closing the old one, and its open cases, have their own keys.
    """

    entity = "workflow"

    def __init__(
        self,
        row: WorkflowRow,
        departments: Sequence[DepartmentName],
        people: Sequence[PersonRow],
        facts: PlanFacts,
        today: date,
        *,
        new: bool,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New workflow") if new else _("Edit workflow")
        lead = "" if departments else _("Departments can be ticked once view 8 has some.")
        super().__init__(title, lead, new=new, save=save, writing=writing, restore=restore)
        self._row, self._departments, self._people = row, departments, people
        self._facts, self._today = facts, today

    def body(self) -> Iterable[Widget]:
        row, people = self._row, self._people
        yield LineField("title", row.title)
        yield NoteField("changes", row.changes)
        if self._departments:
            yield TickField("departments", row.department_ids, self._departments)
        yield PersonField("owner", row.owner, people)
        yield LineField("systems", row.systems, label=_("Systems"))
        yield LineField("legacy_title", row.legacy_title, placeholder=_("none, if nothing ends"))
        about = self._facts, self._today
        yield DayField("legacy_last_day", row.legacy_last_day, *about, deadline=True)
        yield NoteField(
            "legacy_cases", row.legacy_cases, placeholder=_("what becomes of the open cases")
        )
        yield PersonField("legacy_closer", row.legacy_closer, people)
