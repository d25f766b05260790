"""The register of workflows: who gets them, and what becomes of those that they replace."""

from datetime import date
from typing import Any

import pytest

from db.commands import Edit, departments, undo, workflows
from db.errors import Conflict, InvalidInput, NotFound, Refused, SapaError
from db.queries.workflows import WorkflowRow, workflow
from db.queries.workflows import workflows as register
from tests.drivers import PersonDriver, PlanDriver, changed, fails

JOB, ROADS, CARE = 1, 2, 3
TODAY = date(2017, 4, 3)


@pytest.fixture(autouse=True)
def places(ak: PersonDriver) -> None:
    """Three departments that a workflow can be given to."""
    for name in ("Jobcenter", "Vej", "Ældre"):
        ak.adds(departments.add, name, users=5)


@pytest.fixture
def advis(ak: PersonDriver) -> int:
    """A workflow for the job centre; its old one was to end last week."""
    return ak.adds(
        workflows.add,
        "Adviser i SAPA",
        departments=[JOB],
        legacy_title="KMD Sag Advis",
        legacy_last_day=date(2017, 3, 31),
        legacy_cases="Overføres af hver medarbejder",
    )


def stored(plan: PlanDriver, number: int) -> WorkflowRow:
    """A workflow as it stands in the plan."""
    return workflow(plan.database, number)


def given(plan: PlanDriver, number: int) -> list[str]:
    """The departments that get it, by name."""
    return [one.name for one in stored(plan, number).departments]


def test_a_new_workflow_says_what_changes_for_whom(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("workflow.added"):
        number = ak.adds(
            workflows.add,
            "  Journalnotat\nfra SAPA ",
            departments=[CARE, JOB, CARE],
            changes="Skrives i SAPA\nog følger sagen",
            owner="ak",
            systems="SAPA, ESDH",
        )
    row = stored(plan, number)
    assert (row.title, row.changes) == (
        "Journalnotat fra SAPA",
        "Skrives i SAPA\nog følger sagen",
    )
    assert (row.owner, row.systems, row.legacy_title) == ("ak", "SAPA, ESDH", "")
    assert given(plan, number) == ["Jobcenter", "Ældre"]
    assert plan.last.note == "+ Jobcenter, + Ældre"


@pytest.mark.parametrize(
    ("fields", "error", "code"),
    [
        ({"title": " "}, InvalidInput, "text_missing"),
        ({"title": "x" * 201}, InvalidInput, "text_too_long"),
        ({"title": "N", "legacy_last_day": "snart"}, InvalidInput, "date_not_understood"),
        ({"title": "N", "legacy_cases": "x" * 1_001}, InvalidInput, "text_too_long"),
        ({"title": "N", "departments": [99]}, NotFound, "item_missing"),
        ({"title": "N", "departments": ["x"]}, NotFound, "item_missing"),
        ({"title": "N", "legacy_closed_on": "2017-04-03"}, InvalidInput, "field_unknown"),
    ],
)
def test_what_cannot_be_is_refused(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, Any], error: type[SapaError], code: str
) -> None:
    with plan.no_trace(), fails(error, code):
        ak.does(workflows.add, **fields)


# Departments --------------------------------------------------------------------------


def test_two_who_tick_different_departments_both_get_their_way(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, advis: int
) -> None:
    seen = stored(plan, advis).department_ids
    mk.does(workflows.edit, advis, {"departments": Edit(seen, [JOB, ROADS])})
    with plan.one_event("workflow.edited"):
        ak.does(workflows.edit, advis, {"departments": Edit(seen, [CARE])})
    assert given(plan, advis) == ["Vej", "Ældre"]
    assert plan.last.note == "+ Ældre, − Jobcenter"
    with plan.no_trace():
        mk.does(workflows.edit, advis, {"departments": Edit([JOB], [])})


def test_it_is_given_back_in_the_same_row(plan: PlanDriver, ak: PersonDriver, advis: int) -> None:
    ak.does(workflows.edit, advis, {"departments": Edit([JOB], [])})
    assert given(plan, advis) == []
    ak.does(workflows.edit, advis, {"departments": Edit([], [JOB])})
    assert given(plan, advis) == ["Jobcenter"]
    assert len(plan.sql("SELECT 1 FROM workflow_department")) == 1


def test_an_archived_department_is_not_shown_and_cannot_be_ticked(
    plan: PlanDriver, ak: PersonDriver, advis: int
) -> None:
    ak.does(departments.archive, JOB)
    ak.does(departments.archive, ROADS)
    assert given(plan, advis) == []
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(workflows.edit, advis, {"departments": Edit([], [ROADS])})
    ak.does(departments.restore, JOB)
    assert given(plan, advis) == ["Jobcenter"]


def test_undo_takes_ticks_and_fields_back_together(
    plan: PlanDriver, ak: PersonDriver, advis: int
) -> None:
    edits = changed(owner=("", "ak"), departments=([JOB], [ROADS, CARE]))
    with plan.one_event("workflow.edited"):
        ak.does(workflows.edit, advis, edits)
    ak.does(undo.undo)
    assert (given(plan, advis), stored(plan, advis).owner) == (["Jobcenter"], "")
    ak.does(undo.redo)
    assert (given(plan, advis), stored(plan, advis).owner) == (["Vej", "Ældre"], "ak")
    ak.does(undo.undo)
    ak.does(undo.undo)
    assert register(plan.database) == []
    ak.does(undo.redo)
    assert given(plan, advis) == ["Jobcenter"]


