"""A standup to play with: two cards and a message, and the dashboards of mk and ak."""

from db.commands import presence
from db.queries.standup import Walk, walk_under_way
from tests.drivers import PlanDriver

AGENDA = ("changes", "activity:4", "activity:5", "communication_item:1", "summary")
MKS, AKS, OTHER = "mk.1", "ak.1", "mk.2"


def walk(plan: PlanDriver) -> Walk:
    """The standup that is under way."""
    found = walk_under_way(plan.database)
    assert found is not None
    return found


def beat(plan: PlanDriver, session: str = MKS) -> None:
    """A dashboard gives a sign of life."""
    presence.beat(plan.database, session, session.partition(".")[0], plan.clock.now())
