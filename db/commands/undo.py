"""Undo and redo of one's own events, as new events; a colleague's work is never undone with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from db.changes import EventRow
from db.errors import Refused
from db.models import TABLES, Activity, CommunicationItem, Table
from db.queries.history import history
from db.queries.undo import next_redo, next_undo
from db.rules.codes import Column, CommunicationState, Role
from db.rules.due import AnchorKey
from db.rules.go_live_move import Stay

from ._arrival import check_limit
from ._change import Change
from ._door import command
from ._due import DUE_FIELDS, demand_no_circles
from ._following import ITEM_ANCHORS, holding
from ._outcomes import demand_holds
from ._titles import TITLES
from .closing import demand_ready

LEADERS_OWN = (
    "closure.added",
    "closure.archived",
    "closure.restored",
    "column.limited",
    "communication.cancelled",
    "communication.completed",
    "communication.reopened",
    "plan.approval_withdrawn",
    "plan.approved",
    "plan.backups_set",
    "plan.closed",
    "plan.days_off_agreed",
    "plan.go_live_set",
    "plan.reopened",
    "plan.standup_length_set",
    "template.imported",
)
"""Actions that took a leader and take one again to be undone or redone."""
_CLOSES = (("redo", "plan.closed"), ("undo", "plan.reopened"))
_OPENS = (("undo", "plan.closed"), ("redo", "plan.reopened"))
_BY_NAME = {str(table._meta.table_name): table for table in TABLES}
_WITH_EVENTS = {str(table._meta.table_name) for table in TITLES}
"""Rows that have events of their own; the others change with the item they are part of."""
_PAGE = 500


@dataclass(slots=True)
class _RowChange:
    """What happens to one row: the values it must still have, and those that it gets."""

    entity: str
    key: int
    expected: dict[str, Any] = field(default_factory=dict)
    wanted: dict[str, Any] = field(default_factory=dict)
    inserted: bool = False

    def concerns(self, entity: str, key: int, name: str) -> bool:
        """Whether somebody's change of a field meets this one; an offset meets a date."""
        if (entity, key) != (self.entity, self.key):
            return False
        both_due = name in DUE_FIELDS and any(mine in DUE_FIELDS for mine in self.wanted)
        return self.inserted or both_due or name in self.wanted


@command(needs=Role.MEMBER, when_closed=True)
def undo(change: Change, /) -> None:
    """Take back the actor's last event that is still in effect; rows it added are archived.

    Raises:
        Refused: "nothing_to_undo"; "undo_overtaken" (who, what, field) when a colleague has
            changed the same field since; "archived" when the item has been archived since;
            "column_full"; "stakeholder_in_use" (title, message); "role_needed" for what only a
            leader may do; "plan_closed_for_writing" unless it was the closing;
            "not_ready_to_close" where it would close the card again.
        InvalidInput: a department would not be sound any more, see ``departments.edit``.
    """
    event = next_undo(change.database, change.request.actor)
    if event is None:
        raise Refused("nothing_to_undo")
    _play(change, "undo", event)


@command(needs=Role.MEMBER, when_closed=True)
def redo(change: Change, /) -> None:
    """Do again what the actor undid last, unless they have done something new since.

    Raises as :func:`undo` does, with "nothing_to_redo".
    """
    event = next_redo(change.database, change.request.actor)
    if event is None:
        raise Refused("nothing_to_redo")
    _play(change, "redo", event)


def _play(change: Change, verb: str, event: EventRow) -> None:
    if event.action in LEADERS_OWN:
        about = {"entity": event.entity, "id": event.entity_id, "title": event.title}
        change.demand(Role.LEADER, verb, **about)
    if (verb, event.action) not in _OPENS:
        change.demand_open()
    steps = _steps(event, forward=verb == "redo")
    later = _later(change, event)
    _check_item(change, event, steps)
    _check_colleagues(event, steps, later)
    with holding(change) as following:
        following.meant |= _meant(event, steps)
        following.holds = partial(_keeps, change, event)
        for step in steps:
            row = change.row(_BY_NAME[step.entity], step.key)
            _check_row(event, step, row, later)
            if isinstance(row, Activity):
                _check_room(change, row, step.wanted)
            change.update(row, **step.wanted)
        rows = [(change.row(_BY_NAME[step.entity], step.key), step.inserted) for step in steps]
        demand_no_circles(
            change, [row for row, _new in rows if isinstance(row, Activity | CommunicationItem)]
        )
    for row, inserted in rows:
        demand_holds(change, row, inserted=inserted)
    if (verb, event.action) in _CLOSES:
        demand_ready(change)
    change.action, change.undoes, change.note = verb, event.id, f"#{event.id}"
    change.entity, change.entity_id, change.title = event.entity, event.entity_id, event.title


def _steps(event: EventRow, *, forward: bool) -> list[_RowChange]:
    """The event's changes row by row, as they are to be played now."""
    added = {
        (c.entity, c.entity_id) for c in event.changes if (c.field, c.old) == ("version", None)
    }
    steps: dict[tuple[str, int], _RowChange] = {}
    for done in event.changes:
        row = done.entity, done.entity_id
        step = steps.setdefault(row, _RowChange(*row, inserted=row in added))
        if not step.inserted:
            old, new = (done.old, done.new) if forward else (done.new, done.old)
            step.expected[done.field], step.wanted[done.field] = old, new
        elif done.field == "archived":
            step.expected, step.wanted = {"archived": forward}, {"archived": not forward}
    return [step for step in steps.values() if step.wanted]


