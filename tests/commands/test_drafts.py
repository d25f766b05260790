"""Drafts are a person's own: kept as typed, replaced by newer ones, and no part of the log."""

from typing import Any

import pytest

from db.commands import drafts as commands
from db.errors import DatabaseUnusable
from db.queries.drafts import draft, drafts
from tests.drivers import PlanDriver, fails

TYPED: dict[str, tuple[Any, Any]] = {
    "title": ({"title": "Kortlæg"}, "Kortlæg alle – også de små"),
    "due": ({"offset_weeks": -8, "due_date": None}, "engang efter påske"),
    "stakeholder": ({"stakeholder": None}, 3),
}


def keep(plan: PlanDriver, person: str, typed: dict[str, tuple[Any, Any]], number: int = 4) -> None:
    commands.keep(plan.database, person, "activity", number, typed, plan.clock.now())


def test_a_draft_is_read_as_it_was_typed_and_leaves_no_trace_in_the_plan(plan: PlanDriver) -> None:
    with plan.no_trace():
        keep(plan, "ak", TYPED)
    found = draft(plan.database, "ak", "activity", 4)
    assert found is not None
    assert found.fields == TYPED
    assert found.saved_at == "2017-04-03T08:12:00.000Z"


def test_a_newer_draft_takes_the_place_of_the_older(plan: PlanDriver) -> None:
    keep(plan, "ak", TYPED)
    plan.later(seconds=1)
    keep(plan, "ak", {"title": ({"title": "A"}, "B")})
    assert [row.fields for row in drafts(plan.database, "ak")] == [{"title": ({"title": "A"}, "B")}]


def test_each_person_has_their_own_for_each_item(plan: PlanDriver) -> None:
    keep(plan, "ak", TYPED)
    keep(plan, "ak", {"title": ({"title": ""}, "Ny")}, number=0)
    plan.later(seconds=1)
    keep(plan, "mk", {"title": ({"title": ""}, "Min")})
    assert {row.entity_id for row in drafts(plan.database, "ak")} == {0, 4}
    assert draft(plan.database, "mk", "activity", 0) is None
    commands.discard(plan.database, "ak", "activity", 4)
    assert draft(plan.database, "ak", "activity", 4) is None
    assert draft(plan.database, "mk", "activity", 4) is not None
    commands.discard(plan.database, "ak", "activity", 4)


@pytest.mark.parametrize(
    "text", ["\ud800 half a letter", "\x1b[31m[/nope]", "🌍" * 30_000, "'; --"]
)
def test_whatever_is_typed_can_be_kept(plan: PlanDriver, text: str) -> None:
    keep(plan, "ak", {"title": ({"title": ""}, text)})
    found = draft(plan.database, "ak", "activity", 4)
    assert found is not None
    assert found.fields["title"][1] == text


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"title": 3}', '{"title": ["one"]}'])
def test_what_a_foreign_hand_has_written_is_no_draft(plan: PlanDriver, text: str) -> None:
    keep(plan, "ak", TYPED)
    plan.sql("UPDATE draft SET fields = ?", text)
    found = draft(plan.database, "ak", "activity", 4)
    assert found is not None
    assert found.fields == {}


def test_nobody_keeps_nothing(plan: PlanDriver) -> None:
    with fails(DatabaseUnusable, "database_error"):
        keep(plan, "nobody", TYPED)
