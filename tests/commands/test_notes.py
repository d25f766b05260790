"""Notes, decisions and follow-ups, about an item or about the plan as a whole."""

import json
from datetime import date
from typing import Any

import pytest

from db.commands import board, communication, notes, undo
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import CommunicationItem, Note
from db.queries.history import history
from db.queries.notes import NoteRow, note
from db.queries.notes import notes as written
from db.rules.codes import NoteKind
from tests.commands.test_hostile_text import ALL_AT_ONCE, MARKUP, has_only_clean_words
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

CARD, ITEM = 4, 1
TITLE = "Kortlæg interessenterne"
FRIDAY = date(2017, 4, 7)
ON_CARD: dict[str, Any] = {"entity": "activity", "entity_id": CARD}
CALL = {"responsible": "ak", "due_date": FRIDAY}
MEETING_SINCE = "2017-04-03T07:45:00.000Z"


def follows_up(person: PersonDriver, text: str = "Ring til leverandøren", **fields: Any) -> int:
    """Write a follow-up about the card; gives its number."""
    person.does(notes.add, NoteKind.FOLLOW_UP, text, **{**ON_CARD, **CALL, **fields})
    return max(row.id for row in written(person.plan.database))


def meeting(plan: PlanDriver, started_at: str) -> int:
    """A standup that is under way."""
    plan.sql(
        "INSERT INTO standup (leader_id, session, started_at, planned_minutes, since_event, "
        "agenda, place, place_since, minutes, version, held) VALUES (1, 's', ?, 15, 0, ?, 0, ?, "
        "'', 1, 0)",
        *(started_at, json.dumps(["changes", "summary"]), started_at),
    )
    return int(plan.sql("SELECT max(id) FROM standup")[0][0])


def test_a_follow_up_stands_in_the_history_of_its_card(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("note.added") as changes:
        number = follows_up(ak, "  Ring til leverandøren \n")
    assert values(changes)["due_date"] == (None, "2017-04-07")
    assert history(plan.database, entity="activity", entity_id=CARD)[0] == plan.last
    assert (plan.last.title, plan.last.note) == (TITLE, "Ring til leverandøren")
    assert note(plan.database, number) == NoteRow(
        id=number,
        kind=NoteKind.FOLLOW_UP,
        text="Ring til leverandøren",
        entity="activity",
        entity_id=CARD,
        about=TITLE,
        standup=None,
        responsible="ak",
        due_date=FRIDAY,
        done_by=None,
        done_at=None,
        written_by="ak",
        written_at="2017-04-03T08:12:00.000Z",
        version=1,
    )


def test_about_a_message_or_about_the_plan(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(notes.add, NoteKind.NOTE, "Byt", entity="communication_item", entity_id=ITEM)
    assert (plan.last.entity, plan.last.entity_id) == ("communication_item", ITEM)
    ak.does(notes.add, NoteKind.DECISION, "Vi\nventer", entity_id=7)
    assert (plan.last.entity, plan.last.title) == ("note", "Vi venter")
    assert plan.last.note == "Vi\nventer"
    newest, other = written(plan.database)
    assert (newest.entity, newest.entity_id, newest.about) == ("", 0, "")
    assert other.about == plan.row(CommunicationItem, ITEM)["message"]
    assert [row.text for row in written(plan.database, entity="")] == ["Vi\nventer"]


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        (NoteKind.FOLLOW_UP, {"due_date": FRIDAY}, "responsible_missing"),
        (NoteKind.FOLLOW_UP, {"responsible": " \u200b", "due_date": FRIDAY}, "responsible_missing"),
        (NoteKind.FOLLOW_UP, {"responsible": "ak"}, "due_missing"),
        (NoteKind.FOLLOW_UP, {**CALL, "due_date": date(1999, 1, 1)}, "date_out_of_range"),
        (NoteKind.FOLLOW_UP, {**CALL, "responsible": "x" * 61}, "text_too_long"),
        (NoteKind.NOTE, {"responsible": "ak"}, "not_a_follow_up"),
        (NoteKind.DECISION, {"due_date": FRIDAY}, "not_a_follow_up"),
        (NoteKind.NOTE, {"text": "x" * 1_001}, "text_too_long"),
        (NoteKind.NOTE, {"text": " \n"}, "text_missing"),
        (NoteKind.NOTE, {"entity": "person", "entity_id": 1}, "code_unknown"),
        ("rumour", {}, "code_unknown"),
    ],
)
def test_a_note_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, kind: Any, fields: dict[str, Any], code: str
) -> None:
    fields = {"text": "Ring", **fields}
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(notes.add, kind, **fields)


