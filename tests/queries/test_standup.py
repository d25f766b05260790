"""What the next standup would walk through, seen from the one before."""

from datetime import date

import pytest

from db.commands import board, communication, standup
from db.commands.plan import set_go_live
from db.queries.board import cards
from db.queries.communication import item
from db.queries.standup import planned_walk, walk_under_way
from db.rules.codes import Column
from db.rules.walk import CHANGES, SUMMARY
from tests.drivers import PersonDriver, PlanDriver, changed


def planned(plan: PlanDriver) -> list[str]:
    """The stops of a standup that would begin now, without the two pages around them."""
    first, *stops, last = planned_walk(plan.database, plan.clock.today())
    assert (first, last) == ("changes", "summary")
    return stops


def untouched(plan: PlanDriver) -> list[str]:
    """The cards of a new plan that should have been started: late, or due within a week."""
    return [stop for stop in planned(plan) if stop.startswith("activity:")]


def hold(plan: PlanDriver, mk: PersonDriver) -> None:
    """Hold a standup, and come to the next morning."""
    number = mk.adds(standup.start, planned_walk(plan.database, plan.clock.today()), session="mk")
    mk.does(standup.end, number, session="mk")
    plan.later(days=1)


def test_a_new_plan_shows_what_should_have_been_started(plan: PlanDriver) -> None:
    """Four weeks before go-live those due at T-4 and earlier, or within a week, are pressing."""
    pressing = {
        f"activity:{card.id}"
        for card in cards(plan.database)
        if card.due.offset_weeks is not None and card.due.offset_weeks <= -3
    }
    assert set(untouched(plan)) == pressing
    assert 0 < len(pressing) < len(cards(plan.database))


def test_what_is_touched_comes_up_and_only_until_the_next_standup(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    before = untouched(plan)
    ak.does(board.edit, 21, changed(assignee=("", "ak")))
    ak.does(board.move, 22, Column.NOT_STARTED)
    assert set(untouched(plan)) - set(before) == {"activity:21"}
    hold(plan, mk)
    assert "activity:21" not in untouched(plan)


def test_what_is_done_comes_up_once(plan: PlanDriver, mk: PersonDriver, ak: PersonDriver) -> None:
    ak.does(board.move, 4, Column.DONE)
    assert planned(plan)[0] == "activity:4"
    hold(plan, mk)
    assert "activity:4" not in planned(plan)
    ak.does(board.move, 5, Column.DONE)
    assert planned(plan)[0] == "activity:5"


def test_what_waits_stands_before_what_goes_on_and_the_oldest_first(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    """What came on Friday is no older on Monday than what came on Sunday: one working day."""
    plan.later(days=4)
    ak.does(board.move, 4, Column.IN_PROGRESS)
    plan.later(days=2)
    ak.does(board.move, 3, Column.IN_PROGRESS)
    plan.later(days=1)
    ak.does(board.move, 5, Column.IN_PROGRESS)
    ak.does(board.move, 6, Column.WAITING, reason="Mangler svar")
    by_id = {card.id: card for card in cards(plan.database)}
    assert by_id[3].due.offset_weeks < by_id[4].due.offset_weeks  # type: ignore[operator]
    assert planned(plan)[:4] == ["activity:6", "activity:3", "activity:4", "activity:5"]


def test_an_archived_card_and_a_completed_message_are_no_stops(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    known = planned(plan)
    card, message = known[0], next(stop for stop in known if stop.startswith("comm"))
    mk.does(board.archive, int(card.partition(":")[2]))
    mk.does(communication.complete, int(message.partition(":")[2]))
    assert planned(plan) == [stop for stop in known if stop not in (card, message)]


def test_without_a_go_live_date_there_is_nothing_pressing(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(set_go_live, None, reason="Udskudt på ubestemt tid")
    assert planned(plan) == ["communication_item:20"]  # the message about just that
    mk.does(communication.cancel, 20, "Alle var på mødet")
    assert planned(plan) == []
    base = item(plan.database, 1).due.offset_weeks
    edits = changed(offset_weeks=(base, None), due_date=(None, date(2017, 4, 3)))
    mk.does(communication.edit, 1, edits)
    assert planned(plan) == ["communication_item:1"]


@pytest.mark.parametrize("agenda", ["", "nonsense", "[]", "[3, null]", '{"a": 1}'])
@pytest.mark.parametrize("place", [-7, 0, 900])
def test_an_agenda_that_a_foreign_hand_has_spoilt_is_still_walked(
    plan: PlanDriver, mk: PersonDriver, agenda: str, place: int
) -> None:
    mk.does(standup.start, [CHANGES, "activity:4", SUMMARY], session="one")
    plan.sql(f"UPDATE standup SET agenda = '{agenda}', place = {place}")
    walk = walk_under_way(plan.database)
    assert walk is not None
    assert walk.agenda == (CHANGES, SUMMARY)
    assert walk.stop in walk.agenda
