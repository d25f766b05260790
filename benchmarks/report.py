"""Numbers to tables, and targets to verdicts."""

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from statistics import median
from typing import NamedTuple

from tabulate import tabulate


class Target(NamedTuple):
    """What is to be reached: ``value`` at most ``limit``."""

    name: str
    value: float
    limit: float

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.value <= self.limit


class Result(NamedTuple):
    """One benchmark's outcome: its table, its targets, and what was measured, for ``--json``."""

    title: str
    rows: Sequence[Mapping[str, str]]
    targets: Sequence[Target]
    measured: Mapping[str, object]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values: Sequence[float], decimals: int = 0) -> str:
    """The median, and from the least to the greatest."""
    middle, least, most = (f"{v:.{decimals}f}" for v in (median(values), min(values), max(values)))
    return f"{middle} ({least}-{most})"


def p50_p95(values: Sequence[float]) -> str:
    """The median and the 95th percentile."""
    return f"{median(values):.1f} / {percentile(values, 0.95):.1f}"


def machine() -> str:
    """What was measured on, in one line."""
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; Python "
        f"{platform.python_version()}, Textual {version('textual')}, {sys.platform}"
    )


def show(result: Result) -> None:
    """Print a benchmark's table and verdicts."""
    print(f"\n{result.title}\n")
    print(tabulate(result.rows, headers="keys", tablefmt="github", disable_numparse=True))
    for target in result.targets:
        verdict = "reached" if target.reached else "MISSED"
        print(f"\n{verdict}: {target.name}: {target.value:.2f}, at most {target.limit:g}")