def _meant(event: EventRow, steps: list[_RowChange]) -> set[AnchorKey]:
    """The items whose due dates the event was about; others have only followed something."""
    imported = event.action == "template.imported"
    about = {(step.entity, step.key) for step in steps} if imported else set()
    items = {(event.entity, event.entity_id), *about}
    return {(ITEM_ANCHORS[entity], number) for entity, number in items if entity in ITEM_ANCHORS}


def _keeps(change: Change, event: EventRow, stay: Stay) -> bool:
    """Whether what is done keeps its date: not where it has only had one since it was done."""
    return stay.by_rule is not None or stay.item.key in _done_since(change, event)


def _done_since(change: Change, event: EventRow) -> set[AnchorKey]:
    done = {("column", Column.DONE.value), ("state", CommunicationState.COMPLETED.value)}
    return {
        (ITEM_ANCHORS[written.entity], written.entity_id)
        for row in _since(change, event)
        for written in row.changes
        if (written.field, written.new) in done and written.entity in ITEM_ANCHORS
    }


def _later(change: Change, event: EventRow) -> list[EventRow]:
    """What others have done to the same items since, newest first."""
    items = _items(event)
    if len(items) > 1:
        found = _since(change, event)
    else:  # besides, an import may have touched the item; it is in the log as the plan's
        found = _since(change, event, entity=event.entity, entity_id=event.entity_id)
        if event.entity != "plan":
            found += _since(change, event, entity="plan")
            found.sort(key=lambda row: row.id, reverse=True)
    mine = change.request.actor
    return [row for row in found if row.actor != mine and not items.isdisjoint(_items(row))]


def _since(change: Change, event: EventRow, **where: Any) -> list[EventRow]:
    found: list[EventRow] = []
    before: int | None = None
    while page := history(change.database, before=before, after=event.id, limit=_PAGE, **where):
        found += page
        before = page[-1].id
    return found


def _items(event: EventRow) -> set[tuple[str, int]]:
    """What an event is about: one item, or all that it has written at once."""
    written = {(done.entity, done.entity_id) for done in event.changes}
    about = {(event.entity, event.entity_id)} if event.entity != "plan" or not written else set()
    return about | {item for item in written if item[0] in _WITH_EVENTS}


def _check_item(change: Change, event: EventRow, steps: list[_RowChange]) -> None:
    """Refuse while the item is archived, unless that is just what is to be played."""
    table, item = _BY_NAME[event.entity], (event.entity, event.entity_id)
    about_it = any((step.entity, step.key) == item and "archived" in step.wanted for step in steps)
    if "archived" not in table._meta.fields or about_it:
        return
    if change.row(table, event.entity_id).__data__["archived"]:
        raise Refused("archived", title=event.title, id=event.entity_id)


def _check_colleagues(event: EventRow, steps: list[_RowChange], later: list[EventRow]) -> None:
    """Refuse where a colleague's change, itself not undone, meets one of these."""
    undone = _undone(later)
    new = {(step.entity, step.key) for step in steps if step.inserted}
    for row in later:
        if row.undoes is not None or row.id in undone:
            continue
        item_is_new = (row.entity, row.entity_id) in new
        for done in row.changes:
            meets = (step.concerns(done.entity, done.entity_id, done.field) for step in steps)
            if item_is_new or any(meets):
                mine = (row.entity, row.entity_id) == (event.entity, event.entity_id)
                what = event.title if mine else row.title
                raise _overtaken(event, row.actor, done.field, what)


def _undone(newest_first: list[EventRow]) -> set[int]:
    last_word: Mapping[int, str] = {
        row.undoes: row.action for row in reversed(newest_first) if row.undoes is not None
    }
    return {event_id for event_id, action in last_word.items() if action == "undo"}


def _check_row(event: EventRow, step: _RowChange, row: Table, later: list[EventRow]) -> None:
    """Refuse where a value is no longer what the event left, whoever has brought that about."""
    stored = row.__data__
    mine = (step.entity, step.key) == (event.entity, event.entity_id)
    held = not mine and step.wanted.keys() <= DUE_FIELDS.keys()  # also what had been archived
    if stored.get("archived") and "archived" not in step.wanted and not held:
        raise Refused("archived", title=_title(event, row), id=event.entity_id)
    for name, value in step.expected.items():
        if stored[name] != value:
            who = next((other.actor for other in later if _touches(other, step, name)), None)
            raise _overtaken(event, who, name, _title(event, row))


def _touches(event: EventRow, step: _RowChange, name: str) -> bool:
    return (step.entity, step.key, name) in {
        (done.entity, done.entity_id, done.field) for done in event.changes
    }


def _overtaken(event: EventRow, who: str | None, name: str, what: str) -> Refused:
    return Refused("undo_overtaken", who=who or "", what=what, field=name, event=event.id)


def _title(event: EventRow, row: Table) -> str:
    """What people call what cannot be undone: the row, where it is not the event's own item."""
    mine = (str(row._meta.table_name), row.get_id()) == (event.entity, event.entity_id)  # type: ignore[no-untyped-call]
    named = None if mine else TITLES.get(type(row))
    return str(row.__data__[named]) if named else event.title


def _check_room(change: Change, row: Activity, wanted: Mapping[str, Any]) -> None:
    """A hard limit holds for what comes back to a column too."""
    here = None if row.archived else row.column
    target = None if wanted.get("archived", row.archived) else wanted.get("column", row.column)
    if target is not None and target != here:
        check_limit(change, Column(target))
