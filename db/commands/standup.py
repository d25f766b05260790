"""Writes to the standup: who leads it, the stop in front of everybody, and its end.

To go from stop to stop leaves no event, as little as where somebody is in a dashboard does.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

from peewee import fn

from db import prepared
from db.changes import last_event
from db.clock import local, unstamp
from db.errors import InvalidInput, NotFound, Refused
from db.models import Event, Note, Person, Plan, Standup
from db.queries.minutes import compose, to_json
from db.queries.standup import last_held, walk_under_way
from db.queries.wall import who_is_in
from db.rules.codes import Role
from db.rules.walk import CHANGES, SUMMARY

from ._change import Change
from ._door import command

LONGEST_MINUTES = 120
_ITEM = r"(activity|communication_item):[1-9][0-9]{0,17}"


@command(needs=Role.MEMBER)
def start(change: Change, /, agenda: Sequence[str], *, session: str) -> None:
    """Begin a standup with these stops, led from the actor's dashboard ``session``.

    One of another day that nobody has ended is ended first, as of when it last went on: it
    counts as held once it had got past its first page, or something was noted in it.

    Raises:
        Refused: somebody leads one today ("standup_led": name).
        InvalidInput: the agenda is none ("no_such_stop": stop).
    """
    stops = _checked(agenda)
    open_one = walk_under_way(change.database)
    if open_one is not None:
        if open_one.day == change.request.today:
            raise Refused("standup_led", name=open_one.leader)
        _close_forgotten(change, change.row(Standup, open_one.id))
    before = last_held(change.database)
    row = change.insert(
        Standup,
        leader=_actor_id(change),
        session=session,
        started_at=change.now,
        planned_minutes=change.row(Plan, 1).standup_minutes,
        since_event=before.last_event if before else 0,
        agenda=json.dumps(stops),
        place_since=change.now,
    )
    change.about("standup.started", row)


@command(needs=Role.MEMBER, when_closed=True)
def go(change: Change, /, standup_id: int, place: int, *, session: str) -> None:
    """Put the stop at ``place`` of the agenda, counted from 0, in front of everybody; no event.

    Raises:
        Refused: another dashboard leads ("standup_not_leading": name); it is over ("standup_over").
        InvalidInput: the agenda has no such place ("no_such_stop": stop).
    """
    row = _led(change, standup_id, session)
    if not 0 <= place < len(json.loads(row.agenda)):
        raise InvalidInput("no_such_stop", stop=str(place))
    if place != row.place:
        _step(change, row, place=place)


@command(needs=Role.MEMBER, when_closed=True)
def defer(change: Change, /, standup_id: int, stop: str, *, session: str) -> None:
    """Put an item off until after all others; what is in front stays, or the next one comes.

    Raises as :func:`go` does; leaves no event either.
    """
    row = _led(change, standup_id, session)
    stops = json.loads(row.agenda)
    if stop not in stops[1:-1]:
        raise InvalidInput("no_such_stop", stop=stop)
    number, last = stops.index(stop), len(stops) - 2
    if number < last:
        stops.insert(last, stops.pop(number))
        moved_up = number < row.place <= last
        _step(change, row, agenda=json.dumps(stops), place=row.place - moved_up)


@command(needs=Role.MEMBER, when_closed=True)
def take_over(change: Change, /, standup_id: int, *, session: str) -> None:
    """Lead it from here on, at the same stop: one's own, or one whose leader is gone.

    Raises:
        Refused: the leader's dashboard gives signs of life ("standup_led": name); it is over
            ("standup_over").
    """
    row = _under_way(change, standup_id)
    leader = _leader(change, row)
    if leader.name != change.request.actor and _leads(change, row, leader):
        raise Refused("standup_led", name=leader.name)
    change.update(row, leader=_actor_id(change), session=session)
    change.about("standup.taken_over", row)


@command(needs=Role.MEMBER, when_closed=True)
def end(change: Change, /, standup_id: int, *, session: str) -> None:
    """End it and write its minutes; of one left open on another day as of when it last went on.

    Raises:
        Refused: another dashboard leads and gives signs of life ("standup_not_leading": name);
            it is over ("standup_over").
    """
    row = _to_be_ended(change, standup_id, session)
    _hold(change, row)
    change.about("standup.held", row)


@command(needs=Role.MEMBER, when_closed=True)
def end_open(change: Change, /) -> None:
    """End the one that is open, as :func:`end` does, from outside a dashboard.

    Raises:
        NotFound: none is open ("no_standup_open").
        Refused: it is led from a dashboard ("standup_not_leading": name).
    """
    walk = walk_under_way(change.database)
    if walk is None:
        raise NotFound("no_standup_open")
    row = _to_be_ended(change, walk.id, "")
    _hold(change, row)
    change.about("standup.held", row)


@command(needs=Role.MEMBER, when_closed=True)
def call_off(change: Change, /, standup_id: int, *, session: str) -> None:
    """End it as one that was not held; raises as :func:`end` does."""
    row = _to_be_ended(change, standup_id, session)
    change.update(row, ended_at=_ending(change, row)[0])
    change.about("standup.called_off", row)


@command(needs=Role.LEADER, on=Plan)
def set_length(change: Change, /, minutes: int) -> None:
    """Say how many minutes a standup is meant to take.

    Raises:
        InvalidInput: it is not a number from 1 to 120 ("standup_length_out_of_range").
    """
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise InvalidInput("standup_length_out_of_range", limit=LONGEST_MINUTES)
    plan = change.row(Plan, 1)
    change.update(plan, standup_minutes=minutes)
    change.about("plan.standup_length_set", plan, title=plan.municipality)


def _checked(agenda: Sequence[str]) -> list[str]:
    """The stops as they are stored; whoever follows must be able to read each of them."""
    stops = [str(stop) for stop in agenda]
    if stops[:1] != [CHANGES] or stops[-1:] != [SUMMARY] or len(set(stops)) < len(stops):
        raise InvalidInput("no_such_stop", stop="")
    for stop in stops[1:-1]:
        if not re.fullmatch(_ITEM, stop):
            raise InvalidInput("no_such_stop", stop=stop)
    return stops


def _close_forgotten(change: Change, row: Standup) -> None:
    """End what nobody ended, without an event of its own."""
    if row.place or _written_in(change, row):
        _hold(change, row)
    else:
        change.update(row, ended_at=_ending(change, row)[0])


def _written_in(change: Change, row: Standup) -> list[str]:
    """When each of its notes was written: people go on talking at the last stop, too."""
    query = Note.select(Note.written_at).where(Note.standup == row.id)
    return [at for (at,) in query.tuples().execute(change.database)]


def _ending(change: Change, row: Standup) -> tuple[str, int]:
    """When it ended, and the newest event by then: now, or where it was left when it was left."""
    if _is_of_today(change, row):
        # The clock may have been set back since.
        return max(change.now, row.started_at), last_event(change.database)
    until = max([row.started_at, row.place_since, *_written_in(change, row)])
    newest = Event.select(fn.MAX(Event.id)).where(Event.at <= until)
    return until, newest.scalar(change.database) or 0


def _hold(change: Change, row: Standup) -> None:
    until, newest = _ending(change, row)
    found = compose(change.database, unstamp(until), standup=row.id, until=newest)
    change.update(row, ended_at=until, held=True, last_event=newest, minutes=to_json(found))


def _step(change: Change, row: Standup, **values: Any) -> None:
    stored = {**values, "place_since": change.now}
    prepared.update(change.database, Standup, stored, {"id": row.id})


def _led(change: Change, standup_id: int, session: str) -> Standup:
    """The standup that the actor leads from this dashboard."""
    row = _under_way(change, standup_id)
    leader = _leader(change, row)
    if (leader.name, row.session) != (change.request.actor, session):
        raise Refused("standup_not_leading", name=leader.name)
    return row


def _to_be_ended(change: Change, standup_id: int, session: str) -> Standup:
    """A standup that the actor leads, or that nobody leads any more."""
    row = _under_way(change, standup_id)
    if _is_of_today(change, row) and _leads(change, row, _leader(change, row)):
        return _led(change, standup_id, session)
    return row


def _is_of_today(change: Change, row: Standup) -> bool:
    return local(unstamp(row.started_at)).date() == change.request.today


def _under_way(change: Change, standup_id: int) -> Standup:
    row = change.row(Standup, standup_id)
    if row.ended_at is not None:
        raise Refused("standup_over")
    return row


def _leads(change: Change, row: Standup, leader: Person) -> bool:
    """Whether the leader can lead: with a dashboard that is alive, and the role that it takes."""
    alive = {present.session for present in who_is_in(change.database, change.request.at)}
    return row.session in alive and leader.active and leader.role != Role.VIEWER


def _leader(change: Change, row: Standup) -> Person:
    return change.row(Person, row.__data__["leader"])


def _actor_id(change: Change) -> int:
    assert change.actor is not None  # only the planting is nobody's
    return int(change.actor.id)
