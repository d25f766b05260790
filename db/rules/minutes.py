"""The minutes of a standup: what a good secretary would write down, in no language yet.

They are kept for ever as JSON. A later version may say more: what an older one did not write, or
what a foreign hand has spoilt, is read as empty.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

_Entry = TypeVar("_Entry", "Work", "Remark")
_Reader = Callable[[Any], Any]


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
    """Minutes as they were stored, by this version or another; never raises."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = {}
    found: Minutes = _read(Minutes, said, _OF_MINUTES)
    return found


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def _read(kind: Callable[..., Any], said: Any, readers: Mapping[str, _Reader]) -> Any:
    """A value of the fields that were said and can be understood."""
    known = said if isinstance(said, dict) else {}
    found = {name: read(known[name]) for name, read in readers.items() if name in known}
    return kind(**{name: value for name, value in found.items() if value is not None})


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _instant(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _texts(value: Any) -> tuple[str, ...] | None:
    return tuple(filter(_text, value)) if isinstance(value, list) else None


def _pair(value: Any) -> tuple[int, int] | None:
    match value:
        case [int(first), int(second)]:
            return first, second
    return None


def _by_text(read: _Reader) -> _Reader:
    def each(value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            return None
        found = {name: read(entry) for name, entry in value.items()}
        return {name: entry for name, entry in found.items() if entry is not None}

    return each


def _each(kind: type[_Entry], readers: Mapping[str, _Reader]) -> _Reader:
    def entries(value: Any) -> tuple[_Entry, ...] | None:
        if not isinstance(value, list):
            return None
        return tuple(_read(kind, entry, readers) for entry in value)

    return entries


_OF_REMARK: Mapping[str, _Reader] = {**dict.fromkeys(Remark._fields, _text), "due": _day}
_OF_WORK: Mapping[str, _Reader] = {
    **dict.fromkeys(Work._fields, _text),
    **dict.fromkeys(("id", "days"), _number),
    "by": _texts,
    "due": _day,
}
_works, _remarks = _each(Work, _OF_WORK), _each(Remark, _OF_REMARK)
_LISTS: Mapping[str, _Reader] = {
    **dict.fromkeys(("done", "in_progress", "blocked", "late", "communication"), _works),
    **dict.fromkeys(("decisions", "follow_ups", "notes"), _remarks),
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
