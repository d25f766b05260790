"""The processes of the account."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

_POLITE_SECONDS = 5.0
_LOOK_SECONDS = 0.05


def processes(uid: int) -> list[int]:
    """The process ids of an account, as /proc has them, without those that have ended."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and folder.stat().st_uid == uid and not _ended(folder):
                found.append(int(folder.name))
    return found


def _ended(folder: Path) -> bool:
    """Whether a process only waits for its parent to ask how it ended."""
    return (folder / "stat").read_text(errors="replace").rpartition(") ")[2].startswith("Z")


def end_processes(uid: int) -> None:
    """End an account's processes: politely first, so that a dashboard keeps what is typed.

    sshd's own come after those that it carries: a terminal is given back through them.
    """
    for number, choose in (
        (signal.SIGTERM, _carried),
        (signal.SIGTERM, processes),
        (signal.SIGKILL, processes),
    ):
        for process in choose(uid):
            with suppress(ProcessLookupError):
                os.kill(process, number)
        deadline = time.monotonic() + _POLITE_SECONDS
        while processes(uid) and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)


def _carried(uid: int) -> list[int]:
    """The account's processes without those of sshd, one for each connection."""
    return [number for number in processes(uid) if not name_of(number).startswith("sshd")]


def name_of(process: int) -> str:
    """A process's name; empty where it has ended."""
    try:
        return Path(f"/proc/{process}/comm").read_text(errors="replace").strip()
    except OSError:
        return ""
