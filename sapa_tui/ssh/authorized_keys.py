"""The program that sshd asks whether a key may log in: its ``AuthorizedKeysCommand``."""

import sys
from pathlib import Path

from db.doorkeeper import admission


def main(plan: str) -> None:
    """Write the key that sshd names (``%t %k``) when it lets somebody in, and nothing otherwise.

    A plan that cannot be read lets nobody in; the exit code 1 then stands in sshd's log.
    """
    if len(sys.argv) != 3:
        sys.exit(2)
    _type, blob = sys.argv[1:]
    try:
        found = admission(Path(plan), blob)
    except OSError:
        sys.exit(1)
    if found is not None:
        sys.stdout.write(f"restrict,pty {found.type} {found.blob}\n")
