"""How well a stakeholder group is covered by the communication plan, and what is amiss there."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.rules.codes import CommunicationState, Level, Purpose
from db.rules.due import Anchors, Due

SILENT_WORKING_DAYS = 20
"""Four weeks: a group that has heard nothing for so long begins to fill in the rest itself."""
SAYS_WHY = frozenset(
    {
        *(Purpose.AWARENESS, Purpose.OWNERSHIP, Purpose.ATTITUDE),
        *(Purpose.DIALOGUE, Purpose.DECISION),
    }
)
"""Purposes that cannot be reached without the reasons for the change.

A08 asks how the employees are motivated, not only introduced. A message that tells a group what
to do (``ACTION``) or how (``KNOWLEDGE``) says nothing of that, so it ought not to be the first.
"""


class Amiss(StrEnum):
    """What may be wrong with the communication to a group."""

    NO_ITEM = "no_item"
    """High influence, and nothing is planned for it."""
    SILENT = "silent"
    """It has heard nothing for ``days`` working days."""
    FIRST_WITHOUT_WHY = "first_without_why"
    """Its first message, the ``item``, tells what or how before anybody has said why."""


class CoverageWarning(NamedTuple):
    """Something that is amiss; ``days`` and ``item`` are set where the code says so."""

    code: Amiss
    days: int | None = None
    item: int | None = None


class PlannedItem(NamedTuple):
    """A communication item as the coverage sees it.

    ``completed_on`` is the calendar day on which it was carried out.
    """

    id: int
    due: Due
    purpose: Purpose
    state: CommunicationState
    completed_on: date | None


class Coverage(NamedTuple):
    """What a group has heard and will hear.

    ``silent_days`` are the working days after the last contact, today included; ``None`` when
    there was none. ``next_contact`` is the id of the open item that is due first.
    """

    last_contact: date | None = None
    silent_days: int | None = None
    next_contact: int | None = None
    warnings: tuple[CoverageWarning, ...] = ()


def coverage(
    influence: Level,
    relevant: bool,
    items: Iterable[PlannedItem],
    anchors: Anchors,
    today: date,
) -> Coverage:
    """Judge the items to one group; what has been cancelled counts for nothing.

    Nothing is amiss with a group that is not relevant, whatever it has heard.
    """
    planned = [item for item in items if item.state is not CommunicationState.CANCELLED]
    first, upcoming = _first(planned, anchors), _first(filter(_is_open, planned), anchors)
    last = max((item.completed_on for item in planned if item.completed_on), default=None)
    silent = None if last is None else max(0, anchors.calendar.working_days_left(last, today))
    amiss = _warnings(influence, planned, first, silent) if relevant else ()
    return Coverage(last, silent, upcoming.id if upcoming else None, tuple(amiss))


def _warnings(
    influence: Level, planned: list[PlannedItem], first: PlannedItem | None, silent: int | None
) -> Iterator[CoverageWarning]:
    if influence is Level.HIGH and not planned:
        yield CoverageWarning(Amiss.NO_ITEM)
    if silent is not None and silent >= SILENT_WORKING_DAYS:
        yield CoverageWarning(Amiss.SILENT, days=silent)
    # Once the first message has been sent there is nothing to be done about it.
    if first and _is_open(first) and first.purpose not in SAYS_WHY:
        yield CoverageWarning(Amiss.FIRST_WITHOUT_WHY, item=first.id)


def _is_open(item: PlannedItem) -> bool:
    return item.state is not CommunicationState.COMPLETED


def _first(items: Iterable[PlannedItem], anchors: Anchors) -> PlannedItem | None:
    """The item that is due first; of two on one day the one that comes first.

    While go-live is unknown, its offsets still tell which comes first, after the fixed dates.
    """
    dated = [item for item in items if item.due != Due()]
    return min(dated, key=lambda item: _order(item.due, anchors), default=None)


def _order(due: Due, anchors: Anchors) -> tuple[bool, date | int]:
    day = anchors.resolve(due)
    return (True, due.offset_weeks or 0) if day is None else (False, day)
