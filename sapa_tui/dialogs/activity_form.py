"""The form of an activity, new or existing."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.widget import Widget

from db.queries.board import ActivityDetail
from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.rules.codes import Column, Condition, Kind
from db.rules.due import Due
from db.rules.typed_due import NO_CHOICES
from db.rules.typed_title import Choices
from sapa_tui.locale import _
from sapa_tui.presentation.words import condition_word, kind_word
from sapa_tui.widgets.due_field import DueField
from sapa_tui.widgets.fields import ChoiceField, LineField, NoteField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class ActivityForm(FormDialog):
    """Every field of an activity; without ``detail`` it is a new one.

    Its due date may be counted from one of the ``choices``.
    """

    entity = "activity"

    def __init__(
        self,
        detail: ActivityDetail | None,
        people: Sequence[PersonRow],
        facts: PlanFacts,
        today: date,
        *,
        save: Save,
        choices: Choices = NO_CHOICES,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New activity") if detail is None else _("Edit activity")
        super().__init__(title, new=detail is None, save=save, writing=writing, restore=restore)
        self._detail = detail
        self._people = people
        self._facts = facts
        self._today = today
        self._choices = choices

    def body(self) -> Iterable[Widget]:
        detail = self._detail
        card = detail.card if detail else None
        yield LineField("title", card.title if card else "", placeholder=_("What is to be done"))
        yield NoteField("description", detail.description if detail else "")
        yield DueField(card.due if card else Due(), self._facts, self._today, self._choices)
        yield PersonField("responsible", card.responsible if card else "", self._people)
        yield PersonField("assignee", detail.assignee if detail else "", self._people)
        kinds = [(kind.value, kind_word(kind)) for kind in Kind]
        yield ChoiceField("kind", (card.kind if card else Kind.PREPARATION).value, kinds)
        conditions = [(condition.value, condition_word(condition)) for condition in Condition]
        condition = detail.condition if detail else Condition.ALWAYS.value
        yield ChoiceField("condition", str(condition), conditions)
        if card is not None and card.column is Column.WAITING:
            yield NoteField("waiting_reason", card.waiting_reason)
            yield PersonField("waiting_on", card.waiting_on, self._people)
