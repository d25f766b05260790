"""Decisions on how employees are introduced and motivated."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.commands import decisions, departments, undo
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import Decision
from db.queries.decisions import decisions as register
from db.queries.decisions import read_decisions
from db.rules.codes import Answer, DecisionTopic
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

INTRODUCTION, MOTIVATION = DecisionTopic
SERVICE, JOB, LIBRARY = 1, 2, 3


@pytest.fixture(autouse=True)
def known(mk: PersonDriver) -> None:
    """Two departments that need decisions, and one that has answered No."""
    mk.adds(departments.add, "Borgerservice", users=40)
    mk.adds(departments.add, "Jobcenter", users=64)
    no = {"new_workflows": Answer.NO, "reason": "Kun opslag"}
    mk.adds(departments.add, "Bibliotek", users=6, **no)


def lacking(plan: PlanDriver) -> list[tuple[DecisionTopic, str]]:
    """What is missing, by topic and department."""
    return [(row.topic, row.department_name) for row in read_decisions(plan.database).missing]


def test_at_first_both_are_missing_everywhere_but_at_a_no(plan: PlanDriver) -> None:
    assert lacking(plan) == [
        (topic, name) for topic in DecisionTopic for name in ("Borgerservice", "Jobcenter")
    ]


def test_a_decision_says_what_who_and_when(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("decision.added") as changes:
        ak.does(
            decisions.add,
            "  En time ved\nsuperbrugerens bord ",
            topic=INTRODUCTION,
            department=JOB,
            decided_by="Ledermødet",
            decided_on=date(2017, 3, 20),
        )
    [row] = register(plan.database)
    assert row[1:7] == (
        *(INTRODUCTION, JOB, "Jobcenter", "Ledermødet", date(2017, 3, 20)),
        "  En time ved\nsuperbrugerens bord",
    )
    assert values(changes)["topic"] == (None, "introduction")
    assert plan.last.title == "En time ved superbrugerens bord"
    assert (INTRODUCTION, "Jobcenter") not in lacking(plan)


def test_without_a_day_it_was_made_today_and_without_a_department_for_all(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ak.does(decisions.add, "Lederen følger op", topic=MOTIVATION)
    [row] = register(plan.database)
    assert (row.department, row.department_name) == (None, "")
    assert row.decided_on == date(2017, 4, 3)
    assert lacking(plan) == [(INTRODUCTION, "Borgerservice"), (INTRODUCTION, "Jobcenter")]


def test_the_common_one_stands_before_those_of_departments(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    for topic in (MOTIVATION, INTRODUCTION):
        for department in (JOB, None, SERVICE):
            ak.does(decisions.add, "Sådan", topic=topic, department=department)
    assert [(row.topic, row.department) for row in register(plan.database)] == [
        (topic, department) for topic in DecisionTopic for department in (None, SERVICE, JOB)
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"topic": "lunch"}, "code_unknown"),
        ({"topic": INTRODUCTION, "decided_on": "i morgen"}, "date_not_understood"),
        ({"topic": INTRODUCTION, "decided_by": "x" * 61}, "text_too_long"),
    ],
)
def test_what_cannot_be_is_refused(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, Any], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(decisions.add, "Sådan", **fields)


def test_a_decision_says_something_about_a_department_that_is_there(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    with plan.no_trace(), fails(InvalidInput, "text_missing"):
        mk.does(decisions.add, " \n ", topic=INTRODUCTION)
    with plan.no_trace(), fails(NotFound, "item_missing"):
        mk.does(decisions.add, "Sådan", topic=INTRODUCTION, department=99)
    mk.does(departments.archive, JOB)
    with plan.no_trace(), fails(Refused, "archived"):
        mk.does(decisions.add, "Sådan", topic=INTRODUCTION, department=JOB)
    number = mk.adds(decisions.add, "Sådan", topic=INTRODUCTION)
    with plan.no_trace(), fails(Refused, "archived"):
        mk.does(decisions.edit, number, changed(department=(None, JOB)))
    with plan.no_trace(), fails(InvalidInput, "text_missing"):
        mk.does(decisions.edit, number, changed(decided_on=(date(2017, 4, 3), None)))


@pytest.mark.parametrize(
    ("department", "code"), [(None, "decision_exists_common"), (JOB, "decision_exists")]
)
def test_there_is_one_decision_for_each(
    plan: PlanDriver, mk: PersonDriver, department: int | None, code: str
) -> None:
    first = mk.adds(decisions.add, "Sådan", topic=INTRODUCTION, department=department)
    other = mk.adds(decisions.add, "Sådan", topic=MOTIVATION, department=department)
    with plan.no_trace(), fails(InvalidInput, code):
        mk.does(decisions.add, "Nej, sådan", topic=INTRODUCTION, department=department)
    with plan.no_trace(), fails(InvalidInput, code):
        mk.does(decisions.edit, other, changed(topic=("motivation", "introduction")))
    mk.does(decisions.archive, first)
    mk.does(decisions.add, "Nej, sådan", topic=INTRODUCTION, department=department)
    with plan.no_trace(), fails(InvalidInput, code):
        mk.does(decisions.restore, first)


def test_undo_gives_no_second_decision_the_same_place(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    first = ak.adds(decisions.add, "Sådan", topic=INTRODUCTION)
    ak.does(decisions.archive, first)
    mk.does(decisions.add, "Nej, sådan", topic=INTRODUCTION)
    with plan.no_trace(), fails(InvalidInput, "decision_exists_common"):
        ak.does(undo.undo)


def test_every_verb_is_undone_and_done_again(plan: PlanDriver, ak: PersonDriver) -> None:
    number = ak.adds(decisions.add, "Sådan", topic=INTRODUCTION)
    before = plan.row(Decision, number)
    for verb, arguments in (
        (decisions.edit, (changed(text=("Sådan", "Ellers"), department=(None, JOB)),)),
        (decisions.archive, ()),
    ):
        ak.does(verb, number, *arguments)
        after = plan.row(Decision, number)
        ak.does(undo.undo)
        assert _contents(plan.row(Decision, number)) == _contents(before)
        ak.does(undo.redo)
        assert _contents(plan.row(Decision, number)) == _contents(after)
        ak.does(undo.undo)
    ak.does(undo.undo)
    assert register(plan.database) == []
    assert len(register(plan.database, archived=True)) == 1


def test_two_who_change_the_same_words_are_asked(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = ak.adds(decisions.add, "Sådan", topic=INTRODUCTION)
    ak.does(decisions.edit, number, changed(text=("Sådan", "Hos superbrugeren")))
    with plan.no_trace(), fails(Conflict, "same_field"):
        mk.does(decisions.edit, number, changed(text=("Sådan", "På hold")))
    mk.does(decisions.edit, number, changed(decided_by=("", "Ledermødet")))
    assert register(plan.database)[0].text == "Hos superbrugeren"


def _contents(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}


def test_nothing_has_been_decided_on_a_day_that_lies_ahead(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    ahead = plan.clock.today() + timedelta(days=1)
    with plan.no_trace(), fails(InvalidInput, "decided_ahead"):
        ak.does(decisions.add, "To og to", topic=DecisionTopic.INTRODUCTION, decided_on=ahead)
