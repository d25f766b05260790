"""How soon the colleagues' screens show what one has just done."""

import select
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median

from .board import dashboard
from .plans import COLLEAGUE, LEADER, Plan
from .report import Result, Target, percentile
from .terminal import Terminal

_GLOW = f"● {LEADER.upper()}".encode()
"""What stands for some seconds on the card that a colleague has moved."""
FADED = 5.0
KEYS = "JK"
"""The author's, one a change, down a place and up again: it is in view on every screen."""
_ELSEWHERE = "l"
"""The colleagues' cursors stand in another column."""
_LIMITS = {2: 500.0, 20: 300.0}
"""Milliseconds within which 95 of 100 looks are to show a change, by open dashboards."""


def run(plan: Plan, dashboards: int, changes: int) -> Result:
    """Move a card down and up on one of the screens, and wait for each move on all the others."""
    seconds = []
    with ExitStack() as stack:
        people = (LEADER, *[COLLEAGUE] * (dashboards - 1))
        opened = [stack.enter_context(Terminal(dashboard(plan, name))) for name in people]
        for terminal in opened:
            terminal.shown_at(plan.mark)
        for reader in opened[1:]:
            reader.send(_ELSEWHERE.encode())
        for number in range(changes):
            drain(opened, FADED)
            seconds += seen_after(opened[0], opened[1:], KEYS[number % len(KEYS)])
            print(f"change {number + 1} of {changes}", file=sys.stderr)
    p50, p95 = median(seconds) * 1000, percentile(seconds, 0.95) * 1000
    row = {"dashboards": str(dashboards), "cards": str(plan.size), "changes": str(changes)}
    times = {"p50 ms": p50, "p95 ms": p95, "slowest ms": max(seconds) * 1000}
    name = f"a change is seen on {dashboards - 1} other screens after, p95 in ms"
    return Result(
        "A change on the colleagues' screens, from the key",
        [row | {what: f"{value:.0f}" for what, value in times.items()}],
        [Target(name, p95, _LIMITS.get(dashboards, 500.0))],
        {"dashboards": dashboards, "seconds": seconds},
    )


def seen_after(
    author: Terminal, readers: Sequence[Terminal], key: str, patience: float = 10.0
) -> list[float]:
    """Seconds from a key to its glow in what each reader's terminal is sent."""
    before = {reader: len(reader.chunks) for reader in readers}
    seen: dict[Terminal, float] = {}
    sent = time.perf_counter()
    author.send(key.encode())
    while len(seen) < len(readers) and time.perf_counter() - sent < patience:
        for terminal, stamp in _read([author, *readers], 0.05):
            if terminal is author or terminal in seen:
                continue
            if _GLOW in b"".join(data for _, data in terminal.chunks[before[terminal] :]):
                seen[terminal] = stamp - sent
    for reader in readers:
        if reader not in seen:
            raise TimeoutError(f"no change was seen on\n{reader.text()}")
    return list(seen.values())


def drain(terminals: Sequence[Terminal], seconds: float) -> None:
    """Read whatever comes to some terminals for a time."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        _read(terminals, left)


def _read(terminals: Sequence[Terminal], seconds: float) -> list[tuple[Terminal, float]]:
    """Read from all that have something; returns those, and the instant at which it came."""
    ready = select.select(terminals, [], [], seconds)[0]
    stamps = [(terminal, terminal.read(0)) for terminal in ready]
    return [(terminal, stamp) for terminal, stamp in stamps if stamp is not None]
