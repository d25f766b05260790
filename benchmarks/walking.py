"""How soon the followers of a standup see the card that its leader goes on to."""

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from db.connection import open_plan
from db.queries.standup import walk_under_way

from .board import dashboard
from .plans import COLLEAGUE, LEADER, Plan
from .propagation import drain
from .report import Result, Target, percentile
from .terminal import Terminal

FORWARD, STANDUP, START = "l", "7", "S"
_PAUSE = 2.0
"""Seconds that a team looks at a card at the very least; all screens come to rest in them."""
_LIMIT = 300.0
"""Milliseconds within which 95 of 100 looks are to show the card."""


def run(plan: Plan, followers: int, steps: int) -> Result:
    """Lead a standup on one screen from card to card, and look for each on all the others."""
    seconds = []
    with ExitStack() as stack:
        people = (LEADER, *[COLLEAGUE] * followers)
        opened = [stack.enter_context(Terminal(dashboard(plan, name))) for name in people]
        for terminal in opened:
            terminal.shown_at(plan.mark)
        leader, others = opened[0], opened[1:]
        for key in (STANDUP, START):
            leader.send(key.encode())
            drain(opened, _PAUSE)
        for number, card in enumerate(_cards(plan.path)[:steps], 1):
            drain(opened, _PAUSE)
            sent = time.perf_counter()
            leader.send(FORWARD.encode())
            drain(opened, _PAUSE)
            # The number stands in the edge of the card's page, which is drawn after the bar.
            seconds += [follower.shown_at(f"#{card}─") - sent for follower in others]
            print(f"step {number} of {steps}", file=sys.stderr)
    p50, p95 = median(seconds) * 1000, percentile(seconds, 0.95) * 1000
    row = {"followers": str(followers), "cards": str(plan.size), "steps": str(steps)}
    times = {"p50 ms": p50, "p95 ms": p95, "slowest ms": max(seconds) * 1000}
    name = f"a step of the leader is seen on {followers} screens after, p95 in ms"
    return Result(
        "A standup's next card on the followers' screens, from the leader's key",
        [row | {what: f"{value:.0f}" for what, value in times.items()}],
        [Target(name, p95, _LIMIT)],
        {"followers": followers, "seconds": seconds},
    )


def _cards(path: Path) -> list[str]:
    """The numbers of the items, in the order of the walk that is under way."""
    database = open_plan(path)
    try:
        walk = walk_under_way(database)
        assert walk is not None, "the standup did not begin"
        return [stop.partition(":")[2] for stop in walk.items]
    finally:
        database.close()
