"""What is new since the last standup, by known stories."""

from collections.abc import Callable
from datetime import date

import pytest

from db.commands import board, communication, notes, plan, stakeholders, standup, undo
from db.queries.beside import LISTS
from db.queries.since import Since, since
from db.rules.codes import Column, NoteKind, Step
from db.rules.due import Due
from tests.commands.standups import AGENDA, MKS
from tests.drivers import PersonDriver, PlanDriver, changed

New = Callable[[], Since]
TUESDAY = date(2017, 4, 4)


@pytest.fixture
def new(plan: PlanDriver, mk: PersonDriver) -> New:
    """What is new since a standup that was held a little earlier on the same day."""
    hold(mk)
    plan.later(hours=1)
    return lambda: since(plan.database, plan.clock.today())


def hold(leader: PersonDriver) -> None:
    """A standup that was over at once."""
    number = leader.adds(standup.start, AGENDA, session=MKS)
    leader.does(standup.end, number, session=MKS)


def listed(found: Since) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """Which lists hold which items, and who did it."""
    lists = {name: getattr(found, name) for name in LISTS}
    return {name: [(t.id, t.by) for t in touched] for name, touched in lists.items() if touched}


def test_nothing_has_happened(new: New) -> None:
    found = new()
    assert found.nothing
    assert found.last is not None
    assert found.day == date(2017, 4, 3)
    assert found.criterion_then == (0, 9)


def test_a_card_that_was_moved(new: New, ak: PersonDriver) -> None:
    ak.does(board.move, 4, Column.IN_PROGRESS)
    found = new()
    assert listed(found) == {"moved": [(4, ("ak",))]}
    assert (found.moved[0].old, found.moved[0].new) == ("not_started", "in_progress")
    assert found.moved[0].title == "Kortlæg interessenterne"


def test_moved_there_and_back_is_nothing(new: New, mk: PersonDriver, ak: PersonDriver) -> None:
    ak.does(board.move, 4, Column.IN_PROGRESS)
    mk.does(board.move, 4, Column.NOT_STARTED)
    ak.does(board.move, 5, Column.DONE)
    ak.does(undo.undo)
    ak.does(board.move, 4, Column.NOT_STARTED, before=1)  # another place in the same column
    assert new().nothing


def test_finished_and_edited_stands_as_finished_and_as_edited(
    new: New, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.edit, 4, changed(title=("Kortlæg interessenterne", "Kortlæg alle")))
    mk.does(board.move, 4, Column.IN_PROGRESS)
    mk.does(board.move, 4, Column.DONE)
    found = new()
    assert listed(found) == {"finished": [(4, ("mk",))], "edited": [(4, ("ak",))]}
    assert found.finished[0].title == "Kortlæg alle"
    assert found.edited[0].fields == ("title",)


def test_blocked_is_moved_and_unblocked_is_a_list_of_its_own(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.move, 4, Column.WAITING, reason="Svar fra HR")
    mk.does(board.move, 5, Column.WAITING, reason="Svar fra HR")
    hold(mk)
    ak.does(board.move, 4, Column.IN_PROGRESS)
    ak.does(board.move, 5, Column.DONE)
    ak.does(board.move, 6, Column.WAITING, reason="Svar fra MED")
    found = since(plan.database, plan.clock.today())
    assert listed(found) == {
        "unblocked": [(4, ("ak",))],
        "finished": [(5, ("ak",))],
        "moved": [(6, ("ak",))],
    }


def test_another_reason_for_waiting_is_an_edit(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.move, 4, Column.WAITING, reason="Svar fra HR")
    hold(mk)
    edits = changed(waiting_reason=("Svar fra HR", "Svar fra MED"))
    mk.does(board.edit, 4, edits)
    found = since(plan.database, plan.clock.today())
    assert [touched.fields for touched in found.edited] == [("waiting_reason",)]


def test_ticked_and_unticked_is_nothing(new: New, mk: PersonDriver, ak: PersonDriver) -> None:
    ak.does(board.set_tick, 1, True)
    mk.does(board.set_tick, 1, False)
    ak.does(communication.set_step, 1, Step.DRAFT, True)
    ak.does(communication.set_step, 1, Step.DRAFT, False, reason="For tidligt")
    assert new().nothing


def test_ticked_points_and_steps_by_their_words(new: New, ak: PersonDriver) -> None:
    ak.does(board.set_tick, 1, True)
    ak.does(communication.set_step, 2, Step.DRAFT, True)
    found = new()
    card, message = found.ticked
    assert (card.entity, card.points) == (
        "activity",
        ("Saml navne på grupper fra alle afdelinger",),
    )
    assert (message.entity, message.id, message.points) == ("communication_item", 2, ("draft",))
    assert listed(found).keys() == {"ticked"}


