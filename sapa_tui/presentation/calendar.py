"""The calendar: what is due on which day, the days off, and the next weeks as a list."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.queries.appointments import Appointment
from db.queries.board import Card
from db.queries.communication import Item
from db.queries.plan import ClosureRow, PlanFacts
from db.rules.codes import Column, CommunicationState
from db.rules.due import Urgency
from sapa_tui.locale import _

from .appointments import Entry, appointed
from .course import DueEntry
from .dates import count_working_days, day_long, day_short, days_phrase, week
from .words import day_off_name

_SUNDAY = 7
_FIRST_OF_ALL = (Urgency.LATE, Urgency.TODAY, Urgency.SOON, Urgency.LATER, Urgency.FINISHED)
Dated = Mapping[date, tuple[Entry, ...]]
"""What is due on which day, the most pressing first."""


class Happens(StrEnum):
    """What a row of the next weeks is about."""

    DAY_OFF = "day_off"
    GO_LIVE = "go_live"
    END_DATE = "end_date"
    DUE = "due"


class AgendaRow(NamedTuple):
    """Something in the next weeks; ``until`` is the last of several days off on end."""

    day: date
    happens: Happens
    entry: Entry | None = None
    names: tuple[str, ...] = ()
    until: date | None = None


def dated(
    cards: Iterable[Card],
    items: Iterable[Item],
    facts: PlanFacts,
    today: date,
    appointments: Iterable[Appointment] = (),
) -> Dated:
    """Everything with a date that counts; what is not relevant or called off does not."""
    found: dict[date, list[Entry]] = {}
    everything: list[Card | Item] = [*cards, *items]
    entries: list[Entry | None] = [
        DueEntry(item, facts.timing(item.due, today, finished=item.finished))
        for item in everything
        if not is_off(item)
    ]
    entries += [appointed(row, facts, today) for row in appointments]
    for entry in entries:
        if entry is not None and entry.timing.due is not None:
            found.setdefault(entry.timing.due, []).append(entry)
    return {day: tuple(sorted(entries, key=_pressing)) for day, entries in found.items()}


def is_off(item: Card | Item) -> bool:
    """Whether something is not to be done at all."""
    if isinstance(item, Card):
        return item.column is Column.NOT_APPLICABLE
    return item.state is CommunicationState.CANCELLED


def open_ones(entries: Iterable[Entry]) -> list[Entry]:
    """Those that are yet to be done."""
    return [entry for entry in entries if entry.timing.urgency is not Urgency.FINISHED]


def agenda(found: Dated, facts: PlanFacts, today: date, first: date, last: date) -> list[AgendaRow]:
    """From a day to another: days off, go-live, end date, and what is due, day by day."""
    countdown = facts.countdown(today)
    rows = [*_days_off(facts, first, last)]
    for day, happens in (
        (countdown.go_live, Happens.GO_LIVE),
        (countdown.end_date, Happens.END_DATE),
    ):
        if day is not None and first <= day <= last:
            rows.append(AgendaRow(day, happens, names=facts.calendar.day_off_names(day)))
    for day, entries in found.items():
        if first <= day <= last:
            names = facts.calendar.day_off_names(day)
            rows += [AgendaRow(day, Happens.DUE, entry, names) for entry in entries]
    order = list(Happens)
    return sorted(rows, key=lambda row: (row.day, order.index(row.happens)))


def sunday(day: date) -> date:
    """The last day of a day's week."""
    return day + timedelta(_SUNDAY - day.isoweekday())


def off_names(names: Iterable[str]) -> str:
    """Why a day is off: ``2. pinsedag, grundlovsdag``."""
    return ", ".join(map(day_off_name, names))


def off_words(day: date, facts: PlanFacts) -> str:
    """Why a day is off and the last working day before; empty on a working day."""
    names = facts.calendar.day_off_names(day)
    if not names:
        return ""
    last = day_long(facts.calendar.last_working_day_before(day))
    sentence = _("{names}: {day} is the last working day before")
    return sentence.format(names=off_names(names), day=last)


def distance_words(day: date, facts: PlanFacts, today: date) -> str:
    """How far off a day is: ``om 28 dage · 17 arbejdsdage``."""
    days = (day - today).days
    if days == 0:
        return days_phrase(0)
    working = count_working_days(abs(facts.calendar.working_days_left(today, day)))
    return f"{days_phrase(days)} · {working}"


def milestone_words(day: date, facts: PlanFacts, today: date) -> list[tuple[Happens, str]]:
    """Whether a day is go-live's or the end date, each with its word."""
    countdown = facts.countdown(today)
    found = []
    if day == countdown.go_live:
        found.append((Happens.GO_LIVE, _("Go-live")))
    if day == countdown.end_date:
        found.append((Happens.END_DATE, _("End date")))
    return found


def closure_words(row: ClosureRow) -> str:
    """When a closing is: ``ma 17-07 – sø 30-07-2017``, ``fre 07-04-2017, uge 14``."""
    if row.first_day == row.last_day:
        return f"{day_long(row.first_day)}, {week(row.first_day)}"
    return f"{day_short(row.first_day)} – {day_short(row.last_day)}-{row.last_day.year:04}"


def _days_off(facts: PlanFacts, first: date, last: date) -> Iterator[AgendaRow]:
    """The named days off; those of one name on end are one row."""
    row: AgendaRow | None = None
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        names = facts.calendar.holiday_names(day)
        if row is not None and names == row.names:
            row = row._replace(until=day)
            continue
        if row is not None:
            yield row
        row = AgendaRow(day, Happens.DAY_OFF, names=names) if names else None
    if row is not None:
        yield row


def _pressing(entry: Entry) -> tuple[int, tuple[str, int]]:
    return _FIRST_OF_ALL.index(entry.timing.urgency), entry.key