def test_a_tick_that_a_colleague_has_taken_off_is_not_undone(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, advis: int
) -> None:
    mk.does(workflows.edit, advis, {"departments": Edit([], [ROADS])})
    ak.does(workflows.edit, advis, {"departments": Edit([ROADS], [])})
    with plan.no_trace(), fails(Refused, "undo_overtaken"):
        mk.does(undo.undo)


# The old workflow ---------------------------------------------------------------------


def test_it_is_closed_with_name_and_day(plan: PlanDriver, ak: PersonDriver, advis: int) -> None:
    ak.does(workflows.set_cases_handled, advis, True)
    with plan.one_event("workflow.legacy_closed"):
        ak.does(workflows.close_legacy, advis)
    row = stored(plan, advis)
    assert (row.legacy_closed_by, row.legacy_closed_on) == ("ak", TODAY)
    assert (row.legacy_cases, plan.last.title) == (
        "Overføres af hver medarbejder",
        "KMD Sag Advis",
    )
    with plan.one_event("workflow.legacy_reopened"):
        ak.does(workflows.reopen_legacy, advis)
    assert stored(plan, advis).legacy_closed_on is None
    with plan.no_trace():
        ak.does(workflows.reopen_legacy, advis)


def test_open_cases_ask_for_a_reason_that_is_kept(
    plan: PlanDriver, ak: PersonDriver, advis: int
) -> None:
    with plan.no_trace(), fails(InvalidInput, "cases_open"):
        ak.does(workflows.close_legacy, advis, reason=" \n")
    ak.does(workflows.close_legacy, advis, reason="Ti sager lukkes i KMD Sag")
    row = stored(plan, advis)
    assert row.legacy_cases == "Overføres af hver medarbejder\nTi sager lukkes i KMD Sag"
    assert (row.legacy_cases_handled, plan.last.note) == (False, "Ti sager lukkes i KMD Sag")
    ak.does(undo.undo)
    assert stored(plan, advis).legacy_cases == "Overføres af hver medarbejder"


def test_it_may_be_said_later_on_which_day_but_not_ahead(
    plan: PlanDriver, ak: PersonDriver, advis: int
) -> None:
    friday = date(2017, 3, 31)
    ak.does(workflows.close_legacy, advis, reason="Ingen åbne", on=friday)
    assert stored(plan, advis).legacy_closed_on == friday
    with plan.no_trace(), fails(InvalidInput, "closed_ahead"):
        ak.does(workflows.close_legacy, advis, on=date(2017, 4, 4), base=friday)


def test_whoever_closes_it_first_is_who_closed_it(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, advis: int
) -> None:
    mk.does(workflows.set_cases_handled, advis, True)
    mk.does(workflows.close_legacy, advis)
    with plan.no_trace():
        ak.does(workflows.close_legacy, advis)
    plan.later(days=1)
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(workflows.close_legacy, advis)
    assert conflict.value.params["by"] == "mk"
    ak.does(workflows.close_legacy, advis, base=TODAY)
    assert stored(plan, advis).legacy_closed_by == "ak"


def test_where_none_is_replaced_none_is_closed(plan: PlanDriver, ak: PersonDriver) -> None:
    number = ak.adds(workflows.add, "Påmindelser", departments=[JOB])
    for command, *arguments in (
        (workflows.close_legacy, number),
        (workflows.set_cases_handled, number, True),
    ):
        with plan.no_trace(), fails(InvalidInput, "legacy_missing"):
            ak.does(command, *arguments)


def test_what_has_been_closed_keeps_its_name(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, advis: int
) -> None:
    mk.does(workflows.edit, advis, changed(legacy_title=("KMD Sag Advis", "")))
    mk.does(workflows.edit, advis, changed(legacy_title=("", "KMD Advis")))
    ak.does(workflows.close_legacy, advis, reason="Ingen åbne")
    with plan.no_trace(), fails(InvalidInput, "legacy_missing"):
        mk.does(workflows.edit, advis, changed(legacy_title=("KMD Advis", "")))
    with plan.no_trace(), fails(InvalidInput, "legacy_missing"):
        mk.does(undo.undo)


def test_an_archived_workflow_is_not_written_in(
    plan: PlanDriver, ak: PersonDriver, advis: int
) -> None:
    ak.does(workflows.archive, advis)
    for command, *arguments in (
        (workflows.edit, advis, changed(owner=("", "ak"))),
        (workflows.close_legacy, advis),
        (workflows.reopen_legacy, advis),
        (workflows.set_cases_handled, advis, True),
    ):
        with plan.no_trace(), fails(Refused, "archived"):
            ak.does(command, *arguments)
    with fails(NotFound, "item_missing"):
        stored(plan, advis)
    [row] = register(plan.database, archived=True)
    assert row.title == "Adviser i SAPA"
    ak.does(workflows.restore, advis)
    assert given(plan, advis) == ["Jobcenter"]


def test_two_reasons_for_one_closing_are_not_taken_for_one(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    number = mk.adds(workflows.add, "Adviser i SAPA", legacy_title="Adviser i KMD", departments=[])
    mk.does(workflows.close_legacy, number, reason="Gøres færdige i KMD")
    with plan.no_trace():
        with fails(Refused, "said_already") as refusal:
            ak.does(workflows.close_legacy, number, reason="Flyttes i nat")
        assert refusal.value.params["who"] == "mk"
        ak.does(workflows.close_legacy, number)
