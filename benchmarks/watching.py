"""What it costs to watch for the colleagues' changes while nobody does anything."""

import multiprocessing
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from db.clock import Clock
from sapa_tui.refresh import LOOK_SECONDS, PlanSession
from sapa_tui.sitting import Sitting

from .plans import COLLEAGUE, Plan
from .report import Result, spread

_LOOKS = 2_000
_SETTLED = 2.0


def run(plan: Plan, counts: Sequence[int], seconds: float) -> Result:
    """Let sessions without a screen watch, each in a process of its own."""
    looks = _looks(plan.path)
    shares = {count: _shares(plan.path, count, seconds) for count in counts}
    rows = [
        {
            "sessions": str(count),
            "a look every s": f"{LOOK_SECONDS:.1f}",
            "a look, us": f"{median(looks):.0f}",
            "of a core each, %": spread(found, 2),
            "of a core together, %": f"{sum(found):.1f}",
        }
        for count, found in shares.items()
    ]
    title = "Watching while nothing changes but the signs of life"
    return Result(title, rows, [], {"microseconds": looks, "percent": shares})


def _looks(path: Path) -> list[float]:
    """Microseconds of each look for news that finds none."""
    at = Sitting(path, COLLEAGUE, Clock(), 1.0, lambda _: None)
    at.open()
    took = []
    for _ in range(_LOOKS):
        began = time.perf_counter()
        at.watch()
        took.append((time.perf_counter() - began) * 1e6)
    at.leave(None)
    return took


def _shares(path: Path, count: int, seconds: float) -> list[float]:
    """The part of a core that each of some sessions takes, in per cent."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__])
    gate = context.Barrier(count)
    wires = []
    for _ in range(count):
        wire, other = context.Pipe(duplex=False)
        context.Process(target=_watch, args=(path, seconds, gate, other)).start()
        other.close()
        wires.append(wire)
    return [wire.recv() / seconds * 100 for wire in wires]


def _watch(path: Path, seconds: float, gate: Any, wire: Connection) -> None:
    session = PlanSession(path, COLLEAGUE, Clock())
    session.start()
    session.opened()
    gate.wait()
    time.sleep(_SETTLED)
    began = time.process_time()
    time.sleep(seconds)
    wire.send(time.process_time() - began)
    session.close()
