"""The one door of every write to the plan.

A command is a function that takes a :class:`Change` first. :func:`command` gives it the
transaction, the check of the role, the retry that is one event, and the event itself.
"""

import functools
import hashlib
import json
import random
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from peewee import SqliteDatabase

from db.clock import local, stamp
from db.connection import plain_faults
from db.errors import Conflict, DatabaseUnusable, NotFound, Refused
from db.models import Event, Person, Table
from db.rules.codes import Role

P = ParamSpec("P")
Row = TypeVar("Row", bound=Table)
Values = Mapping[str, Any]

_MAY = {Role.VIEWER: 0, Role.MEMBER: 1, Role.LEADER: 2}
_ATTEMPTS = 3


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
        self.fields: list[tuple[str, int, str, Any, Any]] = []

    @property
    def now(self) -> str:
        """The request's instant as it is stored."""
        return stamp(self.request.at)

    @property
    def role(self) -> Role:
        """The actor's role, read inside this transaction."""
        return Role(self.actor.role) if self.actor else Role.LEADER

    def demand(self, role: Role, action: str) -> None:
        """Refuse with ``role_needed`` unless the actor's role reaches ``role``."""
        if _MAY[self.role] < _MAY[role]:
            raise Refused("role_needed", needed=role.value, role=self.role.value, action=action)

    def about(self, action: str, row: Table, title: str = "", note: str = "") -> None:
        """Say what happened to which item; the event takes it over."""
        self.action, self.entity, self.entity_id = action, _entity(row), _key(row)
        self.title, self.note = title or str(getattr(row, "title", "")), note

    def row(self, table: type[Row], row_id: int | str) -> Row:
        """Read a row afresh; raises NotFound."""
        found = table.select().where(table._meta.primary_key == row_id).execute(self.database)
        for row in found:
            return row  # type: ignore[no-any-return]
        raise NotFound("item_missing", entity=table._meta.table_name, id=row_id)

    def insert(self, table: type[Row], **values: Any) -> Row:
        """Add a row and record each of its fields as new."""
        row = table(**values)
        data = {name: value for name, value in row.__data__.items() if name != "id"}
        row_id = table.insert(data).execute(self.database)
        if "id" in table._meta.fields:
            row.id = row_id  # type: ignore[attr-defined]
        self._record(row, [(name, None, value) for name, value in data.items()])
        return row

    def update(self, row: Row, **values: Any) -> bool:
        """Write the fields that differ from the row as read; returns whether any did."""
        new = {name: value for name, value in values.items() if row.__data__[name] != value}
        if not new:
            return False
        key, version = row._meta.primary_key, row._meta.fields.get("version")
        if version is not None:
            stored = {**new, "version": row.__data__["version"] + 1}
            where = (key == _key(row)) & (version == row.__data__["version"])
        else:
            stored, where = new, key == _key(row)
        if type(row).update(stored).where(where).execute(self.database) != 1:
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
            raise Conflict("same_field", disputed, entity=_entity(row), id=_key(row))
        mine = {name: edit.mine for name, edit in edits.items() if edit.mine != edit.base}
        return self.update(row, **mine)

    def _record(self, row: Table, fields: list[tuple[str, Any, Any]]) -> None:
        entity, row_id = _entity(row), _key(row)
        self.fields += [(entity, row_id, name, old, new) for name, old, new in fields]

    def write_event(self) -> int:
        """Append the event to the log, chained to the one before it."""
        before = Event.select(Event.digest).order_by(Event.id.desc()).limit(1)
        values = {
            "uuid": self.request.uuid,
            "at": self.now,
            "actor": self.actor.id if self.actor else None,
            "action": self.action,
            "entity": self.entity,
            "entity_id": self.entity_id,
            "title": self.title,
            "changes": json.dumps(self.fields, ensure_ascii=False, separators=(",", ":")),
            "note": self.note,
        }
        values["digest"] = chain(before.scalar(self.database) or "", values)
        return int(Event.insert(values).execute(self.database))


def chain(digest_before: str, values: Values) -> str:
    """SHA-256 over an event and its predecessor's digest: a later edit breaks the chain."""
    names = ("uuid", "at", "actor", "action", "entity", "entity_id", "title", "changes", "note")
    content = json.dumps([digest_before, *(values[name] for name in names)], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def command(
    needs: Role,
) -> Callable[
    [Callable[Concatenate[Change, P], None]],
    Callable[Concatenate[SqliteDatabase, Request, P], Outcome],
]:
    """Make a function of a :class:`Change` into a command that writes one event or nothing.

    The command raises what the function raises, and besides:
        Refused: the actor is unknown, no longer active, or lacks the role ``needs``.
        DatabaseUnusable: the disk or the file does not allow it, or it stayed locked.
    """

    def wrap(
        function: Callable[Concatenate[Change, P], None],
    ) -> Callable[Concatenate[SqliteDatabase, Request, P], Outcome]:
        @functools.wraps(function)
        def run(
            database: SqliteDatabase, request: Request, *args: P.args, **kwargs: P.kwargs
        ) -> Outcome:
            def write(change: Change) -> None:
                change.demand(needs, function.__name__)
                function(change, *args, **kwargs)

            return _patiently(database, lambda: _transact(database, request, write))

        return cast("Callable[Concatenate[SqliteDatabase, Request, P], Outcome]", run)

    return wrap


def _transact(
    database: SqliteDatabase, request: Request, write: Callable[[Change], None]
) -> Outcome:
    with database.atomic():
        known = Event.select(Event.id, Event.entity_id).where(Event.uuid == request.uuid)
        for event_id, entity_id in known.tuples().execute(database):
            return Outcome(event_id, entity_id)
        change = Change(database, request, _actor(database, request.actor))
        write(change)
        event_id = change.write_event() if change.fields else None
        return Outcome(event_id, change.entity_id)


def _actor(database: SqliteDatabase, name: str) -> Person | None:
    """The person who asks; None only for the program itself, while it plants the plan."""
    if not name:
        return None
    for person in Person.select().where(Person.name == name).execute(database):
        if person.active:
            return person  # type: ignore[no-any-return]
        raise Refused("person_inactive", name=name)
    raise Refused("person_unknown", name=name)


def _patiently(database: SqliteDatabase, transaction: Callable[[], Outcome]) -> Outcome:
    """Run a transaction, again when the file stayed locked past SQLite's own patience."""
    for attempt in range(_ATTEMPTS):
        try:
            with plain_faults(database.database):
                return transaction()
        except DatabaseUnusable as fault:
            if fault.code != "database_busy" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(random.uniform(0.05, 0.25))
    raise AssertionError("unreachable")


def _key(row: Table) -> Any:
    return row.get_id()  # type: ignore[no-untyped-call]


def _entity(row: Table) -> str:
    return str(row._meta.table_name)
