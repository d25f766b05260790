"""The one door of every write to the plan.

A command is a function that takes a :class:`Change` first. :func:`command` gives it the
transaction, the check of the role, the retry that is one event, the event itself, and the note
in the log when somebody tried what they may not.
"""

import functools
import inspect
import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, cast

from peewee import SqliteDatabase

from db import prepared
from db.bell import ring
from db.changes import schema_version
from db.connection import check_in_place, plain_faults
from db.errors import DatabaseUnusable, Refused
from db.migrations import SCHEMA_VERSION
from db.models import Event, Person, Table
from db.prepared import Prepared, given
from db.rules.codes import Role

from ._change import CLOSED_AT, LAST_DIGEST, Change, Outcome, Request
from ._refusals import RECORDED, record

P = ParamSpec("P")
Body = Callable[Concatenate[Change, P], None]
Command = Callable[Concatenate[SqliteDatabase, Request, P], Outcome]

_ATTEMPTS = 3
_MADE_BEFORE = Prepared(
    lambda: (
        Event.select(Event.id, Event.entity_id, Person.name)
        .join(Person)
        .where(Event.uuid == given("uuid"))
    )
)


def command(
    needs: Role, on: type[Table] | None = None, *, when_closed: bool = False
) -> Callable[[Body[P]], Command[P]]:
    """Make a function of a :class:`Change` into a command that writes one event or nothing.

    ``on`` is the table that its first argument is a key of; a refused attempt is logged there.
    A closed plan can only be read, but for what may be done to it ``when_closed``.

    The command raises what the function raises, and besides:
        Refused: the actor is unknown, no longer active, or lacks the role ``needs``; the plan
            has been closed; a request with this uuid has been made by somebody else.
        DatabaseUnusable: the disk or the file does not allow it, or it stayed locked.
    """

    def wrap(function: Body[P]) -> Command[P]:
        name = f"{function.__module__.rpartition('.')[2]}.{function.__name__}"

        @functools.wraps(function)
        def run(
            database: SqliteDatabase, request: Request, *args: P.args, **kwargs: P.kwargs
        ) -> Outcome:
            def write(change: Change) -> None:
                change.demand(needs, function.__name__)
                if not when_closed:
                    change.demand_open()
                function(change, *args, **kwargs)

            try:
                return _patiently(database, lambda: _transact(database, request, write))
            except Refused as refusal:
                if refusal.code in RECORDED:
                    first = [*inspect.signature(function).parameters, "", ""][1]
                    key: Any = args[0] if args else kwargs.get(first)
                    note = functools.partial(record, database, request, refusal, name, on, key)
                    with suppress(DatabaseUnusable):  # the refusal is what must be told
                        _patiently(database, note)
                raise

        return cast("Command[P]", run)

    return wrap


def _transact(
    database: SqliteDatabase, request: Request, write: Callable[[Change], None]
) -> Outcome:
    for query in (_MADE_BEFORE, LAST_DIGEST, CLOSED_AT):
        query.words(database)  # nobody is to wait for that at the lock
    with database.atomic():
        _check_file(database)
        for event_id, entity_id, name in _MADE_BEFORE.rows(database, uuid=request.uuid):
            if request.actor not in (name, ""):
                raise Refused("request_reused", name=request.actor)
            return Outcome(event_id, entity_id)
        change = Change(database, request, _actor(database, request.actor))
        write(change)
        event_id = change.write_event() if change.fields else None
        return Outcome(event_id, change.entity_id)


def _check_file(database: SqliteDatabase) -> None:
    """Write nothing that nobody would see, nor by rules that no longer hold."""
    check_in_place(database)
    if (found := schema_version(database)) > SCHEMA_VERSION:
        about = {"path": database.database, "found": found, "known": SCHEMA_VERSION}
        raise DatabaseUnusable("schema_newer", **about)


def _actor(database: SqliteDatabase, name: str) -> Person | None:
    """The person who asks; None only for the program itself, while it plants the plan."""
    person = prepared.find(database, Person, "name", name)
    if person is not None and not person.active:
        raise Refused("person_inactive", name=name)
    if person is not None:
        return person
    if name or Person.select(Person.id).limit(1).tuples().execute(database):
        raise Refused("person_unknown", name=name)
    return None


def _patiently(database: SqliteDatabase, transaction: Callable[[], Outcome]) -> Outcome:
    """Run a transaction, again when the file stayed locked past SQLite's own patience."""
    for attempt in range(_ATTEMPTS):
        try:
            with plain_faults(database.database):
                outcome = transaction()
        except DatabaseUnusable as fault:
            if fault.code != "database_busy" or attempt == _ATTEMPTS - 1:
                raise
            time.sleep(random.uniform(0.05, 0.25))
        else:
            ring(database)  # also where it left no event: a standup went on to its next stop
            return outcome
    raise AssertionError("unreachable")
