"""Writers are killed in the middle of a write, again and again: nothing acknowledged is lost."""

import multiprocessing
import os
import random
import signal
from collections import Counter
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pytest

from db.backup import FOLDER, backup
from db.commands import Request, board
from db.connection import open_plan, set_patience
from db.queries.health import health
from tests.drivers import MONDAY, PATIENCE, PlanDriver
from tests.test_backup import names, sums

ROUNDS, WRITERS = 50, 2
CARD = 4


def write(path: str, wire: Connection) -> None:
    """Tick and untick without end, saying before and after each write which request it is."""
    database = open_plan(Path(path))
    database.execute_sql("PRAGMA wal_autocheckpoint = 20")  # type: ignore[no-untyped-call]
    while True:
        request = Request("ak", MONDAY)
        wire.send((request.uuid, None))
        wire.send((request.uuid, add(database, request)))


def add(database: object, request: Request) -> int | None:
    """One write of several rows' worth."""
    return board.add(database, request, "Ring rundt", description=request.uuid * 20).event  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    """Processes that start in a moment, because one of them has read all the code before."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "tests.faults.test_killed"])
    return context


class Writer:
    """A process that writes until it is killed, and what it has said."""

    def __init__(self, forks: ForkServerContext, path: Path) -> None:
        self.wire, other = forks.Pipe(duplex=False)
        self.process: ForkServerProcess = forks.Process(target=write, args=(str(path), other))
        self.process.start()
        other.close()
        self.said: dict[str, int | None] = {}

    def listen(self) -> None:
        """Hear the next thing it says."""
        assert self.wire.poll(PATIENCE)
        uuid, event = self.wire.recv()
        self.said[uuid] = event

    def kill(self) -> dict[str, int | None]:
        """End it as kill -9 does; gives the event of each request, None where no answer came."""
        assert self.process.pid is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join(PATIENCE)
        try:
            while self.wire.poll():
                self.listen()
        except (EOFError, OSError):
            pass  # it was killed in the middle of a word
        self.wire.close()
        return self.said


def test_writers_killed_in_mid_write(forks: ForkServerContext, plan_path: Path) -> None:
    chance = random.Random(7)
    plan = PlanDriver(plan_path)
    before = plan.last.id
    said: dict[str, int | None] = {}
    for _ in range(ROUNDS):
        writers = [Writer(forks, plan_path) for _ in range(WRITERS)]
        by_wire = {writer.wire: writer for writer in writers}
        for _ in range(chance.randrange(2, 24)):
            speaking = wait(list(by_wire), PATIENCE)
            by_wire[speaking[0]].listen()  # type: ignore[index]
        for writer in writers:
            said |= writer.kill()
    acknowledged = {uuid: event for uuid, event in said.items() if event is not None}
    unanswered = [uuid for uuid, event in said.items() if event is None]
    assert len(acknowledged) > ROUNDS
    stored = dict(plan.sql("SELECT uuid, id FROM event WHERE id > ?", before))
    assert acknowledged.items() <= stored.items()
    assert stored.keys() <= said.keys()
    # Whoever got no answer asks again: it is done once, whether or not it had been done.
    for uuid in unanswered:
        assert add(plan.database, Request("ak", MONDAY, uuid)) == stored.get(uuid, plan.last.id)
    titles = Counter(row[0] for row in plan.sql("SELECT description FROM activity WHERE id > 25"))
    assert titles == Counter(uuid * 20 for uuid in said)
    found = health(plan.database)
    assert (found.faults, found.broken_event) == ((), None)
    assert found.events == before + len(said)
    plan.close()


def make_backups(path: str, wire: Connection) -> None:
    """Make backups without end, and say so before each."""
    while True:
        wire.send("now")
        backup(Path(path), None, MONDAY)


def test_backups_killed_half_way(forks: ForkServerContext, plan_path: Path) -> None:
    """What stands under a backup's name is whole; the halves have other names."""
    chance = random.Random(7)
    wanted = sums(plan_path)
    for _ in range(10):
        wire, other = forks.Pipe(duplex=False)
        process = forks.Process(target=make_backups, args=(str(plan_path), other))
        process.start()
        other.close()
        for _ in range(chance.randrange(1, 4)):
            assert wire.poll(PATIENCE)
            wire.recv()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(PATIENCE)
        wire.close()
    made = [name for name in names(plan_path.parent / FOLDER) if not name.startswith(".")]
    assert made
    assert all(sums(plan_path.parent / FOLDER / name) == wanted for name in made)
    plan = PlanDriver(plan_path)
    set_patience(plan.database, 0)
    assert plan.person("ak").does(board.add, "Ring rundt").event == 4  # no lock is left behind
    plan.close()
