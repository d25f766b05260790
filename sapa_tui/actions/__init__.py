"""Everything a person can do, in the order in which help and palette list it."""

from functools import cache

from .base import Action, key_name
from .board import BOARD_ACTIONS
from .calendar import CALENDAR_ACTIONS
from .card import A08_ACTIONS
from .cards import CARD_ACTIONS
from .checklist import CHECKLIST_ACTIONS
from .communication import COMMUNICATION_ACTIONS
from .countdown import COUNTDOWN_ACTIONS
from .decisions import DECISION_ACTIONS
from .departments import DEPARTMENT_ACTIONS
from .general import GENERAL_ACTIONS
from .history import HISTORY_ACTIONS
from .minutes import MINUTES_ACTIONS
from .moving import MOVING_ACTIONS
from .notes import NOTE_ACTIONS, WRITE_DOWN_ACTIONS
from .people import PEOPLE_ACTIONS
from .preconditions import PRECONDITION_ACTIONS
from .quick import QUICK_ACTIONS
from .reports import REPORT_ACTIONS
from .roster import ROSTER_ACTIONS
from .stakeholder_map import STAKEHOLDER_MAP_ACTIONS
from .stakeholders import STAKEHOLDER_ACTIONS
from .standup import STANDUP_ACTIONS
from .steps import STEP_ACTIONS
from .templates import TEMPLATE_ACTIONS
from .timeline import TIMELINE_ACTIONS
from .training import TRAINING_ACTIONS
from .walking import WALKING_ACTIONS
from .workflows import WORKFLOW_ACTIONS

ACTIONS: tuple[Action, ...] = (
    *NOTE_ACTIONS,
    *CARD_ACTIONS,
    *MOVING_ACTIONS,
    *QUICK_ACTIONS,
    *CHECKLIST_ACTIONS,
    *BOARD_ACTIONS,
    *STEP_ACTIONS,
    *COMMUNICATION_ACTIONS,
    *WRITE_DOWN_ACTIONS,
    *STAKEHOLDER_ACTIONS,
    *STAKEHOLDER_MAP_ACTIONS,
    *TEMPLATE_ACTIONS,
    *REPORT_ACTIONS,
    *DEPARTMENT_ACTIONS,
    *WORKFLOW_ACTIONS,
    *PRECONDITION_ACTIONS,
    *DECISION_ACTIONS,
    *TRAINING_ACTIONS,
    *ROSTER_ACTIONS,
    *A08_ACTIONS,
    *COUNTDOWN_ACTIONS,
    *CALENDAR_ACTIONS,
    *TIMELINE_ACTIONS,
    *HISTORY_ACTIONS,
    *PEOPLE_ACTIONS,
    *WALKING_ACTIONS,
    *STANDUP_ACTIONS,
    *MINUTES_ACTIONS,
    *GENERAL_ACTIONS,
)


def keys() -> list[str]:
    """Every key that some action is bound to, once."""
    return list(dict.fromkeys(key for action in ACTIONS for key in action.keys))


@cache
def actions_at(place: str) -> tuple[Action, ...]:
    """The actions that may apply in a place; whether they do is theirs to say."""
    return tuple(
        action
        for action in ACTIONS
        if not action.places or place in action.places or type(action).applies is not Action.applies
    )


def actions_for_key(key: str) -> list[Action]:
    """The actions that a key may mean, depending on where the focus is."""
    return [action for action in ACTIONS if key in action.keys]


__all__ = ["ACTIONS", "Action", "actions_at", "actions_for_key", "key_name", "keys"]
