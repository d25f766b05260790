"""A standup that is under way, in words: who leads it, how far it is, how long it has taken."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from rich.cells import cell_len

from db.clock import local, unstamp
from db.queries.people import PersonRow
from db.queries.plan import PlanFacts
from db.queries.standup import Held, Walk
from db.queries.wall import Wall
from db.rules.codes import Role
from db.rules.walk import CHANGES, SUMMARY
from sapa_tui.locale import _, ngettext

from .dates import count_days, count_working_days, day_long, day_short
from .words import Names, initials
from .wrapping import cut

Line = list[tuple[str, str]]
LEAST_COURSE, MOST_COURSE = 6, 40
"""Cells that the line of how far the walk is gets."""


class WalkState(NamedTuple):
    """The walk of today as one dashboard has it: ``mine`` when it is led from there.

    ``leader`` are initials; ``abandoned`` says that the leader's dashboard gives no sign of life,
    ``own`` that it is another dashboard of the same person, ``may_lead`` that the person has the
    role that it takes.
    """

    walk: Walk
    leader: str
    mine: bool
    own: bool
    abandoned: bool
    may_lead: bool

    @property
    def open_to_me(self) -> bool:
        """Whether the person may go on leading it from here."""
        return self.may_lead and not self.mine and (self.abandoned or self.own)


def walk_state(wall: Wall, today: date, person: str, session: str) -> WalkState | None:
    """The walk of today for a person's dashboard; None while there is none."""
    walk = wall.walk
    if walk is None or walk.day != today:
        return None
    may_lead = _may_lead(wall.people.get(person))
    mine = walk.session == session and may_lead
    alive = mine or any(present.session == walk.session for present in wall.present)
    return WalkState(
        walk,
        initials(walk.leader, wall.names),
        mine=mine,
        own=walk.leader == person,
        abandoned=not (alive and _may_lead(wall.people.get(walk.leader))),
        may_lead=may_lead,
    )


def _may_lead(person: PersonRow | None) -> bool:
    return person is not None and person.active and person.role is not Role.VIEWER


def place_in_walk(walk: Walk) -> str:
    """Which stop is in front of everybody: ``kort 4 af 17``."""
    if walk.stop == CHANGES:
        return _("since last time")
    if walk.stop == SUMMARY:
        return _("summary")
    words = _("card {n} of {total}")
    if not walk.stop.startswith("activity:"):
        words = _("message {n} of {total}")
    return words.format(n=walk.number, total=len(walk.items))


def beside_the_walk(state: WalkState) -> str:
    """What somebody who is elsewhere is told: who leads, which card, the key to go along."""
    if state.mine:
        who, key = _("You lead the standup"), _("S goes back to it")
    elif state.abandoned:
        who, key = _("{name} has left the standup").format(name=state.leader), _("S goes to it")
    else:
        who, key = _("{name} leads the standup").format(name=state.leader), _("S follows")
    return f"{who} · {place_in_walk(state.walk)} · {key}"


def bar_line(state: WalkState, facts: PlanFacts, now: datetime, today: date, width: int) -> Line:
    """Who leads, which stop, how far that is, how long it has taken, and how long is left."""
    minutes = _minutes(state.walk, now)
    named = [(_("Standup"), "strong"), (" · ", "quiet")]
    who: Line = [_leader(state), (" · ", "quiet"), (place_in_walk(state.walk), "strong")]
    for left, days in (
        ([*named, *who], _days_left(facts, today, brief=False)),
        ([*named, *who], _days_left(facts, today, brief=True)),
        (who, _days_left(facts, today, brief=True)),
        (who, ""),
    ):
        right: Line = [minutes, *([(" · ", "quiet"), (days, "text")] if days else [])]
        room = width - _width(left) - _width(right) - 4
        if room >= LEAST_COURSE:
            break
    if room < LEAST_COURSE:
        return [*left, ("  ", "quiet"), *right]
    course = min(room, MOST_COURSE)
    gap = " " * (2 + room - course)
    return [*left, ("  ", "quiet"), *_course(state.walk, course), (gap, "quiet"), *right]


def _leader(state: WalkState) -> tuple[str, str]:
    if state.mine:
        return _("you lead"), "accent"
    if not state.abandoned:
        return _("{name} leads").format(name=state.leader), "accent"
    words = _("{name} has left · S takes over") if state.may_lead else _("{name} has left")
    return "! " + words.format(name=state.leader), "late"


