"""The form of a department, new or existing."""

from collections.abc import Iterable
from datetime import date

from textual.widget import Widget

from db.queries.departments import DepartmentRow
from db.queries.plan import PlanFacts
from db.rules.codes import ChangeSize
from sapa_tui.locale import _
from sapa_tui.presentation.department_words import size_word
from sapa_tui.widgets.day_field import DayField
from sapa_tui.widgets.fields import ChoiceField, LineField, NoteField
from sapa_tui.widgets.number_field import NumberField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class DepartmentForm(FormDialog):
    """What the register knows of a department; without ``row`` it is a new one.

    Its answer about new workflows, its numbers and its exception have their own keys.
    """

    entity = "department"

    def __init__(
        self,
        row: DepartmentRow | None,
        facts: PlanFacts,
        today: date,
        *,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New department") if row is None else _("Edit department")
        super().__init__(title, new=row is None, save=save, writing=writing, restore=restore)
        self._row, self._facts, self._today = row, facts, today

    def body(self) -> Iterable[Widget]:
        row = self._row
        sizes = [(size.value, size_word(size)) for size in ChangeSize]
        helps = [(False, _("no")), (True, _("yes"))]
        start = row.start_of_use if row else None
        size = row.change_size if row else ChangeSize.MEDIUM
        yield LineField("name", row.name if row else "")
        yield NumberField("users", row.users if row else None)
        yield ChoiceField("change_size", size.value, sizes)
        yield NumberField("systems", row.systems if row else 1)
        yield LineField("local_leader", row.local_leader if row else "")
        yield NoteField("superusers", row.superusers if row else "")
        yield DayField("start_of_use", start, self._facts, self._today)
        yield ChoiceField("needs_help", row.needs_help if row else False, helps)
        yield NoteField("help_note", row.help_note if row else "")
