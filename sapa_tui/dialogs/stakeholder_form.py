"""The form of a stakeholder group, new or existing."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from db.queries.people import PersonRow
from db.queries.stakeholders import StakeholderRow
from db.rules.codes import Attitude, Level
from sapa_tui.locale import _
from sapa_tui.presentation.words import attitude_word, level_word
from sapa_tui.widgets.fields import ChoiceField, LineField, NoteField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class StakeholderForm(FormDialog):
    """Every field of a stakeholder group; without ``row`` it is a new one."""

    entity = "stakeholder"

    def __init__(
        self,
        row: StakeholderRow | None,
        people: Sequence[PersonRow],
        *,
        save: Save,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New stakeholder") if row is None else _("Edit stakeholder")
        # Everybody reads this screen, and a judgement of a named person is personal data.
        lead = _("Describe groups, not named persons.")
        super().__init__(title, lead, new=row is None, save=save, writing=writing, restore=restore)
        self._row = row
        self._people = people

    def body(self) -> Iterable[Widget]:
        row = self._row
        levels = [(level.value, level_word(level)) for level in Level]
        attitudes = [(attitude.value, attitude_word(attitude)) for attitude in Attitude]
        yield LineField("name", row.name if row else "")
        yield ChoiceField("influence", (row.influence if row else Level.MEDIUM).value, levels)
        yield ChoiceField("impact", (row.impact if row else Level.MEDIUM).value, levels)
        yield ChoiceField("attitude", (row.attitude if row else Attitude.NEUTRAL).value, attitudes)
        yield NoteField("expectation", row.expectation if row else "")
        yield NoteField("handling", row.handling if row else "")
        yield PersonField("responsible", row.responsible if row else "", self._people)
