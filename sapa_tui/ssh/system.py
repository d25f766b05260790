"""What the set-up asks of the operating system: files, folders, programs."""

import contextlib
import grp
import os
import shlex
import shutil
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sapa_tui.locale import _


class SetupFailed(Exception):
    """The set-up cannot go on; its text is a translated sentence."""


def owned(path: Path, uid: int, mode: int) -> bool:
    """Whether a file or folder belongs to somebody and has exactly this mode."""
    found = path.stat()
    return found.st_uid == uid and stat.S_IMODE(found.st_mode) == mode


def make_folder(path: Path, mode: int) -> list[Path]:
    """Make a folder and those above it that are missing; returns those made, innermost first."""
    missing = [place for place in (path, *path.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir()
        place.chmod(mode if place == path else 0o755)
    return missing


def remove_folders(paths: Sequence[Path]) -> None:
    """Remove folders as far as they are empty, innermost first."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.rmdir()


def give(folder: Path, uid: int, gid: int) -> None:
    """Make a folder and all that is in it somebody's; links are not followed."""
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place, name), uid, gid, follow_symlinks=False)
    os.chown(folder, uid, gid)


def write_file(path: Path, content: bytes, mode: int) -> None:
    """Put a file in its place as a whole, so that nobody ever reads half of it."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    beside.write_bytes(content)
    beside.chmod(mode)
    os.replace(beside, path)


def run(*command: str) -> str:
    """Run a program of the system; returns what it wrote.

    Raises:
        SetupFailed: it is missing, or it failed.
    """
    where = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"
    found = shutil.which(command[0], path=where)
    if found is None:
        sentence = _("The program {name} is missing; install it, then try again.")
        raise SetupFailed(sentence.format(name=command[0]))
    environment = {"PATH": where, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [found, *command[1:]], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        sentence = _("“{command}” failed: {reason}")
        words = " ".join((done.stderr or done.stdout).split())
        raise SetupFailed(sentence.format(command=shlex.join(command), reason=words))
    return done.stdout


def group_of(name: str) -> list[str]:
    """The groups that an account is a member of besides its own."""
    return [entry.gr_name for entry in grp.getgrall() if name in entry.gr_mem]
