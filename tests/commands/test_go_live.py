"""Moving go-live: what follows, what stays, the message about it, and taking all of it back."""

from datetime import date

import pytest

from db.commands import board, communication, plan, undo
from db.errors import Refused
from db.models import Activity, CommunicationItem
from db.queries.communication import items
from db.queries.go_live_move import go_live_move
from db.rules.codes import Column, CommunicationState, Step
from db.rules.due import Anchor, Due, Rule
from db.rules.go_live_move import Dated, Stays, said
from tests.drivers import PersonDriver, PlanDriver, changed, fails

MAY, NOVEMBER = date(2017, 5, 1), date(2017, 11, 1)
TODAY = date(2017, 4, 3)
TRIGGER, PLANTED = 19, 20


def messages(at: PlanDriver) -> list[int]:
    """The messages about a new date that are in the plan, besides the one they are made of."""
    text = at.row(CommunicationItem, TRIGGER)["message"]
    return [row.id for row in items(at.database) if row.message == text and row.id != TRIGGER]


def test_the_preview_says_what_the_move_does(plan_: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.move, 4, Column.DONE)
    found = go_live_move(plan_.database, NOVEMBER, TODAY).move
    dates = {(one.item.kind, one.item.id): one.shift[:2] for one in found.changes}
    assert dates[Dated.ACTIVITY, 20] == (date(2017, 4, 24), date(2017, 10, 25))
    assert dates[Dated.COMMUNICATION, 1] == (date(2017, 2, 20), date(2017, 8, 23))
    assert (Dated.ACTIVITY, 4) not in dates
    (stay,) = found.stays
    assert (stay.item.id, stay.day, stay.reason) == (4, date(2017, 2, 20), Stays.DONE)
    assert (found.end.old, found.end.new) == (date(2017, 6, 5), date(2017, 12, 6))

    mk.does(plan.set_go_live, NOVEMBER, reason="Støttesystemerne er forsinket")
    assert said(plan_.last.note) == ("Støttesystemerne er forsinket", found.followed)
    assert found.followed == 42


def test_what_is_done_keeps_its_date_and_undo_its_rule(plan_: PlanDriver, mk: PersonDriver) -> None:
    mk.does(board.move, 4, Column.DONE)
    mk.does(communication.complete, 2)
    for day in (NOVEMBER, None, MAY):
        mk.does(plan.set_go_live, day, reason="Igen")
        for table, key, kept in (
            (Activity, 4, "2017-02-20"),
            (CommunicationItem, 2, "2017-02-27"),
        ):
            row = plan_.row(table, key)
            assert (row["offset_weeks"], row["due_date"]) == (None, kept)
        assert plan_.row(Activity, 5)["offset_weeks"] == -10
    for _day in range(3):
        mk.does(undo.undo)
    assert plan_.row(Activity, 4)["offset_weeks"] == -10
    assert plan_.row(CommunicationItem, 2)["due_date"] is None


def test_each_move_plants_the_message_once(plan_: PlanDriver, mk: PersonDriver) -> None:
    with plan_.one_event("plan.go_live_set"):
        mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
        mk.does(plan.set_go_live, NOVEMBER, reason="Det samme igen")
    assert messages(plan_) == [PLANTED]
    planted = next(row for row in items(plan_.database) if row.id == PLANTED)
    assert planted.due == Due(due_date=date(2017, 4, 5))  # Monday, and two working days
    assert (planted.state, planted.trigger) == (CommunicationState.PLANNED, "")
    assert [tick.step for tick in planted.steps] == list(Step)
    mk.does(communication.set_step, PLANTED, Step.DRAFT, True)
    mk.does(plan.set_go_live, None, reason="Afventer ny dato")
    assert len(messages(plan_)) == 2
    mk.does(undo.undo)
    assert len(messages(plan_)) == 1
    mk.does(undo.redo)
    assert len(messages(plan_)) == 2


def test_a_message_that_nobody_has_begun_with_serves_the_next_move_too(
    plan_: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
    before = plan_.rows()
    plan_.later(days=1)
    found = go_live_move(plan_.database, None, date(2017, 4, 4))
    assert [message.planned for message in found.messages] == [PLANTED]
    mk.does(plan.set_go_live, None, reason="Afventer ny dato")
    assert messages(plan_) == [PLANTED]
    assert plan_.row(CommunicationItem, PLANTED)["due_date"] == "2017-04-06"
    mk.does(undo.undo)
    assert plan_.row(CommunicationItem, PLANTED)["due_date"] == "2017-04-05"
    assert plan_.rows().keys() == before.keys()


def test_what_has_been_done_far_away_does_not_stop_a_move(
    plan_: PlanDriver, mk: PersonDriver
) -> None:
    due = Due(offset_weeks=520)
    for _decade in range(9):
        last = mk.adds(board.add, "Senere", due=due)
        due = Due(rule=Rule(Anchor.ACTIVITY, 520, id=last))
    mk.does(board.move, last, Column.DONE)
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
    assert str(plan_.row(Activity, last)["due_date"]) > "2100"


def test_a_move_that_is_another_than_was_shown_is_refused(
    plan_: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    shown = go_live_move(plan_.database, NOVEMBER, TODAY).move
    ak.does(board.move, 4, Column.DONE)
    with plan_.no_trace(), fails(Refused, "move_overtaken"):
        mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket", shown=shown)
    shown = go_live_move(plan_.database, NOVEMBER, TODAY).move
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket", shown=shown)


def test_easter_is_no_working_day_for_the_message(plan_: PlanDriver, mk: PersonDriver) -> None:
    plan_.later(days=9)  # Wednesday before Maundy Thursday
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
    assert plan_.row(CommunicationItem, PLANTED)["due_date"] == "2017-04-19"


def test_a_team_that_wants_no_such_message_gets_none(plan_: PlanDriver, mk: PersonDriver) -> None:
    mk.does(communication.cancel, TRIGGER, "Vi siger det på mødet")
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
    mk.does(communication.archive, TRIGGER)
    mk.does(plan.set_go_live, MAY, reason="Alligevel ikke")
    assert messages(plan_) == []


def test_a_first_date_is_news_to_nobody(plan_: PlanDriver, mk: PersonDriver) -> None:
    plan_.sql("UPDATE plan SET go_live = NULL")
    mk.does(plan.set_go_live, MAY)
    assert messages(plan_) == []


def test_a_move_is_not_undone_over_a_colleagues_work_on_its_message(
    plan_: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(plan.set_go_live, NOVEMBER, reason="Forsinket")
    ak.does(communication.edit, PLANTED, changed(channel=("Mail + intranet", "Mail")))
    with plan_.no_trace(), fails(Refused, "undo_overtaken"):
        mk.does(undo.undo)


@pytest.fixture
def plan_(plan: PlanDriver) -> PlanDriver:
    """The fixture ``plan``, beside the module of that name."""
    return plan
