"""Whether a department goes: what its leader has said, and what is not in place yet."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.rules.codes import Answer, SignOff

ASKED_WITHIN = timedelta(weeks=1)
"""So long before its start a department had better have been signed off as ready."""


class GoState(StrEnum):
    """Where a department stands, the weightiest first."""

    NO_GO = "no_go"
    NOT_SAID = "not_said"
    READY_WITH_OPEN = "ready_with_open"
    """Signed off as ready with points open, or they have been opened or added since."""
    GO = "go"
    NOT_RELEVANT = "not_relevant"
    """It has no new workflows, so there is nothing to be ready for."""


class GoLine(NamedTuple):
    """A department's readiness; ``start`` is its own day, None where it starts with go-live.

    ``by`` is whoever spoke for it, as a rule its leader; ``met`` of ``total`` points are in place.
    """

    department: int
    name: str
    answer: Answer
    leader: str
    start: date | None
    said: SignOff | None
    reason: str
    by: str
    on: date | None
    met: int
    total: int

    @property
    def open(self) -> int:
        """How many points are not in place."""
        return self.total - self.met

    @property
    def state(self) -> GoState:
        """Where it stands."""
        return go_state(self.answer, self.said, self.open)

    def started(self, go_live: date | None, today: date) -> bool:
        """Whether it has taken SAPA into use: from its own day on, else from go-live's."""
        start = self.start or go_live
        return start is not None and start <= today


class GoSum(NamedTuple):
    """How many departments are signed off as ready, of those that have something to begin."""

    ready: int
    relevant: int


def go_state(answer: Answer, said: SignOff | None, open_points: int) -> GoState:
    """Where a department stands by its answer, its sign-off and its open points."""
    if answer is Answer.NO:
        return GoState.NOT_RELEVANT
    if said is None:
        return GoState.NOT_SAID
    if said is SignOff.NOT_READY:
        return GoState.NO_GO
    return GoState.READY_WITH_OPEN if open_points else GoState.GO


def go_sum(lines: Iterable[GoLine]) -> GoSum:
    """Count them; one that is ready in spite of open points has its leader's go."""
    states = [line.state for line in lines if line.state is not GoState.NOT_RELEVANT]
    ready = sum(state in (GoState.GO, GoState.READY_WITH_OPEN) for state in states)
    return GoSum(ready, len(states))


def started_sum(lines: Iterable[GoLine], go_live: date | None, today: date) -> tuple[int, int]:
    """How many departments have started, of those that have something to begin."""
    relevant = [line for line in lines if line.state is not GoState.NOT_RELEVANT]
    return sum(line.started(go_live, today) for line in relevant), len(relevant)


def not_ready_soon(
    lines: Iterable[GoLine], go_live: date | None, today: date
) -> tuple[GoLine, ...]:
    """The departments that start within a week and have no go; none is asked after its start."""
    return tuple(
        line
        for line in lines
        if line.state in (GoState.NO_GO, GoState.NOT_SAID)
        and (start := line.start or go_live) is not None
        and start - ASKED_WITHIN <= today <= start
    )
