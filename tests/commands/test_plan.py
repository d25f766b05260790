"""Planting, and the go-live date on which everything hangs."""

from datetime import date

import pytest

from db.commands import Request, plan
from db.errors import Conflict, InvalidInput, Refused
from db.models import Plan
from db.queries.plan import plan_facts
from db.rules.go_live_move import said
from tests.drivers import MONDAY, PersonDriver, PlanDriver, fails, values


def test_go_live_moves_with_a_reason(plan_: PlanDriver, mk: PersonDriver) -> None:
    with plan_.no_trace(), fails(InvalidInput, "reason_missing"):
        mk.does(plan.set_go_live, date(2017, 6, 1), reason=" ")
    with plan_.one_event("plan.go_live_set") as changes:
        mk.does(plan.set_go_live, date(2017, 6, 1), reason="Leverandøren er forsinket")
        mk.does(plan.set_go_live, date(2017, 6, 1), reason="Igen")
    assert [change[2:] for change in changes if change.entity == "plan"] == [
        ("go_live", "2017-05-01", "2017-06-01")
    ]
    assert said(plan_.last.note) == ("Leverandøren er forsinket", 43)
    assert plan_facts(plan_.database).go_live == date(2017, 6, 1)


def test_go_live_becomes_unknown_and_known_again(plan_: PlanDriver, mk: PersonDriver) -> None:
    mk.does(plan.set_go_live, None, reason="Afventer ny dato")
    assert plan_.row(Plan, 1)["go_live"] is None
    mk.does(plan.set_go_live, date(2017, 9, 4), reason="")  # nothing was set, so nothing to explain
    assert plan_.row(Plan, 1)["version"] == 3


def test_another_leaders_date_is_not_overwritten_unseen(
    plan_: PlanDriver, mk: PersonDriver
) -> None:
    seen, theirs = date(2017, 5, 1), date(2017, 6, 1)
    mk.does(plan.set_go_live, theirs, reason="Forsinket", base=seen)
    with plan_.no_trace(), fails(Conflict, "same_field"):
        mk.does(plan.set_go_live, date(2017, 5, 8), reason="En uge mere", base=seen)
    with plan_.no_trace():
        mk.does(plan.set_go_live, theirs, reason="Det samme", base=seen)
    mk.does(plan.set_go_live, None, reason="Afventer", base=theirs)
    mk.does(plan.set_go_live, seen, reason="", base=None)
    assert plan_facts(plan_.database).go_live == seen


def test_so_many_backups_are_kept(plan_: PlanDriver, mk: PersonDriver) -> None:
    with plan_.one_event("plan.backups_set") as changes:
        mk.does(plan.keep_backups, 30, base=14)
    assert values(changes) == {"backup_generations": (14, 30)}
    with plan_.no_trace(), fails(Conflict, "same_field"):
        mk.does(plan.keep_backups, 7, base=14)
    for wrong in (-1, 366):
        with plan_.no_trace(), fails(InvalidInput, "generations_out_of_range"):
            mk.does(plan.keep_backups, wrong)
    mk.does(plan.keep_backups, 0)
    assert plan_facts(plan_.database).backup_generations == 0


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(9999, 12, 31)])
def test_a_date_that_cannot_be(plan_: PlanDriver, mk: PersonDriver, day: date) -> None:
    with plan_.no_trace(), fails(InvalidInput, "date_out_of_range"):
        mk.does(plan.set_go_live, day, reason="x")


def test_a_plan_is_planted_once(plan_: PlanDriver, mk: PersonDriver) -> None:
    planting = plan.Planting("Tønder", "da", None, "xx", "X")
    with plan_.no_trace():
        with fails(Refused, "already_planted"):
            mk.does(plan.plant, planting)
        with fails(Refused, "person_unknown"):
            plan.plant(plan_.database, Request("", MONDAY), planting)


@pytest.fixture
def plan_(plan: PlanDriver) -> PlanDriver:
    """The fixture ``plan``, beside the module of that name."""
    return plan
