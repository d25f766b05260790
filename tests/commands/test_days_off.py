"""The municipality's own days off: set by the leader, and in every count of working days."""

from datetime import date

import pytest

from db.commands import board, days_off, undo
from db.errors import Conflict, InvalidInput, Refused
from db.models import Activity
from db.queries.board import cards
from db.queries.plan import closures, plan_facts
from db.rules.codes import Column
from db.rules.due import Anchor, Due, Rule, Unit
from tests.drivers import MONDAY, PersonDriver, PlanDriver, fails

TODAY = MONDAY.date()
EASTER = {"first_day": date(2017, 4, 10), "last_day": date(2017, 4, 12)}


def working_days(plan: PlanDriver) -> int | None:
    """The working days to go-live, as every view says."""
    return plan_facts(plan.database).countdown(TODAY).working_days_to_go_live


def test_a_holiday_week_shortens_the_countdown_and_undo_gives_it_back(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    assert working_days(plan) == 17
    with plan.one_event("closure.added"):
        number = mk.adds(days_off.add, "Lukket før påske", **EASTER)
    assert working_days(plan) == 14
    mk.does(undo.undo)
    assert working_days(plan) == 17
    mk.does(undo.redo)
    assert working_days(plan) == 14
    mk.does(days_off.archive, number)
    assert working_days(plan) == 17
    assert closures(plan.database) == []
    assert [row.name for row in closures(plan.database, archived=True)] == ["Lukket før påske"]
    mk.does(undo.undo)
    assert working_days(plan) == 14


def test_one_day_is_a_period_too(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(days_off.add, "Personaledag", first_day=date(2017, 4, 7))
    assert closures(plan.database)[0][1:] == ("Personaledag", date(2017, 4, 7), date(2017, 4, 7))


@pytest.mark.parametrize(
    ("name", "first", "last", "code"),
    [
        (" ", date(2017, 4, 7), None, "text_missing"),
        ("x" * 61, date(2017, 4, 7), None, "text_too_long"),
        ("Ferie", date(2017, 4, 7), date(2017, 4, 6), "period_backwards"),
        ("Ferie", date(2017, 4, 7), date(2018, 4, 7), "period_too_long"),
        ("Ferie", date(1999, 4, 7), None, "date_out_of_range"),
    ],
)
def test_days_off_that_cannot_be(
    plan: PlanDriver, mk: PersonDriver, name: str, first: date, last: date | None, code: str
) -> None:
    with plan.no_trace(), fails(InvalidInput, code):
        mk.does(days_off.add, name, first_day=first, last_day=last)


def test_constitution_day_is_a_working_day_where_nobody_has_agreed_otherwise(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    day = date(2018, 6, 5)
    assert not plan_facts(plan.database).calendar.is_working_day(day)
    base = list(plan_facts(plan.database).days_by_agreement)
    mk.does(days_off.agree, ["12-31", "05-01"], base=base)
    facts = plan_facts(plan.database)
    assert facts.days_by_agreement == ("05-01", "12-31")
    assert facts.calendar.is_working_day(day)
    assert facts.calendar.day_off_names(date(2018, 5, 1)) == ("May Day",)
    mk.does(undo.undo)
    assert not plan_facts(plan.database).calendar.is_working_day(day)


def test_two_leaders_agree_on_different_days(plan: PlanDriver, mk: PersonDriver) -> None:
    base = list(plan_facts(plan.database).days_by_agreement)
    mk.does(days_off.agree, [], base=base)
    with plan.no_trace(), fails(Conflict, "same_field"):
        mk.does(days_off.agree, ["05-01"], base=base)


def test_what_a_leader_undid_no_member_does_again(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    mk.does(days_off.add, "Ferie", **EASTER)
    with fails(Refused, "nothing_to_undo"):
        ak.does(undo.undo)
    assert len(closures(plan.database)) == 1


def test_other_days_off_move_what_is_open_and_never_what_is_done(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    rule = Rule(Anchor.GO_LIVE, -10, Unit.WORKING_DAYS)
    opened = mk.adds(board.add, "Åben", due=Due(rule=rule))
    done = mk.adds(board.add, "Gjort", due=Due(rule=rule))
    mk.does(board.move, done, Column.DONE)

    def days() -> list[date | None]:
        anchors = plan_facts(plan.database).anchors
        found = {card.id: anchors.resolve(card.due) for card in cards(plan.database)}
        return [found[opened], found[done]]

    kept = date(2017, 4, 12)
    assert days() == [kept, kept]
    with plan.one_event("closure.added"):
        number = mk.adds(days_off.add, "Lukket før påske", **EASTER)
    assert days() == [date(2017, 4, 7), kept]
    mk.does(undo.undo)
    assert plan.row(Activity, done)["due_rule"] == rule.stored
    mk.does(undo.redo)
    mk.does(days_off.archive, number)
    assert days() == [kept, kept]
