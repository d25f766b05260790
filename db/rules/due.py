"""When something is due: on a fixed date, counted from something else, or not at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.errors import InvalidInput
from db.rules.calendar import WorkingCalendar
from db.rules.countdown import END_OFFSET_WEEKS, add_weeks
from db.rules.text import safe

OFFSET_LIMIT = 520
"""Weeks either way, ten years: further away is a slip of the finger."""
FIRST_YEAR = 2000
LAST_YEAR = 2100

_SHOWN_IN_ERRORS = 60
_CHAIN_SHOWN = 6
_STORED = r"(?P<anchor>[a-z_]+)(?::(?P<id>[0-9]{1,18}))?(?P<amount>[-+][0-9]{1,4})(?P<unit>w|d|wd)"


class Anchor(StrEnum):
    """What a due date may be counted from."""

    GO_LIVE = "go_live"
    END_DATE = "end_date"
    DEPARTMENT = "department"
    """A department's own start of use, which is go-live where it has none."""
    ACTIVITY = "activity"
    COMMUNICATION = "communication_item"


class Unit(StrEnum):
    """What is counted."""

    WEEKS = "w"
    DAYS = "d"
    WORKING_DAYS = "wd"


UNIT_LIMITS: Mapping[Unit, int] = {
    Unit.WEEKS: OFFSET_LIMIT,
    Unit.DAYS: OFFSET_LIMIT * 7,
    Unit.WORKING_DAYS: OFFSET_LIMIT * 5,
}
"""So many of each either way."""
AnchorKey = tuple[Anchor, int]
OF_A_ROW = (Anchor.DEPARTMENT, Anchor.ACTIVITY, Anchor.COMMUNICATION)
"""The anchors of which there are several, so that an id tells which one is meant."""


class Rule(NamedTuple):
    """So many weeks, days or working days from something; negative before it.

    ``id`` is the row's, for an anchor in ``OF_A_ROW``; 0 for the others.
    """

    anchor: Anchor
    amount: int
    unit: Unit = Unit.WEEKS
    id: int = 0

    @property
    def key(self) -> AnchorKey:
        """What it is counted from."""
        return self.anchor, self.id

    @property
    def stored(self) -> str:
        """The rule as the database holds it: ``end_date-2w``, ``activity:12+2wd``."""
        row = f":{self.id}" if self.anchor in OF_A_ROW else ""
        return f"{self.anchor.value}{row}{self.amount:+d}{self.unit.value}"

    def after(self, day: date, calendar: WorkingCalendar) -> date:
        """Count from a day; raises OverflowError where no date is left."""
        if self.unit is Unit.WORKING_DAYS:
            return calendar.add_working_days(day, self.amount)
        return day + timedelta(days=self.amount * (7 if self.unit is Unit.WEEKS else 1))


def stored_rule(text: str) -> Rule:
    """Read what :attr:`Rule.stored` wrote; raises InvalidInput("due_not_understood")."""
    match = re.fullmatch(_STORED, text)
    try:
        if match is None:
            raise ValueError(text)
        anchor, unit = Anchor(match["anchor"]), Unit(match["unit"])
        rule = Rule(anchor, int(match["amount"]), unit, int(match["id"] or 0))
    except ValueError:
        raise InvalidInput("due_not_understood", text=shown(text)) from None
    if (rule.anchor in OF_A_ROW) != (match["id"] is not None):
        raise InvalidInput("due_not_understood", text=shown(text))
    return rule


@dataclass(frozen=True, slots=True)
class Due:
    """Weeks from go-live (negative before it), a fixed date, another rule, or nothing at all.

    Weeks from go-live are how the card counts; they are never written as a ``rule``. Raises
    ``InvalidInput``: ``due_both_set`` when more than one is given, ``offset_out_of_range``.
    """

    offset_weeks: int | None = None
    due_date: date | None = None
    rule: Rule | None = None

    def __post_init__(self) -> None:
        if sum(value is not None for value in (self.offset_weeks, self.due_date, self.rule)) > 1:
            raise InvalidInput("due_both_set")

    @property
    def counted(self) -> Rule | None:
        """What it is counted from, and how; None for a fixed date."""
        if self.offset_weeks is not None:
            return Rule(Anchor.GO_LIVE, self.offset_weeks)
        return self.rule

    def later(self, weeks: int) -> "Due":
        """The due date so many weeks after this one.

        Raises InvalidInput: "date_out_of_range", "offset_out_of_range"; "repeats_in_working_days"
        for a rule that counts those, which make no weeks.
        """
        if self.offset_weeks is not None:
            return Due(offset_weeks=self.offset_weeks + weeks)
        if self.rule is not None:
            if self.rule.unit is Unit.WORKING_DAYS:
                raise InvalidInput("repeats_in_working_days", field="due")
            more = weeks if self.rule.unit is Unit.WEEKS else weeks * 7
            return due_by(self.rule._replace(amount=self.rule.amount + more))
        if self.due_date is None:
            return self
        try:
            return Due(due_date=add_weeks(self.due_date, weeks))
        except OverflowError:
            raise date_out_of_range(self.due_date.isoformat()) from None


def due_by(rule: Rule) -> Due:
    """What is due by a rule; raises InvalidInput("offset_out_of_range")."""
    limit = UNIT_LIMITS[rule.unit]
    if abs(rule.amount) > limit:
        raise InvalidInput("offset_out_of_range", text=str(rule.amount), limit=limit)
    if rule.anchor is Anchor.GO_LIVE and rule.unit is Unit.WEEKS:
        return Due(offset_weeks=rule.amount)
    return Due(rule=rule)


