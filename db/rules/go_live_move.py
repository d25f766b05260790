"""What becomes of due dates when what they are counted from moves. Nothing is changed here."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from db.rules.due import Anchor, AnchorKey, AnchorPoint, Anchors, Due, Rule

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


_ANCHOR_OF = {
    Dated.ACTIVITY: Anchor.ACTIVITY,
    Dated.COMMUNICATION: Anchor.COMMUNICATION,
    Dated.DEPARTMENT: Anchor.DEPARTMENT,
}
_WITH_DEADLINES = (Dated.ACTIVITY, Dated.COMMUNICATION)
"""What has a due date, and not just a day on which it happens."""


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
    ANCHOR = "anchor"
    """What it is counted from stays."""


class Item(NamedTuple):
    """Something with a date; ``waits_for_use``: it is not to lie before SAPA is in use.

    A department's date is its start of use: with go-live (T+0) unless it has its own.
    ``department`` is the name of the one that another item is about.
    """

    kind: Dated
    id: int
    title: str
    due: Due
    standing: Standing = Standing.OPEN
    department: str = ""
    waits_for_use: bool = False
    department_id: int = 0
    archived: bool = False

    @property
    def key(self) -> AnchorKey | None:
        """How due dates call it that are counted from it; None where there can be none."""
        anchor = _ANCHOR_OF.get(self.kind)
        return None if anchor is None else (anchor, self.id)


class Shift(NamedTuple):
    """A date before and after; a day off is named, with the last working day before it."""

    old: date | None
    new: date | None
    warning: Warned | None = None
    days_off: tuple[str, ...] = ()
    last_working_day: date | None = None


class Change(NamedTuple):
    """An item whose date follows."""

    item: Item
    shift: Shift


class Stay(NamedTuple):
    """An item whose date stays, and why.

    ``pinned`` is one that its rule would take elsewhere, to ``by_rule``, so that its date must be
    held fast.
    """

    item: Item
    day: date
    reason: Stays
    warning: Warned | None = None
    pinned: bool = False
    by_rule: date | None = None


class Move(NamedTuple):
    """All that a move brings about; without a date of go-live a new one is awaited.

    ``last_open_due`` is when the last of what is still to be done is due. ``shelved`` is what has
    been archived, which nobody sees follow or stay; what had been done must be held all the same.
    """

    go_live: Shift
    end: Shift
    changes: tuple[Change, ...]
    stays: tuple[Stay, ...]
    last_open_due: Shift = Shift(None, None)
    shelved: tuple[Stay, ...] = ()

    @property
    def followed(self) -> int:
        """How many due dates follow; a department's start is none."""
        return sum(change.item.kind is not Dated.DEPARTMENT for change in self.changes)

    def warned(self, warning: Warned) -> tuple[Change, ...]:
        """The changes with that warning."""
        return tuple(change for change in self.changes if change.shift.warning is warning)


def move_anchors(
    before: Anchors,
    after: Anchors,
    items: Iterable[Item],
    today: date,
    recounted: Mapping[AnchorKey, Due] | None = None,
) -> Move:
    """Say what follows when what dates are counted from moves, and what stays, each by date.

    What has been done keeps its date, and so does what is counted from it. What will not be done
    follows without a warning. ``recounted`` are rows that get another due date besides.
    """
    everything, recounted = list(items), recounted or {}
    after = _holding(before, after, everything, recounted)
    changes: list[Change] = []
    stays: list[Stay] = []
    shelved: list[Stay] = []
    last = Shift(None, None)
    for item in everything:
        due = recounted.get(item.key, item.due) if item.key else item.due
        old, new = before.resolve(item.due), after.resolve(due)
        reason = _reason_to_stay(item, old, new, due)
        if item.archived:
            if reason is Stays.DONE and old is not None:
                shelved.append(Stay(item, old, reason, None, old != new, new))
        elif reason is None and old != new:
            changes.append(Change(item, _shift(item, old, new, after, today)))
        elif reason is not None and old is not None:
            warning = _too_early(item, old, before, after, today)
            pinned = reason is Stays.DONE and old != new
            stays.append(Stay(item, old, reason, warning, pinned, new))
        if item.standing is Standing.OPEN and item.kind in _WITH_DEADLINES:
            last = Shift(_later(last.old, old), _later(last.new, new))
    return Move(
        _dated(before.go_live, after.go_live, after, today),
        _dated(before.end_date, after.end_date, after, today),
        tuple(sorted(changes, key=_by_date)),
        tuple(sorted(stays, key=lambda stay: (stay.day, stay.item.kind, stay.item.id))),
        last,
        tuple(shelved),
    )


