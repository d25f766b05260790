"""The classes, and how many attended them."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.commands import departments, training, undo
from db.errors import Conflict, InvalidInput, NotFound, Refused
from db.models import TrainingClass
from db.queries.training import read_training, training_classes
from db.rules.codes import Answer
from tests.drivers import PersonDriver, PlanDriver, changed, fails

TODAY = date(2017, 4, 3)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
SERVICE, JOB = 1, 2


@pytest.fixture(autouse=True)
def known(mk: PersonDriver) -> None:
    """Two departments that need training, and one that has answered No."""
    mk.adds(departments.add, "Borgerservice", users=40)
    mk.adds(departments.add, "Jobcenter", users=64)
    no = {"new_workflows": Answer.NO, "reason": "Kun opslag"}
    mk.adds(departments.add, "Bibliotek", users=6, **no)


@pytest.fixture
def held(ak: PersonDriver) -> int:
    """A class of twelve at the job centre, yesterday."""
    return ak.adds(training.add, "Hold 1", department=JOB, held_on=YESTERDAY, invited=12)


def test_classes_stand_by_date_and_those_without_one_last(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    with plan.one_event("training_class.added"):
        ak.does(training.add, " Hold 3 ", department=JOB, trainer="lb", place="Kursuslokalet")
    ak.does(training.add, "Hold 2", held_on=TOMORROW, combined=True)
    ak.does(training.add, "Hold 1", held_on=YESTERDAY, invited="12")
    found = training_classes(plan.database)
    assert [row.title for row in found] == ["Hold 1", "Hold 2", "Hold 3"]
    assert found[0][2:10] == (None, "", YESTERDAY, False, "", "", 12, None)
    assert found[1].combined
    assert found[2][2:5] == (JOB, "Jobcenter", None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"held_on": "i morgen"}, "date_not_understood"),
        ({"invited": -1}, "number_out_of_range"),
        ({"invited": "ti"}, "number_not_understood"),
        ({"trainer": "x" * 61}, "text_too_long"),
        ({"attended": 4}, "field_unknown"),
    ],
)
def test_what_cannot_be_is_refused(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, Any], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(training.add, "Hold 1", **fields)


def test_a_class_has_a_name_and_a_department_that_is_there(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    with plan.no_trace(), fails(InvalidInput, "text_missing"):
        mk.does(training.add, "  ")
    with plan.no_trace(), fails(NotFound, "item_missing"):
        mk.does(training.add, "Hold 1", department=99)
    mk.does(departments.archive, JOB)
    with plan.no_trace(), fails(Refused, "archived"):
        mk.does(training.add, "Hold 1", department=JOB)


def test_attendance_is_set_and_taken_away(plan: PlanDriver, ak: PersonDriver, held: int) -> None:
    with plan.one_event("training_class.attendance_set"):
        ak.does(training.set_attended, held, "9", base=None)
    numbers = {row.name: row.numbers for row in read_training(plan.database, TODAY).lacking}
    assert list(numbers) == ["Borgerservice", "Jobcenter"]
    assert (numbers["Jobcenter"].attended, numbers["Jobcenter"].lacking) == (9, 55)
    with plan.one_event("training_class.attendance_cleared"):
        ak.does(training.set_attended, held, None, base=9)
    assert training_classes(plan.database)[0].attended is None


def test_whoever_came_to_a_class_for_all_stands_apart(plan: PlanDriver, ak: PersonDriver) -> None:
    number = ak.adds(training.add, "Opsamling", held_on=TODAY, invited=10)
    ak.does(training.set_attended, number, 10)
    found = read_training(plan.database, TODAY)
    assert found.attended_shared == 10
    assert [row.numbers.lacking for row in found.lacking] == [40, 64]


def test_nobody_attends_what_is_yet_to_be_held(plan: PlanDriver, ak: PersonDriver) -> None:
    coming = ak.adds(training.add, "Hold 2", held_on=TOMORROW, invited=12)
    with plan.no_trace(), fails(InvalidInput, "class_not_held"):
        ak.does(training.set_attended, coming, 9)
    undated = ak.adds(training.add, "Hold 3", invited=12)
    with plan.no_trace(), fails(InvalidInput, "class_undated"):
        ak.does(training.set_attended, undated, 9)
    plan.later(hours=24)
    ak.does(training.set_attended, coming, 9)


def test_a_class_with_numbers_is_not_moved_ahead(
    plan: PlanDriver, ak: PersonDriver, held: int
) -> None:
    ak.does(training.set_attended, held, 9)
    for day, code in ((TOMORROW, "class_not_held"), (None, "class_undated")):
        with plan.no_trace(), fails(InvalidInput, code):
            ak.does(training.edit, held, changed(held_on=(YESTERDAY, day)))


def test_more_than_were_invited_come_only_when_the_invitations_say_so(
    plan: PlanDriver, ak: PersonDriver, held: int
) -> None:
    with plan.no_trace(), fails(InvalidInput, "attended_over_invited"):
        ak.does(training.set_attended, held, 13)
    ak.does(training.edit, held, changed(invited=(12, 14)))
    ak.does(training.set_attended, held, 13)
    with plan.no_trace(), fails(InvalidInput, "attended_over_invited"):
        ak.does(training.edit, held, changed(invited=(14, 12)))
    ak.does(training.edit, held, changed(invited=(14, 0)))  # nobody was invited by name
    ak.does(training.set_attended, held, 30)


def test_undo_brings_back_no_numbers_that_cannot_be(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, held: int
) -> None:
    ak.does(training.edit, held, changed(invited=(12, 14)))
    mk.does(training.set_attended, held, 13)
    with plan.no_trace(), fails(InvalidInput, "attended_over_invited"):
        ak.does(undo.undo)


def test_every_verb_is_undone_and_done_again(plan: PlanDriver, ak: PersonDriver, held: int) -> None:
    before = plan.row(TrainingClass, held)
    for verb, arguments in (
        (training.edit, (changed(title=("Hold 1", "Hold A"), combined=(False, True)),)),
        (training.set_attended, (9,)),
        (training.archive, ()),
    ):
        ak.does(verb, held, *arguments)
        after = plan.row(TrainingClass, held)
        ak.does(undo.undo)
        assert _contents(plan.row(TrainingClass, held)) == _contents(before)
        ak.does(undo.redo)
        assert _contents(plan.row(TrainingClass, held)) == _contents(after)
        ak.does(undo.undo)
    ak.does(undo.undo)
    assert training_classes(plan.database) == []


def test_two_who_count_the_same_class_are_asked(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver, held: int
) -> None:
    ak.does(training.set_attended, held, 9, base=None)
    mk.does(training.set_attended, held, 9, base=None)
    with plan.no_trace(), fails(Conflict, "same_field") as conflict:
        mk.does(training.set_attended, held, 10, base=None)
    assert conflict.value.fields == {"attended": (None, 10, 9)}
    assert conflict.value.params["by"] == "ak"


def test_an_archived_class_counts_no_more(plan: PlanDriver, ak: PersonDriver, held: int) -> None:
    ak.does(training.set_attended, held, 9)
    ak.does(training.archive, held)
    assert [row.numbers.attended for row in read_training(plan.database, TODAY).lacking] == [0, 0]
    with plan.no_trace(), fails(Refused, "archived"):
        ak.does(training.set_attended, held, 10)
    ak.does(training.restore, held)
    assert read_training(plan.database, TODAY).lacking[1].numbers.attended == 9


def _contents(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}
