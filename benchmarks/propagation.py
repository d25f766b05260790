"""How soon a colleague's screen shows what one has just done."""

import sys
import time
from statistics import median

from .board import dashboard
from .plans import COLLEAGUE, LEADER, Plan
from .report import Result, Target, percentile
from .terminal import Terminal

_GLOW = f"● {LEADER.upper()}".encode()
"""What stands for some seconds on the card that a colleague has moved."""
_FADED = 5.0
_KEYS = "HL"


def run(plan: Plan, changes: int) -> Result:
    """Move a card to and fro on one screen, and wait for each move on the other's."""
    seconds = []
    with Terminal(dashboard(plan)) as author, Terminal(dashboard(plan, COLLEAGUE)) as reader:
        for terminal in (author, reader):
            terminal.shown_at(plan.mark)
        for number in range(changes):
            for terminal in (author, reader):
                terminal.settle(_FADED / 2, limit=_FADED)
            seconds.append(_seen_after(author, reader, _KEYS[number % len(_KEYS)]))
            print(f"change {number + 1} of {changes}", file=sys.stderr)
    p50, p95 = median(seconds) * 1000, percentile(seconds, 0.95) * 1000
    row = {"cards": str(plan.size), "changes": str(changes), "p50 ms": f"{p50:.0f}"}
    return Result(
        "A change on a colleague's screen, from the key",
        [{**row, "p95 ms": f"{p95:.0f}", "slowest ms": f"{max(seconds) * 1000:.0f}"}],
        [Target("a change is seen after, p95 in ms", p95, 500)],
        {"seconds": seconds},
    )


def _seen_after(author: Terminal, reader: Terminal, key: str, patience: float = 10.0) -> float:
    """Seconds from a key to its glow in what the reader's terminal is sent."""
    seen, sent = len(reader.chunks), time.perf_counter()
    author.send(key.encode())
    while time.perf_counter() - sent < patience:
        author.read(0)
        stamp = reader.read(0.005)
        if stamp is not None and _GLOW in b"".join(data for _, data in reader.chunks[seen:]):
            return stamp - sent
    raise TimeoutError(f"no change was seen on\n{reader.text()}")
