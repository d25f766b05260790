"""The forms of a condition, and of what a department's leader says of its readiness."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from db.queries.people import PersonRow
from db.queries.preconditions import PreconditionRow
from db.rules.codes import PreconditionKind, SignOff
from db.rules.preconditions import GoLine
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.precondition_words import precondition_kind_word, sign_off_word
from sapa_tui.presentation.preconditions import open_words
from sapa_tui.widgets.fields import ChoiceField, LineField, NoteField, ReasonField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save
from .quick_form import QuickForm


class PreconditionForm(FormDialog):
    """A point of a checklist; without ``row`` it is a new one, in a department to be chosen."""

    entity = "precondition"

    def __init__(
        self,
        row: PreconditionRow | None,
        departments: Sequence[GoLine],
        people: Sequence[PersonRow],
        *,
        department: int,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New condition") if row is None else _("Edit condition")
        super().__init__(title, new=row is None, save=save, writing=writing, restore=restore)
        self._row = row
        self._departments = departments
        self._people = people
        self._department = department

    def body(self) -> Iterable[Widget]:
        row = self._row
        kinds = [(kind.value, precondition_kind_word(kind)) for kind in PreconditionKind]
        kind = row.kind if row else PreconditionKind.OTHER
        yield LineField("text", row.text if row else "", label=_("What must be in place"))
        if row is None:
            where = [(line.department, line.name) for line in self._departments]
            yield ChoiceField("department", self._department, where)
        yield ChoiceField("kind", kind.value, kinds)
        yield LineField("task_card", row.task_card if row else "", placeholder="K08")
        yield PersonField("responsible", row.responsible if row else "", self._people)
        yield NoteField("note", row.note if row else "")


class SignOffForm(QuickForm):
    """Why a department is ready in spite of what is open, or is not; and who says so."""

    entity = "department"

    def __init__(
        self,
        line: GoLine,
        said: SignOff,
        people: Sequence[PersonRow],
        *,
        save: Save,
        writing: Writing | None = None,
    ) -> None:
        title = f"{safe(line.name)}: {sign_off_word(said)}"
        super().__init__(title, _lead(line, said), new=True, save=save, writing=writing)
        self._line = line
        self._said = said
        self._people = people

    def body(self) -> Iterable[Widget]:
        line = self._line
        reason = line.reason if line.said is self._said else ""
        yield ReasonField("sign_off_reason", reason, label=_("Reason"))
        yield PersonField("signed_off_by", line.by or line.leader, self._people)


def _lead(line: GoLine, said: SignOff) -> str:
    if said is SignOff.NOT_READY:
        return _("What stands in the way?")
    if line.open:
        return _("Why is it ready with {open}?").format(open=open_words(line.open))
    return _("Who says so?")
