"""The views of the plan, one module a view; each is imported when it is first gone to."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .plan_screen import PlanScreen

_VIEWS = {
    "wall": "WallScreen",
    "countdown": "CountdownScreen",
    "stakeholders": "StakeholdersScreen",
    "history": "HistoryScreen",
    "people": "PeopleScreen",
    "standup": "StandupScreen",
    "departments": "DepartmentsScreen",
    "card": "CardScreen",
    "workflows": "WorkflowsScreen",
    "preconditions": "PreconditionsScreen",
    "decisions": "DecisionsScreen",
    "training": "TrainingScreen",
    "roster": "RosterScreen",
    "stakeholder_map": "StakeholderMapScreen",
    "calendar": "CalendarScreen",
    "timeline": "TimelineScreen",
}


def screen_for(view: str) -> "PlanScreen":
    """A new screen for a view; raises KeyError for a view that there is none of."""
    module = import_module(f".{view}", __name__)
    screen: PlanScreen = getattr(module, _VIEWS[view])()
    return screen
