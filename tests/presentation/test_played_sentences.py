"""What was undone or done again is told with as many words as when it was done."""

import pytest

from db.commands import notes, undo
from db.rules.codes import NoteKind
from sapa_tui.presentation.sentences import event_sentence
from tests.drivers import MONDAY, PersonDriver, PlanDriver

PEOPLE = {"mk": "Mette Kjær"}
TEXT = "Vi venter på leverandøren"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoteKind.NOTE, "wrote a note"),
        (NoteKind.DECISION, "wrote down a decision"),
        (NoteKind.FOLLOW_UP, "wrote down a follow-up"),
    ],
)
@pytest.mark.parametrize(
    ("about", "where"),
    [((), "about the plan"), (("activity", 4), "about “Kortlæg interessenterne”")],
)
def test_a_note_that_was_undone_is_told_by_kind_and_text(
    plan: PlanDriver,
    mk: PersonDriver,
    kind: NoteKind,
    words: str,
    about: tuple[str, int],
    where: str,
) -> None:
    more = {"responsible": "ak", "due_date": MONDAY.date()} if kind is NoteKind.FOLLOW_UP else {}
    item = {"entity": about[0], "entity_id": about[1]} if about else {}
    mk.does(notes.add, kind, TEXT, **more, **item)
    mk.does(undo.undo)
    what = f"MK {words} {where}: {TEXT}"
    assert event_sentence(plan.last, PEOPLE) == f"MK undid: {what}"
    mk.does(undo.redo)
    assert event_sentence(plan.last, PEOPLE) == f"MK did again: {what}"


def test_a_note_that_was_changed_is_told_by_what_it_said(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(notes.add, NoteKind.NOTE, TEXT)
    number = plan.last.entity_id
    mk.does(notes.archive, number)
    mk.does(undo.undo)
    assert event_sentence(plan.last, PEOPLE) == (
        f"MK undid: MK took away a note about the plan: {TEXT}"
    )
