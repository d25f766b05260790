"""What is said of notes: in the history, and line by line on an item's page."""

from datetime import date
from typing import Any, cast

import pytest
from rich.style import Style

from db.changes import EventRow, FieldChange
from db.queries.drafts import DraftRow
from db.queries.notes import NoteRow
from db.queries.plan import PlanFacts
from db.queries.wall import Wall
from db.rules.calendar import WorkingCalendar
from db.rules.codes import NoteKind
from sapa_tui.presentation.drafts import drafts_sentence
from sapa_tui.presentation.notes import note_lines
from sapa_tui.presentation.sentences import event_sentence

PEOPLE = {"mk": "Mette Kragh", "ak": "Anders Krogh"}
TODAY = date(2017, 4, 3)
FACTS = PlanFacts("Aabenraa", "da", date(2017, 5, 1), 5, 7, WorkingCalendar({}), {}, 1)
WRITTEN = "2017-04-03T08:12:00.000Z"
NOTE = NoteRow(
    1, NoteKind.NOTE, "Husk kagen", "activity", 4, "Kortlæg", None, *("", None, None, None),
    "mk", WRITTEN, 1,
)  # fmt: skip
CALL = NOTE._replace(
    kind=NoteKind.FOLLOW_UP, text="Ring", responsible="ak", due_date=date(2017, 4, 7)
)


def event(action: str, entity: str = "activity", kind: str = "") -> EventRow:
    changes = (FieldChange("note", 7, "kind", None, kind),) if kind else ()
    return EventRow(1, WRITTEN, "mk", action, entity, 4, "Kortlæg", changes, "Ring")


def lines(note: NoteRow, width: int = 80, **more: Any) -> list[str]:
    """The lines as they are read."""
    found = note_lines(note, PEOPLE, FACTS, TODAY, width, paint, chosen=False, **more)
    return ["".join(part.text for part in line) for line in found]


def paint(_name: str) -> Style:
    return Style.null()


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (event("note.added", kind="note"), "MK wrote a note about “Kortlæg”: Ring"),
        (event("note.added", kind="decision"), "MK wrote down a decision about “Kortlæg”: Ring"),
        (
            event("note.added", "note", "follow_up"),
            "MK wrote down a follow-up about the plan: Ring",
        ),
        (event("note.added", kind="from a newer program"), "MK wrote a note about “Kortlæg”: Ring"),
        (event("note.edited"), "MK changed a note about “Kortlæg”: Ring"),
        (event("note.done"), "MK ticked off a follow-up about “Kortlæg”: Ring"),
        (event("note.reopened"), "MK opened a follow-up again about “Kortlæg”: Ring"),
        (event("note.archived", "note"), "MK took away a note about the plan: Ring"),
        (event("note.restored"), "MK brought back a note about “Kortlæg”: Ring"),
        (
            event("undo")._replace(undone="note.done", note="#3"),
            "MK undid: MK ticked off a follow-up about “Kortlæg”",
        ),
        (
            event("refused")._replace(note="role_needed notes.edit"),
            "MK was not allowed to change a note about “Kortlæg”",
        ),
    ],
)
def test_what_happened(happened: EventRow, said: str) -> None:
    assert event_sentence(happened, PEOPLE) == said


@pytest.mark.parametrize(
    ("note", "below"),
    [
        (NOTE, ["· Husk kagen", "  Note · MK today 10:12"]),
        (NOTE._replace(kind=NoteKind.DECISION), ["◆ Husk kagen", "  Decision · MK today 10:12"]),
        (
            CALL,
            ["□ Ring", "  Follow-up · AK · Fr 07-04 ~ in 4 days · noted by MK today 10:12"],
        ),
        (
            CALL._replace(due_date=date(2017, 3, 31)),
            ["□ Ring", "  Follow-up · AK · Fr 31-03 ! 3 days over · noted by MK today 10:12"],
        ),
        (
            CALL._replace(done_by="mk", done_at=WRITTEN),
            ["■ Ring", "  Follow-up · AK · ✓ MK today 10:12"],
        ),
    ],
)
def test_how_it_reads_on_its_page(note: NoteRow, below: list[str]) -> None:
    assert lines(note) == below


def test_a_draft_of_one_is_told_from_drafts_of_cards() -> None:
    begun = DraftRow("note", 7, {}, WRITTEN)
    assert drafts_sentence([begun], cast("Wall", None)) == "You have a draft: note #7"


def test_in_the_list_it_says_what_it_is_about() -> None:
    assert lines(CALL, listed=True)[1] == "  AK · Fr 07-04 ~ in 4 days · “Kortlæg”"
    about_plan = CALL._replace(entity="", entity_id=0, about="")
    assert lines(about_plan, listed=True)[1] == "  AK · Fr 07-04 ~ in 4 days"


@pytest.mark.parametrize("width", [1, 2, 3, 10, 24, 200])
def test_no_line_is_wider_than_its_room(width: int) -> None:
    long = CALL._replace(text="漢字 Ring til leverandøren\x1b[2J " * 30, about="x" * 90)
    for listed in (False, True):
        found = lines(long, width, listed=listed)
        assert len(found) <= 7
        assert not any("\x1b" in line for line in found)
        assert all(len(line) <= max(width, 4) for line in found)
