"""The plan as an iCalendar file, which Outlook and others open and a second import updates.

Every entry is an all-day event. Its UID is made of the plan's identity and the item's number, so
it is the same for ever. A date that hangs on go-live moves with the plan and not with the item; the
SEQUENCE therefore counts the changes of both, and so does the DTSTAMP.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

from db.clock import unstamp
from db.queries.board import Card
from db.queries.calendar import CalendarGround
from db.queries.communication import Item
from db.rules.due import Timing, Urgency
from db.rules.text import safe
from sapa_tui.locale import _
from sapa_tui.presentation.calendar import Happens, is_off, milestone_words, off_words
from sapa_tui.presentation.course import DueEntry, what_words
from sapa_tui.presentation.words import column_word, field_word, responsible_word, state_word

_PRODUCT = "-//sapa-tui//A08//DA"
_SUMMARY_LIMIT = 200
_PLAN = ("plan", 1)


class _Day(NamedTuple):
    """What one event of the file says."""

    key: tuple[str, int]
    name: str
    day: date
    summary: str
    description: list[str]
    sequence: int
    cancelled: bool = False


def icalendar_file(ground: CalendarGround, today: date, responsible: str = "") -> bytes:
    """The calendar in the language spoken now; with ``responsible`` only what they answer for.

    ``responsible`` is a login or a full name, whatever its capitals. Go-live and the end date
    are in it always.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = f"A08 · {safe(ground.facts.municipality)}"
    calendar.add("x-wr-calname", name)
    for day in (*_milestones(ground, today), *_due_days(ground, today, responsible)):
        calendar.add_component(_event(day, ground))
    return bytes(calendar.to_ical())


def _event(day: _Day, ground: CalendarGround) -> Event:
    event = Event()
    written = max(ground.written.get(day.key, ""), ground.plan_written)
    event.add("uid", f"{day.name}@{ground.identity}.sapa-tui")
    event.add("dtstamp", unstamp(written).replace(microsecond=0))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(1))
    event.add("summary", day.summary)
    if day.description:
        event.add("description", "\n".join(day.description))
    event.add("sequence", day.sequence)
    event.add("status", "CANCELLED" if day.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a due date makes nobody busy
    return event


def _milestones(ground: CalendarGround, today: date) -> Iterator[_Day]:
    countdown = ground.facts.countdown(today)
    for name, day in (("go-live", countdown.go_live), ("end-date", countdown.end_date)):
        if day is not None:
            wanted = Happens.GO_LIVE if name == "go-live" else Happens.END_DATE
            found = milestone_words(day, ground.facts, today)
            words = next(words for happens, words in found if happens is wanted)
            summary = f"SAPA: {words}"
            said = [off_words(day, ground.facts)]
            yield _Day(_PLAN, name, day, summary, list(filter(None, said)), ground.revision)


def _due_days(ground: CalendarGround, today: date, responsible: str) -> Iterator[_Day]:
    facts = ground.facts
    archived = {id(item) for item in ground.archived}
    for item in (*ground.cards, *ground.items, *ground.archived):
        timing = facts.timing(item.due, today, finished=item.finished)
        if timing.due is None or not _answers(item.responsible, ground.names, responsible):
            continue
        entry = DueEntry(item, timing)
        kind, number = entry.key
        yield _Day(
            key=entry.key,
            name=f"{kind.replace('_', '-')}-{number}",
            day=timing.due,
            summary=_summary(entry),
            description=_description(item, timing, ground),
            sequence=item.version + ground.revision,
            cancelled=id(item) in archived or is_off(item),
        )


def _summary(entry: DueEntry) -> str:
    done = "✓ " if entry.timing.urgency is Urgency.FINISHED and not is_off(entry.item) else ""
    return f"{done}{what_words(entry.item, marked=False)}"[:_SUMMARY_LIMIT]


def _description(item: Card | Item, timing: Timing, ground: CalendarGround) -> list[str]:
    state = column_word(item.column) if isinstance(item, Card) else state_word(item.state)
    who = responsible_word(item.responsible, ground.names)
    said = [f"{field_word('responsible')}: {who or '–'}", f"{field_word('state')}: {state}"]
    if timing.due is not None and not item.finished:
        said.append(off_words(timing.due, ground.facts))
    said.append(_("From the A08 plan of {name}").format(name=safe(ground.facts.municipality)))
    return list(filter(None, said))


def _answers(responsible: str, names: dict[str, str], wanted: str) -> bool:
    known = {responsible.casefold(), names.get(responsible, "").casefold()}
    return not wanted or wanted.strip().casefold() in known
