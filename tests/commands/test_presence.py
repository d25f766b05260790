"""Signs of life and preferences: no events, and nothing that outlives its time."""

from datetime import timedelta

from db.commands import presence
from db.queries.people import preferences, present
from tests.drivers import MONDAY, PlanDriver


def who(plan: PlanDriver) -> list[tuple[str, str, str]]:
    """Whose dashboards are open, and where they are."""
    since = plan.clock.now() - timedelta(seconds=15)
    return [(row.name, row.view, row.item) for row in present(plan.database, since)]


def test_a_dashboard_lives_by_its_beats(plan: PlanDriver) -> None:
    events = plan.events()
    presence.beat(plan.database, "s1", "mk", MONDAY, view="board")
    presence.beat(plan.database, "s2", "mk", MONDAY)
    presence.beat(plan.database, "s3", "ak", MONDAY)
    plan.later(seconds=15)
    presence.beat(plan.database, "s1", "mk", plan.clock.now(), view="communication", item="a:1")
    assert who(plan) == [("ak", "", ""), ("mk", "communication", "a:1"), ("mk", "", "")]
    plan.later(seconds=1)
    assert who(plan) == [("mk", "communication", "a:1")]
    presence.leave(plan.database, "s1")
    presence.leave(plan.database, "s1")
    assert who(plan) == []
    assert plan.events() == events


def test_the_silent_are_forgotten(plan: PlanDriver) -> None:
    presence.beat(plan.database, "s1", "mk", MONDAY)
    plan.later(minutes=1)
    presence.beat(plan.database, "s2", "ak", plan.clock.now())
    presence.forget_silent(plan.database, plan.clock.now() - timedelta(seconds=30))
    assert plan.sql("SELECT session FROM presence") == [("s2",)]


def test_preferences_are_a_persons_own(plan: PlanDriver) -> None:
    presence.prefer(plan.database, "mk", "theme", "light")
    presence.prefer(plan.database, "mk", "theme", "dark")
    presence.prefer(plan.database, "ak", "theme", "light")
    assert preferences(plan.database, "mk") == {"theme": "dark"}
    assert preferences(plan.database, "hh") == {}
