"""The register of departments: its names, its answers, and what an answer does to the board."""

from typing import Any

import pytest

from db.commands import (
    adoption,
    board,
    decisions,
    departments,
    preconditions,
    roster,
    training,
    undo,
    workflows,
)
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import Activity, Department
from db.queries.board import activity
from db.queries.departments import department
from db.queries.departments import departments as register
from db.rules.codes import Answer, ChangeSize, Column, DecisionTopic, Kind
from tests.commands.attempts import Call
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

IN_FORCE, FOLLOW_UP, CLOSE_OLD, PREPARED = 21, 22, 23, 14
"""Three implementation activities of the planted plan, and one of preparation."""


@pytest.fixture
def job(plan: PlanDriver, ak: PersonDriver) -> int:
    """The job centre, to which all four activities belong; one of them is being done."""
    number = ak.adds(departments.add, "Jobcenter", users=40)
    for card in (IN_FORCE, FOLLOW_UP, CLOSE_OLD, PREPARED):
        ak.does(board.edit, card, changed(department=(None, number)))
    ak.does(board.move, FOLLOW_UP, Column.IN_PROGRESS, confirmed=True)
    ak.does(board.move, CLOSE_OLD, Column.DONE, confirmed=True)
    return number


def columns(plan: PlanDriver) -> list[Column]:
    """Where the four activities are."""
    cards = (IN_FORCE, FOLLOW_UP, CLOSE_OLD, PREPARED)
    return [activity(plan.database, card).card.column for card in cards]


BEFORE = [Column.NOT_STARTED, Column.IN_PROGRESS, Column.DONE, Column.NOT_STARTED]
ASIDE = [Column.NOT_APPLICABLE, Column.NOT_APPLICABLE, Column.DONE, Column.NOT_STARTED]


def test_a_new_department_has_not_been_asked(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("department.added"):
        ak.does(departments.add, "  Ældre og\nHandicap ", users="25", superusers="Åse\nKjeld")
    [row] = register(plan.database)
    assert (row.name, row.users, row.superusers) == ("Ældre og Handicap", 25, "Åse\nKjeld")
    assert (row.new_workflows, row.new_workflows_by) == (Answer.UNDECIDED, None)
    assert (row.change_size, row.systems, row.in_use) == (ChangeSize.MEDIUM, 1, 0)
    assert row.adoption is None


def test_it_may_answer_when_it_is_added(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("department.added"):
        ak.does(departments.add, "Vej", users=3, new_workflows=Answer.NO, reason="Kun opslag")
    row = department(plan.database, "vej")
    assert (row.new_workflows, row.new_workflows_reason) == (Answer.NO, "Kun opslag")
    assert (row.new_workflows_by, str(row.new_workflows_on)) == ("ak", "2017-04-03")
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        ak.does(departments.add, "Byg", users=3, new_workflows=Answer.NO)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"users": -1}, "number_out_of_range"),
        ({"users": "9" * 5_000}, "number_out_of_range"),
        ({"users": "ti"}, "number_not_understood"),
        ({"users": "1.5"}, "number_not_understood"),
        ({"users": ""}, "number_not_understood"),
        ({"users": 4, "systems": 0}, "number_out_of_range"),
        ({"users": 4, "change_size": "huge"}, "code_unknown"),
        ({"users": 4, "new_workflows": "maybe"}, "code_unknown"),
        ({"users": 4, "start_of_use": "i morgen"}, "date_not_understood"),
        ({"users": 4, "local_leader": "x" * 61}, "text_too_long"),
        ({"users": 4, "archived": True}, "field_unknown"),
    ],
)
def test_what_cannot_be_is_refused(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, Any], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(departments.add, "Jobcenter", **fields)


