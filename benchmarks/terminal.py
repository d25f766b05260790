"""A command in a terminal of its own, whose every byte is stamped as it arrives.

Nothing is emulated while a time is being taken: what came is replayed afterwards, so that the
cost of looking is never part of a number.
"""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import psutil
import pyte

COLUMNS, ROWS = 140, 40
REST = 0.08
"""Seconds without output after which an answer to a key counts as complete."""
_ASKED_MODE = re.compile(rb"\x1b\[\?(\d+)\$p")
# What pyte would print as text: private sequences of newer terminals.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[(?:[<>=][0-9;]*[A-Za-z]|\?[0-9;]*(?:\$p|u))")


class Answer(NamedTuple):
    """What a key brought: milliseconds to the first and the last byte (None: none came)."""

    first: float | None
    last: float | None
    size: int


class Terminal:
    """A program in a pseudo-terminal; times are seconds of ``time.perf_counter``."""

    def __init__(self, command: Sequence[str], columns: int = COLUMNS, rows: int = ROWS) -> None:
        """Start a command; ``began`` is the instant just before."""
        self.chunks: list[tuple[float, bytes]] = []
        self.size = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.began = time.perf_counter()
        self._child = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        self._process = psutil.Process(self._child.pid)
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """The near side of the pseudo-terminal, to be waited for."""
        return self._master

    # What arrives ---------------------------------------------------------------------

    def read(self, seconds: float) -> float | None:
        """Wait for output; returns the instant it came, None when none did or the program ended."""
        if not self._poll.poll(max(0.0, seconds) * 1000):
            return None
        stamp = time.perf_counter()
        try:
            data = os.read(self._master, 1 << 18)
        except OSError:  # Linux reports the end of the other side so
            return None
        self.chunks.append((stamp, data))
        self.size += len(data)
        for asked in _ASKED_MODE.finditer(data):
            self.send(b"\x1b[?" + asked[1] + b";0$y")  # a plain terminal knows none of them
        return stamp

    def settle(self, rest: float = 0.3, limit: float = 60.0) -> None:
        """Read until nothing has come for ``rest`` seconds, or ``limit`` seconds have passed."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self.read(rest) is not None:
            pass

    def watch(self, seconds: float) -> None:
        """Read whatever comes for a time."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)

    def text(self) -> str:
        """What the screen shows now."""
        while self._replay() is not None:
            pass
        return "\n".join(self._screen.display)

    def shown_at(self, wanted: str, limit: float = 60.0) -> float:
        """The instant from which ``wanted`` was on the screen.

        Raises:
            TimeoutError: it is not there ``limit`` seconds after the start of looking.
        """
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self._child.poll() is None:
            self.settle(limit=2.0)
            while (stamp := self._replay()) is not None:
                if any(wanted in line for line in self._screen.display):
                    return stamp
        raise TimeoutError(f"{wanted!r} did not come up; the screen shows\n{self.text()}")

    def _replay(self) -> float | None:
        """Draw the oldest chunk not drawn yet; returns when it came."""
        if not self.chunks:
            return None
        stamp, data = self.chunks.pop(0)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        return stamp

    # What is sent ---------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send bytes as a keyboard would."""
        os.write(self._master, data)

    def press(self, key: str, rest: float = REST, patience: float = 1.0) -> Answer:
        """Press a key and wait out its answer; ``patience`` seconds for its first byte."""
        before, sent = self.size, time.perf_counter()
        self.send(key.encode())
        first = last = self.read(patience)
        while last is not None and (stamp := self.read(rest)) is not None:
            last = stamp
        if first is None or last is None:
            return Answer(None, None, 0)
        return Answer((first - sent) * 1000, (last - sent) * 1000, self.size - before)

    def close(self) -> None:
        """End the program with ctrl+q, or by force when it does not listen."""
        try:
            self.send(b"\x11")
            end = time.perf_counter() + 5
            while self._child.poll() is None and time.perf_counter() < end:
                self.read(0.02)
        except OSError:
            pass
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        os.close(self._master)

    # What it costs --------------------------------------------------------------------

    def cpu(self) -> float:
        """Processor seconds used so far, to the nanosecond as the scheduler counts them."""
        tasks = Path(f"/proc/{self._child.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def memory(self) -> float:
        """Megabytes that are its own, its part of what is shared with others included (PSS)."""
        return float(self._process.memory_full_info().pss) / 2**20