def test_only_about_what_is_there(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.archive, CARD)
    ak.does(communication.archive, ITEM)
    with plan.no_trace():
        with fails(Refused, "archived") as refusal:
            ak.does(notes.add, NoteKind.NOTE, "x", **ON_CARD)
        assert refusal.value.params["title"] == TITLE
        with fails(Refused, "archived"):
            ak.does(notes.add, NoteKind.NOTE, "x", entity="communication_item", entity_id=ITEM)
        for missing in (0, 999, -(2**80)):
            with fails(NotFound, "item_missing"):
                ak.does(notes.add, NoteKind.NOTE, "x", entity="activity", entity_id=missing)


def test_a_promise_outlives_its_card(plan: PlanDriver, ak: PersonDriver) -> None:
    number = follows_up(ak)
    ak.does(board.archive, CARD)
    assert [row.about for row in written(plan.database, open_follow_ups=True)] == [TITLE]
    with plan.one_event("note.done"):
        ak.does(notes.set_done, number, True)
    with plan.one_event("note.reopened"):
        ak.does(notes.set_done, number, False)


def test_it_belongs_to_the_meeting_that_is_being_held(plan: PlanDriver, ak: PersonDriver) -> None:
    first = meeting(plan, MEETING_SINCE)
    ak.does(notes.add, NoteKind.DECISION, "Vi venter")
    assert [row.text for row in written(plan.database, standup=first)] == ["Vi venter"]
    plan.sql("UPDATE standup SET ended_at = started_at")
    ak.does(notes.add, NoteKind.NOTE, "Bagefter")
    assert written(plan.database)[0].standup is None


def test_a_meeting_left_open_yesterday_is_over(plan: PlanDriver, ak: PersonDriver) -> None:
    meeting(plan, "2017-04-02T21:59:00.000Z")  # 23:59 in Denmark, the day before
    ak.does(notes.add, NoteKind.NOTE, "Godmorgen")
    assert written(plan.database)[0].standup is None


