"""A small vocabulary, so that a test of the core reads as a sentence."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from db.changes import CHAINED, EventRow, FieldChange, chain, events_since
from db.clock import StoppedClock
from db.commands import Edit, Outcome, Request
from db.connection import open_plan
from db.errors import SapaError
from db.models import TABLES, Draft, Event, Preference, Presence, Table

FRIDAY = datetime(2017, 3, 31, 6, 0, tzinfo=UTC)
MONDAY = datetime(2017, 4, 3, 8, 12, tzinfo=UTC)
"""The present of most tests: Monday 3 April 2017, 10:12 in Aabenraa."""
PATIENCE = 60.0
T = TypeVar("T")
Key = tuple[str, Any]
Rows = dict[Key, dict[str, Any]]


class PlanDriver:
    """A plan file that is open in this process."""

    def __init__(self, path: Path, now: datetime = MONDAY) -> None:
        self.path = path
        self.clock = StoppedClock(now)
        self.database = open_plan(path)

    def close(self) -> None:
        """Let the file go."""
        self.database.close()

    def sql(self, statement: str, *parameters: Any) -> list[Any]:
        """Go past the program, as a foreign hand would."""
        cursor = self.database.execute_sql(statement, parameters)  # type: ignore[no-untyped-call]
        return list(cursor.fetchall())

    def person(self, name: str) -> "PersonDriver":
        """Somebody at this plan."""
        return PersonDriver(self, name)

    def later(self, **duration: int) -> None:
        """Let time pass."""
        self.clock.instant += timedelta(**duration)

    def row(self, table: type[Table], key: Any) -> dict[str, Any]:
        """A stored row by its key."""
        return self.rows()[str(table._meta.table_name), key]

    def rows(self) -> Rows:
        """Every row of the plan by table and key, without the log and the sittings."""
        found: Rows = {}
        for table in TABLES:
            if table in (Event, Presence, Preference, Draft):
                continue
            key: Any = table._meta.primary_key
            for row in table.select().dicts().execute(self.database):
                found[str(table._meta.table_name), row[key.name]] = row
        return found

    def events(self, after: int = 0) -> list[EventRow]:
        """The events after one, oldest first."""
        return events_since(self.database, after, limit=1_000_000)

    @property
    def last(self) -> EventRow:
        """The newest event."""
        return self.events()[-1]

    @contextmanager
    def one_event(self, action: str) -> Iterator[list[FieldChange]]:
        """What happens in here leaves exactly one event; gives its changes afterwards."""
        before = len(self.events())
        changes: list[FieldChange] = []
        yield changes
        new = self.events()[before:]
        assert [event.action for event in new] == [action]
        changes += new[0].changes

    @contextmanager
    def no_trace(self) -> Iterator[None]:
        """What happens in here leaves the tables and the log as they were."""
        before = self.rows(), self.events()
        yield
        assert (self.rows(), self.events()) == before

    def broken_links(self) -> list[int]:
        """Ids of the events whose digest does not follow from the event before."""
        digest, broken = "", []
        for row in Event.select().order_by(Event.id).dicts().execute(self.database):
            if chain(digest, {name: row[name] for name in CHAINED}) != row["digest"]:
                broken.append(row["id"])
            digest = row["digest"]
        return broken


class PersonDriver:
    """Somebody who does things to the plan."""

    def __init__(self, plan: PlanDriver, name: str) -> None:
        self.plan = plan
        self.name = name

    def asks(self, uuid: str = "") -> Request:
        """A request of this person, now."""
        request = Request(self.name, self.plan.clock.now())
        return Request(self.name, request.at, uuid) if uuid else request

    def does(self, command: Callable[..., Outcome], *args: Any, **kwargs: Any) -> Outcome:
        """Carry a command out as this person."""
        return command(self.plan.database, self.asks(), *args, **kwargs)

    def adds(self, command: Callable[..., Outcome], *args: Any, **kwargs: Any) -> int:
        """Carry a command out and give the id of the item that it is about."""
        return self.does(command, *args, **kwargs).entity_id


@contextmanager
def fails(error: type[SapaError], code: str) -> Iterator[Any]:
    """What happens in here is refused with this error and code."""
    with pytest.raises(error) as caught:
        yield caught
    assert caught.value.code == code


def changed(**fields: tuple[Any, Any]) -> dict[str, Edit]:
    """What a form sends: each field before and after."""
    return {name: Edit(*values) for name, values in fields.items()}


def values(changes: list[FieldChange]) -> dict[str, tuple[Any, Any]]:
    """Old and new value by field."""
    return {change.field: (change.old, change.new) for change in changes}


def replayed(ground: Rows, events: list[EventRow]) -> Rows:
    """What the tables must hold when the events are played onto the ground.

    A row's version is no field of its own: it counts the events that changed the row.
    """
    rows = {key: dict(row) for key, row in ground.items()}
    for event in events:
        for key in dict.fromkeys((change.entity, change.entity_id) for change in event.changes):
            if key in rows:
                rows[key]["version"] += 1
        for change in event.changes:
            row = rows.setdefault((change.entity, change.entity_id), _blank(change))
            assert row.get(change.field) == change.old, (event, change)
            row[change.field] = change.new
    return rows


def _blank(change: FieldChange) -> dict[str, Any]:
    table = next(table for table in TABLES if table._meta.table_name == change.entity)
    return {**dict.fromkeys(table._meta.fields), "id": change.entity_id}


def in_processes(function: Callable[..., T], *calls: tuple[Any, ...]) -> list[T]:
    """Make each call in a fresh process, all at once; raises what one of them raised."""
    with crew(len(calls)) as together:
        return together(function, *calls)


@contextmanager
def crew(count: int) -> Iterator[Callable[..., list[Any]]]:
    """Processes that make as many calls at once, each time they are asked to."""
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(count)
    with ProcessPoolExecutor(count, context, _Together.set, (gate,)) as pool:

        def together(function: Callable[..., T], *calls: tuple[Any, ...]) -> list[T]:
            running = [pool.submit(_Together.call, function, *call) for call in calls]
            return [process.result(PATIENCE) for process in running]

        yield together


class _Together:
    """In a process: the gate behind which it waits until the others have started too."""

    gate: Any = None

    @classmethod
    def set(cls, gate: Any) -> None:
        cls.gate = gate

    @classmethod
    def call(cls, function: Callable[..., T], *arguments: Any) -> T:
        cls.gate.wait(PATIENCE)
        return function(*arguments)
