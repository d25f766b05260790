"""A dashboard in a real terminal: its own process, its raw bytes, and what they come to."""

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0
"""Seconds after which a story gives up waiting; a dashboard is there after one or two."""
QUIET = 0.1
"""Seconds without a byte after which a screen counts as drawn."""
SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]"  # CSI: cursor, colours, modes, questions
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, links, the clipboard
    r"|[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    r"|[ -/]+[0-~]"  # character sets
    r"|[0-Z\\^-~])"  # one letter
)


class Terminal:
    """The terminal's side of a running program."""

    def __init__(self, process: "subprocess.Popen[bytes]", master: int) -> None:
        self.process = process
        self.raw = bytearray()
        self._master = master

    @property
    def text(self) -> str:
        """Everything written so far; what is no UTF-8 shows as a replacement."""
        return self.raw.decode("utf-8", "replace")

    @property
    def words(self) -> str:
        """What was written without the sequences between it."""
        return SEQUENCE.sub("", self.text)

    @property
    def sequences(self) -> list[str]:
        """The sequences that were written."""
        return SEQUENCE.findall(self.text)

    @property
    def ended(self) -> bool:
        """Whether the program is gone."""
        return self.process.poll() is not None

    def send(self, text: str | bytes) -> None:
        """Type something, and wait until the screen is drawn."""
        self.type(text.encode() if isinstance(text, str) else text)
        self.drain()

    def type(self, keys: bytes) -> None:
        """Type something; waits until the program has taken nearly all of it."""
        with contextlib.suppress(OSError):  # it may have ended by what was typed before
            os.write(self._master, keys)

    def resize(self, width: int, height: int) -> None:
        """Make the window another size."""
        _set_size(self._master, width, height)
        self.process.send_signal(signal.SIGWINCH)
        self.drain()

    def drain(self, quiet: float = QUIET) -> None:
        """Read until nothing more comes."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._read(quiet):
            pass

    def until(self, holds: Callable[[], bool]) -> None:
        """Read until something has come true."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline or (
                self.ended and not self._read(QUIET) and not holds()
            ):
                raise AssertionError(f"it never came true; written so far:\n{self.words[-3000:]}")
            self._read(QUIET)

    def wait(self) -> int:
        """Read to the end, and give the exit code."""
        self.until(lambda: self.ended)
        self.drain()
        return self.process.wait()

    def vanish(self) -> None:
        """Be gone without a word, as a lost connection is."""
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        """Close the window: the program is told, and has to go."""
        if not self.ended:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self._master >= 0:
            os.close(self._master)

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            chunk = os.read(self._master, 65_536)
        except OSError:  # the other side is closed
            return False
        self.raw += chunk
        return bool(chunk)


@contextmanager
def terminal(
    *arguments: str,
    size: tuple[int, int] = (120, 36),
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[Terminal]:
    """Run the program in a terminal window of this size."""
    master, slave = os.openpty()
    _set_size(slave, *size)
    process = subprocess.Popen(
        [sys.executable, "-m", "sapa_tui", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        cwd=cwd,
        env=_environment(env or {}),
    )
    os.close(slave)
    opened = Terminal(process, master)
    try:
        yield opened
    finally:
        opened.close()


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "TMPDIR")
    base = {name: os.environ[name] for name in kept if name in os.environ}
    here = str(Path(__file__).parents[2])
    return {**base, "PYTHONPATH": here, "TERM": "xterm-256color", "COLORTERM": "truecolor", **more}


def _set_size(terminal_fd: int, width: int, height: int) -> None:
    fcntl.ioctl(terminal_fd, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
