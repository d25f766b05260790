"""The agenda of a walk: its stops under the columns in which they stood when it began."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from db.queries.standup import Walk
from db.queries.walk import Beginning
from db.queries.wall import Wall
from db.rules.codes import Column
from db.rules.due import Urgency
from db.rules.walk import CHANGES, SUMMARY
from sapa_tui.locale import _

from .places import reference_parts
from .words import column_word

_SIGNS = {Column.WAITING: ("‖", "blocked"), Column.DONE: ("✓", "done")}
_OFF_THE_BOARD = "⊘", "quiet"


class Heading(NamedTuple):
    """What stands above a stop and those that follow it; without words only room."""

    words: str
    above: str


class Stop(NamedTuple):
    """One stop: ``title`` as it is stored; ``sign`` with its style tells how the item stands."""

    key: str
    title: str
    sign: tuple[str, str]
    passed: bool


def agenda_entries(walk: Walk, wall: Wall, began: Beginning, today: date) -> list[Heading | Stop]:
    """The stops in order, each under its column, under communication, or under what is put off."""
    put_off = set(deferred(walk.agenda, began.agenda))
    entries: list[Heading | Stop] = []
    last = None
    for place, key in enumerate(walk.agenda):
        heading = _("Later") if key in put_off else _heading(key, wall, began)
        if (heading or key == SUMMARY) and heading != last:
            entries.append(Heading(heading, key))
        last = heading
        entries.append(
            Stop(key, stop_title(key, wall), _sign(key, wall, today), place < walk.place)
        )
    return entries


def deferred(agenda: tuple[str, ...], at_first: tuple[str, ...]) -> tuple[str, ...]:
    """The stops at the end of an agenda that have been put off: they break its first order."""
    places = {stop: place for place, stop in enumerate(at_first)}
    items = [stop for stop in agenda if stop in places and stop not in (CHANGES, SUMMARY)]
    for number, (stop, following) in enumerate(pairwise(items), 1):
        if places[following] < places[stop]:
            return tuple(items[number:])
    return ()


def stop_title(stop: str, wall: Wall) -> str:
    """What a stop is called, as it is stored; one that has been archived is said to be."""
    if stop == CHANGES:
        return _("Since last time")
    if stop == SUMMARY:
        return _("Summary")
    kind, number, _field = reference_parts(stop)
    card, item = wall.cards.get(number), wall.items.get(number)
    if kind == "activity":
        return card.title if card else _("(archived)")
    return item.message if item else _("(archived)")


def _heading(stop: str, wall: Wall, began: Beginning) -> str:
    kind, number, _field = reference_parts(stop)
    if kind == "communication_item":
        return _("Communication")
    card = wall.cards.get(number)
    column = began.columns.get(number) or (card.column if card else None)
    return column_word(column) if column else ""


def _sign(stop: str, wall: Wall, today: date) -> tuple[str, str]:
    kind, number, _field = reference_parts(stop)
    item = (wall.cards if kind == "activity" else wall.items).get(number)
    if item is None:
        return (" ", "text") if stop in (CHANGES, SUMMARY) else _OFF_THE_BOARD
    if kind == "activity" and (sign := _SIGNS.get(wall.cards[number].column)):
        return sign
    if item.finished:
        return _SIGNS[Column.DONE] if kind != "activity" else _OFF_THE_BOARD
    timing = wall.facts.timing(item.due, today, finished=False)
    return ("!", "late") if timing.urgency is Urgency.LATE else (" ", "text")
