"""What becomes of every date of the plan when go-live moves. Nothing is changed here."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.rules.calendar import WorkingCalendar
from db.rules.countdown import add_weeks
from db.rules.due import Due

MESSAGE_WORKING_DAYS = 2
"""The message about a new date goes out so many working days after the move (domain: item 19)."""
_NOTED = r"(?s)(?P<reason>.*?)\n?\u2192(?P<followed>[0-9]+)"


class Dated(StrEnum):
    """The things of the plan that have a date."""

    ACTIVITY = "activity"
    COMMUNICATION = "communication"
    DEPARTMENT = "department"
    TRAINING = "training"
    WORKFLOW = "workflow"


class Standing(StrEnum):
    """Whether something is still to be done, has been done, or will not be."""

    OPEN = "open"
    DONE = "done"
    SET_ASIDE = "set_aside"


class Warned(StrEnum):
    """Why a date deserves a second look; the first of these that is true."""

    PAST = "past"
    BEFORE_GO_LIVE = "before_go_live"
    DAY_OFF = "day_off"


class Stays(StrEnum):
    """Why a date does not follow."""

    DONE = "done"
    SET_ASIDE = "set_aside"
    FIXED = "fixed"
    OWN_START = "own_start"


class Item(NamedTuple):
    """Something with a date; ``waits_for_use``: it is not to lie before go-live.

    A department's date is its start of use: with go-live (T+0) unless it has its own.
    """

    kind: Dated
    id: int
    title: str
    due: Due
    standing: Standing = Standing.OPEN
    department: str = ""
    waits_for_use: bool = False


class Shift(NamedTuple):
    """A date before and after; a day off is named, with the last working day before it."""

    old: date | None
    new: date | None
    warning: Warned | None = None
    days_off: tuple[str, ...] = ()
    last_working_day: date | None = None


class Change(NamedTuple):
    """An item whose date follows go-live."""

    item: Item
    shift: Shift


class Stay(NamedTuple):
    """An item whose date stays, and why."""

    item: Item
    day: date
    reason: Stays
    warning: Warned | None = None

    @property
    def pinned(self) -> bool:
        """Whether it has counted from go-live until now, so that its date must be held fast."""
        return self.reason is Stays.DONE and self.item.due.offset_weeks is not None


class Move(NamedTuple):
    """All that a new go-live brings about; without a date a new one is awaited."""

    go_live: Shift
    end: Shift
    changes: tuple[Change, ...]
    stays: tuple[Stay, ...]

    @property
    def followed(self) -> int:
        """How many due dates follow; a department's start is none."""
        return sum(change.item.kind is not Dated.DEPARTMENT for change in self.changes)

    def warned(self, warning: Warned) -> tuple[Change, ...]:
        """The changes with that warning."""
        return tuple(change for change in self.changes if change.shift.warning is warning)


def move_go_live(
    old: date | None,
    new: date | None,
    items: Iterable[Item],
    *,
    today: date,
    calendar: WorkingCalendar,
    end_offset_weeks: int,
) -> Move:
    """Say what follows from ``old`` to ``new`` and what stays, each by date.

    What has been done keeps its date. What will not be done is due no more, and follows unseen.
    """

    def shift(before: date | None, after: date | None, *, open_: bool = True) -> Shift:
        if after is None or not open_:
            return Shift(before, after)
        names = calendar.day_off_names(after)
        last = calendar.last_working_day_before(after) if names else None
        warning = Warned.PAST if after < today else Warned.DAY_OFF if names else None
        return Shift(before, after, warning, names, last)

    changes: list[Change] = []
    stays: list[Stay] = []
    for item in items:
        before, after = item.due.resolve(old), item.due.resolve(new)
        reason = _reason_to_stay(item, before)
        if reason is None and before != after:
            changes.append(Change(item, shift(before, after, open_=item.standing is Standing.OPEN)))
        elif reason is not None and before is not None:
            stays.append(Stay(item, before, reason, _too_early(item, before, old, new)))
    end_old, end_new = (day and add_weeks(day, end_offset_weeks) for day in (old, new))
    return Move(
        shift(old, new),
        shift(end_old, end_new),
        tuple(sorted(changes, key=_by_date)),
        tuple(sorted(stays, key=lambda stay: (stay.day, stay.item.kind, stay.item.id))),
    )


def noted(reason: str, followed: int) -> str:
    """What the log keeps of a move besides the dates: why, and how many due dates followed."""
    return f"{reason}\n\u2192{followed}".lstrip("\n")


def said(note: str) -> tuple[str, int | None]:
    """The reason and the number in a note of the log; those of old moves have no number."""
    match = re.fullmatch(_NOTED, note)
    return (match["reason"], int(match["followed"])) if match else (note, None)


def _reason_to_stay(item: Item, day: date | None) -> Stays | None:
    if item.standing is Standing.SET_ASIDE:
        return Stays.SET_ASIDE
    if item.standing is Standing.DONE and day is not None:
        return Stays.DONE
    if item.due.offset_weeks is not None:
        return None
    return Stays.OWN_START if item.kind is Dated.DEPARTMENT else Stays.FIXED


def _too_early(item: Item, day: date, old: date | None, new: date | None) -> Warned | None:
    """Whether the move leaves a date behind that was not too early until now."""
    if new is None or not item.waits_for_use or item.standing is not Standing.OPEN:
        return None
    left_behind = (old is None or old <= day) and day < new
    return Warned.BEFORE_GO_LIVE if left_behind else None


def _by_date(change: Change) -> tuple[date, str, int]:
    day = change.shift.new or change.shift.old or date.max
    return day, change.item.kind, change.item.id
