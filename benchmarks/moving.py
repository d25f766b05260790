"""Moving go-live in a large plan: what follows is read, moved, taken back and done again."""

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median

from peewee import SqliteDatabase

from db.clock import Clock
from db.commands import Request, plan, undo
from db.connection import open_plan
from db.models import Activity
from db.queries.board import cards
from db.queries.communication import items
from db.queries.go_live_move import go_live_move
from db.queries.plan import plan_facts

from .plans import LEADER, Plan
from .report import Result, Target

_LATER = timedelta(weeks=26)
_MOST_SECONDS = 2.0
_READ = "reading"
Times = dict[str, list[float]]


def run(of: Plan, chains: Sequence[int], rounds: int) -> Result:
    """Move a plan's go-live half a year, its activities in chains of these lengths."""
    found: dict[int, Times] = {}
    for length in chains:
        print(f"moving {of.size} activities in chains of {length}", file=sys.stderr)
        copy = of.path.with_name(f"moving-{length}.db")
        shutil.copy(of.path, copy)
        found[length] = _measured(copy, length, rounds)
    worst = max(max(took) for times in found.values() for took in times.values())
    name = f"longest wait with {of.size} activities, in s"
    rows = [
        {"activities": str(of.size), "in chains of": str(length), **_row(times)}
        for length, times in found.items()
    ]
    return Result("Moving go-live", rows, [Target(name, worst, _MOST_SECONDS)], {"ms": found})


def _row(times: Times) -> dict[str, str]:
    floor = median(times[_READ])
    return {
        name: f"{median(took) * 1000:.0f} ms, {median(took) / floor:.1f}x"
        for name, took in times.items()
    }


def _measured(path: Path, length: int, rounds: int) -> Times:
    """Seconds for each step; reading the whole plan is what the least of them must do."""
    clock, times = Clock(), Times()
    database = open_plan(path)
    try:
        _hang(database, length)
        go_live = plan_facts(database).go_live
        assert go_live is not None
        steps: dict[str, Callable[[], object]] = {
            _READ: lambda: (plan_facts(database), cards(database), items(database)),
            "preview": lambda: go_live_move(database, go_live + _LATER, clock.today()),
            "move": lambda: plan.set_go_live(
                database, Request(LEADER, clock.now()), go_live + _LATER, reason="Later"
            ),
            "undo": lambda: undo.undo(database, Request(LEADER, clock.now())),
            "redo": lambda: undo.redo(database, Request(LEADER, clock.now())),
            "undo again": lambda: undo.undo(database, Request(LEADER, clock.now())),
        }
        for _round in range(rounds):
            for name, step in steps.items():
                begun = time.perf_counter()
                step()
                times.setdefault(name, []).append(time.perf_counter() - begun)
    finally:
        database.close()
    return times


def _hang(database: SqliteDatabase, length: int) -> None:
    """Count each activity a working day from the one before it, but for the first of a chain.

    Written beside the core, which would look at the whole chain three thousand times.
    """
    numbers = [number for (number,) in Activity.select(Activity.id).tuples().execute(database)]
    with database.atomic():
        for place, number in enumerate(numbers):
            if place % length:
                rule = f"activity:{numbers[place - 1]}+1wd"
                values = {Activity.offset_weeks: None, Activity.due_date: None}
                query = Activity.update({**values, Activity.due_rule: rule})
                query.where(Activity.id == number).execute(database)
