"""The form of a class, new or existing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual.widget import Widget

from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.queries.training import TrainingRow
from sapa_tui.locale import _
from sapa_tui.widgets.day_field import DayField
from sapa_tui.widgets.fields import ChoiceField, LineField, NoteField
from sapa_tui.widgets.number_field import NumberField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class ClassForm(FormDialog):
    """What is known of a class; without ``row`` it is a new one, for a ``department`` or for all.

    How many attended has its own key.
    """

    entity = "training_class"

    def __init__(
        self,
        row: TrainingRow | None,
        department: int | None,
        departments: Mapping[int, str],
        people: Sequence[PersonRow],
        facts: PlanFacts,
        today: date,
        *,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New class") if row is None else _("Edit class")
        super().__init__(title, new=row is None, save=save, writing=writing, restore=restore)
        self._row, self._department, self._departments = row, department, departments
        self._people, self._facts, self._today = people, facts, today

    def body(self) -> Iterable[Widget]:
        row = self._row
        department = row.department if row else self._department
        places = [(None, _("common to all")), *self._departments.items()]
        if row and row.department not in dict(places):
            places.append((row.department, row.department_name))  # it has been archived
        no_or_yes = [(False, _("no")), (True, _("yes"))]
        combined = _("Workflows and SAPA in one")
        yield LineField("title", row.title if row else "")
        yield DayField("held_on", row.held_on if row else None, self._facts, self._today)
        yield ChoiceField("department", department, places)
        yield ChoiceField("combined", row.combined if row else False, no_or_yes, label=combined)
        yield NumberField("invited", row.invited if row else 0)
        yield PersonField("trainer", row.trainer if row else "", self._people)
        yield LineField("place", row.place if row else "")
        yield NoteField("note", row.note if row else "")
