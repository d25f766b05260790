"""Which events a person wants to see, and how that is said."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from db.clock import midnight
from db.queries.history import EventKind
from db.rules.text import safe
from db.rules.typed_due import day_of_week, named_day, next_weekday, parse_date
from sapa_tui.locale import N_, _

from .dates import day_short
from .words import Names, initials

_DAY = timedelta(days=1)
_YEAR = timedelta(days=364)
_SIX_DAYS = timedelta(days=6)
_WEEKS_BACK = (0, 52, 53)
"""Some years have 53 weeks."""
_KINDS = {
    EventKind.ACTIVITY: N_("activities"),
    EventKind.COMMUNICATION: N_("communication"),
    EventKind.STAKEHOLDER: N_("stakeholders"),
    EventKind.DEPARTMENT: N_("departments"),
    EventKind.WORKFLOW: N_("workflows"),
    EventKind.PRECONDITION: N_("conditions"),
    EventKind.ROSTER: N_("extra help"),
    EventKind.DECISION: N_("decisions on introduction and motivation"),
    EventKind.TRAINING: N_("training"),
    EventKind.PERSON: N_("people"),
    EventKind.PLAN: N_("the plan"),
    EventKind.STANDUP: N_("standups and notes"),
    EventKind.REFUSED: N_("refused attempts"),
    EventKind.UNDONE: N_("undone and done again"),
}


class HistoryItem(NamedTuple):
    """The one item that a history is about, and what it is called."""

    entity: str
    number: int
    title: str


class HistoryFilter(NamedTuple):
    """What an event must have to be shown; the empty filter shows every event.

    ``text`` are words that must all stand in it, ``person`` is a login name; ``first`` and
    ``last`` are days in Denmark, both included.
    """

    text: str = ""
    person: str = ""
    kind: EventKind | None = None
    first: date | None = None
    last: date | None = None

    @property
    def empty(self) -> bool:
        """Whether it lets every event through."""
        return self == HistoryFilter()

    def query(self) -> dict[str, Any]:
        """The filter as ``db.queries.history`` takes it."""
        return {
            "text": self.text,
            "person": self.person or None,
            "kind": self.kind,
            "since": midnight(self.first) if self.first else None,
            "until": midnight(self.last + _DAY) if self.last else None,
        }

    def words(self, names: Names, today: date) -> str:
        """The filter as people say it: ``MK · kommunikation · fra ma 16-11``."""
        parts = [
            initials(self.person, names) if self.person else "",
            event_kind_word(self.kind) if self.kind else "",
            self._period(today),
            f"“{safe(self.text.strip())}”" if self.text.strip() else "",
        ]
        return " · ".join(part for part in parts if part)

    def _period(self, today: date) -> str:
        first, last = (_day(day, today) if day else "" for day in (self.first, self.last))
        if first and first == last:
            return _("on {day}").format(day=first)
        pattern = {
            (True, True): _("from {first} to {last}"),
            (True, False): _("from {first}"),
            (False, True): _("until {last}"),
        }.get((bool(first), bool(last)), "")
        return pattern.format(first=first, last=last)


def event_kind_word(kind: EventKind) -> str:
    """A kind of event: ``aktiviteter``, ``afviste forsøg``."""
    return _(_KINDS[kind])


def day_past(text: str, today: date) -> date:
    """Read a day; without its year it is the last such day until today, as is ``fre``.

    Raises:
        InvalidInput: see :func:`db.rules.typed_due.parse_date`.
    """
    near = named_day(text, today) or next_weekday(text, today - _SIX_DAYS)
    return near or _day_of_past_week(text, today) or parse_date(text, today - _YEAR)


def _day_of_past_week(text: str, today: date) -> date | None:
    found = None
    for weeks in _WEEKS_BACK:
        found = day_of_week(text, today - timedelta(weeks=weeks))
        if found is None or found <= today:
            break
    return found


def _day(day: date, today: date) -> str:
    return day_short(day) if day.year == today.year else f"{day_short(day)}-{day.year:04}"
