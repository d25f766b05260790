"""The form of a decision on introduction or motivation, new or existing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from textual.widget import Widget

from db.queries.decisions import DecisionRow, MissingDecision
from db.queries.people import PersonRow
from db.rules.codes import DecisionTopic
from sapa_tui.locale import _
from sapa_tui.presentation.decisions import Row
from sapa_tui.presentation.words import topic_word
from sapa_tui.widgets.field import Field
from sapa_tui.widgets.fields import ChoiceField, NoteField
from sapa_tui.widgets.past_day_field import PastDayField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class DecisionForm(FormDialog):
    """What was decided, for whom, by whom and when.

    ``row`` is a decision; what is missing, or nothing, is where a new one begins.
    """

    entity = "decision"

    def __init__(
        self,
        row: Row | None,
        departments: Mapping[int, str],
        people: Sequence[PersonRow],
        today: date,
        *,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        new = not isinstance(row, DecisionRow)
        title = _("Record a decision") if new else _("Edit what was decided")
        super().__init__(title, new=new, save=save, writing=writing, restore=restore)
        self._row, self._departments = row, departments
        self._people, self._today = people, today

    def first_field(self) -> Field[Any]:
        # What a missing one is about stands there already.
        return self.fields[2 if isinstance(self._row, MissingDecision) else 0]

    def body(self) -> Iterable[Widget]:
        row = self._row
        made = row if isinstance(row, DecisionRow) else None
        topics = [(topic.value, topic_word(topic)) for topic in DecisionTopic]
        topic = row.topic if row else DecisionTopic.INTRODUCTION
        places = [(None, _("common to all")), *self._departments.items()]
        if row and row.department not in dict(places):
            places.append((row.department, row.department_name))  # it has been archived
        text = _("what was decided, in a few sentences")
        yield ChoiceField("topic", topic.value, topics)
        yield ChoiceField("department", row.department if row else None, places)
        yield NoteField("text", made.text if made else "", label=_("Decision"), placeholder=text)
        yield PersonField("decided_by", made.decided_by if made else "", self._people)
        yield PastDayField("decided_on", made.decided_on if made else self._today, self._today)