def test_colleagues_edits_of_different_fields_both_stand(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    words, day = ("Ring til leverandøren", "Ring igen"), (FRIDAY, date(2017, 4, 10))
    ak.does(notes.edit, number, changed(text=words))
    with plan.one_event("note.edited") as changes:
        mk.does(notes.edit, number, changed(due_date=day, responsible=("ak", "ak")))
    assert values(changes) == {"due_date": ("2017-04-07", "2017-04-10")}
    row = note(plan.database, number)
    assert (row.text, row.due_date, row.version) == ("Ring igen", day[1], 3)
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        mk.does(notes.edit, number, changed(text=(words[0], "Skriv")))
    assert conflict.value.fields == {"text": (words[0], "Skriv", "Ring igen")}
    assert conflict.value.params["by"] == "ak"


def test_an_edit_leaves_a_follow_up_its_owner_and_its_date(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    with plan.no_trace():
        with fails(InvalidInput, "responsible_missing"):
            ak.does(notes.edit, number, changed(responsible=("ak", " ")))
        with fails(InvalidInput, "due_missing"):
            ak.does(notes.edit, number, changed(due_date=(FRIDAY, None)))
        with fails(InvalidInput, "text_missing"):
            ak.does(notes.edit, number, changed(text=("Ring til leverandøren", "\n")))
        with fails(InvalidInput, "field_unknown"):
            ak.does(notes.edit, number, changed(kind=("follow_up", "note")))
    ak.does(notes.add, NoteKind.NOTE, "Bare en note")
    with plan.no_trace(), fails(InvalidInput, "not_a_follow_up"):
        ak.does(notes.edit, number + 1, changed(responsible=("", "ak")))


def test_done_once_with_name_and_instant(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    with plan.one_event("note.done"):
        mk.does(notes.set_done, number, True)
    row = note(plan.database, number)
    assert (row.done_by, row.done_at) == ("mk", "2017-04-03T08:12:00.000Z")
    with plan.no_trace():
        assert ak.does(notes.set_done, number, True).event is None
    ak.does(notes.set_done, number, False)
    assert note(plan.database, number).is_open
    ak.does(notes.add, NoteKind.DECISION, "Vi venter")
    with plan.no_trace(), fails(Refused, "not_a_follow_up"):
        ak.does(notes.set_done, number + 1, True)


def test_an_archived_note_rests(plan: PlanDriver, ak: PersonDriver) -> None:
    number = follows_up(ak)
    ak.does(notes.archive, number)
    assert written(plan.database) == []
    assert [row.id for row in written(plan.database, archived=True)] == [number]
    with plan.no_trace():
        for attempt in (
            (notes.edit, number, changed(text=("Ring til leverandøren", "x"))),
            (notes.set_done, number, True),
        ):
            with fails(Refused, "archived"):
                ak.does(*attempt)
        assert ak.does(notes.archive, number).event is None
    ak.does(notes.restore, number)
    assert [row.id for row in written(plan.database)] == [number]


def test_undone_and_done_again_step_by_step(plan: PlanDriver, ak: PersonDriver) -> None:
    number = follows_up(ak)
    ak.does(notes.edit, number, changed(text=("Ring til leverandøren", "Ring igen")))
    ak.does(notes.set_done, number, True)
    states = [plan.row(Note, number)]
    for _step in range(3):
        ak.does(undo.undo)
        states.append(plan.row(Note, number))
    assert [(row["text"], row["done_by"], row["archived"]) for row in states] == [
        ("Ring igen", "ak", False),
        ("Ring igen", None, False),
        ("Ring til leverandøren", None, False),
        ("Ring til leverandøren", None, True),
    ]
    for _step in range(3):
        ak.does(undo.redo)
    assert {**plan.row(Note, number), "version": 0} == {**states[0], "version": 0}


def test_a_note_is_not_undone_under_a_colleague(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = follows_up(ak)
    mk.does(notes.set_done, number, True)
    with plan.no_trace(), fails(Refused, "undo_overtaken") as refusal:
        ak.does(undo.undo)
    assert refusal.value.params["who"] == "mk"


def test_whoever_only_looks_writes_nothing(
    plan: PlanDriver, ak: PersonDriver, hh: PersonDriver
) -> None:
    number = follows_up(ak)
    for attempt in (
        (notes.add, NoteKind.NOTE, "x"),
        (notes.edit, number, changed(text=("Ring til leverandøren", "x"))),
        (notes.set_done, number, True),
        (notes.archive, number),
        (notes.restore, number),
    ):
        before = plan.rows()
        with plan.one_event("refused"), fails(Refused, "role_needed"):
            hh.does(*attempt)
        assert plan.rows() == before
    assert (plan.last.entity, plan.last.title) == ("activity", TITLE)


def test_hostile_words_are_cleaned_and_markup_is_words(plan: PlanDriver, ak: PersonDriver) -> None:
    number = follows_up(ak, ALL_AT_ONCE, responsible=ALL_AT_ONCE)
    row = note(plan.database, number)
    assert row.responsible.startswith("a]52;c;x")
    ak.does(notes.edit, number, changed(text=(row.text, ALL_AT_ONCE + MARKUP)))
    ak.does(notes.add, NoteKind.NOTE, ALL_AT_ONCE)
    assert has_only_clean_words(plan)
    ak.does(notes.add, NoteKind.NOTE, MARKUP)
    assert written(plan.database)[0].text == MARKUP


def test_the_lists_that_are_asked_for(plan: PlanDriver, ak: PersonDriver) -> None:
    late = follows_up(ak, "Sen", due_date=date(2017, 3, 31))
    done = follows_up(ak, "Klaret", due_date=date(2017, 3, 30))
    plan.later(hours=2)
    ak.does(notes.set_done, done, True)
    ak.does(notes.add, NoteKind.NOTE, "Til planen")
    soon = follows_up(ak, "Snart", entity="", entity_id=0)
    at = plan.database
    assert [row.text for row in written(at)] == ["Snart", "Til planen", "Klaret", "Sen"]
    assert [row.id for row in written(at, **ON_CARD)] == [done, late]
    waiting = written(at, open_follow_ups=True)
    assert [row.id for row in waiting] == [late, soon]
    assert [row.late(date(2017, 4, 3)) for row in waiting] == [True, False]
    assert [row.late(date(2017, 3, 31)) for row in waiting] == [False, False]
    assert [row.text for row in written(at, since="2017-04-03T09:00")] == ["Snart", "Til planen"]
    assert [row.id for row in written(at, done_since="2017-04-03T09:00")] == [done]
    with fails(NotFound, "item_missing"):
        note(at, 99)
