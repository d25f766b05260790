"""``make bench``: measures the dashboard and says which targets are reached."""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from . import board, propagation
from .plans import make_plans
from .report import machine, show

SIZES, QUICK_SIZES = (30, 300, 3_000, 10_000), (30, 3_000)


def main() -> int:
    """Run the benchmarks; the exit code is 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="rounds of start-ups (7)")
    parser.add_argument("--quick", action="store_true", help="3 rounds, 2 sizes, less waiting")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers here")
    given = parser.parse_args()
    quick = given.quick
    print(f"{time.strftime('%d-%m-%Y')}: {machine()}")
    with tempfile.TemporaryDirectory(prefix="sapa-bench-") as folder:
        print("making the plans ...", file=sys.stderr)
        plans = make_plans(Path(folder), QUICK_SIZES if quick else SIZES)
        runs = min(given.runs, 3) if quick else given.runs
        results = [
            board.run(plans, runs, keys=16 if quick else 40, idle_seconds=5 if quick else 20),
            propagation.run(plans[0], changes=4 if quick else 20),
        ]
    for result in results:
        show(result)
    if given.json:
        found = {result.title: result.measured for result in results}
        given.json.write_text(json.dumps(found, indent=1))
    return int(not all(target.reached for result in results for target in result.targets))


if __name__ == "__main__":
    sys.exit(main())