def _course(walk: Walk, width: int) -> Line:
    """A thin line, filled as far as the walk has come."""
    done = round(width * walk.place / (len(walk.agenda) - 1))
    return [("━" * done, "accent"), ("─" * (width - done), "quiet")]


def _minutes(walk: Walk, now: datetime) -> tuple[str, str]:
    taken = max(0, int((now - unstamp(walk.started_at)).total_seconds() // 60))
    words = _("{n} of {planned} min").format(n=taken, planned=walk.planned_minutes)
    return (f"! {words}", "late") if taken > walk.planned_minutes else (words, "text")


def _days_left(facts: PlanFacts, today: date, *, brief: bool) -> str:
    """Days and working days to go-live; to the end date once that has passed."""
    countdown = facts.countdown(today)
    days, working = countdown.days_to_go_live, countdown.working_days_to_go_live
    if days is not None and days < 0:
        days, working = countdown.days_to_end, countdown.working_days_to_end
    if days is None or working is None or days < 0:
        return ""
    if brief:
        return _("{days} d / {working_days} wd").format(days=days, working_days=working)
    return f"{count_days(days)} / {count_working_days(working)}"


def _width(line: Line) -> int:
    return sum(cell_len(text) for text, _style in line)


def held_choices(found: Sequence[Held], names: Names) -> list[tuple[str, str, str]]:
    """Standups that were held, to choose from: by number, day and leader, and how long it took."""
    return [(str(one.id), *_held_words(one, names)) for one in found]


def _held_words(held: Held, names: Names) -> tuple[str, str]:
    began, ended = unstamp(held.started_at), unstamp(held.ended_at)
    day = day_long(held.day)
    minutes = int((ended - began).total_seconds() // 60)
    took = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    return f"{day} · {initials(held.leader, names)}", took


def invitation(
    last: Held | None, agenda: Sequence[str], may_lead: bool, names: Names, width: int
) -> Line:
    """What stands above the view between two standups: when the last was, what the next has."""
    line: Line = [(_("Standup"), "strong"), (" · ", "quiet")]
    next_one = _next_walk(agenda, may_lead)
    before = f"{_last_walk(last, names)} · "
    if _width(line) + cell_len(before + next_one) > width:
        before = ""
    return [*line, (before, "quiet"), (cut(next_one, width - _width(line)), "text")]


def left_open_line(walk: Walk, may_lead: bool, names: Names) -> Line:
    """What stands above the view while a standup of another day has not been ended."""
    words = _("the standup of {day} ({name}) was left open · E ends it")
    if not may_lead:
        words = _("the standup of {day} ({name}) was left open")
    said = words.format(day=day_short(walk.day), name=initials(walk.leader, names))
    return [(f"! {said}", "late")]


def held_hours(held: Held) -> tuple[str, str]:
    """From when to when it was held, as the clock on the wall showed it."""
    began, ended = (f"{local(unstamp(at)):%H:%M}" for at in (held.started_at, held.ended_at))
    return began, ended


def ended_line(held: Held) -> Line:
    """What stands above the minutes of the standup that has just been held."""
    began, ended = held_hours(held)
    words = _("held {began}–{ended} · o finds the minutes again")
    said = words.format(began=began, ended=ended)
    return [(_("Standup"), "strong"), (" · ", "quiet"), (said, "text")]


def _last_walk(last: Held | None, names: Names) -> str:
    if last is None:
        return _("none has been held yet")
    day = day_short(last.day)
    return _("last held {day} by {name}").format(day=day, name=initials(last.leader, names))


def _next_walk(agenda: Sequence[str], may_lead: bool) -> str:
    cards = sum(stop.startswith("activity:") for stop in agenda)
    messages = len(agenda) - 2 - cards
    counted = [
        ngettext("{n} card", "{n} cards", cards).format(n=cards) if cards else "",
        ngettext("{n} message", "{n} messages", messages).format(n=messages) if messages else "",
    ]
    waiting = ", ".join(filter(None, counted)) or _("no card or message to talk about")
    words = _("S starts the walk: {what}") if may_lead else _("the next walk: {what}")
    return words.format(what=waiting)
