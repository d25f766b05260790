"""Many people at once through a real sshd, beside a program that says hello, served the same way.

Everybody logs in with OpenSSH's own client and a key of their own. The server is the one that the
tests over SSH set up; for hello its forced command is another, all else stays. Everything that is
made is taken away again, also after ctrl+c.
"""

import select
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from db.clock import Clock
from db.commands import Request, keys, people
from db.connection import open_plan
from db.rules.codes import Role
from tests.ssh.installed import missing
from tests.ssh.server import Server

from . import hello
from .plans import LEADER, Plan
from .propagation import FADED, KEYS, drain, seen_after
from .report import Result, Target, percentile
from .terminal import Terminal

HELLO, DASHBOARD = "hello", "dashboard"
BOARD, MEMORY, OWN, IDLE = "first screen s", "PSS MB", "private MB", "idle CPU %"
_TIMES = {BOARD: 1.5, MEMORY: 1.4, IDLE: 1.5}
"""How many times hello's each may be."""
_PATIENCE = 120.0
_SETTLED = 12.0
"""Seconds after which everybody's first look for damage and first signs of life are over."""
_CTRL_Q = b"\x11"

Numbers = dict[str, list[float]]


class Load(NamedTuple):
    """How much is measured: rounds by turns, seconds of doing nothing, changes by one person."""

    rounds: int
    idle_seconds: float
    changes: int


def run(plan: Plan, counts: Sequence[int], load: Load) -> list[Result]:
    """Log ``counts`` people in at once, hello and the dashboard by turns; needs root and sshd."""
    if reason := missing():
        print(f"ssh-load is left out: {reason}.", file=sys.stderr)
        return []
    with _served(plan, max(counts)) as server:
        _visit(server, plan, 1, Load(1, 0, 0))  # the first of each reads everything from the disk
        return [_visit(server, plan, count, load) for count in counts]


def _visit(server: "LoadedServer", plan: Plan, count: int, load: Load) -> Result:
    measured: dict[str, Numbers] = {HELLO: {}, DASHBOARD: {}}
    seen: list[float] = []
    for turn in range(load.rounds):
        for name, numbers in measured.items():
            mark = hello.GREETING if name == HELLO else plan.mark.strip("▌")
            with server.everybody(name, count) as opened:
                shown = _first_screens(opened, mark)
                inside = [terminal for terminal in opened if terminal in shown]
                _add(numbers, BOARD, list(shown.values()))
                _add_costs(server, inside, numbers, load.idle_seconds)
                if name == DASHBOARD and turn == load.rounds - 1:
                    seen = _changes(inside, load.changes)
            server.gone()
        print(f"{count} people, round {turn + 1} of {load.rounds}", file=sys.stderr)
    return Result(
        f"{count} people at once over SSH, {load.rounds} rounds by turns",
        [_row(name, numbers, seen) for name, numbers in measured.items()],
        _targets(count, load.rounds, measured),
        {"people": count, **measured, "changes": seen},
    )


# The server ---------------------------------------------------------------------------------


class LoadedServer(Server):
    """A server with a key for each of many people, which says hello instead when it is told to."""

    def admit(self, plan: Plan, count: int) -> None:
        """Put a plan in its place, with ``count`` people in it who have a key each."""
        self.people = [LEADER, *(f"p{number}" for number in range(1, count))]
        database, clock = open_plan(plan.path), Clock()
        try:
            for name in self.people:
                public = self.public(self.generate(self.keys / name))
                if name != LEADER:
                    request = Request(LEADER, clock.now())
                    people.add(database, request, name, f"Person {name}", Role.MEMBER)
                keys.add_key(database, Request(LEADER, clock.now()), name, public)
        finally:
            database.close()
        self.plant(plan.path)

    @contextmanager
    def everybody(self, program: str, count: int) -> Iterator[list[Terminal]]:
        """Log ``count`` people in, all in the same moment."""
        self._serve(program)
        lines = [[*self.line(name, "-tt"), self.address] for name in self.people[:count]]
        with ExitStack() as stack:
            opened = [stack.enter_context(Terminal(line)) for line in lines]
            yield opened
            for terminal in opened:
                terminal.send(_CTRL_Q)

    def costs(self) -> list["Cost"]:
        """What each of the programs that serve somebody costs."""
        return [_cost(Path(f"/proc/{number}")) for number in self.dashboards()]

    def _serve(self, program: str) -> None:
        """Make sshd start a program for everybody who logs in."""
        rule = self.etc / "ssh" / "sshd_config.d" / "10-hello.conf"  # sshd takes the first it finds
        if program == DASHBOARD:
            rule.unlink(missing_ok=True)
        else:
            # Named like the gate, by which the account's programs are known from sshd's own.
            wrapper = self.root / "hello" / "bin" / "gate"
            wrapper.parent.mkdir(parents=True, exist_ok=True)
            said = Path(hello.__file__).read_text(encoding="utf-8")
            wrapper.write_text(f"#!{self.python} -IXutf8\n{said}", encoding="utf-8")
            wrapper.chmod(0o755)
            rule.write_text(f"Match User {self.account}\n    ForceCommand exec {wrapper}\n")
        self.reload()


