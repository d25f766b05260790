"""Two moments of the plan side by side: which items differ, how, and by whose hand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.models import ChecklistItem, CommunicationStep
from db.rules.codes import Column, CommunicationState
from db.rules.due import Anchors
from db.rules.net_changes import Net, NetChanges, is_new

from .board import Card
from .communication import Item
from .due import DUE_COLUMNS
from .then import State

CARD = "activity"
MESSAGE = "communication_item"
CHECKLIST = "checklist"
"""Stands among the fields of an item whose points were added, worded anew, unticked or removed."""
DUE = "due"
"""Stands among the fields of an item that is due by another rule than before."""
ARCHIVED = "archived"
"""Stands where an item was that has come back."""
LISTS = ("moved", "added", "finished", "unblocked", "late", "ticked", "edited", "archived")

_WORDS = {
    CARD: (
        *("title", "description", "kind", "condition", "card_part", "responsible", "assignee"),
        "department",
    ),
    MESSAGE: (
        *("message", "stakeholder", "audience", "occasion", "purpose", "channel", "sender"),
        "responsible",
    ),
}
_WAITING = ("waiting_reason", "waiting_on")
_DUE = DUE_COLUMNS
_PLACE = ("column", "state")
_FINISHED = (Column.DONE, CommunicationState.COMPLETED)
_MANY = 500
_Fields = Mapping[str, Net]
_Points = Mapping[tuple[str, int], list["_Point"]]


class Touched(NamedTuple):
    """An item that is not as it was; ``title`` is the message of a communication item.

    ``by`` are the login names of those who did it. ``old`` and ``new`` are codes of columns or
    states, an ISO date for what has become late. ``fields`` names what was edited; ``points``
    are the words of the points that were ticked, or the codes of the steps.
    """

    entity: str
    id: int
    title: str
    by: tuple[str, ...] = ()
    old: str = ""
    new: str = ""
    fields: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


class _Point(NamedTuple):
    """A point of a checklist, or a step, and what has become of it."""

    words: str
    archived: bool
    fields: _Fields

    @property
    def ticked(self) -> bool:
        tick = self.fields.get("ticked_by")
        return not self.archived and tick is not None and tick.old is None and tick.new is not None

    @property
    def edited(self) -> bool:
        """Whether it is another point than it was, ticked or not, or one that was not there."""
        if is_new(self.fields):
            return not self.archived
        tick = self.fields.get("ticked_by")
        unticked = tick is not None and tick.new is None
        return unticked or bool({"text", "archived"} & self.fields.keys())


def beside(
    now: State, then: State, net: NetChanges, points: _Points, today: date, day: date
) -> dict[str, tuple[Touched, ...]]:
    """The lists of items that differ, each in the order of the board and of the plan.

    ``net`` is what happened in between, ``points`` what it did to the points; ``day`` is the day
    of ``then``, as ``today`` is that of ``now``.
    """
    found: dict[str, list[Touched]] = {name: [] for name in LISTS}
    both: Iterable[tuple[str, Mapping[int, Any], Mapping[int, Any]]] = (
        (CARD, now.cards, then.cards),
        (MESSAGE, now.items, then.items),
    )
    for entity, rows, before in both:
        for number, row in rows.items():
            old, key = before.get(number), (entity, number)
            fields, ticks = net.get(key, {}), points.get(key, [])
            touched = Touched(entity, number, _title(row))
            for name, which in (
                *_late(touched, row, old, (now.anchors, today), (then.anchors, day)),
                *(_placed(touched, row, old, fields) if fields else ()),
                *_ticked(touched, ticks),
                *(_edited(touched, row, old, fields, ticks) if old else ()),
            ):
                found[name].append(which)
        for number, row in before.items():
            if number not in rows:
                by = _hands([net.get((entity, number), {})], ["archived"])
                found["archived"].append(Touched(entity, number, _title(row), by))
    return {name: tuple(touched) for name, touched in found.items()}


def _late(
    touched: Touched,
    row: Card | Item,
    old: Card | Item | None,
    now: tuple[Anchors, date],
    then: tuple[Anchors, date],
) -> Iterator[tuple[str, Touched]]:
    if _is_late(row, *now) and not (old and _is_late(old, *then)):
        yield "late", touched._replace(new=str(now[0].resolve(row.due)))


def _is_late(row: Card | Item, anchors: Anchors, day: date) -> bool:
    due = anchors.resolve(row.due)
    return due is not None and due < day and not row.finished


def _placed(
    touched: Touched, row: Card | Item, old: Card | Item | None, fields: _Fields
) -> Iterator[tuple[str, Touched]]:
    """What has become of its column, or of its state."""
    place, was = _place(row), _place(old) if old else ""
    if place == was:
        return
    went = old is not None or bool(fields.keys() & set(_PLACE))
    if went and place in _FINISHED:
        name = "finished"
    elif old is None:
        name = "added"
        was = "" if is_new(fields) else ARCHIVED
    else:
        name = "unblocked" if was == Column.WAITING else "moved"
    hand = [ARCHIVED] if was == ARCHIVED else ["version"] if name == "added" else _PLACE
    yield name, touched._replace(by=_hands([fields], hand), old=str(was), new=str(place))


def _ticked(touched: Touched, points: list[_Point]) -> Iterator[tuple[str, Touched]]:
    ticked = [point for point in points if point.ticked]
    if ticked:
        by = _hands([point.fields for point in ticked], ["ticked_by"])
        yield "ticked", touched._replace(by=by, points=tuple(point.words for point in ticked))


def _edited(
    touched: Touched, row: Card | Item, old: Card | Item, fields: _Fields, points: list[_Point]
) -> Iterator[tuple[str, Touched]]:
    own = [*_WORDS[touched.entity], *(_WAITING if _place(row) == _place(old) else ())]
    names = [name for name in own if name in fields]
    hands = _hands([fields], [*names, *_DUE])
    if fields.keys() & set(_DUE) and not row.finished:  # what is done is due no more
        names.append(DUE)
    changed = [point.fields for point in points if point.edited]
    if changed:
        names.append(CHECKLIST)
        hands += _hands(changed, ["text", "archived", "ticked_by", "version"])
    if names:
        by = tuple(dict.fromkeys(hands))
        yield "edited", touched._replace(by=by, fields=tuple(names))


def _hands(rows: Iterable[_Fields], names: Collection[str]) -> tuple[str, ...]:
    """Who wrote these fields last."""
    found = (fields[name].by for fields in rows for name in names if name in fields)
    return tuple(dict.fromkeys(by for by in found if by))


def _title(row: Card | Item) -> str:
    return row.title if isinstance(row, Card) else row.message


def _place(row: Card | Item) -> Column | CommunicationState:
    return row.column if isinstance(row, Card) else row.state


def changed_points(database: SqliteDatabase, net: NetChanges, later: NetChanges) -> _Points:
    """What has become of points and steps, by the item that they belong to.

    ``later`` is what has happened to them since, and is taken back.
    """
    found: dict[tuple[str, int], list[_Point]] = {}
    columns: tuple[Any, ...] = (ChecklistItem.activity, ChecklistItem.text, ChecklistItem.archived)
    for number, activity, *row in _rows(database, net, "checklist_item", ChecklistItem, columns):
        since = later.get(("checklist_item", number), {})
        text, archived = (
            since[name].old if name in since else value
            for name, value in zip(("text", "archived"), row, strict=True)
        )
        point = _Point(text, bool(archived), net["checklist_item", number])
        found.setdefault((CARD, activity), []).append(point)
    columns = (CommunicationStep.item, CommunicationStep.step)
    for number, item, step in _rows(
        database, net, "communication_step", CommunicationStep, columns
    ):
        point = _Point(step, False, net["communication_step", number])
        found.setdefault((MESSAGE, item), []).append(point)
    return found


def _rows(
    database: SqliteDatabase, net: NetChanges, entity: str, table: Any, columns: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    numbers = [number for kind, number in net if kind == entity]
    query = table.select(table.id, *columns).order_by(table.id)
    if len(numbers) < _MANY:
        query = query.where(table.id.in_(numbers))
    wanted = set(numbers)
    return [row for row in query.tuples().execute(database) if row[0] in wanted]
