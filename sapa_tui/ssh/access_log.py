"""Who came in over SSH, when, and what was refused: one line an event, beside the plan."""

import fcntl
import os
import syslog
import time
from pathlib import Path
from typing import NamedTuple

from db.clock import Clock, stamp

NAME = "access.log"
LARGEST = 1_000_000
"""Bytes; then the file makes way for a new one. As many old ones are kept as ``KEPT`` says."""
KEPT = 3
SHARE = 250_000
"""Bytes of a file that are one person's in a day, so that nobody can push out what others did."""
_ALWAYS = ("opened", "closed")
"""What is written though the share is used up: each takes its time, and says who was in."""
_LEFT_OUT = b" (further commands of today are left out)\n"
_LONGEST = 400
_TRIES, _BETWEEN_SECONDS = 50, 0.02
_MODE = 0o600
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC


class Visitor(NamedTuple):
    """Whose doings are logged: a login name or a key's fingerprint, and where they come from."""

    plan: Path
    who: str
    address: str

    def note(self, what: str, detail: str = "") -> None:
        """Append a line; a disk that takes none is no reason to keep anybody out.

        Of commands and refusals no more is written in a day than SHARE.
        """
        words = (self.who, self.address, what, detail)
        told = " ".join(_printable(word) for word in words if word)
        line = f"{stamp(Clock().now())} {os.getpid()} {told}\n"
        try:
            _append(self.plan.with_name(NAME), line, bounded=what not in _ALWAYS)
        except OSError as fault:
            syslog.syslog(syslog.LOG_AUTHPRIV | syslog.LOG_WARNING, f"{told} ({fault.strerror})")


def _printable(text: str) -> str:
    """The text with everything escaped that a terminal or an eye would obey."""
    start = (c if c.isprintable() and c != "\\" else ascii(c)[1:-1] for c in text[:_LONGEST])
    shown = "".join(start)
    return shown[:_LONGEST] + ("…" if len(text) > _LONGEST or len(shown) > _LONGEST else "")


def _append(path: Path, text: str, *, bounded: bool) -> None:
    line = text.encode("utf-8", "backslashreplace")
    while True:
        handle = os.open(path, _FLAGS, _MODE)
        try:
            _lock(handle)
            if not _is_still(path, handle):  # somebody has put it aside while we waited
                continue
            if os.fstat(handle).st_size + len(line) > LARGEST:
                _put_aside(path)
                continue
            left = SHARE - _taken(handle, line) if bounded else SHARE
            if left > 0:
                os.write(handle, line if len(line) < left else line[:-1] + _LEFT_OUT)
            return
        finally:
            os.close(handle)


def _taken(handle: int, line: bytes) -> int:
    """How much of the log is the same person's and of the same day as this line."""
    day, person = _day_and_person(line)
    with open(handle, "rb", closefd=False) as log:
        return sum(len(each) for each in log if _day_and_person(each) == (day, person))


def _day_and_person(line: bytes) -> tuple[bytes, bytes]:
    words = line.split(b" ", 3)
    return line[: len("2026-11-23")], words[2] if len(words) > 2 else b""


def _lock(handle: int) -> None:
    """Keep others from putting the log aside meanwhile.

    Whoever holds it for a second is this process itself, interrupted by a signal that is to be
    noted, too; a line is appended whole without it.
    """
    for _try in range(_TRIES):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_BETWEEN_SECONDS)
        else:
            return


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False


def _put_aside(path: Path) -> None:
    """Make the log the first of the old ones, and let the oldest go."""
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{NAME}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{NAME}.{number + 1}"))
    path.replace(path.with_name(f"{NAME}.1"))
