"""Many people write at once: how long each waits, and how near bare sqlite3 the commands come."""

import multiprocessing
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from db.changes import last_event
from db.clock import Clock
from db.commands import Edit, Request, board
from db.connection import open_plan
from db.queries.board import activity
from db.queries.health import health

from .plans import COLLEAGUE, Plan
from .report import Result, Target, percentile, spread
from .writers import BARE, EDITS, MIXED, Desk, Work, Written, write

_PACE = 1.0
_SHARED = 4
_START_SECONDS = 60.0


class Outcome(NamedTuple):
    """What came of some writers' work; ``astray`` counts what does not add up afterwards."""

    writers: int
    work: Work
    told: list[Written]
    astray: int

    @property
    def waits(self) -> list[float]:
        """Seconds that each write took."""
        return [wait for written in self.told for wait in written.waits]

    @property
    def errors(self) -> int:
        """Writes that failed."""
        return sum(len(written.errors) for written in self.told)

    @property
    def throughput(self) -> float:
        """Writes a second."""
        return sum(len(written.events) for written in self.told) / self.work.seconds


def run(
    plan: Plan, counts: Sequence[int], paced_seconds: float, flat_seconds: float, rounds: int
) -> Result:
    """Let each number of processes write: one write a second each, then flat out.

    Flat out all ways take turns, ``rounds`` times ``flat_seconds``.
    """
    path = plan.path.with_name("writers.db")
    outcomes = []
    for count in counts:
        works = [Work(path, way, flat_seconds, 0.0) for way in (BARE, EDITS, MIXED)] * rounds
        paced = [Work(path, way, paced_seconds, _PACE) for way in (BARE, MIXED)]
        for work in (*paced, *works):
            outcomes.append(_outcome(plan, count, work))
    return Result(
        "Many writers: waits in ms",
        _rows(outcomes),
        _targets(outcomes),
        {"writers": [outcome._asdict() for outcome in outcomes]},
    )


def _outcome(plan: Plan, count: int, work: Work) -> Outcome:
    shutil.copy(plan.path, work.path)
    desks, known = _furnish(work.path, count)
    told = _in_processes(work, desks)
    outcome = Outcome(count, work, told, _astray(work, desks, told, known))
    print(f"{count} writers, {work.way}: {outcome.throughput:.0f}/s", file=sys.stderr)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{work.path}{suffix}").unlink(missing_ok=True)
    return outcome


def _furnish(path: Path, count: int) -> tuple[list[Desk], int]:
    """Give every writer a card with a point; returns them and the last event before the work."""
    database, clock = open_plan(path), Clock()
    try:
        with database.atomic():
            now = clock.now()
            text = activity(database, _SHARED).description
            edits = {"description": Edit(text, "0")}
            board.edit(database, Request(COLLEAGUE, now), _SHARED, edits)
            desks = []
            for number in range(count):
                card = board.add(database, Request(COLLEAGUE, now), f"Kort {number}").entity_id
                board.add_checklist_item(database, Request(COLLEAGUE, now), card, "Ring rundt")
                point = activity(database, card).checklist[0].id
                desks.append(Desk(number, card, point, _SHARED))
        return desks, last_event(database)
    finally:
        database.close()


def _in_processes(work: Work, desks: Sequence[Desk]) -> list[Written]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", f"{__package__}.writers"])
    gate = context.Barrier(len(desks))
    wires, processes = [], []
    for desk in desks:
        wire, other = context.Pipe(duplex=False)
        process = context.Process(target=write, args=(work, desk, gate, other))
        process.start()
        other.close()
        wires.append(wire)
        processes.append(process)
    told = [wire.recv() for wire in wires]
    for process in processes:
        process.join(_START_SECONDS)
    return told


def _astray(work: Work, desks: Sequence[Desk], told: Sequence[Written], known: int) -> int:
    """How much is stored that nobody was told, was told and is not stored, or is damaged."""
    database = open_plan(work.path)
    try:
        found = health(database)
        events = [event for written in told for event in written.events]
        expected = range(known + 1, last_event(database) + 1)
        astray = sum((Counter(events) - Counter(expected)).values())
        astray += sum((Counter(expected) - Counter(events)).values()) + len(found.faults)
        counted = sum(written.kinds["count"] for written in told)
        astray += activity(database, _SHARED).description.split()[0] != str(counted)
        for desk, written in zip(desks, told, strict=True):
            card = activity(database, desk.card)
            astray += card.assignee != str(written.kinds["edit"] or "")
            astray += bool(card.checklist[0].ticked_by) != bool(written.kinds["tick"] % 2)
            moves = written.kinds["move"]
            astray += card.card.column.value != ("done", "in_progress")[moves % 2] and moves > 0
        chained = found.broken_event is None or work.way == BARE  # which makes no chain
        return astray + (not chained)
    finally:
        database.close()


def _rows(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """One row for each number of writers and way, all rounds together."""
    groups: dict[tuple[int, str, float], list[Outcome]] = {}
    for outcome in outcomes:
        key = (outcome.writers, outcome.work.way, outcome.work.pace)
        groups.setdefault(key, []).append(outcome)
    return [_row(group, outcomes) for group in groups.values()]


def _row(group: Sequence[Outcome], outcomes: Sequence[Outcome]) -> dict[str, str]:
    told = [written for outcome in group for written in outcome.told]
    waits = [wait * 1000 for outcome in group for wait in outcome.waits]
    each = [len(written.events) for written in told]
    writers, work = group[0].writers, group[0].work
    return {
        "writers": str(writers),
        "writing": work.way + (", 1 a second" if work.pace else ", flat out"),
        "writes/s": spread([outcome.throughput for outcome in group]),
        "x bare": "" if work.pace else f"{_ratio(outcomes, writers, work.way):.2f}",
        "p50": f"{percentile(waits, 0.5):.1f}",
        "p95": f"{percentile(waits, 0.95):.1f}",
        "worst": f"{max(waits):.0f}",
        "least-most": f"{min(each)}-{max(each)}",
        "conflicts": str(sum(written.conflicts for written in told)),
        "errors": str(sum(outcome.errors for outcome in group)),
        "astray": str(sum(outcome.astray for outcome in group)),
    }


def _ratio(outcomes: Sequence[Outcome], writers: int, way: str) -> float:
    """A way's throughput flat out, as a part of bare sqlite3's: of the best round of each.

    Other work on the machine only ever takes away, and from a round rather than from a way.
    """
    flat = [o for o in outcomes if o.writers == writers and not o.work.pace]
    mine, bare = (max(o.throughput for o in flat if o.work.way == name) for name in (way, BARE))
    return mine / bare


def _targets(outcomes: Sequence[Outcome]) -> list[Target]:
    ours = [outcome for outcome in outcomes if outcome.work.way != BARE]
    targets = [
        Target("writes astray", sum(outcome.astray for outcome in outcomes), 0),
        Target("errors", sum(outcome.errors for outcome in ours), 0),
    ]
    for outcome in ours:
        if outcome.work.pace:
            name = f"worst wait of {outcome.writers} at one write a second each, in s"
            targets.append(Target(name, max(outcome.waits), 2))
    for count in dict.fromkeys(outcome.writers for outcome in outcomes):
        name = f"{count} flat out: bare sqlite3's throughput, times the commands'"
        targets.append(Target(name, 1 / _ratio(outcomes, count, EDITS), 2))
    return targets
