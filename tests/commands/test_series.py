"""Messages that are said several times, and messages that wait for an activity."""

from datetime import date

import pytest

from db.commands import board, communication, undo
from db.errors import InvalidInput, NotFound, Refused
from db.queries.communication import item, items
from db.rules.codes import Column
from db.rules.due import Due
from tests.drivers import PersonDriver, PlanDriver, changed, fails

NEWS = "Nyt fra projektet"


def said(plan: PlanDriver) -> list[tuple[tuple[int, int] | None, Due]]:
    """The turn and the due date of each message of news, in the plan's order."""
    return [(one.turn, one.due) for one in items(plan.database) if one.message == NEWS]


def test_a_message_is_said_three_times_a_fortnight_apart(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    with plan.one_event("communication.added"):
        first = ak.adds(
            communication.add,
            NEWS,
            stakeholder=5,
            due=Due(offset_weeks=-4),
            times=3,
            every_weeks=2,
        )
    assert said(plan) == [
        ((1, 3), Due(offset_weeks=-4)),
        ((2, 3), Due(offset_weeks=-2)),
        ((3, 3), Due(offset_weeks=0)),
    ]
    series = [one for one in items(plan.database) if one.message == NEWS]
    assert {one.series for one in series} == {first}
    assert all(len(one.steps) == 4 for one in series)


def test_a_series_by_date_goes_on_from_that_date(plan: PlanDriver, ak: PersonDriver) -> None:
    due = Due(due_date=date(2017, 4, 20))
    ak.does(communication.add, NEWS, stakeholder=None, due=due, times="2", every_weeks="1")
    assert [when.due_date for _turn, when in said(plan)] == [date(2017, 4, 20), date(2017, 4, 27)]


def test_a_series_is_undone_and_done_again_whole(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(communication.add, NEWS, stakeholder=5, due=Due(offset_weeks=1), times=3)
    ak.does(undo.undo)
    assert said(plan) == []
    ak.does(undo.redo)
    assert [turn for turn, _due in said(plan)] == [(1, 3), (2, 3), (3, 3)]


def test_a_series_is_not_undone_once_a_colleague_has_worked_on_one_of_it(
    plan: PlanDriver, ak: PersonDriver, mk: PersonDriver
) -> None:
    first = ak.adds(communication.add, NEWS, stakeholder=5, due=Due(offset_weeks=1), times=3)
    last = max(one.id for one in items(plan.database) if one.series == first)
    mk.does(communication.edit, last, changed(channel=("", "Intranet")))
    with plan.no_trace(), fails(Refused, "undo_overtaken"):
        ak.does(undo.undo)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"times": 0}, "number_out_of_range"),
        ({"times": 53}, "number_out_of_range"),
        ({"times": "mange"}, "number_not_understood"),
        ({"times": 2, "every_weeks": 0}, "number_out_of_range"),
        ({"times": 2, "due": Due()}, "repeats_without_due"),
        ({"times": 52, "every_weeks": 26}, "offset_out_of_range"),
        ({"times": 3, "due": Due(due_date=date(2100, 12, 30))}, "date_out_of_range"),
    ],
)
def test_a_series_that_cannot_be(
    plan: PlanDriver, ak: PersonDriver, fields: dict[str, object], code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        ak.does(communication.add, NEWS, stakeholder=5, **{"due": Due(offset_weeks=1)} | fields)


def test_a_message_waits_for_an_activity(plan: PlanDriver, ak: PersonDriver) -> None:
    new = ak.adds(communication.add, NEWS, stakeholder=5, waits_for=12)
    assert item(plan.database, new).waits_for == 12
    ak.does(communication.edit, new, changed(waits_for=(12, 3)))
    assert item(plan.database, new).waits_for == 3
    ak.does(communication.edit, new, changed(waits_for=(3, None)))
    assert item(plan.database, new).waits_for is None


def test_a_message_waits_for_nothing_that_is_not_there(plan: PlanDriver, ak: PersonDriver) -> None:
    ak.does(board.archive, 4)
    with plan.no_trace():
        with fails(NotFound, "item_missing"):
            ak.does(communication.add, NEWS, stakeholder=5, waits_for=999)
        with fails(Refused, "archived"):
            ak.does(communication.add, NEWS, stakeholder=5, waits_for=4)
        with fails(Refused, "archived"):
            ak.does(communication.edit, 1, changed(waits_for=(None, 4)))


def test_what_a_message_waits_for_may_be_done_or_archived_later(
    plan: PlanDriver, ak: PersonDriver
) -> None:
    new = ak.adds(communication.add, NEWS, stakeholder=5, waits_for=4)
    ak.does(board.move, 4, Column.DONE)
    ak.does(board.archive, 4)
    ak.does(communication.edit, new, changed(channel=("", "Mail")))
    assert item(plan.database, new).waits_for == 4
