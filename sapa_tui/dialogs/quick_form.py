"""Forms of a few fields that are filled in and saved in one go."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from db.queries.board import Card
from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.rules.text import safe
from db.rules.typed_due import NO_CHOICES
from db.rules.typed_title import Choices
from sapa_tui.drafts import Typed
from sapa_tui.locale import _
from sapa_tui.widgets.due_field import DueField
from sapa_tui.widgets.editors import ReasonArea
from sapa_tui.widgets.fields import ReasonField
from sapa_tui.widgets.person_field import PersonField
from sapa_tui.writing import Writing

from .base import DialogButton
from .form import FormDialog, Restore, Save


class QuickForm(FormDialog):
    """Enter saves, wherever the cursor is; tab goes to the next field."""

    def buttons(self) -> Iterable[DialogButton]:
        yield DialogButton(_("Cancel"), _("esc"), "screen.cancel")
        yield DialogButton(_("Save"), "enter", "screen.save", main=True)

    def goes_on(self, key: str) -> bool:
        return key != "enter" and super().goes_on(key)

    @on(Input.Submitted)
    @on(ReasonArea.Submitted)
    def _entered(self) -> None:
        self.action_save()


class CardForm(QuickForm):
    """A few fields of a card, which may be due by one of the ``choices``."""

    entity = "activity"

    def __init__(
        self,
        card: Card,
        people: Sequence[PersonRow],
        facts: PlanFacts,
        today: date,
        *,
        save: Save,
        new: bool = False,
        choices: Choices = NO_CHOICES,
        writing: Writing | None = None,
        restore: Restore | None = None,
    ) -> None:
        title, lead = safe(card.title), self.lead()
        super().__init__(title, lead, new=new, save=save, writing=writing, restore=restore)
        self._card = card
        self._people = people
        self._facts = facts
        self._today = today
        self._choices = choices

    def lead(self) -> str:
        """What is asked, where the fields do not say it."""
        return ""


class WaitingForm(CardForm):
    """What a card waits for, and who can end that; ``new`` for one that does not wait yet."""

    def lead(self) -> str:
        return _("What does it wait for, and who can help?")

    def body(self) -> Iterable[Widget]:
        yield ReasonField("waiting_reason", self._card.waiting_reason)
        yield PersonField("waiting_on", self._card.waiting_on, self._people)

    def lay_in(self, typed: Typed) -> None:
        if "reason" in typed:  # as it was kept while the reason was all that was asked for
            typed = {"waiting_reason": ({"waiting_reason": ""}, typed["reason"][1]), **typed}
        super().lay_in(typed)


class ResponsibleForm(CardForm):
    """Who answers for a card."""

    def body(self) -> Iterable[Widget]:
        field = PersonField("responsible", self._card.responsible, self._people)
        field.editor.select_on_focus = True  # somebody else is typed in their place
        yield field


class DueForm(CardForm):
    """When a card is due."""

    def body(self) -> Iterable[Widget]:
        field = DueField(self._card.due, self._facts, self._today, self._choices)
        field.editor.select_on_focus = True  # another day is typed anew, not behind the old one
        yield field
