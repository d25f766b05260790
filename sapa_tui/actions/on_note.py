"""What every action on a note needs: the note under the cursor, and the right to write."""

from typing import TYPE_CHECKING

from db.queries.notes import NoteRow
from sapa_tui.locale import N_

from .base import Action
from .on_card import may_write

if TYPE_CHECKING:
    from sapa_tui.screens.plan_screen import PlanScreen

GROUP = N_("Notes")
ON_PAGE = frozenset({"activity", "communication"})
IN_LIST = frozenset({"follow_ups"})


def note_in_focus(screen: "PlanScreen") -> NoteRow | None:
    """The note under the cursor, on an item's page or among the follow-ups."""
    found: NoteRow | None = getattr(screen.focused, "note", None)
    return found


class NoteAction(Action):
    """An action on the note under the cursor; elsewhere its key means something else."""

    group = GROUP
    places = ON_PAGE | IN_LIST

    def applies(self, screen: "PlanScreen") -> bool:
        return super().applies(screen) and note_in_focus(screen) is not None

    def the_note(self, screen: "PlanScreen") -> NoteRow:
        """The note in focus; only asked where the action applies."""
        note = note_in_focus(screen)
        assert note is not None
        return note


class WriteToNote(NoteAction):
    """An action on the note under the cursor that viewers cannot take."""

    def off(self, screen: "PlanScreen") -> str | None:
        return may_write(screen)