class Cost(NamedTuple):
    """Megabytes of a process, its part of what is shared included or left out, and CPU seconds."""

    pss: float
    own: float
    cpu: float


def _cost(process: Path) -> Cost:
    lines = (process / "smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {name: int(size) for name, size, *_ in map(str.split, lines)}
    own = kilobytes["Private_Dirty:"] + kilobytes["Private_Clean:"]
    tasks = (task.read_text() for task in process.glob("task/*/schedstat"))
    cpu = sum(int(task.split()[0]) for task in tasks) / 1e9
    return Cost(kilobytes["Pss:"] / 1024, own / 1024, cpu)


@contextmanager
def _served(plan: Plan, count: int) -> Iterator[LoadedServer]:
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    server = LoadedServer()
    try:
        print("setting up a server ...", file=sys.stderr)
        server.prepare()
        server.applied()
        server.admit(plan, count)
        server.start()
        yield server
    finally:
        impatient = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second ctrl+c
        server.stop()
        signal.signal(signal.SIGINT, impatient)
        signal.signal(signal.SIGTERM, before)


# The people ---------------------------------------------------------------------------------


def _first_screens(opened: Sequence[Terminal], mark: str) -> dict[Terminal, float]:
    """Seconds from each one's call to ``mark`` in what their terminal was sent.

    Who is turned away, or has waited for too long, is missing.
    """
    shown: dict[Terminal, float] = {}
    connected, end = list(opened), time.perf_counter() + _PATIENCE
    while len(shown) < len(connected) and time.perf_counter() < end:
        for terminal in select.select(connected, [], [], 1.0)[0]:
            stamp = terminal.read(0)
            if stamp is None and terminal not in shown:
                connected.remove(terminal)
                print(terminal.text().strip(), file=sys.stderr)
            elif stamp is not None and terminal not in shown and mark in _written(terminal):
                shown[terminal] = stamp - terminal.began
    return shown


def _written(terminal: Terminal) -> str:
    return b"".join(data for _, data in terminal.chunks).decode(errors="replace")


def _add_costs(
    server: LoadedServer, opened: Sequence[Terminal], numbers: Numbers, seconds: float
) -> None:
    if not seconds:
        return
    drain(opened, _SETTLED)
    before = server.costs()
    if len(before) != len(opened):
        raise RuntimeError(f"{len(opened)} came in, and {len(before)} are served")
    drain(opened, seconds)
    after = server.costs()
    used = zip(before, after, strict=True)
    _add(numbers, MEMORY, [cost.pss for cost in after])
    _add(numbers, OWN, [cost.own for cost in after])
    _add(numbers, IDLE, [(late.cpu - soon.cpu) / seconds * 100 for soon, late in used])


def _changes(opened: Sequence[Terminal], changes: int) -> list[float]:
    """Seconds from one person's key to each of the others' screens."""
    seen = []
    for number in range(changes):
        drain(opened, FADED)
        seen += seen_after(opened[0], opened[1:], KEYS[number % len(KEYS)])
    return seen


# The figures --------------------------------------------------------------------------------


def _add(numbers: Numbers, what: str, values: Sequence[float]) -> None:
    numbers.setdefault(what, []).extend(values)


def _row(name: str, numbers: Numbers, seen: Sequence[float]) -> dict[str, str]:
    shares: dict[str, Callable[[Sequence[float]], Any]] = {
        "p50": median,
        "p95": lambda values: percentile(values, 0.95),
        "worst": max,
    }
    row = {"served": name}
    row |= {f"{BOARD}, {at}": f"{of(numbers[BOARD]):.2f}" for at, of in shares.items()}
    for what, decimals in ((MEMORY, 1), (OWN, 1), (IDLE, 2)):
        row[what] = f"{mean(numbers[what]):.{decimals}f}" if what in numbers else ""
    for at, of in shares.items():
        shown = seen and name == DASHBOARD
        row[f"others see ms, {at}"] = f"{of(seen) * 1000:.0f}" if shown else ""
    return row


def _targets(count: int, rounds: int, measured: dict[str, Numbers]) -> list[Target]:
    away = count * rounds - len(measured[DASHBOARD][BOARD])
    targets = [Target(f"{count} people: turned away", away, 0)]
    for what, limit in _TIMES.items():
        if what in measured[HELLO]:
            middle = median if what == BOARD else mean
            ratio = middle(measured[DASHBOARD][what]) / middle(measured[HELLO][what])
            targets.append(Target(f"{count} people: {what}, times hello", ratio, limit))
    return targets
