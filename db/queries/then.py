"""The plan as it was at an event: as it is now, with what has happened since taken back."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from peewee import JOIN, SqliteDatabase

from db.changes import FieldChange
from db.clock import stored_day
from db.models import CommunicationItem, Department, Event, Person, Stakeholder, Table
from db.rules.codes import Column, CommunicationState
from db.rules.due import Anchor, AnchorKey, AnchorPoint, Anchors
from db.rules.net_changes import Net, NetChanges, is_new, net_changes
from db.rules.readiness import QualityCriterion, quality_criterion

from .board import Card, cards
from .communication import Item, items
from .departments import DepartmentRow, departments
from .departments_then import department_before, with_reports_before
from .due import DUE_COLUMNS, counted_from, due_columns, read_due, start_of
from .notes import NoteRow, notes
from .plan import plan_facts
from .stakeholders import StakeholderRow, stakeholders

_MANY = 500
_DUE = frozenset(DUE_COLUMNS)
_ON_BOARD = ("activity", "communication_item")
_SHELVED = ("stakeholder", "note", "department", *_ON_BOARD)
_Fields = Mapping[str, Net]
_Row = TypeVar("_Row", Card, Item, StakeholderRow, NoteRow, DepartmentRow)


class State(NamedTuple):
    """What is in the plan at one moment; archived things are in it no more, or not again yet."""

    anchors: Anchors
    cards: Mapping[int, Card]
    items: Mapping[int, Item]
    stakeholders: Mapping[int, StakeholderRow]
    notes: Mapping[int, NoteRow]
    departments: Mapping[int, DepartmentRow]

    @property
    def go_live(self) -> date | None:
        """Go-live at that moment."""
        return self.anchors.go_live

    @property
    def criterion(self) -> QualityCriterion:
        """A08's quality criterion at that moment."""
        done = CommunicationState.COMPLETED
        reached = {item.stakeholder_id for item in self.items.values() if item.state is done}
        rows = self.stakeholders.values()
        return quality_criterion((row.name, bool(row.relevant), row.id in reached) for row in rows)


class _Happened(NamedTuple):
    actor: str | None
    changes: tuple[FieldChange, ...]


def changed_between(
    database: SqliteDatabase, after: int, until: int | None = None
) -> dict[tuple[str, Any], dict[str, Net]]:
    """What the events after one, up to and including another, come to."""
    query = Event.select(Person.name, Event.changes).join(Person, JOIN.LEFT_OUTER)
    query = query.where(Event.id > after).order_by(Event.id)
    if until is not None:
        query = query.where(Event.id <= until)
    rows = database.execute(query.tuples())  # type: ignore[no-untyped-call]
    return net_changes(
        _Happened(name, tuple(FieldChange(*change) for change in json.loads(changes)))
        for name, changes in rows
    )


def state_now(database: SqliteDatabase) -> State:
    """The plan as it stands in the tables."""
    return State(
        anchors=plan_facts(database).anchors,
        cards={card.id: card for card in cards(database)},
        items={item.id: item for item in items(database)},
        stakeholders={row.id: row for row in stakeholders(database)},
        notes={note.id: note for note in notes(database)},
        departments={row.id: row for row in departments(database)},
    )


def state_before(database: SqliteDatabase, now: State, net: NetChanges) -> State:
    """The plan as it was before the events of ``net``, which lead up to ``now``."""
    if not net:
        return now
    shelf = _archived_since(database, now, net)
    go_live = net.get(("plan", 1), {}).get("go_live")
    groups = _before("stakeholder", {**now.stakeholders, **shelf.stakeholders}, net, _group)
    messages = _before("communication_item", {**now.items, **shelf.items}, net, _item)
    board = _before("activity", {**now.cards, **shelf.cards}, net, _card)
    remarks = _before("note", {**now.notes, **shelf.notes}, net, _note)
    places = {**now.departments, **shelf.departments}
    places = _before("department", places, net, department_before)
    if shelf.departments:
        places = _in_order(database, Department, places)
    if shelf.stakeholders:
        groups = _in_order(database, Stakeholder, groups)
    if shelf.items:
        messages = _in_order(database, CommunicationItem, messages)
    named = {number: str(row.name) for number, row in groups.items()}
    anchors = now.anchors._replace(
        go_live=stored_day(go_live.old) if go_live else now.go_live,
        points=_points_before(now.anchors, board, messages, places),
    )
    return State(
        anchors=anchors,
        cards=dict(sorted(board.items(), key=lambda entry: (entry[1].rank, entry[0]))),
        items={
            number: item._replace(stakeholder=named.get(item.stakeholder_id or 0, item.stakeholder))
            for number, item in messages.items()
        },
        stakeholders=groups,
        notes={
            n: note._replace(about=_about(note, board, messages)) for n, note in remarks.items()
        },
        departments=with_reports_before(database, places, net),
    )