def _holding(
    before: Anchors, after: Anchors, items: Iterable[Item], recounted: Mapping[AnchorKey, Due]
) -> Anchors:
    """The anchors afterwards, with what has been done held at its date."""
    put: dict[AnchorKey, AnchorPoint] = {
        key: after.points[key]._replace(due=due)
        for key, due in recounted.items()
        if key in after.points
    }
    for item in items:
        key = item.key
        if item.standing is Standing.DONE and key is not None and key in after.points:
            day = before.resolve(item.due)
            due = item.due if day is None else Due(due_date=day)
            put[key] = after.points[key]._replace(due=due)
    return after._replace(points={**after.points, **put}) if put else after


def _shift(item: Item, old: date | None, new: date | None, after: Anchors, today: date) -> Shift:
    if item.standing is not Standing.OPEN:
        return Shift(old, new)
    shift, live = _dated(old, new, after, today), after.go_live
    if item.kind is Dated.DEPARTMENT and new and live and today <= new < live:
        return shift._replace(warning=Warned.BEFORE_GO_LIVE)
    return shift


def _dated(old: date | None, new: date | None, after: Anchors, today: date) -> Shift:
    if new is None:
        return Shift(old, new)
    names = after.calendar.day_off_names(new)
    last = after.calendar.last_working_day_before(new) if names else None
    warning = Warned.PAST if new < today else Warned.DAY_OFF if names else None
    return Shift(old, new, warning, names, last)


def noted(reason: str, followed: int) -> str:
    """What the log keeps of a move besides the dates: why, and how many due dates followed."""
    return f"{reason}\n\u2192{followed}".lstrip("\n")


def said(note: str) -> tuple[str, int | None]:
    """The reason and the number in a note of the log; those of old moves have no number."""
    match = re.fullmatch(_NOTED, note)
    return (match["reason"], int(match["followed"])) if match else (note, None)


def _reason_to_stay(item: Item, old: date | None, new: date | None, due: Due) -> Stays | None:
    if item.standing is Standing.DONE and old is not None:
        return Stays.DONE
    if item.standing is Standing.SET_ASIDE and old == new:
        return Stays.SET_ASIDE
    if item.due.counted is None and due == item.due:
        return Stays.OWN_START if item.kind is Dated.DEPARTMENT else Stays.FIXED
    return Stays.ANCHOR if old == new else None


def _too_early(
    item: Item, day: date, before: Anchors, after: Anchors, today: date
) -> Warned | None:
    """Whether something lies before it is to, which it did not until now.

    A department that is still to start is told of in any case.
    """
    old, new = _in_use(item, before), _in_use(item, after)
    if new is None or not item.waits_for_use or item.standing is not Standing.OPEN:
        return None
    to_start = item.kind is Dated.DEPARTMENT and today <= day
    left_behind = old is None or old <= day
    return Warned.BEFORE_GO_LIVE if day < new and (to_start or left_behind) else None


def _in_use(item: Item, anchors: Anchors) -> date | None:
    """When SAPA is taken into use by those whom an item is about."""
    if (Anchor.DEPARTMENT, item.department_id) not in anchors.points:
        return anchors.go_live
    return anchors.resolve(Due(rule=Rule(Anchor.DEPARTMENT, 0, id=item.department_id)))


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _by_date(change: Change) -> tuple[date, str, int]:
    day = change.shift.new or change.shift.old or date.max
    return day, change.item.kind, change.item.id
