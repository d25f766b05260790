"""Backups of a plan while everybody works on it: whole, checked, or not there at all.

SQLite-only words live here, in ``restore``, ``connection`` and ``changes``.
"""

import fcntl
import glob
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote_from_bytes

from .clock import local
from .errors import DatabaseUnusable
from .faults import plain_faults
from .header import check_file, reading_mode
from .migrations import SCHEMA_VERSION

FOLDER = "backups"
"""Folder beside the plan's file in which backups lie unless another place is named."""
PATIENCE = 10.0
"""Seconds for which a backup waits for a lock that somebody else holds."""
_STALE = timedelta(days=1)
_BY_DAY = r"\d{4}-\d\d-\d\d"


def backup(path: Path, target: Path | None, now: datetime) -> Path:
    """Make a backup of the plan at ``path``, and return where it lies.

    Without ``target`` it lies in the folder ``backups`` beside the plan, named after the plan
    and the time in Denmark; where ``target`` is a folder, in there. It is one file with mode
    0600, consistent whatever others write meanwhile, and not under its name before it is whole.
    Not for a process that has the plan open itself, see ``check_file``.

    Raises:
        DatabaseUnusable: there is a file already ("backup_exists"), the plan is damaged or no
            plan, or the disk does not allow it.
    """
    check_file(path, SCHEMA_VERSION)
    folder = _own_folder(path) if target is None else target
    with plain_faults(folder):
        if target is None or target.is_dir():
            return _place(path, _free_names(path, folder, f"{local(now):%Y-%m-%d-%H%M%S}"))
        return _place(path, iter([target]))


def daily(path: Path, generations: int, now: datetime) -> Path | None:
    """Make today's automatic backup unless it is there already, and remove the oldest ones.

    ``generations`` automatic backups are kept; with 0 none is made. Several dashboards may try
    at once: one makes it, and the others return None.

    Raises:
        DatabaseUnusable: it cannot be made.
    """
    if generations < 1:
        return None
    with plain_faults(path):
        folder = _own_folder(path)
        target = folder / _named(path, f"daily-{local(now):%Y-%m-%d}")
        if target.exists():
            return None
        with _alone_in(folder) as alone:
            if not alone or target.exists():
                return None
            made = _place(path, iter([target]))
            _prune(path, folder, generations, made)
            return made


def before_upgrade(path: Path, version: int) -> Path:
    """Make the backup that stays from before the schema went beyond ``version``.

    Raises:
        DatabaseUnusable: it cannot be made.
    """
    with plain_faults(path):
        folder = _own_folder(path)
        return _place(path, _free_names(path, folder, f"schema-{version}"))


def last_backup(path: Path) -> date | None:
    """The day in Denmark of the newest backup in the plan's own folder of backups."""
    with plain_faults(path):
        return max((day for _, day in _all_of(path)), default=None)


def last_made(path: Path) -> datetime | None:
    """The instant at which the newest backup in the plan's own folder of backups was made."""
    with plain_faults(path):
        lying = _all_of(path)
        made = [file.stat().st_mtime for file, day in lying if day == lying[-1][1]]
        return datetime.fromtimestamp(max(made), UTC) if made else None


def copy_checked(source: Path, unfinished: Path) -> None:
    """Copy a plan in one step into an empty file, and make sure that the copy is whole and sound.

    Raises:
        DatabaseUnusable: ``source`` is damaged ("database_damaged"), or the disk is full.
    """
    with plain_faults(source), closing(open_raw(source, reading_mode(source))) as original:
        original.execute("BEGIN")  # what is counted and what is copied is the same moment
        counted = _counted(original)
        with closing(open_raw(unfinished)) as copy:
            original.backup(copy)
            # One file without a log, so that it can be carried away and read anywhere.
            copy.execute("PRAGMA journal_mode = DELETE")
            sound = copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            if not sound or _counted(copy) != counted:
                raise DatabaseUnusable("database_damaged", path=str(source))
    _flush(unfinished)


def open_raw(path: Path, mode: str = "mode=rw", patience: float = PATIENCE) -> sqlite3.Connection:
    """A bare connection to an existing file; it neither creates nor upgrades anything."""
    uri = f"file:{quote_from_bytes(os.fsencode(path))}?{mode}"
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)