def _in_order(
    database: SqliteDatabase, table: type[Table], rows: Mapping[int, _Row]
) -> dict[int, _Row]:
    """The rows in the plan's order, which nobody changes."""
    fields = table._meta.fields
    query = table.select(fields["id"]).order_by(fields["rank"], fields["id"])
    numbers = query.tuples().execute(database)
    return {number: rows[number] for (number,) in numbers if number in rows}


def _written(note: NoteRow) -> tuple[str, int]:
    return note.written_at, note.id


def _about(note: NoteRow, board: Mapping[int, Card], messages: Mapping[int, Item]) -> str:
    """What the item was called that a note is about; as now, where it was not in the plan."""
    if note.entity == "activity" and note.entity_id in board:
        return board[note.entity_id].title
    if note.entity == "communication_item" and note.entity_id in messages:
        return messages[note.entity_id].message
    return note.about


def _archived_since(database: SqliteDatabase, now: State, net: NetChanges) -> State:
    """What is archived now and was not."""
    shelved: dict[str, set[int]] = {name: set() for name in _SHELVED}
    for (entity, number), fields in net.items():
        if entity in shelved and "archived" in fields and fields["archived"].new:
            shelved[entity].add(number)

    def found(entity: str, read: Callable[..., list[Any]], *only: Any) -> dict[int, Any]:
        wanted = shelved[entity]
        rows = read(database, *only, archived=True) if wanted else []
        return {row.id: row for row in rows if row.id in wanted}

    few = {name: shelved[name] if len(shelved[name]) < _MANY else None for name in _ON_BOARD}
    return State(
        anchors=now.anchors,
        cards=found("activity", cards, few["activity"]),
        items=found("communication_item", items, few["communication_item"]),
        stakeholders=found("stakeholder", stakeholders),
        notes=found("note", notes),
        departments=found("department", departments),
    )


def _points_before(
    now: Anchors,
    board: Mapping[int, Card],
    messages: Mapping[int, Item],
    places: Mapping[int, DepartmentRow],
) -> dict[AnchorKey, AnchorPoint]:
    """What dates were counted from; of what was not in the plan then, as it is now."""
    points = dict(now.points)
    keys = {key for key in points if key[0] is not Anchor.DEPARTMENT}
    keys |= set(counted_from(row.due for row in board.values()))
    keys |= set(counted_from(row.due for row in messages.values()))
    for anchor, number in keys:
        if anchor is Anchor.ACTIVITY and number in board:
            points[anchor, number] = AnchorPoint(board[number].title, board[number].due)
        elif anchor is Anchor.COMMUNICATION and number in messages:
            points[anchor, number] = AnchorPoint(messages[number].message, messages[number].due)
    for number, row in places.items():
        points[Anchor.DEPARTMENT, number] = AnchorPoint(row.name, start_of(row.start_of_use))
    return points


def _before(
    entity: str,
    rows: Mapping[int, _Row],
    net: NetChanges,
    taken_back: Callable[[_Row, dict[str, Any]], _Row],
) -> dict[int, _Row]:
    """The rows that were there before, as they were."""
    found: dict[int, _Row] = {}
    for number, row in rows.items():
        fields = net.get((entity, number), {})
        archived = fields.get("archived")
        if is_new(fields) or (archived is not None and archived.old):
            continue
        old = {name: change.old for name, change in fields.items()}
        found[number] = taken_back(row, old) if old else row
    return found


def _card(card: Card, old: dict[str, Any]) -> Card:
    if "column" in old:
        old["column"] = Column(old["column"])
    return card._replace(**_fields(card, old))


def _item(item: Item, old: dict[str, Any]) -> Item:
    if "state" in old:
        old["state"] = CommunicationState(old["state"])
    if "stakeholder" in old:
        old["stakeholder_id"] = old.pop("stakeholder")
    return item._replace(**_fields(item, old))


def _group(row: StakeholderRow, old: dict[str, Any]) -> StakeholderRow:
    return row._replace(**_fields(row, old))


def _note(note: NoteRow, old: dict[str, Any]) -> NoteRow:
    if "due_date" in old:
        old["due_date"] = stored_day(old["due_date"])
    return note._replace(**{name: value for name, value in old.items() if name in note._fields})


def _fields(row: Card | Item | StakeholderRow, old: dict[str, Any]) -> dict[str, Any]:
    """The old values as the row has them: its due date is one value, codes are read elsewhere."""
    known = {name: value for name, value in old.items() if name in row._fields}
    if isinstance(row, StakeholderRow) or not _DUE & old.keys():
        return known
    before = due_columns(row.due) | old
    return {**known, "due": read_due(*(before[name] for name in DUE_COLUMNS))}
