"""How many users have the new workflows in use, week by week."""

from datetime import date
from typing import Any

import pytest

from db.commands import adoption, departments, undo
from db.commands.plan import set_go_live
from db.errors import Conflict, InvalidInput
from db.queries.departments import DepartmentRow, department
from db.rules.codes import AdoptionState
from tests.drivers import PersonDriver, PlanDriver, changed, fails


@pytest.fixture
def job(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> int:
    """A job centre of 40 users, two weeks and a day after go-live."""
    mk.does(set_go_live, date(2017, 3, 19), reason="Fremrykket")
    return ak.adds(departments.add, "Jobcenter", users=40)


def now(plan: PlanDriver) -> DepartmentRow:
    """The job centre as it stands."""
    return department(plan.database, "Jobcenter")


def trend(plan: PlanDriver) -> list[tuple[int, int]]:
    """What has been reported of each week."""
    return [(report.week, report.in_use) for report in now(plan).trend]


def test_a_number_is_of_the_present_week(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    with plan.one_event("adoption.set"):
        ak.does(adoption.set_use, job, 12)
    assert (plan.last.entity, plan.last.entity_id, plan.last.note) == ("department", job, "T+2")
    assert trend(plan) == [(2, 12)]
    report = now(plan).adoption
    assert report is not None
    assert (report.reported_by, report.reported_at) == ("ak", "2017-04-03T08:12:00.000Z")
    plan.later(days=7)
    ak.does(adoption.set_use, job, 40)
    assert trend(plan) == [(2, 12), (3, 40)]
    assert (now(plan).in_use, now(plan).state) == (40, AdoptionState.FULLY)


def test_weeks_count_from_the_departments_own_start(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.edit, job, changed(start_of_use=(None, date(2017, 3, 28))))
    ak.does(adoption.set_use, job, 3)
    assert trend(plan) == [(0, 3)]


def test_an_older_week_can_be_filled_in_and_the_newest_counts(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(adoption.set_use, job, 20)
    ak.does(adoption.set_use, job, 5, week=0)
    assert trend(plan) == [(0, 5), (2, 20)]
    assert now(plan).in_use == 20


def test_a_week_has_one_number(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(adoption.set_use, job, 20)
    mk.does(adoption.set_use, job, 25)
    assert trend(plan) == [(2, 25)]
    with plan.no_trace():
        ak.does(adoption.set_use, job, 25)
    with plan.one_event("adoption.set"):
        ak.does(adoption.set_use, job, 25, state=AdoptionState.UNDER_WAY)
    assert now(plan).state is AdoptionState.UNDER_WAY


def test_two_who_type_into_the_same_cell(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    mk.does(adoption.set_use, job, 20, base=None)
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(adoption.set_use, job, 22, base=None)
    assert conflict.value.fields == {"in_use": (None, 22, 20)}
    assert conflict.value.params["by"] == "mk"
    ak.does(adoption.set_use, job, 22, base=20)


@pytest.mark.parametrize(
    ("in_use", "extra", "code"),
    [
        (41, {}, "in_use_over_users"),
        (-1, {}, "number_out_of_range"),
        ("ti", {}, "number_not_understood"),
        (4, {"week": -1}, "number_out_of_range"),
        (4, {"week": 53}, "number_out_of_range"),
        (4, {"week": "uge 2"}, "number_not_understood"),
        (4, {"state": "fully"}, "adoption_state_unfit"),
        (4, {"state": "soon"}, "code_unknown"),
    ],
)
def test_what_cannot_be_is_refused(
    plan: PlanDriver, ak: PersonDriver, job: int, in_use: Any, extra: dict[str, Any], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code) as refusal:
        ak.does(adoption.set_use, job, in_use, **extra)
    if code == "in_use_over_users":
        assert refusal.value.params == {"title": "Jobcenter", "in_use": 41, "users": 40}


def test_before_its_start_of_use_there_is_no_present_week(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.edit, job, changed(start_of_use=(None, date(2017, 4, 4))))
    with plan.no_trace(), fails(InvalidInput, "adoption_before_start") as refusal:
        ak.does(adoption.set_use, job, 3)
    assert refusal.value.params["start"] == date(2017, 4, 4)
    ak.does(departments.edit, job, changed(start_of_use=(date(2017, 4, 4), None)))
    mk.does(set_go_live, None, reason="Udskudt")
    with plan.no_trace(), fails(InvalidInput, "start_of_use_unknown"):
        ak.does(adoption.set_use, job, 3)
    ak.does(adoption.set_use, job, 3, week=0)  # whoever names the week knows it


def test_a_report_is_undone_and_its_week_can_be_reported_anew(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(adoption.set_use, job, 20)
    ak.does(undo.undo)
    assert trend(plan) == []
    mk.does(adoption.set_use, job, 8, base=None)
    assert trend(plan) == [(2, 8)]
    mk.does(undo.undo)
    assert trend(plan) == []
    mk.does(undo.redo)
    assert trend(plan) == [(2, 8)]
