"""What one login may take of the server, and what it brings along."""

import os
import re
import resource
from collections.abc import Mapping
from pathlib import Path

MEMORY = 768 * 2**20
"""Bytes of address space: 2.25 times the most that a dashboard of 10,000 cards has taken."""
RESERVE = 64 * 2**20
"""Bytes beyond it, with which what has used all of it comes to an orderly end."""
NICENESS = 5
"""Fifty dashboards are to leave the server's own work its turn."""
_TERM = re.compile(r"[A-Za-z0-9._+-]{1,64}")
_TRUE_COLOUR = ("truecolor", "24bit")


def bound_resources() -> None:
    """Bound this process's memory and patience with others; its memory never lands on the disk.

    The number of processes is not bounded: it would be counted for the account as a whole, so
    that one person could keep all others out.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    utmost = MEMORY + RESERVE if hard == resource.RLIM_INFINITY else min(MEMORY + RESERVE, hard)
    resource.setrlimit(resource.RLIMIT_AS, (utmost - RESERVE, utmost))
    os.nice(NICENESS)
    os.umask(0o077)
    os.chdir("/")


def clean_environment(given: Mapping[str, str], plan: Path) -> dict[str, str]:
    """The whole environment of a dashboard or command: what it needs, and nothing that was sent.

    Python, Textual and the libraries beneath them obey variables that import code or write files.
    """
    term, colour = given.get("TERM", ""), given.get("COLORTERM", "")
    return {
        "TERM": term if _TERM.fullmatch(term) else "xterm",
        **({"COLORTERM": colour} if colour in _TRUE_COLOUR else {}),
        "LANG": "C.UTF-8",
        "XDG_STATE_HOME": str(plan.parent),  # the program's own log; the home is not writable
    }
