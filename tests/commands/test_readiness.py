"""The go or no-go of a department: what its leader has said, and what that takes."""

from datetime import date

import pytest

from db.commands import departments, preconditions, readiness, undo
from db.errors import InvalidInput, Refused
from db.models import Department
from db.queries.preconditions import checklists, go_lines
from db.rules.codes import Answer, SignOff
from db.rules.preconditions import GoLine, GoState
from tests.drivers import PersonDriver, PlanDriver, fails


@pytest.fixture
def job(ak: PersonDriver) -> int:
    """The job centre with two points, led by Åse."""
    number = ak.adds(departments.add, "Jobcenter", users=40, plant=False, local_leader="Åse Ø")
    for text in ("Login", "Headset"):
        ak.does(preconditions.add, text, department=number)
    return number


def line(plan: PlanDriver) -> GoLine:
    """Where the job centre stands."""
    [found] = go_lines(plan.database)
    return found


def test_ready_with_everything_in_place_needs_no_words(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    assert line(plan).state is GoState.NOT_SAID
    for point in (1, 2):
        ak.does(preconditions.set_met, point, True)
    with plan.one_event("department.signed_ready"):
        ak.does(readiness.sign_off, job, SignOff.READY)
    found = line(plan)
    assert (found.state, found.by, found.on) == (GoState.GO, "Åse Ø", date(2017, 4, 3))
    assert plan.last.actor == "ak"


def test_ready_with_open_points_says_why(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    ak.does(preconditions.set_met, 1, True)
    with plan.no_trace(), fails(InvalidInput, "points_open") as refusal:
        ak.does(readiness.sign_off, job, SignOff.READY)
    assert (refusal.value.params["number"], refusal.value.params["title"]) == (1, "Jobcenter")
    ak.does(readiness.sign_off, job, SignOff.READY, reason="Headset kommer mandag", by="mk")
    found = line(plan)
    assert (found.state, found.open, found.by) == (GoState.READY_WITH_OPEN, 1, "mk")
    assert plan.last.note == "Headset kommer mandag"
    ak.does(preconditions.archive, 2)
    assert line(plan).state is GoState.GO


def test_not_ready_says_why(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    with plan.no_trace(), fails(InvalidInput, "reason_missing"):
        ak.does(readiness.sign_off, job, SignOff.NOT_READY, reason=" \n")
    ak.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding")
    assert (line(plan).state, line(plan).reason) == (GoState.NO_GO, "Bemanding")


def test_what_was_said_can_be_taken_back_and_undone(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    before = line(plan)
    ak.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding")
    said = line(plan)
    with plan.one_event("department.sign_off_withdrawn"):
        ak.does(readiness.sign_off, job, None)
    assert line(plan) == before
    ak.does(undo.undo)
    assert line(plan) == said
    ak.does(undo.redo)
    assert line(plan) == before
    with plan.no_trace():
        ak.does(readiness.sign_off, job, None)


def test_saying_the_same_again_keeps_the_day(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding")
    plan.later(days=2)
    with plan.no_trace():
        mk.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding")
    mk.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding og skærme")
    assert line(plan).on == date(2017, 4, 5)


def test_two_who_speak_for_it_at_once(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    mk.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding")
    with plan.no_trace():
        with fails(Refused, "said_already") as refusal:
            ak.does(readiness.sign_off, job, SignOff.READY, reason="Nok", base=None)
        assert refusal.value.params["who"] == "Åse Ø"
        with fails(Refused, "said_already"):
            ak.does(readiness.sign_off, job, None, base=SignOff.READY)
        with fails(Refused, "said_already"):
            ak.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Skærme", base=None)
        ak.does(readiness.sign_off, job, SignOff.NOT_READY, reason="Bemanding", base=None)
    ak.does(readiness.sign_off, job, SignOff.READY, reason="Nok", base=SignOff.NOT_READY)


def test_who_spoke_where_nobody_leads(plan: PlanDriver, ak: PersonDriver) -> None:
    vej = ak.adds(departments.add, "Vej", users=3, plant=False)
    ak.does(readiness.sign_off, vej, SignOff.READY)
    assert line(plan).by == "ak"
    with plan.no_trace(), fails(InvalidInput, "text_too_long"):
        ak.does(readiness.sign_off, vej, SignOff.READY, by="x" * 61)


def test_no_new_workflows_is_nothing_to_be_ready_for(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(departments.answer, job, Answer.NO, reason="Kun opslag")
    assert line(plan).state is GoState.NOT_RELEVANT


def test_an_archived_department_is_not_asked(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    ak.does(departments.archive, job)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(readiness.sign_off, job, SignOff.READY, reason="Nok")
    assert (go_lines(plan.database), checklists(plan.database)) == ((), [])


def test_a_reason_is_kept_clean(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    ak.does(readiness.sign_off, job, SignOff.READY, reason="[/x]\x1b[2J\nok", by="\x07[b]Åse")
    row = plan.row(Department, job)
    assert (row["sign_off_reason"], row["signed_off_by"]) == ("[/x][2J\nok", "[b]Åse")
