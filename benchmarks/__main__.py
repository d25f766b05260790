"""``make bench``: measures the program and says which targets are reached.

python -m benchmarks                  everything
python -m benchmarks board            start-up, keys, memory and bytes of one dashboard
python -m benchmarks together         a change on the screens of 2 and of 20 dashboards
python -m benchmarks many-writers     20 and 50 processes that write, beside bare sqlite3
python -m benchmarks walking          a standup's next card on the screens of 20 followers
python -m benchmarks moving           a move of go-live among 3,000 activities in chains
python -m benchmarks watching         what an idle session costs
python -m benchmarks ssh-load         20 and 50 people at once through sshd; needs root
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from . import board, many_writers, moving, propagation, ssh_load, walking, watching
from .plans import Plan, make_plans
from .report import Result, machine, show

Benchmark = Callable[[Sequence[Plan], bool, int], list[Result]]
SIZES, QUICK_SIZES = (30, 300, 3_000, 10_000), (30, 3_000)
WRITERS, DASHBOARDS, LOGINS = (20, 50), (2, 20), (20, 50)
FOLLOWERS = 20
MOVED, CHAINS = 3_000, (1, 10, 50)
"""Activities that are counted from each other, one by the other; 1 is from go-live."""


def _board(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    keys, idle = (16, 5) if quick else (40, 20)
    return [board.run(plans, min(runs, 3) if quick else runs, keys=keys, idle_seconds=idle)]


def _together(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    changes = 4 if quick else 20
    return [propagation.run(plans[0], count, changes) for count in DASHBOARDS]


def _many_writers(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    paced, flat, rounds = (5, 3, 1) if quick else (20, 10, 2)
    return [many_writers.run(plans[0], WRITERS, paced, flat, rounds)]


def _walking(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    return [walking.run(plans[0], FOLLOWERS, 4 if quick else 20)]


def _moving(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    del runs
    return [
        moving.run(next(plan for plan in plans if plan.size == MOVED), CHAINS, 1 if quick else 5)
    ]


def _watching(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    return [watching.run(plans[0], (1, 20), 5 if quick else 20)]


def _ssh_load(plans: Sequence[Plan], quick: bool, runs: int) -> list[Result]:
    load = ssh_load.Load(1, 10, 4) if quick else ssh_load.Load(2, 20, 10)
    return ssh_load.run(plans[0], LOGINS, load)


BENCHMARKS: dict[str, Benchmark] = {
    "board": _board,
    "together": _together,
    "many-writers": _many_writers,
    "walking": _walking,
    "moving": _moving,
    "watching": _watching,
    "ssh-load": _ssh_load,
}


def _sizes(which: Sequence[str], quick: bool) -> Sequence[int]:
    """How large the plans are that the benchmarks ask for."""
    if "board" in which:
        return QUICK_SIZES if quick else SIZES
    return QUICK_SIZES if "moving" in which else SIZES[:1]


def main() -> int:
    """Run the benchmarks; the exit code is 1 when a target is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("which", nargs="*", metavar="WHICH", help=", ".join(BENCHMARKS))
    parser.add_argument("--runs", type=int, default=7, help="rounds of start-ups (7)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and sizes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers here")
    given = parser.parse_args()
    if unknown := set(given.which) - BENCHMARKS.keys():
        parser.error(f"no such benchmark: {', '.join(unknown)}")
    which = given.which or list(BENCHMARKS)
    print(f"{time.strftime('%d-%m-%Y')}: {machine()}")
    sizes = _sizes(which, given.quick)
    results = []
    with tempfile.TemporaryDirectory(prefix="sapa-bench-") as folder:
        print("making the plans ...", file=sys.stderr)
        plans = make_plans(Path(folder), sizes)
        for name in which:
            for result in BENCHMARKS[name](plans, given.quick, given.runs):
                show(result)
                results.append(result)
    if given.json:
        found = [{"title": result.title, "measured": result.measured} for result in results]
        given.json.write_text(json.dumps(found, indent=1, default=str))
    return int(not all(target.reached for result in results for target in result.targets))


if __name__ == "__main__":
    sys.exit(main())
