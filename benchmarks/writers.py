"""Processes that write to one plan: by the commands that people use, or by bare sqlite3."""

import random
import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from db.clock import Clock
from db.commands import Edit, Request, board
from db.connection import BUSY_SECONDS, open_plan
from db.errors import Conflict, SapaError
from db.rules.codes import Column

from .plans import COLLEAGUE

BARE, EDITS, MIXED = "bare sqlite3", "edits", "all sorts"
"""Ways to write: an own row's field by bare sqlite3, the same by a command, commands by turns."""
_PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = 1", "trusted_schema = 0")
_UPDATE = "UPDATE activity SET assignee = ?, version = ? WHERE id = ? AND version = ?"
_EVENT = (
    "INSERT INTO event (uuid, at, actor_id, action, entity, entity_id, title, changes, note, "
    "undoes, digest) VALUES (?, '2026-11-23T08:00:00.000Z', 1, 'activity.edited', 'activity', ?, "
    "'Kortlæg interessenterne', ?, '', NULL, '" + "0" * 64 + "')"
)


class Desk(NamedTuple):
    """What one writer writes to: a card and a point of its own, and the card that all share.

    The shared card's description is a number, and who wrote it; each writes one more.
    """

    number: int
    card: int
    point: int
    shared: int


class Work(NamedTuple):
    """For how long to write, and how: ``pace`` is seconds from write to write, 0 is flat out."""

    path: Path
    way: str
    seconds: float
    pace: float


class Written(NamedTuple):
    """What a writer was told: the events of its writes, by kind; seconds each took; faults."""

    number: int
    events: list[int]
    kinds: Counter[str]
    waits: list[float]
    conflicts: int
    errors: list[str]


class Writer:
    """Writes by the project's commands."""

    errors: tuple[type[Exception], ...] = (SapaError,)
    conflicts = 0

    def __init__(self, path: Path, desk: Desk, way: str) -> None:
        self.desk = desk
        every: list[Callable[[], int]] = [self.edit, self.tick, self.move, self.count]
        self.turns = every if way == MIXED else [self.edit]
        self._database = open_plan(path)
        self._clock = Clock()
        self._done: Counter[str] = Counter()
        self._seen = "0"

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def edit(self) -> int:
        """Change a field of the own card."""
        before, after = (f"{self._done['edit'] + more or ''}" for more in (0, 1))
        return self._do(board.edit, self.desk.card, {"assignee": Edit(before, after)}, kind="edit")

    def tick(self) -> int:
        """Set or clear the own tick."""
        return self._do(board.set_tick, self.desk.point, self._done["tick"] % 2 == 0, kind="tick")

    def move(self) -> int:
        """Move the own card to and fro."""
        target = (Column.IN_PROGRESS, Column.DONE)[self._done["move"] % 2]
        return self._do(board.move, self.desk.card, target, kind="move")

    def count(self) -> int:
        """Add one to the shared number, as an editor does who was told that it has changed."""
        while True:
            after = f"{int(self._seen.split()[0]) + 1} {self.desk.number}"
            edits = {"description": Edit(self._seen, after)}
            try:
                event = self._do(board.edit, self.desk.shared, edits, kind="count")
            except Conflict as conflict:
                self.conflicts += 1
                self._seen = conflict.fields["description"][2]
            else:
                self._seen = after
                return event

    def _do(self, command: Callable[..., Any], *args: Any, kind: str) -> int:
        event = command(self._database, Request(COLLEAGUE, self._clock.now()), *args).event
        if event is None:
            raise SapaError("nothing_written", kind=kind)
        self._done[kind] += 1
        return int(event)


class BareWriter:
    """The least that such a write can be: read the row, update it, add the event."""

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)
    conflicts = 0

    def __init__(self, path: Path, desk: Desk) -> None:
        self.card = desk.card
        self.turns: list[Callable[[], int]] = [self.edit]
        self._database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        for pragma in _PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def edit(self) -> int:
        """Change a field of the own card."""
        run = self._database.execute
        run("BEGIN IMMEDIATE")
        try:
            row = run("SELECT * FROM activity WHERE id = ?", (self.card,)).fetchall()[0]
            before, version = row["assignee"], row["version"]
            after = str(int(before or 0) + 1)
            run(_UPDATE, (after, version + 1, self.card, version))
            changes = f'[["activity",{self.card},"assignee","{before}","{after}"]]'
            event = run(_EVENT, (str(uuid.uuid4()), self.card, changes)).lastrowid
            run("COMMIT")
        except BaseException:
            run("ROLLBACK")
            raise
        return int(event or 0)


def write(work: Work, desk: Desk, gate: Any, wire: Connection) -> None:
    """In a process of its own: write for as long as asked, and say what came of it."""
    bare = work.way == BARE
    writer = BareWriter(work.path, desk) if bare else Writer(work.path, desk, work.way)
    told = Written(desk.number, [], Counter(), [], 0, [])
    gate.wait()
    began = due = time.monotonic()
    if work.pace:
        due += random.Random(desk.number).uniform(0, work.pace)
    turn = desk.number
    while due < began + work.seconds:
        time.sleep(max(0.0, due - time.monotonic()))
        _take_turn(writer, writer.turns[turn % len(writer.turns)], told)
        turn += 1
        due = max(due + work.pace, time.monotonic())
    writer.close()
    wire.send(told._replace(conflicts=writer.conflicts))
    wire.close()


def _take_turn(writer: Writer | BareWriter, turn: Callable[[], int], told: Written) -> None:
    began = time.perf_counter()
    try:
        told.events.append(turn())
        told.kinds[turn.__name__] += 1
    except writer.errors as error:
        told.errors.append(str(error))
    told.waits.append(time.perf_counter() - began)
