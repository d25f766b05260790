"""Whether only root can change what the account runs, and whether the account can read it."""

import os
import stat
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def weakness(path: Path) -> Path | None:
    """The first place, from the root folder down to ``path``, that somebody but root can change.

    A link is followed, and the way to its target judged too. None: all is well.
    """
    ways = dict.fromkeys((Path(os.path.abspath(path)), path.resolve()))
    for way in ways:
        for place in (*reversed(way.parents), way):
            if not place.is_symlink() and _changeable(place.stat()):
                return place
    return None


def closed(path: Path) -> Path | None:
    """The first place on the way to ``path`` that an account without rights cannot pass."""
    ways = dict.fromkeys((Path(os.path.abspath(path)), path.resolve()))
    for way in ways:
        for place in (*reversed(way.parents), way):
            needed = stat.S_IXOTH if place.is_dir() else stat.S_IROTH
            if not place.stat().st_mode & needed:
                return place
    return None


def program_folders() -> list[Path]:
    """The folders that this interpreter runs code from, without those inside another of them."""
    names = ("stdlib", "platstdlib", "purelib", "platlib", "scripts")
    known = [Path(sysconfig.get_path(name)) for name in names]
    searched = [Path(entry) for entry in sys.path if entry]
    own = Path(__file__).parents[1]
    found = sorted({p.resolve() for p in (*known, *searched, own, own.parent / "db") if p.is_dir()})
    return [p for p in found if not any(p != q and p.is_relative_to(q) for q in found)]


def weak_program() -> tuple[Path, bool] | None:
    """The first file or folder of the program that is unfit to be run for others.

    True: somebody but root can change it; False: the account could not read it.
    """
    for path in (Path(sys.executable), *program_folders()):
        for found, changeable in ((weakness(path), True), (closed(path), False)):
            if found is not None:
                return found, changeable
        for place, entry in _below(path):
            if _changeable(entry):
                return place, True
            if place.suffix == ".py" and not entry.st_mode & stat.S_IROTH:
                return place, False
    return None


def _below(path: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            place = Path(folder, name)
            entry = place.lstat()
            if not stat.S_ISLNK(entry.st_mode):
                yield place, entry


def _changeable(entry: os.stat_result) -> bool:
    return entry.st_uid != 0 or bool(entry.st_mode & _OTHERS_WRITE)
