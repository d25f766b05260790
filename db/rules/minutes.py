"""The minutes of a standup: what a good secretary would write down, in no language yet.

They are kept for ever as JSON. A later version may say more: what an older one did not write is
read as empty. Where a foreign hand has been at them nothing is read: half of what was agreed, with
nothing to show that it is half, is worse than none.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from db.rules.department_news import DepartmentNews, Turn

_Entry = TypeVar("_Entry", "Work", "Remark", DepartmentNews)
_T = TypeVar("_T")
_Day = TypeVar("_Day", bound=date)
_Reader = Callable[[Any], Any]
"""Gives what a stored value means; raises ValueError or TypeError where it means nothing."""
_MOST = 10**9
"""Larger numbers are none that anything was counted to."""


class Work(NamedTuple):
    """An activity or a communication item in the minutes; ``title`` is the message of the latter.

    ``by`` has finished it. ``days`` are working days in the column or, of what is late, calendar
    days over. ``by``, ``responsible`` and ``waiting_on`` are login names, the latter two also
    roles or free text.
    """

    entity: str = ""
    id: int = 0
    title: str = ""
    by: tuple[str, ...] = ()
    responsible: str = ""
    due: date | None = None
    days: int = 0
    reason: str = ""
    waiting_on: str = ""
    stakeholder: str = ""
    channel: str = ""


class Remark(NamedTuple):
    """A note, a decision or a follow-up in the minutes; ``about`` is the item's title, if any.

    ``responsible``, ``due`` and ``done_by`` (empty while it is open) are those of a follow-up.
    """

    text: str = ""
    about: str = ""
    by: str = ""
    responsible: str = ""
    due: date | None = None
    done_by: str = ""


class Minutes(NamedTuple):
    """What is kept of a standup; without ``leader`` it is a review that nobody has led.

    Without ``day`` they are minutes that could not be read.
    People are login names, and ``names`` tells what they were called. ``last`` is the day of the
    standup before (None: none had been held), ``go_live_before`` the date that stood there then.
    Counts of days are negative once the date has passed, and None while go-live is unknown.
    ``leaders`` are all who led it, in their order; ``leader`` was the last of them.
    ``criterion`` is reached and relevant; ``progress`` done and total by ``preparation``,
    ``implementation`` and ``communication``.
    """

    day: date | None = None
    municipality: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    leader: str = ""
    leaders: tuple[str, ...] = ()
    last: date | None = None
    go_live: date | None = None
    go_live_moved: bool = False
    go_live_before: date | None = None
    end_date: date | None = None
    days_to_go_live: int | None = None
    working_days_to_go_live: int | None = None
    days_to_end: int | None = None
    working_days_to_end: int | None = None
    done: tuple[Work, ...] = ()
    in_progress: tuple[Work, ...] = ()
    blocked: tuple[Work, ...] = ()
    late: tuple[Work, ...] = ()
    decisions: tuple[Remark, ...] = ()
    follow_ups: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    communication: tuple[Work, ...] = ()
    criterion_then: tuple[int, int] | None = None
    criterion: tuple[int, int] | None = None
    missing: tuple[str, ...] = ()
    departments: tuple[DepartmentNews, ...] = ()
    progress: Mapping[str, tuple[int, int]] = {}
    names: Mapping[str, str] = {}


def to_json(minutes: Minutes) -> str:
    """The minutes as they are stored."""
    said = {
        name: [entry._asdict() for entry in value] if name in _LISTS else value
        for name, value in minutes._asdict().items()
    }
    compact = (",", ":")
    return json.dumps(said, ensure_ascii=False, separators=compact, default=_iso)


def from_json(text: str) -> Minutes:
    """Minutes as they were stored, by this version or another; empty where they are spoilt."""
    try:
        found: Minutes = _read(Minutes, json.loads(text), _OF_MINUTES)
    except (ValueError, TypeError, RecursionError):
        return Minutes()
    return found if found.day else Minutes()


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def _read(kind: Callable[..., Any], said: Any, readers: Mapping[str, _Reader]) -> Any:
    """A value of the fields that were said."""
    known = _a(dict, said)
    present = {name: known[name] for name in readers if known.get(name) is not None}
    return kind(**{name: readers[name](value) for name, value in present.items()})


def _a(kind: type[_T], value: Any) -> _T:
    if not isinstance(value, kind):
        raise TypeError(kind)
    return value


def _text(value: Any) -> str:
    return _a(str, value)


def _number(value: Any) -> int:
    if abs(_a(int, value)) > _MOST:
        raise ValueError
    return int(value)


def _day(value: Any) -> date:
    return _within(date.fromisoformat(value))


def _instant(value: Any) -> datetime:
    found = _within(datetime.fromisoformat(value))
    if found.tzinfo is None:
        raise ValueError
    return found


def _within(day: _Day) -> _Day:
    """A day, unless there is none before or after it in some part of the world."""
    if not date.min.year < day.year < date.max.year:
        raise ValueError
    return day


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, _a(list, value)))


def _pair(value: Any) -> tuple[int, int]:
    first, second = map(_number, _a(list, value))
    return first, second


def _by_text(read: _Reader) -> _Reader:
    return lambda value: {name: read(entry) for name, entry in _a(dict, value).items()}


def _each(kind: type[_Entry], readers: Mapping[str, _Reader]) -> _Reader:
    return lambda value: tuple(_read(kind, entry, readers) for entry in _a(list, value))


_OF_REMARK: Mapping[str, _Reader] = {**dict.fromkeys(Remark._fields, _text), "due": _day}
_OF_WORK: Mapping[str, _Reader] = {
    **dict.fromkeys(Work._fields, _text),
    **dict.fromkeys(("id", "days"), _number),
    "by": _texts,
    "due": _day,
}
_OF_DEPARTMENT: Mapping[str, _Reader] = {
    **dict.fromkeys(("name", "place"), _text),
    **dict.fromkeys(("id", "users"), _number),
    "by": _texts,
    "turns": lambda value: tuple(Turn(*_texts(turn)) for turn in _a(list, value)),
}
_works, _remarks = _each(Work, _OF_WORK), _each(Remark, _OF_REMARK)
_LISTS: Mapping[str, _Reader] = {
    **dict.fromkeys(("done", "in_progress", "blocked", "late", "communication"), _works),
    **dict.fromkeys(("decisions", "follow_ups", "notes"), _remarks),
    "departments": _each(DepartmentNews, _OF_DEPARTMENT),
}
_COUNTS = ("days_to_go_live", "working_days_to_go_live", "days_to_end", "working_days_to_end")
_OF_MINUTES: Mapping[str, _Reader] = {
    **dict.fromkeys(("municipality", "leader"), _text),
    **dict.fromkeys(("day", "last", "go_live", "go_live_before", "end_date"), _day),
    **dict.fromkeys(("started_at", "ended_at"), _instant),
    **dict.fromkeys((*_COUNTS, "go_live_moved"), _number),
    **dict.fromkeys(("criterion_then", "criterion"), _pair),
    **_LISTS,
    "missing": _texts,
    "leaders": _texts,
    "progress": _by_text(_pair),
    "names": _by_text(_text),
}