def test_a_name_is_one_departments_whatever_its_capitals(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    first = ak.adds(departments.add, "Ældre", users=1)
    other = ak.adds(departments.add, "Vej", users=1)
    with plan.no_trace(), fails(InvalidInput, "department_exists"):
        ak.does(departments.add, "ÆLDRE", users=1)
    with plan.no_trace(), fails(InvalidInput, "department_exists"):
        ak.does(departments.edit, other, changed(name=("Vej", "ældre")))
    ak.does(departments.edit, first, changed(name=("Ældre", "ældre")))
    ak.does(departments.archive, first)
    ak.does(departments.add, "Ældre", users=2)
    with plan.no_trace(), fails(InvalidInput, "department_exists"):
        ak.does(departments.restore, first)


def test_undo_gives_no_second_department_the_name(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    first = ak.adds(departments.add, "Vej", users=1)
    ak.does(departments.archive, first)
    mk.does(departments.add, "VEJ", users=2)
    with plan.no_trace(), fails(InvalidInput, "department_exists"):
        ak.does(undo.undo)


def test_a_department_is_found_by_name_or_number(plan: PlanDriver, ak: PersonDriver) -> None:
    first = ak.adds(departments.add, "Vej og Park", users=1)
    named_by_a_number = ak.adds(departments.add, str(first), users=1)
    assert department(plan.database, " VEJ  og park ").id == first
    assert department(plan.database, str(named_by_a_number)).id == named_by_a_number
    assert department(plan.database, str(first)).id == named_by_a_number
    for unknown, code in (
        ("Park", "department_unclear"),
        ("99", "department_unknown"),
        ("9" * 30, "department_unknown"),
    ):
        with fails(NotFound, code):
            department(plan.database, unknown)
    ak.does(departments.archive, first)
    with fails(NotFound, "department_unknown"):
        department(plan.database, "Vej og Park")
    assert department(plan.database, "Vej og Park", archived=True).id == first


def test_no_sets_what_was_to_be_implemented_aside_in_one_event(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    with plan.one_event("department.answered_no"):
        ak.does(departments.answer, job, Answer.NO, reason="Bruger kun opslag")
    assert columns(plan) == ASIDE
    assert plan.row(Activity, FOLLOW_UP)["column_before"] == Column.IN_PROGRESS
    assert (plan.last.title, plan.last.note) == ("Jobcenter", "Bruger kun opslag")
    assert {change.entity_id for change in plan.last.changes if change.entity == "activity"} == {
        IN_FORCE,
        FOLLOW_UP,
    }


@pytest.mark.parametrize("answer", [Answer.YES, Answer.UNDECIDED])
def test_another_answer_brings_it_back(
    plan: PlanDriver, ak: PersonDriver, job: int, answer: Answer
) -> None:
    ak.does(departments.answer, job, Answer.NO, reason="Bruger kun opslag")
    with plan.one_event(f"department.answered_{answer}"):
        ak.does(departments.answer, job, answer)
    assert columns(plan) == BEFORE
    assert plan.row(Activity, FOLLOW_UP)["column_before"] is None


def test_what_waited_waits_again_for_the_same(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    ak.does(board.move, IN_FORCE, Column.WAITING, reason="svar fra KOMBIT")
    ak.does(departments.answer, job, Answer.NO, reason="Nej")
    ak.does(departments.answer, job, Answer.YES)
    card = activity(plan.database, IN_FORCE).card
    assert (card.column, card.waiting_reason) == (Column.WAITING, "svar fra KOMBIT")


def test_what_somebody_has_moved_since_stays(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.answer, job, Answer.NO, reason="Nej")
    mk.does(board.move, FOLLOW_UP, Column.WAITING, reason="Måske")
    mk.does(board.move, IN_FORCE, Column.DONE, confirmed=True)
    mk.does(board.move, IN_FORCE, Column.NOT_APPLICABLE)
    ak.does(departments.answer, job, Answer.YES)
    assert columns(plan)[:2] == [Column.NOT_APPLICABLE, Column.WAITING]


def test_a_new_reason_for_the_same_answer_moves_nothing(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.answer, job, Answer.NO, reason="Nej")
    mk.does(board.move, FOLLOW_UP, Column.IN_PROGRESS, confirmed=True)
    with plan.one_event("department.answered_no") as changes:
        ak.does(departments.answer, job, Answer.NO, reason="Bruger kun opslag")
    assert values(changes) == {"new_workflows_reason": ("Nej", "Bruger kun opslag")}
    with plan.no_trace():
        mk.does(departments.answer, job, Answer.NO, reason="Bruger kun opslag")


def test_undo_of_an_answer_restores_the_columns(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    before = plan.row(Activity, FOLLOW_UP)
    ak.does(departments.answer, job, Answer.NO, reason="Nej")
    ak.does(undo.undo)
    assert columns(plan) == BEFORE
    assert plan.row(Activity, FOLLOW_UP) == {**before, "version": before["version"] + 2}
    assert plan.row(Department, job)["new_workflows_by"] is None
    ak.does(undo.redo)
    assert columns(plan) == ASIDE
    mk.does(board.move, FOLLOW_UP, Column.DONE, confirmed=True)
    with plan.no_trace(), fails(Refused, "undo_overtaken"):
        ak.does(undo.undo)


def test_a_full_column_keeps_what_would_come_back_out(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.answer, job, Answer.NO, reason="Nej")
    mk.does(board.set_limit, Column.IN_PROGRESS, 1, hard=True)
    mk.does(board.move, 4, Column.IN_PROGRESS)
    with plan.no_trace(), fails(Refused, "column_full"):
        ak.does(departments.answer, job, Answer.YES)
    mk.does(board.archive, FOLLOW_UP)
    ak.does(departments.answer, job, Answer.YES)
    found = activity(plan.database, FOLLOW_UP)
    assert (found.archived, found.card.column) == (True, Column.IN_PROGRESS)


def test_two_who_answer_at_once(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    mk.does(departments.answer, job, Answer.YES)
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(departments.answer, job, Answer.NO, reason="Nej", base=Answer.UNDECIDED)
    assert conflict.value.params["by"] == "mk"
    with plan.no_trace():
        ak.does(departments.answer, job, Answer.YES, base=Answer.UNDECIDED)


def test_different_fields_merge_and_the_same_asks(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    mk.does(departments.edit, job, changed(users=(40, 45)))
    ak.does(departments.edit, job, changed(change_size=("medium", "large"), systems=(1, "3")))
    row = department(plan.database, "Jobcenter")
    assert (row.users, row.change_size, row.systems) == (45, ChangeSize.LARGE, 3)
    with plan.no_trace(), fails(Conflict, "same_field"):
        ak.does(departments.edit, job, changed(users=(40, 50)))


def test_fewer_users_than_are_in_use_are_refused(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(adoption.set_use, job, 30, week=0)
    with plan.no_trace(), fails(InvalidInput, "in_use_over_users"):
        ak.does(departments.edit, job, changed(users=(40, 29)))
    ak.does(adoption.set_use, job, 10, week=0)
    mk.does(departments.edit, job, changed(users=(40, 20)))
    with plan.no_trace(), fails(InvalidInput, "in_use_over_users"):
        ak.does(undo.undo)


def test_an_exception_has_a_name_and_a_day(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    ak.does(departments.set_exception, job, "To er på orlov")
    row = department(plan.database, "Jobcenter")
    assert (row.exception, row.exception_by, str(row.exception_on)) == (
        "To er på orlov",
        "ak",
        "2017-04-03",
    )
    ak.does(departments.set_exception, job, " ")
    row = department(plan.database, "Jobcenter")
    assert (row.exception, row.exception_by, row.exception_on) == ("", None, None)


def test_an_activity_belongs_to_a_department_that_is_there(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    new = ak.adds(board.add, "Luk skabet", kind=Kind.IMPLEMENTATION, department=job)
    found = activity(plan.database, new)
    assert (found.department, found.department_name) == (job, "Jobcenter")
    with plan.no_trace(), fails(NotFound, "item_missing"):
        ak.does(board.edit, 4, changed(department=(None, 99)))
    with plan.no_trace(), fails(NotFound, "item_missing"):
        ak.does(board.add, "Luk", department="Jobcenter")
    ak.does(departments.archive, job)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(board.edit, 4, changed(department=(None, job)))
    ak.does(board.edit, new, changed(department=(job, None)))
    assert activity(plan.database, new).department_name == ""


def test_an_archived_department_answers_nothing(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.archive, job)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(departments.answer, job, Answer.YES)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(adoption.set_use, job, 1, week=0)
    assert register(plan.database) == []


def test_two_reasons_for_one_answer_are_not_taken_for_one(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = mk.adds(departments.add, "Bibliotek", users=6)
    mk.does(departments.answer, number, Answer.NO, reason="Kun opslag", base=Answer.UNDECIDED)
    with plan.no_trace(), fails(Refused, "said_already"):
        ak.does(departments.answer, number, Answer.NO, reason="Lukker", base=Answer.UNDECIDED)
    ak.does(departments.answer, number, Answer.NO, reason="Lukker", base=Answer.NO)


@pytest.mark.parametrize(
    "work",
    [
        Call(roster.add, "Ida Holm", department=1, weeks="0"),
        Call(board.add, "Møde", department=1),
        Call(decisions.add, "To og to", topic=DecisionTopic.MOTIVATION, department=1),
        Call(preconditions.add, "Headset", department=1),
        Call(workflows.add, "Adviser i SAPA", departments=[1]),
        Call(training.add, "Hold 1", department=1),
    ],
    ids=lambda work: work.name,
)
def test_adding_a_department_is_not_undone_once_a_colleague_works_in_it(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, work: Call
) -> None:
    ak.does(departments.add, "Jobcenter", users=40)
    work.by(mk)
    with plan.no_trace(), fails(Refused, "department_in_use"):
        ak.does(undo.undo)
    mk.does(undo.undo)
    ak.does(undo.undo)
