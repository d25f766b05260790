"""Who has been taught, who still lacks it, and which classes nobody has given numbers for."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from db.rules.codes import Answer


class Taught(NamedTuple):
    """What the numbers need of a class; without a department it is open to all of them."""

    department: int | None
    held_on: date | None
    invited: int
    attended: int | None


class Learners(NamedTuple):
    """What the numbers need of a department."""

    department: int
    users: int
    new_workflows: Answer


class Lacking(NamedTuple):
    """How many users of a department have attended one of its own classes, and how many lack one.

    ``next_on`` is the day of the next class open to it, ``next_shared`` whether all may come.
    """

    department: int
    users: int
    attended: int
    lacking: int
    next_on: date | None
    next_shared: bool


def is_held(held_on: date | None, today: date) -> bool:
    """Whether it can be known how many attended: from the day of the class on."""
    return held_on is not None and held_on <= today


def lacks_numbers(held_on: date | None, attended: int | None, today: date) -> bool:
    """Whether a class was held before today and nobody has said how many attended."""
    return attended is None and held_on is not None and held_on < today


def stayed_away(invited: int, attended: int | None) -> int:
    """How many were invited and did not attend; 0 as long as that is not known."""
    return 0 if attended is None else max(0, invited - attended)


def attended_shared(classes: Iterable[Taught]) -> int:
    """How many attended classes without a department: nobody knows where they belong."""
    return sum(row.attended or 0 for row in classes if row.department is None)


def lacking(
    departments: Iterable[Learners], classes: Iterable[Taught], today: date
) -> list[Lacking]:
    """The departments that get new workflows, with how many of their users lack training.

    Only a department's own classes are subtracted, see :func:`attended_shared`.
    """
    known = list(classes)
    return [
        _lacking(row, known, today) for row in departments if row.new_workflows is not Answer.NO
    ]


def _lacking(row: Learners, classes: list[Taught], today: date) -> Lacking:
    attended = sum(one.attended or 0 for one in classes if one.department == row.department)
    # Of two classes on one day its own is the one to name.
    coming = [
        (one.held_on, one.department is None)
        for one in classes
        if one.department in (row.department, None)
        and one.held_on is not None
        and one.held_on >= today
        and one.attended is None
    ]
    next_on, shared = min(coming, default=(None, False))
    lacks = max(0, row.users - attended)
    return Lacking(row.department, row.users, attended, lacks, next_on, shared)
