"""The form of a note, a decision or a follow-up, new or existing."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.widget import Widget

from db.queries.notes import NoteRow
from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.rules.codes import NoteKind
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import quoted
from sapa_tui.widgets.day_field import DayField
from sapa_tui.widgets.fields import ReasonField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import Restore, Save
from .quick_form import QuickForm

_NEW = {
    NoteKind.NOTE: N_("New note"),
    NoteKind.DECISION: N_("New decision"),
    NoteKind.FOLLOW_UP: N_("New follow-up"),
}
_EDIT = {
    NoteKind.NOTE: N_("Edit note"),
    NoteKind.DECISION: N_("Edit decision"),
    NoteKind.FOLLOW_UP: N_("Edit follow-up"),
}
_ASKED = {
    NoteKind.NOTE: N_("What is to be remembered"),
    NoteKind.DECISION: N_("What has been decided"),
    NoteKind.FOLLOW_UP: N_("What is to be done"),
}


class NoteForm(QuickForm):
    """What is written down; without ``note`` it is new, and ``about`` an item of that title."""

    entity = "note"

    def __init__(
        self,
        kind: NoteKind,
        note: NoteRow | None,
        about: str,
        people: Sequence[PersonRow],
        facts: PlanFacts,
        today: date,
        *,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _(_EDIT[kind] if note else _NEW[kind])
        where = _("about “{title}”").format(title=quoted(about)) if about else _("about the plan")
        super().__init__(
            title,
            where[:1].upper() + where[1:],
            new=note is None,
            save=save,
            writing=writing,
            restore=restore,
        )
        self._kind = kind
        self._note = note
        self._people = people
        self._facts = facts
        self._today = today

    def body(self) -> Iterable[Widget]:
        note = self._note
        yield ReasonField("text", note.text if note else "", placeholder=_(_ASKED[self._kind]))
        if self._kind is NoteKind.FOLLOW_UP:
            yield PersonField("responsible", note.responsible if note else "", self._people)
            day = note.due_date if note else self._facts.calendar.add_working_days(self._today, 1)
            about = self._facts, self._today
            yield DayField("due_date", day, *about, deadline=True, label=_("Due"))

    def field_of(self, widget: Widget) -> str:
        # A new note is marked as written on its item, whose own fields have the same names.
        return super().field_of(widget) if self._note else "note"
