"""A message that is sent once an activity is done: whether its turn has come."""

from enum import StrEnum

from db.rules.codes import Column


class Awaiting(StrEnum):
    """How it stands with a message that waits for an activity."""

    WAITS = "waits"
    RELEASED = "released"
    """The activity is done: it can be sent."""
    GONE = "gone"
    """The activity has left the plan, or is not relevant: nothing will release it."""


def awaiting(column: Column | None) -> Awaiting:
    """How it stands, by the activity's column; None where the activity is archived."""
    if column is Column.DONE:
        return Awaiting.RELEASED
    return Awaiting.GONE if column in (None, Column.NOT_APPLICABLE) else Awaiting.WAITS
