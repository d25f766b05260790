"""The board from the key to the last byte, at several sizes, beside a program that says hello."""

import sys
from collections import defaultdict
from collections.abc import Sequence
from compileall import compile_dir
from pathlib import Path
from statistics import median

from .hello import GREETING
from .plans import LEADER, Plan
from .report import Result, Target, p50_p95, percentile, spread
from .terminal import Answer, Terminal

START, CURSOR, MOVE = "start-up ms", "cursor key", "move of a card"
START_BYTES, MEMORY, IDLE_CPU, IDLE_BYTES = "start-up bytes", "PSS MB", "idle CPU %", "idle bytes"
_HELLO = "hello"
_ROOT = Path(__file__).parents[1]
_CURSOR_KEYS = "jjjjkkkk"
"""Up and down where every size of plan has cards and none need scroll."""
_MOVE_KEYS = "HL"
_SETTLED = 1.5
"""Seconds after which the sign of life has been given and the screen stands."""

Numbers = dict[str, list[float]]
Measured = dict[str, Numbers]


def dashboard(plan: Plan, person: str = LEADER) -> list[str]:
    """The command that opens a person's dashboard on a plan."""
    return [sys.executable, "-m", "sapa_tui", "--db", str(plan.path), "--as", person]


def run(plans: Sequence[Plan], runs: int, keys: int, idle_seconds: float) -> Result:
    """Measure every plan ``runs`` times, hello and all sizes by turns, after one unmeasured round.

    ``keys`` is how many of each kind are pressed a run; the rest is watched in the last run only.
    """
    _compile()
    measured: Measured = defaultdict(lambda: defaultdict(list))
    for turn in range(runs + 1):
        idle = idle_seconds if turn == runs else 0.0
        of_hello = _measure_hello(idle)
        of_plans = {str(plan.size): _measure(plan, keys if turn else 0, idle) for plan in plans}
        if turn:
            for name, numbers in {_HELLO: of_hello, **of_plans}.items():
                for what, values in numbers.items():
                    measured[name][what] += values
        print(f"round {turn} of {runs}", file=sys.stderr)
    return Result(
        "Board: times in ms, from exec or key; cursor and move as p50 / p95 to the last byte",
        [_row(name, numbers, measured[_HELLO]) for name, numbers in measured.items()],
        _targets(measured),
        measured,
    )


def _compile() -> None:
    """Compile the program as installing it does; Python may have been told not to, and slowly
    compiles a module that was changed at every start."""
    for package in ("sapa_tui", "db", "fixtures"):
        compile_dir(_ROOT / package, quiet=2)


def _measure_hello(idle_seconds: float) -> Numbers:
    with Terminal([sys.executable, "-m", f"{__package__}.hello"]) as terminal:
        return _started(terminal, GREETING) | _idle(terminal, idle_seconds)


def _measure(plan: Plan, keys: int, idle_seconds: float) -> Numbers:
    with Terminal(dashboard(plan)) as terminal:
        numbers = _started(terminal, plan.mark)
        terminal.settle(_SETTLED, limit=_SETTLED)
        for what, pressed in ((CURSOR, _CURSOR_KEYS), (MOVE, _MOVE_KEYS)):
            cycle = pressed * (keys // len(pressed))
            numbers |= _answers(what, [terminal.press(key) for key in cycle])
        return numbers | _idle(terminal, idle_seconds)


def _started(terminal: Terminal, wanted: str) -> Numbers:
    shown = terminal.shown_at(wanted)
    terminal.settle()
    return {
        START: [(shown - terminal.began) * 1000],
        START_BYTES: [terminal.size],
        MEMORY: [terminal.memory()],
    }


def _answers(what: str, answers: Sequence[Answer]) -> Numbers:
    """Times and sizes of the keys that were answered; those that were not are counted."""
    return {
        what: [answer.last for answer in answers if answer.last is not None],
        f"{what} bytes": [answer.size for answer in answers if answer.last is not None],
        f"{what} unanswered": [float(sum(answer.last is None for answer in answers))],
    }


def _idle(terminal: Terminal, seconds: float) -> Numbers:
    if not seconds:
        return {}
    terminal.settle(_SETTLED, limit=10)
    cpu, size = terminal.cpu(), terminal.size
    terminal.watch(seconds)
    return {
        IDLE_CPU: [(terminal.cpu() - cpu) / seconds * 100],
        IDLE_BYTES: [terminal.size - size],
    }


def _row(name: str, numbers: Numbers, hello: Numbers) -> dict[str, str]:
    row = {
        "cards": name,
        START: spread(numbers[START]),
        "x hello": f"{_times(numbers, hello):.2f}",
        START_BYTES: f"{median(numbers[START_BYTES]):.0f}",
        MEMORY: f"{median(numbers[MEMORY]):.0f}",
    }
    for what in (CURSOR, MOVE):
        given = numbers.get(what)
        row[what] = p50_p95(given) if given else ""
        row[f"{what}, bytes"] = f"{median(numbers[f'{what} bytes']):.0f}" if given else ""
    if IDLE_CPU in numbers:
        row[IDLE_CPU] = f"{numbers[IDLE_CPU][-1]:.2f}"
        row[IDLE_BYTES] = f"{numbers[IDLE_BYTES][-1]:.0f}"
    return row


def _times(numbers: Numbers, hello: Numbers) -> float:
    """How many times hello's start-up; of the fastest of each, as other work only ever adds.

    The medians of a busy machine's few rounds have been seen to flatter by a third.
    """
    return min(numbers[START]) / min(hello[START])


def _targets(measured: Measured) -> list[Target]:
    """The project's three targets, as far as what they are about was measured."""
    targets = []
    if "3000" in measured:
        ratio = _times(measured["3000"], measured[_HELLO])
        targets.append(Target("start-up at 3,000 cards, times hello", ratio, 1.5))
    if {"30", "10000"} <= measured.keys():
        small, large = (percentile(measured[size][CURSOR], 0.95) for size in ("30", "10000"))
        targets.append(Target("cursor key p95 at 10,000 cards, times 30", large / small, 1.2))
    idle = [sum(numbers[IDLE_BYTES]) for numbers in measured.values() if IDLE_BYTES in numbers]
    if idle:
        targets.append(Target("bytes written while nothing changes", max(idle), 0))
    lost = [
        sum(numbers.get(f"{what} unanswered", ()))
        for numbers in measured.values()
        for what in (CURSOR, MOVE)
    ]
    return [*targets, Target("keys without an answer", sum(lost), 0)]
