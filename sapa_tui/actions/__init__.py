"""Everything a person can do, in the order in which help and palette list it."""

from .base import Action, key_name
from .board import BOARD_ACTIONS
from .cards import CARD_ACTIONS
from .checklist import CHECKLIST_ACTIONS
from .communication import COMMUNICATION_ACTIONS
from .countdown import COUNTDOWN_ACTIONS
from .general import GENERAL_ACTIONS
from .history import HISTORY_ACTIONS
from .moving import MOVING_ACTIONS
from .people import PEOPLE_ACTIONS
from .stakeholders import STAKEHOLDER_ACTIONS
from .steps import STEP_ACTIONS

ACTIONS: tuple[Action, ...] = (
    *CARD_ACTIONS,
    *MOVING_ACTIONS,
    *CHECKLIST_ACTIONS,
    *BOARD_ACTIONS,
    *STEP_ACTIONS,
    *COMMUNICATION_ACTIONS,
    *STAKEHOLDER_ACTIONS,
    *COUNTDOWN_ACTIONS,
    *HISTORY_ACTIONS,
    *PEOPLE_ACTIONS,
    *GENERAL_ACTIONS,
)


def keys() -> list[str]:
    """Every key that some action is bound to, once."""
    return list(dict.fromkeys(key for action in ACTIONS for key in action.keys))


def actions_for_key(key: str) -> list[Action]:
    """The actions that a key may mean, depending on where the focus is."""
    return [action for action in ACTIONS if key in action.keys]


__all__ = ["ACTIONS", "Action", "actions_for_key", "key_name", "keys"]
