"""The checklists of what must be in place: the suggested points, their ticks, and their ways."""

import pytest

from db.commands import departments, preconditions, undo
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import Department, Precondition
from db.queries.preconditions import PreconditionRow, checklists, suggestions
from db.queries.preconditions import preconditions as points
from db.rules.codes import PreconditionKind
from tests.drivers import PersonDriver, PlanDriver, changed, fails, values

SUGGESTED = len(suggestions("da"))


@pytest.fixture
def job(ak: PersonDriver) -> int:
    """The job centre, with the suggested points."""
    return ak.adds(departments.add, "Jobcenter", users=40)


def texts(plan: PlanDriver) -> list[str]:
    """The points of all departments."""
    return [row.text for row in points(plan.database)]


def one(plan: PlanDriver, number: int) -> PreconditionRow:
    """A point as it stands in the plan."""
    return next(row for row in points(plan.database) if row.id == number)


def test_a_department_begins_with_the_suggested_points(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.one_event("department.added"):
        ak.does(departments.add, "Jobcenter", users=40)
    [found] = checklists(plan.database)
    assert [row.text for row in found.points] == [one.text for one in suggestions("da")]
    assert (found.line.met, found.line.total) == (0, SUGGESTED)
    cards = [row.task_card for row in found.points if row.kind is PreconditionKind.EXTERNAL]
    assert cards == ["K08", "K11", "K12", "K17"]


def test_undo_takes_the_points_along_and_redo_brings_them_back(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(undo.undo)
    assert checklists(plan.database) == []
    assert plan.row(Precondition, 1)["archived"]
    ak.does(undo.redo)
    assert len(texts(plan)) == SUGGESTED
    assert not plan.row(Department, job)["archived"]


def test_a_colleagues_tick_keeps_the_department(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    mk.does(preconditions.set_met, 3, True)
    with plan.no_trace(), fails(Refused, "undo_overtaken") as refusal:
        ak.does(undo.undo)
    assert refusal.value.params["who"] == "mk"
    mk.does(undo.undo)
    ak.does(undo.undo)
    assert plan.row(Department, job)["archived"]


def test_an_old_department_gets_only_what_it_lacks(plan: PlanDriver, ak: PersonDriver) -> None:
    old = ak.adds(departments.add, "Vej", users=3, plant=False)
    first, second = suggestions("da")[:2]
    own = ak.adds(preconditions.add, first.text.upper(), department=old)
    gone = ak.adds(preconditions.add, second.text, department=old)
    ak.does(preconditions.set_met, gone, True)
    ak.does(preconditions.archive, gone)
    with plan.one_event("department.preconditions_planted"):
        ak.does(preconditions.plant, old)
    assert len(texts(plan)) == SUGGESTED
    assert first.text not in texts(plan)
    assert (one(plan, own).text, one(plan, gone).met) == (first.text.upper(), True)
    with plan.no_trace():
        ak.does(preconditions.plant, old)
    ak.does(undo.undo)
    assert texts(plan) == [first.text.upper()]


def test_a_point_of_ones_own(plan: PlanDriver, ak: PersonDriver, job: int) -> None:
    with plan.one_event("precondition.added"):
        new = ak.adds(preconditions.add, " Headset  til alle ", department=job, responsible="sj")
    row = one(plan, new)
    assert (row.department, row.text, row.kind) == (job, "Headset til alle", PreconditionKind.OTHER)
    assert (plan.last.title, plan.last.note) == ("Headset til alle", "Jobcenter")
    card = ak.adds(preconditions.add, "Påmindelser", department=job, task_card="K19")
    assert one(plan, card).kind is PreconditionKind.EXTERNAL


@pytest.mark.parametrize(
    ("text", "fields", "code"),
    [
        ("", {}, "text_missing"),
        ("x" * 201, {}, "text_too_long"),
        ("Headset", {"kind": "luck"}, "code_unknown"),
        ("Headset", {"task_card": "K" * 21}, "text_too_long"),
        ("Headset", {"responsible": "x" * 61}, "text_too_long"),
        ("Headset", {"note": "x" * 1_001}, "text_too_long"),
        ("Headset", {"met_by": "mk"}, "field_unknown"),
    ],
)
def test_what_cannot_be_is_refused(
    plan: PlanDriver, ak: PersonDriver, job: int, text: str, fields: dict[str, str], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(preconditions.add, text, department=job, **fields)


def test_a_tick_keeps_who_and_when(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    with plan.one_event("precondition.met") as changes:
        ak.does(preconditions.set_met, 2, True)
    assert values(changes) == {"met_by": (None, "ak"), "met_at": (None, "2017-04-03T08:12:00.000Z")}
    with plan.no_trace():
        mk.does(preconditions.set_met, 2, True)
    with plan.one_event("precondition.reopened"):
        mk.does(preconditions.set_met, 2, False)
    assert not one(plan, 2).met
    mk.does(undo.undo)
    assert (one(plan, 2).met_by, one(plan, 2).met) == ("ak", True)
    mk.does(undo.redo)
    assert not one(plan, 2).met


def test_two_who_edit_the_same_words(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, job: int
) -> None:
    before = one(plan, 1).responsible
    mk.does(preconditions.edit, 1, changed(responsible=(before, "mk")))
    ak.does(preconditions.edit, 1, changed(note=("", "Spørg Søren")))
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        ak.does(preconditions.edit, 1, changed(responsible=(before, "ak")))
    assert conflict.value.params["by"] == "mk"
    mk.does(preconditions.archive, 1)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(preconditions.edit, 1, changed(note=("Spørg Søren", "")))
    mk.does(undo.undo)
    assert (one(plan, 1).responsible, one(plan, 1).note) == ("mk", "Spørg Søren")


def test_an_archived_department_has_no_open_points(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    ak.does(preconditions.archive, 1)
    ak.does(departments.archive, job)
    assert (texts(plan), points(plan.database, archived=True)) == ([], [])
    for command, *args in (
        (preconditions.set_met, 2, True),
        (preconditions.restore, 1),
        (preconditions.plant, job),
    ):
        with plan.no_trace(), fails(Refused, "archived"):
            ak.does(command, *args)
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(preconditions.add, "Headset", department=job)
    ak.does(departments.restore, job)
    ak.does(preconditions.restore, 1)
    assert len(texts(plan)) == SUGGESTED


def test_a_department_that_there_is_none_of(plan: PlanDriver, ak: PersonDriver) -> None:
    with plan.no_trace(), fails(NotFound, "item_missing"):
        ak.does(preconditions.add, "Headset", department=99)


def test_points_come_department_by_department_and_kind_by_kind(
    plan: PlanDriver, ak: PersonDriver, job: int
) -> None:
    vej = ak.adds(departments.add, "Vej", users=3, plant=False)
    ak.does(preconditions.add, "Headset", department=vej)
    ak.does(preconditions.add, "Login", department=vej, kind="access")
    ak.does(preconditions.add, "Adgangskort", department=job, kind="access")
    found = points(plan.database)
    assert [row.text for row in found[-2:]] == ["Login", "Headset"]
    assert [row.text for row in found].index("Adgangskort") == 1