def test_a_point_worded_anew_added_or_unticked_is_an_edit(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(board.set_tick, 1, True)
    hold(ak.plan.person("mk"))
    ak.does(board.set_tick, 1, False)
    ak.does(board.add_checklist_item, 5, "Spørg Åse")
    found = since(plan.database, plan.clock.today())
    assert [touched.fields for touched in found.edited] == [("checklist",), ("checklist",)]
    assert found.ticked == ()


def test_new_and_archived_at_once_is_nothing(new: New, ak: PersonDriver) -> None:
    card = ak.adds(board.add, "Bestil kringle")
    ak.does(board.add_checklist_item, card, "Ring til bageren")
    ak.does(board.archive, card)
    ak.does(board.add_checklist_item, 4, "Ring til bageren")
    point = max(key for entity, key in ak.plan.rows() if entity == "checklist_item")
    ak.does(board.set_tick, point, True)
    ak.does(board.remove_checklist_item, point)
    assert new().nothing


def test_new_archived_and_brought_back(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.archive, 20)
    hold(mk)
    card = ak.adds(board.add, "Bestil kringle")
    ak.does(board.archive, 4)
    mk.does(board.restore, 20)
    ak.does(board.move, 6, Column.NOT_APPLICABLE, reason="Gøres centralt")
    found = since(plan.database, plan.clock.today())
    assert listed(found) == {
        "added": [(20, ("mk",)), (card, ("ak",))],
        "archived": [(4, ("ak",))],
        "moved": [(6, ("ak",))],
    }
    assert [touched.old for touched in found.added] == ["archived", ""]


def test_it_became_late_since(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.move, 16, Column.IN_PROGRESS)
    hold(mk)
    assert since(plan.database, plan.clock.today()).late == ()  # what was late then is no news
    found = since(plan.database, TUESDAY).late
    due_on_monday = [(entity, "2017-04-03") for entity in ("activity", "communication_item") * 2]
    assert sorted((touched.entity, touched.new) for touched in found) == sorted(due_on_monday)
    assert {touched.id for touched in found if touched.entity == "activity"} == {15, 16}


def test_a_message_becomes_late_and_a_finished_one_does_not(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(communication.add, "Hej", stakeholder=None, due=Due(None, date(2017, 4, 3)))
    done = mk.adds(communication.add, "Ho", stakeholder=None, due=Due(None, date(2017, 4, 3)))
    hold(mk)
    mk.does(communication.complete, done)
    found = since(plan.database, TUESDAY)
    said = {touched.title for touched in found.late if touched.entity == "communication_item"}
    assert "Hej" in said
    assert "Ho" not in said
    assert [touched.id for touched in found.finished] == [done]


def test_an_earlier_go_live_makes_items_late(new: New, mk: PersonDriver) -> None:
    before = {touched.id for touched in new().late}
    mk.does(plan.set_go_live, date(2017, 4, 17), reason="KMD er klar")
    found = new()
    assert found.go_live == (date(2017, 5, 1), date(2017, 4, 17))
    assert {touched.id for touched in found.late} > before
    mk.does(plan.set_go_live, date(2017, 5, 1), reason="Alligevel ikke")
    assert new().go_live is None
    assert {touched.id for touched in new().late} == before


def test_the_criterion_then_and_now(new: New, mk: PersonDriver) -> None:
    mk.does(communication.complete, 1)
    mk.does(stakeholders.set_relevant, 2, False, reason="Ikke hos os")
    found = new()
    assert found.criterion_then == (0, 9)
    assert (found.criterion_now.reached, found.criterion_now.relevant) == (1, 8)


def test_a_message_that_was_called_off_has_moved(new: New, mk: PersonDriver) -> None:
    mk.does(communication.cancel, 1, "Ikke i år")
    assert [(touched.old, touched.new) for touched in new().moved] == [("planned", "cancelled")]


def test_notes_written_since(new: New, plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(notes.add, NoteKind.NOTE, "Husk kringle")
    gone = mk.adds(notes.add, NoteKind.DECISION, "Vi venter")
    mk.does(notes.archive, gone)
    assert [row.text for row in new().notes] == ["Husk kringle"]
    hold(mk)
    assert new().notes == ()


def test_without_a_standup_it_is_all_since_the_planting(plan: PlanDriver, ak: PersonDriver) -> None:
    found = since(plan.database, plan.clock.today())
    assert found.last is None
    assert found.criterion_then is None
    assert found.day == date(2017, 3, 31)
    assert listed(found) == {}
    ak.does(board.move, 4, Column.DONE)
    assert listed(since(plan.database, plan.clock.today())) == {"finished": [(4, ("ak",))]}


def test_up_to_an_event_the_plan_is_as_it_was_then(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.move, 4, Column.IN_PROGRESS)
    here = plan.last.id
    before = since(plan.database, plan.clock.today())
    ak.does(board.move, 4, Column.DONE)
    ak.does(board.archive, 5)
    ak.adds(board.add, "Bestil kringle")
    assert since(plan.database, plan.clock.today(), until=here) == before


def test_what_was_archived_before_does_not_come_back_with_what_was_archived_since(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(stakeholders.archive, 1)
    mk.does(notes.add, NoteKind.NOTE, "Glemt")
    gone = max(key for entity, key in plan.rows() if entity == "note")
    mk.does(notes.archive, gone)
    hold(mk)
    mk.does(stakeholders.archive, 2)
    mk.does(notes.add, NoteKind.NOTE, "Husk kringle")
    mk.does(notes.archive, gone + 1)
    found = since(plan.database, plan.clock.today())
    assert found.criterion_then == (0, 8)
    assert (listed(found), found.notes) == ({}, ())
    assert not found.nothing  # one has to be reached less