class AnchorPoint(NamedTuple):
    """Something that due dates are counted from: what it is called, and when it is due itself."""

    title: str
    due: Due


class Anchors(NamedTuple):
    """All that the plan's due dates hang on.

    ``points`` are the departments, and the items that something is counted from.
    """

    go_live: date | None
    calendar: WorkingCalendar
    end_offset_weeks: int = END_OFFSET_WEEKS
    points: Mapping[AnchorKey, AnchorPoint] = {}

    @property
    def end_date(self) -> date | None:
        """A08: five weeks after go-live."""
        return None if self.go_live is None else add_weeks(self.go_live, self.end_offset_weeks)

    def resolve(self, due: Due) -> date | None:
        """Return the date this comes to, or ``None`` when there is none (yet).

        There is none either for what hangs on itself, which only a foreign hand could write.
        """
        if due.rule is None or due.rule.anchor not in OF_A_ROW:
            return self._first(due)
        rules: list[Rule] = []
        for key in self.way(due):
            if due.rule is None or key not in self.points:
                return None
            rules.append(due.rule)
            due = self.points[key].due
        try:
            day = self._first(due)
            for rule in reversed(rules):
                day = day and rule.after(day, self.calendar)
        except OverflowError:
            return None
        return day

    def way(self, due: Due) -> list[AnchorKey]:
        """The rows that a due date hangs on, one by the other; a circle ends where it closes."""
        found: list[AnchorKey] = []
        seen: set[AnchorKey] = set()
        while due.rule is not None and due.rule.anchor in OF_A_ROW:
            key = due.rule.key
            found.append(key)
            if key in seen or key not in self.points:
                break
            seen.add(key)
            due = self.points[key].due
        return found

    def circle(self, mine: AnchorKey, due: Due) -> list[AnchorKey]:
        """The rows that would hang on each other if ``mine`` were due so; empty if none would."""
        way = self.way(due)
        return [mine, *way[: way.index(mine) + 1]] if mine in way else []

    def _first(self, due: Due) -> date | None:
        """The date of what hangs on no row."""
        if due.offset_weeks is not None:
            return None if self.go_live is None else add_weeks(self.go_live, due.offset_weeks)
        if due.rule is None:
            return due.due_date
        if due.rule.anchor in OF_A_ROW:
            return None
        day = self.go_live if due.rule.anchor is Anchor.GO_LIVE else self.end_date
        return None if day is None else due.rule.after(day, self.calendar)


class Urgency(StrEnum):
    """How pressing it is. A finished item is never late, whatever its date."""

    NONE = "none"
    """Nothing is due."""
    UNRESOLVED = "unresolved"
    """Counted from something whose date is not known yet."""
    FINISHED = "finished"
    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class Timing(NamedTuple):
    """A due date seen from today.

    ``days`` is due minus today, negative when late; ``working_days`` counts likewise, as
    ``WorkingCalendar.working_days_left`` does. Both are ``None`` without a date. ``counted`` is
    the rule behind the date; ``offset_weeks`` where that is weeks from go-live.
    """

    due: date | None
    offset_weeks: int | None
    urgency: Urgency
    days: int | None
    working_days: int | None
    counted: Rule | None = None


def timing(
    due: Due, anchors: Anchors, today: date, finished: bool, soon_within_days: int = 7
) -> Timing:
    """Say how pressing it is today; ``soon_within_days`` are calendar days, that day included."""
    day, weeks = anchors.resolve(due), due.offset_weeks
    if day is None:
        return Timing(None, weeks, _undated_urgency(due, finished), None, None, due.counted)
    days = (day - today).days
    urgency = Urgency.FINISHED if finished else _urgency(days, soon_within_days)
    working_days = anchors.calendar.working_days_left(today, day)
    return Timing(day, weeks, urgency, days, working_days, due.counted)


def format_offset(weeks: int) -> str:
    """Write weeks from go-live as ``T-8``, ``T+2`` or ``T+0``."""
    return f"T{weeks:+d}"


def date_out_of_range(text: str) -> InvalidInput:
    """What to raise for a date outside the years that a plan may have."""
    return InvalidInput("date_out_of_range", text=shown(text), first=FIRST_YEAR, last=LAST_YEAR)


def chain_of(titles: Sequence[str]) -> str:
    """What hangs on what, by title; of a long chain both ends."""
    told = titles if len(titles) <= _CHAIN_SHOWN else [*titles[:3], "…", *titles[-2:]]
    return " → ".join(map(_briefly, told))


def _briefly(title: str) -> str:
    title = safe(title)
    return title if len(title) <= _SHOWN_IN_ERRORS else f"{title[: _SHOWN_IN_ERRORS - 1]}…"


def shown(text: str) -> str:
    """What somebody typed, as an error repeats it."""
    return safe(text[:_SHOWN_IN_ERRORS])


def _undated_urgency(due: Due, finished: bool) -> Urgency:
    if due.counted is None:
        return Urgency.NONE
    return Urgency.FINISHED if finished else Urgency.UNRESOLVED


def _urgency(days: int, soon_within_days: int) -> Urgency:
    if days < 0:
        return Urgency.LATE
    if days == 0:
        return Urgency.TODAY
    return Urgency.SOON if days <= soon_within_days else Urgency.LATER
