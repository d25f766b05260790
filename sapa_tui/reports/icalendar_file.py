"""The plan as an iCalendar file, which Outlook and others open and a second import updates.

Every entry is an all-day event. Its UID is made of the plan's identity and the item's number, so
it is the same for ever. SEQUENCE and DTSTAMP are those of the last event of the log that may have
changed what it says, so both grow with every change. What is done, called off or has lost its date
stays in the file as cancelled; so does, in one person's calendar, what has gone to somebody else.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from db.clock import local, unstamp
from db.queries.appointments import TABLES, AppointmentKind
from db.queries.board import Card
from db.queries.calendar import CalendarGround, Key, Written
from db.queries.communication import Item
from db.queries.plan import PlanFacts
from db.rules.due import Due
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.appointments import appointment_words
from sapa_tui.presentation.calendar import Happens, is_off, milestone_words, off_words
from sapa_tui.presentation.course import what_words
from sapa_tui.presentation.words import column_word, field_word, responsible_word, state_word

_PRODUCT = "-//sapa-tui//A08//DA"
_SUMMARY_LIMIT = 200
_PLAN = ("plan", 1)


class _Subject(NamedTuple):
    """Something that has, or had, a date; ``gone``: it need not be kept any more."""

    key: Key
    name: str
    summary: str
    due: Due
    responsible: str
    said: list[str]
    gone: bool
    for_all: bool = False
    place: str = ""


class _Day(NamedTuple):
    """What one event of the file says."""

    name: str
    day: date
    summary: str
    said: list[str]
    written: Written
    cancelled: bool = False
    place: str = ""


def icalendar_file(ground: CalendarGround, today: date, responsible: str = "") -> bytes:
    """The calendar in the language spoken now; with ``responsible`` only what they answer for.

    ``responsible`` is a login or a full name, whatever its capitals. Go-live, the end date and the
    departments' starts of use are in it always.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"A08 · {safe(ground.facts.municipality)}")
    for day in (*_milestones(ground, today), *_days(ground, today, responsible)):
        calendar.add_component(_event(day, ground))
    return bytes(calendar.to_ical())


def _event(day: _Day, ground: CalendarGround) -> Event:
    event = Event()
    event.add("uid", f"{day.name}@{ground.identity}.sapa-tui")
    event.add("dtstamp", unstamp(day.written.at).replace(microsecond=0))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(1))
    event.add("summary", day.summary[:_SUMMARY_LIMIT])
    if said := list(filter(None, day.said)):
        event.add("description", "\n".join(said))
    if day.place:
        event.add("location", day.place)
    event.add("sequence", day.written.event)
    event.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a due date makes nobody busy
    return event


def _milestones(ground: CalendarGround, today: date) -> Iterator[_Day]:
    facts = _dated_facts(ground)
    countdown, written = facts.countdown(today), ground.written(_PLAN, Due())
    milestones = (
        ("go-live", Happens.GO_LIVE, countdown.go_live),
        ("end-date", Happens.END_DATE, countdown.end_date),
    )
    for name, wanted, day in milestones:
        if day is not None:
            words = dict(milestone_words(day, facts, today))[wanted]
            said = [off_words(day, facts)]
            gone = ground.facts.go_live is None
            yield _Day(name, day, f"SAPA: {words}", said, written, gone)


def _days(ground: CalendarGround, today: date, responsible: str) -> Iterator[_Day]:
    """What is or was one person's, or everybody's."""
    for subject in (*_items(ground), *_appointments(ground)):
        trace = ground.traces.get(subject.key)
        mine = subject.for_all or _answers(subject.responsible, ground.names, responsible)
        was_mine = trace and any(_answers(who, ground.names, responsible) for who in trace.who)
        if not mine and not was_mine:
            continue
        due = ground.facts.anchors.resolve(subject.due)
        day, written = due or _last_day(subject, ground), ground.written(subject.key, subject.due)
        if day is not None:
            said = [
                *subject.said,
                "" if subject.gone or due is None else off_words(due, ground.facts),
            ]
            said.append(
                _("From the A08 plan of {name}").format(name=safe(ground.facts.municipality))
            )
            gone = subject.gone or due is None or not mine
            yield _Day(subject.name, day, subject.summary, said, written, gone, subject.place)


def _last_day(subject: _Subject, ground: CalendarGround) -> date | None:
    """The last date of something that has none now; None where it never had one."""
    trace, anchors = ground.traces.get(subject.key), _dated_facts(ground).anchors
    if day := anchors.resolve(subject.due):
        return day
    if trace is None or trace.had == Due():
        return None
    # What it was counted from may be gone, too; the entry is found by its UID and not by its day.
    return anchors.resolve(trace.had) or local(unstamp(trace.written.at)).date()


def _dated_facts(ground: CalendarGround) -> PlanFacts:
    """The plan with the go-live that was known last."""
    return ground.facts._replace(go_live=ground.known_go_live)


def _items(ground: CalendarGround) -> Iterator[_Subject]:
    archived = {id(item) for item in ground.archived}
    for item in (*ground.cards, *ground.items, *ground.archived):
        is_card = isinstance(item, Card)
        entity = "activity" if is_card else "communication_item"
        done = "✓ " if item.finished and not is_off(item) else ""
        yield _Subject(
            key=(entity, item.id),
            name=f"{entity.replace('_', '-')}-{item.id}",
            summary=f"{done}{what_words(item, marked=False)}",
            due=item.due,
            responsible=item.responsible,
            said=[_who("responsible", item.responsible, ground), _state(item)],
            gone=item.finished or id(item) in archived,
        )


def _appointments(ground: CalendarGround) -> Iterator[_Subject]:
    for row in ground.appointments:
        start = row.kind is AppointmentKind.START
        field = "trainer" if row.kind is AppointmentKind.TRAINING else "responsible"
        yield _Subject(
            key=(TABLES[row.kind], row.id),
            name=f"{row.kind.value.replace('_', '-')}-{row.id}",
            summary=appointment_words(row),
            due=Due(due_date=row.day),
            responsible=row.responsible,
            said=[] if start else [_who(field, row.responsible, ground)],
            gone=row.gone or (start and row.day == ground.facts.go_live),
            for_all=start,
            place=safe(row.place),
        )


def _who(field: str, value: str, ground: CalendarGround) -> str:
    return f"{field_word(field)}: {responsible_word(value, ground.names) or '–'}"


def _state(item: Card | Item) -> str:
    state = column_word(item.column) if isinstance(item, Card) else state_word(item.state)
    return f"{field_word('state')}: {state}"


def _answers(responsible: str, names: dict[str, str], wanted: str) -> bool:
    known = {responsible.casefold(), names.get(responsible, "").casefold()}
    return not wanted or wanted.strip().casefold() in known
