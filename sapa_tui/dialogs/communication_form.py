"""The form of a communication item, new or existing."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.widget import Widget

from db.queries.board import Card
from db.queries.communication import Item
from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.queries.stakeholders import StakeholderRow
from db.rules.codes import Purpose
from db.rules.due import Due
from db.rules.typed_due import NO_CHOICES
from db.rules.typed_title import Choices
from sapa_tui.locale import _
from sapa_tui.presentation.words import purpose_word
from sapa_tui.widgets.due_field import DueField
from sapa_tui.widgets.fields import ChoiceField, LineField, NoteField
from sapa_tui.widgets.number_field import NumberField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .form import FormDialog, Restore, Save


class CommunicationForm(FormDialog):
    """Every field of a communication item; without ``item`` it is a new one.

    ``stakeholder`` is the id of the group that a new item begins with; it may wait for one of
    the ``activities``, and be due by one of the ``choices``.
    """

    entity = "communication_item"

    def __init__(
        self,
        item: Item | None,
        stakeholders: Sequence[StakeholderRow],
        people: Sequence[PersonRow],
        facts: PlanFacts,
        today: date,
        *,
        save: Save,
        stakeholder: int | None = None,
        activities: Sequence[Card] = (),
        choices: Choices = NO_CHOICES,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title = _("New communication item") if item is None else _("Edit communication item")
        super().__init__(title, new=item is None, save=save, writing=writing, restore=restore)
        self._item = item
        self._stakeholders = stakeholders
        self._people = people
        self._facts = facts
        self._today = today
        self._choices = choices
        self._activities = activities
        self._stakeholder = item.stakeholder_id if item else stakeholder

    def body(self) -> Iterable[Widget]:
        item = self._item
        yield ChoiceField("stakeholder", self._stakeholder, self._groups())
        yield LineField("audience", item.audience if item else "")
        yield LineField("occasion", item.occasion if item else "")
        yield NoteField("message", item.message if item else "")
        purposes = [(purpose.value, purpose_word(purpose)) for purpose in Purpose]
        yield ChoiceField("purpose", (item.purpose if item else Purpose.AWARENESS).value, purposes)
        yield LineField("channel", item.channel if item else "")
        yield LineField("sender", item.sender if item else "")
        yield PersonField("responsible", item.responsible if item else "", self._people)
        yield DueField(item.due if item else Due(), self._facts, self._today, self._choices)
        if item is None:
            yield NumberField("times", 1)
            yield NumberField("every_weeks", 1)
        waits_for = item.waits_for if item else None
        if self._activities or waits_for:
            yield ChoiceField("waits_for", waits_for, self._awaited())

    def _awaited(self) -> list[tuple[int | None, str]]:
        nothing: list[tuple[int | None, str]] = [(None, _("nothing"))]
        known = nothing + [(card.id, card.title) for card in self._activities]
        item = self._item
        if item and item.waits_for not in dict(known):
            known.append((item.waits_for, f"#{item.waits_for}"))
        return known

    def _groups(self) -> list[tuple[int | None, str]]:
        groups: list[tuple[int | None, str]] = [(None, _("All stakeholders"))]
        groups += [(row.id, row.name) for row in self._stakeholders]
        item = self._item
        # An archived group is no longer in the register, yet the item still goes to it.
        if item and item.stakeholder_id not in dict(groups):
            groups.append((item.stakeholder_id, item.stakeholder or ""))
        return groups
