"""How far a department has come in using the new workflows, week by week."""

from datetime import date

from db.errors import InvalidInput
from db.rules.codes import AdoptionState

LAST_WEEK = 52
"""Weeks since a department's start of use; what is reported later counts as this one's."""
_WHATEVER_THE_NUMBER = (AdoptionState.UNDER_WAY, AdoptionState.PARTLY)


def week_of_use(start: date, today: date) -> int | None:
    """The week, from 0, that a department is in since its start of use; ``None`` before it."""
    return None if today < start else min((today - start).days // 7, LAST_WEEK)


def adoption_state(in_use: int, users: int, chosen: AdoptionState | None = None) -> AdoptionState:
    """What a number of users in use comes to, unless people judge it ``chosen``.

    Raises:
        InvalidInput: nobody uses what somebody uses, or all do although some do not
            ("adoption_state_unfit").
    """
    if in_use == 0:
        found = AdoptionState.NOT_STARTED
    elif in_use == users:
        found = AdoptionState.FULLY
    else:
        found = AdoptionState.PARTLY
    if chosen not in (None, found, *_WHATEVER_THE_NUMBER):
        raise InvalidInput("adoption_state_unfit", in_use=in_use, users=users)
    return chosen or found
