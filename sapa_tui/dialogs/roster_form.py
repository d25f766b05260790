"""The form of a helper on the roster, new or existing."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from db.queries.departments import DepartmentRow
from db.queries.people import PersonRow
from db.queries.roster import Helper
from db.rules.codes import SupportRole
from db.rules.roster import WEEKS, format_weeks
from sapa_tui.locale import _
from sapa_tui.presentation.roster import role_words
from sapa_tui.widgets.fields import ChoiceField, NoteField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.widgets.weeks_field import WeeksField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class RosterForm(FormDialog):
    """Who helps, where and in which weeks; without ``helper`` it is a new one."""

    entity = "roster_entry"

    def __init__(
        self,
        helper: Helper | None,
        departments: Sequence[DepartmentRow],
        people: Sequence[PersonRow],
        *,
        department: int,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New helper") if helper is None else _("Edit helper")
        super().__init__(title, new=helper is None, save=save, writing=writing, restore=restore)
        self._helper = helper
        self._departments = departments
        self._people = people
        self._department = department

    def body(self) -> Iterable[Widget]:
        helper = self._helper
        roles = [(role.value, role_words(role)) for role in SupportRole]
        yield PersonField("name", helper.name if helper else "", self._people)
        yield ChoiceField(
            "department", self._department, [(row.id, row.name) for row in self._departments]
        )
        yield ChoiceField("role", (helper.role if helper else SupportRole.SUPER_USER).value, roles)
        yield WeeksField("weeks", format_weeks(helper.weeks if helper else WEEKS))
        yield NoteField("note", helper.note if helper else "")
