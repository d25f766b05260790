"""Where undo stops: a colleague's work since, the leader's own, what is archived or full."""

from typing import Any

import pytest

from db.commands import board, communication, people, stakeholders, undo
from db.errors import Refused
from db.queries.board import activity, cards
from db.rules.codes import Column, Role, Step
from tests.drivers import PersonDriver, PlanDriver, changed, fails

CARD, POINT = 4, 1
TITLE = "Kortlæg interessenterne"


def overtaken(plan: PlanDriver, person: PersonDriver, command: Any = undo.undo) -> dict[str, Any]:
    """What the refusal says, after having looked that it changed nothing."""
    with plan.no_trace(), fails(Refused, "undo_overtaken") as refusal:
        person.does(command)
    params: dict[str, Any] = refusal.value.params
    return {name: params[name] for name in ("who", "what", "field")}


def test_a_colleague_has_changed_the_same_field(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    mk.does(board.edit, CARD, changed(title=("B", "C")))
    assert overtaken(plan, ak) == {"who": "mk", "what": "B", "field": "title"}


def test_another_field_stays_the_colleagues(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    mk.does(board.edit, CARD, changed(assignee=("", "mk")))
    mk.does(board.edit, 5, changed(title=("Vælg skabeloner til planerne", "x")))
    ak.does(undo.undo)
    found = activity(plan.database, CARD)
    assert (found.card.title, found.assignee) == (TITLE, "mk")


def test_a_field_that_a_colleague_changed_and_put_back(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    mk.does(board.edit, CARD, changed(title=("B", "C")))
    mk.does(board.edit, CARD, changed(title=("C", "B")))
    assert overtaken(plan, ak)["who"] == "mk"  # "B" is mk's word now


def test_a_colleagues_change_that_was_undone_is_in_nobodys_way(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    mk.does(board.edit, CARD, changed(title=("B", "C")))
    mk.does(undo.undo)
    ak.does(undo.undo)
    assert activity(plan.database, CARD).card.title == TITLE
    assert overtaken(plan, mk, undo.redo)["who"] == "ak"
    ak.does(undo.redo)
    mk.does(undo.redo)
    assert activity(plan.database, CARD).card.title == "C"
    assert overtaken(plan, ak)["who"] == "mk"


def test_redo_stops_at_a_colleagues_change_too(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    ak.does(undo.undo)
    mk.does(board.edit, CARD, changed(title=(TITLE, "C")))
    assert overtaken(plan, ak, undo.redo) == {"who": "mk", "what": "B", "field": "title"}


def test_an_offset_and_a_date_are_the_same_field(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(board.edit, CARD, changed(offset_weeks=(-10, None)))
    ak.does(board.edit, CARD, changed(due_date=(None, "2017-04-20")))
    ak.does(undo.undo)
    mk.does(board.edit, CARD, changed(offset_weeks=(None, -6)))
    assert overtaken(plan, ak, undo.redo)["field"] == "offset_weeks"
    assert cards(plan.database)


def test_a_card_that_a_colleague_has_moved_on(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    mk.does(board.move, CARD, Column.DONE)
    assert overtaken(plan, ak)["who"] == "mk"


def test_a_tick_that_a_colleague_has_set_anew(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.set_tick, POINT, True)
    mk.does(board.set_tick, POINT, False)
    mk.does(board.set_tick, POINT, True)
    assert overtaken(plan, ak)["field"] == "ticked_by"


@pytest.mark.parametrize(
    "deed",
    [
        (board.edit, "new", changed(title=("Ny", "Nyere"))),
        (board.add_checklist_item, "new", "Et punkt"),
        (board.move, "new", Column.DONE),
    ],
    ids=["edit", "point", "move"],
)
def test_something_new_that_a_colleague_has_worked_on(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, deed: tuple[Any, ...]
) -> None:
    new = ak.adds(board.add, "Ny")
    command, _, *args = deed
    mk.does(command, new, *args)
    assert overtaken(plan, ak)["who"] == "mk"
    assert not activity(plan.database, new).archived


def test_a_new_message_whose_step_a_colleague_has_ticked(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    new = ak.adds(communication.add, "Husk kagen", stakeholder=None)
    mk.does(communication.set_step, new, Step.DRAFT, True)
    assert overtaken(plan, ak)["who"] == "mk"


def test_an_item_that_has_been_archived_since(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.set_tick, POINT, True)
    mk.does(board.archive, CARD)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(undo.undo)
    mk.does(board.restore, CARD)
    ak.does(undo.undo)
    ak.does(stakeholders.edit, 1, changed(name=("Afdelingsledere", "Ledere")))
    mk.does(stakeholders.archive, 1)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(undo.undo)


def test_a_colleague_has_restored_what_i_archived(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.archive, CARD)
    mk.does(board.restore, CARD)
    assert overtaken(plan, ak)["field"] == "archived"


def test_a_full_column_takes_nothing_back(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    ak.does(board.move, CARD, Column.IN_PROGRESS)
    ak.does(board.move, CARD, Column.DONE)
    mk.does(board.move, 5, Column.IN_PROGRESS)
    mk.does(board.set_limit, Column.IN_PROGRESS, 1, hard=True)
    with plan.no_trace(), fails(Refused, "column_full"):
        ak.does(undo.undo)
    ak.does(board.archive, CARD)
    mk.does(board.set_limit, Column.DONE, 1, hard=True)
    mk.does(board.move, 6, Column.DONE)
    with plan.no_trace(), fails(Refused, "column_full"):
        ak.does(undo.undo)


@pytest.mark.parametrize("command", [undo.undo, undo.redo])
def test_a_leaders_completion_takes_a_leader_to_undo(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, command: Any
) -> None:
    mk.does(people.set_role, "ak", Role.LEADER)
    ak.does(communication.complete, 1)
    if command is undo.redo:
        ak.does(undo.undo)
    mk.does(people.set_role, "ak", Role.MEMBER)
    before = plan.rows()
    with plan.one_event("refused"), fails(Refused, "role_needed"):
        ak.does(command)
    assert plan.rows() == before
    refused = plan.last
    assert refused.note == f"role_needed undo.{command.__name__}"
    assert (refused.entity, refused.entity_id) == ("communication_item", 1)
    assert refused.title


def test_a_value_changed_behind_the_programs_back(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.edit, CARD, changed(title=(TITLE, "B")))
    plan.sql("UPDATE activity SET title = 'X' WHERE id = 4")
    assert overtaken(plan, ak) == {"who": "", "what": "B", "field": "title"}