@contextmanager
def unfinished_copy(source: Path, folder: Path, name: str) -> Iterator[Path]:
    """A checked copy under a temporary name, which is gone afterwards; see copy_checked."""
    handle, temporary = tempfile.mkstemp(".new", f".{name[:60]}.", folder)
    os.close(handle)
    unfinished = Path(temporary)
    try:
        copy_checked(source, unfinished)
        yield unfinished
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)


def own_as(path: Path, model: Path) -> None:
    """Give a file to the owner of another: root's backups are for whoever runs the plan."""
    owner = model.stat()
    with suppress(PermissionError):
        os.chown(path, owner.st_uid, owner.st_gid)


def settle(path: Path) -> None:
    """Make sure that a folder's new names survive a power cut."""
    _flush(path)


def _place(path: Path, targets: Iterator[Path]) -> Path:
    """Copy the plan, and put it under the first of the names that nobody has taken."""
    target = next(targets)
    with unfinished_copy(path, target.parent, target.name) as unfinished:
        own_as(unfinished, path)
        while not _named_as(unfinished, target):
            following = next(targets, None)
            if following is None:
                raise DatabaseUnusable("backup_exists", path=str(target))
            target = following
    settle(target.parent)
    return target


def _named_as(unfinished: Path, target: Path) -> bool:
    """Give a finished file its name, unless there is a file already."""
    try:
        os.link(unfinished, target)  # unlike a rename, it never takes another file's place
    except FileExistsError:
        return False
    except OSError:  # a file system without links, such as a memory stick's
        if os.path.lexists(target):
            return False
        unfinished.rename(target)
    return True


def _own_folder(path: Path) -> Path:
    folder = path.parent / FOLDER
    if not folder.is_dir():
        with plain_faults(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
        own_as(folder, path)
    return folder


def _named(path: Path, what: str) -> str:
    return f"{path.stem}-{what}{path.suffix}"


def _free_names(path: Path, folder: Path, what: str) -> Iterator[Path]:
    """The plain name, then those for a second and third backup of the same second."""
    yield folder / _named(path, what)
    yield from (folder / _named(path, f"{what}-{number}") for number in range(2, 100))


def _lying_there(path: Path, folder: Path, kind: str) -> list[tuple[Path, date]]:
    """The plan's backups of a kind, oldest first, each with the day in its name."""
    pattern = re.compile(
        f"{re.escape(path.stem)}-{kind}({_BY_DAY}).*{re.escape(path.suffix)}", re.DOTALL
    )
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if (match := pattern.fullmatch(file.name)) is not None:
            with suppress(ValueError):  # 30 February is no backup of ours
                found.append((file, date.fromisoformat(match[1])))
    return sorted(found, key=_by_day)


def _all_of(path: Path) -> list[tuple[Path, date]]:
    """The plan's backups, oldest first; one from before an upgrade has no day in its name."""
    folder = path.parent / FOLDER
    kept = [
        (file, local(datetime.fromtimestamp(file.stat().st_mtime, UTC)).date())
        for file in folder.glob(f"{glob.escape(path.stem)}-schema-*{glob.escape(path.suffix)}")
    ]
    return sorted([*_lying_there(path, folder, ".*"), *kept], key=_by_day)


def _by_day(entry: tuple[Path, date]) -> tuple[date, str]:
    return entry[1], entry[0].name


def _prune(path: Path, folder: Path, generations: int, made: Path) -> None:
    """Remove automatic backups beyond the newest ones, and what an interruption has left."""
    automatic = [file for file, _ in _lying_there(path, folder, "daily-") if file != made]
    for file in automatic[: max(0, len(automatic) - generations + 1)]:
        file.unlink(missing_ok=True)
    for file in folder.glob(".*.new"):
        with suppress(FileNotFoundError):
            if made.stat().st_mtime - file.stat().st_mtime > _STALE.total_seconds():
                file.unlink()


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether nobody else is in here now; the lock goes with the process that holds it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _counted(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many events there are, and the newest one's number."""
    query = "SELECT count(*), coalesce(max(id), 0) FROM event"
    found: tuple[int, int] = connection.execute(query).fetchone()
    return found


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
