"""One write while it is being made: rows read afresh, merged, written, and its event."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from peewee import SqliteDatabase

from db import prepared
from db.changes import chain
from db.clock import local, stamp
from db.errors import Conflict, NotFound, Refused
from db.models import Event, Person, Plan, Table
from db.prepared import Prepared
from db.queries.history import last_hand
from db.rules.codes import Role

Row = TypeVar("Row", bound=Table)

_MAY = {Role.VIEWER: 0, Role.MEMBER: 1, Role.LEADER: 2}
_LARGEST_KEY = 2**63 - 1
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LAST_DIGEST = Prepared(lambda: Event.select(Event.digest).order_by(Event.id.desc()).limit(1))
CLOSED_AT = Prepared(lambda: Plan.select(Plan.closed_at))


class Edit(NamedTuple):
    """A field as it was when the editor opened, and as the person wants it."""

    base: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for a write, and when; ``uuid`` makes a retry the same event."""

    actor: str
    at: datetime
    uuid: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def today(self) -> date:
        """The calendar day in Denmark on which the request is made."""
        return local(self.at).date()


class Outcome(NamedTuple):
    """What a command did: the event it left (None: nothing was to be changed) and the item."""

    event: int | None
    entity_id: int


class Change:
    """One write while it is being made; collects what its event will say."""

    def __init__(self, database: SqliteDatabase, request: Request, actor: Person | None) -> None:
        self.database = database
        self.request = request
        self.actor = actor
        self.action = self.entity = self.title = self.note = ""
        self.entity_id = 0
        self.undoes: int | None = None
        self.fields: list[tuple[str, int, str, Any, Any]] = []

    @property
    def now(self) -> str:
        """The request's instant as it is stored."""
        return stamp(self.request.at)

    @property
    def role(self) -> Role:
        """The actor's role, read inside this transaction."""
        return Role(self.actor.role) if self.actor else Role.LEADER

    def demand(self, role: Role, action: str, **about: Any) -> None:
        """Refuse with ``role_needed`` unless the actor's role reaches ``role``."""
        if _MAY[self.role] < _MAY[role]:
            needed, has = role.value, self.role.value
            raise Refused("role_needed", needed=needed, role=has, action=action, **about)

    def demand_open(self) -> None:
        """Refuse with ``plan_closed_for_writing`` once the card has been closed."""
        if CLOSED_AT.value(self.database) is not None:
            raise Refused("plan_closed_for_writing")

    def about(self, action: str, row: Table, title: str = "", note: str = "") -> None:
        """Say what happened to which item; the event takes it over."""
        self.action, self.entity, self.entity_id = action, _entity(row), _key(row)
        self.title, self.note = title or str(getattr(row, "title", "")), note

    def row(self, table: type[Row], row_id: int | str) -> Row:
        """Read a row afresh; raises NotFound."""
        if isinstance(row_id, str) or abs(row_id) <= _LARGEST_KEY:
            found = prepared.find(self.database, table, _key_field(table), row_id)
            if found is not None:
                return found
        raise NotFound("item_missing", entity=table._meta.table_name, id=row_id)

    def insert(self, table: type[Row], **values: Any) -> Row:
        """Add a row and record each of its fields as new."""
        row = table(**values)
        data = {name: value for name, value in row.__data__.items() if name != "id"}
        row_id = prepared.insert(self.database, table, data)
        if "id" in table._meta.fields:
            row.id = row_id  # type: ignore[attr-defined]
        self._record(row, [(name, None, value) for name, value in data.items()])
        return row

    def update(self, row: Row, **values: Any) -> bool:
        """Write the fields that differ from the row as read; returns whether any did."""
        new = {name: value for name, value in values.items() if row.__data__[name] != value}
        if not new:
            return False
        stored, where = new, {_key_field(type(row)): _key(row)}
        if (version := row.__data__.get("version")) is not None:
            stored, where = {**new, "version": version + 1}, {**where, "version": version}
        if prepared.update(self.database, type(row), stored, where) != 1:
            raise Conflict("changed_meanwhile", {})  # impossible inside IMMEDIATE; never silent
        self._record(row, [(name, row.__data__[name], value) for name, value in new.items()])
        row.__data__.update(stored)
        return True

    def merge(self, row: Row, edits: Mapping[str, Edit]) -> bool:
        """Write an editor's fields; what a colleague changed in other fields stays.

        Raises:
            Conflict: a field now differs both from ``base`` and from ``mine``.
        """
        theirs = row.__data__
        disputed = {
            name: (edit.base, edit.mine, theirs[name])
            for name, edit in edits.items()
            if edit.mine != edit.base and theirs[name] not in (edit.base, edit.mine)
        }
        if disputed:
            raise self.conflict(row, disputed)
        mine = {name: edit.mine for name, edit in edits.items() if edit.mine != edit.base}
        return self.update(row, **mine)

    def demand_version(self, row: Table, version: int | None, edits: Mapping[str, Edit]) -> None:
        """Raise Conflict, with what each field holds now, unless a row is still as it was read."""
        found = row.__data__["version"]
        if version not in (None, found):
            both = {name: (None, edit.mine, row.__data__.get(name)) for name, edit in edits.items()}
            title = row.__data__.get("title") or row.__data__["message"]
            raise Conflict("stale_version", both, title=title, found=found, wanted=version)

    def conflict(self, row: Table, disputed: dict[str, tuple[Any, Any, Any]]) -> Conflict:
        """What to raise where a colleague has been faster; ``by`` is that colleague's login."""
        entity, key = _entity(row), _key(row)
        by = last_hand(self.database, entity, key, disputed)
        return Conflict("same_field", disputed, entity=entity, id=key, by=by)

    def _record(self, row: Table, fields: list[tuple[str, Any, Any]]) -> None:
        entity, row_id = _entity(row), _key(row)
        self.fields += [(entity, row_id, name, old, new) for name, old, new in fields]

    def write_event(self) -> int:
        """Append the event to the log, chained to the one before it."""
        values = {
            "uuid": self.request.uuid,
            "at": self.now,
            "actor": self.actor.id if self.actor else None,
            "action": self.action,
            "entity": self.entity,
            "entity_id": self.entity_id,
            "title": self.title,
            "changes": _compact(self.fields),
            "note": self.note,
            "undoes": self.undoes,
        }
        values["digest"] = chain(LAST_DIGEST.value(self.database) or "", values)
        return int(prepared.insert(self.database, Event, values))


def _key_field(table: type[Table]) -> str:
    key: Any = table._meta.primary_key
    return str(key.name)


def _key(row: Table) -> Any:
    return row.get_id()  # type: ignore[no-untyped-call]


def _entity(row: Table) -> str:
    return str(row._meta.table_name)
