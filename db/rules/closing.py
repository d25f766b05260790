"""Whether the card may be closed: its four lines, or new workflows nowhere."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.rules.codes import Answer

DECIDED_WITHIN = timedelta(weeks=4)
"""So long before its start of use a department had better know whether it has new workflows."""


class ReadyLine(StrEnum):
    """What A08 demands before it is completed, in the card's order."""

    PLAN = "plan"
    COMMUNICATION_PLAN = "communication_plan"
    QUALITY_CRITERION = "quality_criterion"
    ADOPTION = "adoption"


class Gap(StrEnum):
    """What a line lacks that has no name."""

    NO_ACTIVITIES = "no_activities"
    NOT_APPROVED = "not_approved"
    NO_STAKEHOLDERS = "no_stakeholders"
    NO_DEPARTMENTS = "no_departments"


class LineStatus(NamedTuple):
    """One line: met unless there is a ``gap``, or somebody by name is ``missing``."""

    line: ReadyLine
    gap: Gap | None = None
    missing: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether nothing is lacking."""
        return self.gap is None and not self.missing


class StakeholderFacts(NamedTuple):
    """A relevant stakeholder: is something planned for it, and has it been reached."""

    name: str
    planned: bool
    reached: bool


class DepartmentFacts(NamedTuple):
    """A department as far as closing asks; ``in_use`` is what was reported last.

    ``start`` is its start of use, ``None`` while that is not known.
    """

    name: str
    answer: Answer
    reason: str
    users: int
    in_use: int
    exception: str
    start: date | None

    @property
    def adopted(self) -> bool:
        """Whether all of its users have taken the workflows into use, or need not."""
        if self.answer is Answer.NO or self.exception:
            return True
        return self.in_use == self.users > 0


class Readiness(NamedTuple):
    """The four lines; ``nowhere``: every department answered No and said why."""

    lines: tuple[LineStatus, ...]
    nowhere: bool

    @property
    def ready(self) -> bool:
        """Whether the card may be closed."""
        return self.nowhere or not self.lacking

    @property
    def lacking(self) -> tuple[ReadyLine, ...]:
        """The lines that are not met."""
        return tuple(status.line for status in self.lines if not status.met)


def readiness(
    activities: int,
    approved: bool,
    stakeholders: Sequence[StakeholderFacts],
    departments: Sequence[DepartmentFacts],
) -> Readiness:
    """Judge the four lines from what is in the plan, and of the stakeholders the relevant ones.

    A08: a plan, the communication, and that "alle" have taken the workflows into use; or, where
    the municipality has no new workflows, that it has been decided so.
    """
    unplanned = tuple(one.name for one in stakeholders if not one.planned)
    unreached = tuple(one.name for one in stakeholders if not one.reached)
    behind = tuple(one.name for one in departments if not one.adopted)
    nobody = None if stakeholders else Gap.NO_STAKEHOLDERS
    return Readiness(
        lines=(
            LineStatus(ReadyLine.PLAN, _plan_gap(activities, approved)),
            LineStatus(ReadyLine.COMMUNICATION_PLAN, nobody, unplanned),
            LineStatus(ReadyLine.QUALITY_CRITERION, nobody, unreached),
            LineStatus(ReadyLine.ADOPTION, None if departments else Gap.NO_DEPARTMENTS, behind),
        ),
        nowhere=bool(departments)
        and all(one.answer is Answer.NO and one.reason for one in departments),
    )


def undecided_late(departments: Iterable[DepartmentFacts], today: date) -> tuple[str, ...]:
    """The departments that use SAPA within four weeks and have not answered yet."""
    return tuple(
        one.name
        for one in departments
        if one.answer is Answer.UNDECIDED and answers_late(one.start, today)
    )


def answers_late(start: date | None, today: date) -> bool:
    """Whether a department that starts then had better have answered by today."""
    return start is not None and today >= start - DECIDED_WITHIN


def _plan_gap(activities: int, approved: bool) -> Gap | None:
    if not activities:
        return Gap.NO_ACTIVITIES
    return None if approved else Gap.NOT_APPROVED
