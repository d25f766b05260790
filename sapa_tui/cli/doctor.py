"""``doctor``: whether this terminal, this machine and this plan's file are fit for use."""

import os
import pwd
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import click

from db.backup import FOLDER, last_backup
from db.connection import can_lose_the_log, engine_version
from db.errors import DatabaseUnusable
from db.migrations import SCHEMA_VERSION
from db.queries.health import Health, health
from sapa_tui.locale import N_, _, ngettext
from sapa_tui.presentation.dates import day_long
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.streams import is_terminal

from .output import Table, emit
from .session import Session, pass_session
from .translated import command, option

OLDEST_PYTHON = (3, 11)
SMALLEST = (80, 24)
MEGABYTE = 1_000_000
OLDEST_BACKUP_DAYS = 2
LITTLE_SPACE, NO_SPACE = 500 * MEGABYTE, 20 * MEGABYTE
SHARED_OVER_A_NETWORK = {
    *("9p", "afs", "ceph", "cifs", "davfs", "fuse", "glusterfs", "gpfs", "lustre", "ncpfs"),
    *("nfs", "nfs4", "smb", "smb2", "smb3", "smbfs", "vboxsf"),
}
"""Kinds of file system on which SQLite's write-ahead log does not work (sqlite.org/wal.html)."""
PASSING = ("tmpfs", "ramfs")


class Verdict(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(NamedTuple):
    """What one check found; ``advice`` says what to do where it is not ok."""

    verdict: Verdict
    check: str
    finding: str
    advice: str = ""


@command("doctor", N_("Check the terminal, the machine and the plan's file."))
@option(
    "--format",
    "form",
    type=click.Choice(["plain", "json"]),
    default="plain",
    help=N_("How the findings are written."),
)
@option("--ssh", "server", is_flag=True, help=N_("Check instead how the team logs in; as root."))
@option("--account", metavar="NAME", help=N_("With --ssh: the account that everybody logs in to."))
@click.option("--etc", metavar="PATH", default="/etc", hidden=True)
@pass_session
def doctor(session: Session, form: str, server: bool, account: str | None, etc: str) -> int:
    """Write every finding; exit code 1 when one of them is a fail."""
    if server:
        found = look_at_server(Path(etc), account)
    else:
        found = [*look_around(), *look_at_file(session.path), *look_inside(session)]
    rows = [(one.verdict.value, _(one.check), one.finding, one.advice) for one in found]
    data = [{**one._asdict(), "verdict": one.verdict.value} for one in found]
    emit(form, lambda: Table((), rows, whole=True), lambda: data)
    return int(any(one.verdict is Verdict.FAIL for one in found))


def look_at_server(etc: Path, account: str | None) -> list[Finding]:
    """What stands between the network and the plan."""
    from sapa_tui.ssh.inspect import inspect_server
    from sapa_tui.ssh.system import SetupFailed

    try:
        return list(inspect_server(etc, account))
    except SetupFailed as fault:
        return [Finding(Verdict.FAIL, N_("Server"), str(fault))]


def look_around() -> Iterator[Finding]:
    """The terminal and the programs underneath."""
    yield from _terminal()
    yield _letters()
    python = ".".join(map(str, sys.version_info[:3]))
    old = sys.version_info < OLDEST_PYTHON
    advice = _("Use Python 3.11 or newer.") if old else ""
    yield Finding(Verdict.FAIL if old else Verdict.OK, N_("Python"), python, advice)
    yield _engine(engine_version())


def look_at_file(path: Path) -> Iterator[Finding]:
    """The plan's file from outside, and the disk that it lies on."""
    if path.is_file():
        yield _access(path)
    folder = next(place for place in (path, *path.resolve().parents) if place.is_dir())
    yield _file_system(folder, _mounts())
    yield _space(shutil.disk_usage(folder).free)


def look_inside(session: Session) -> Iterator[Finding]:
    """The plan's file from inside."""
    try:
        with session.plan() as database:
            found = health(database)
    except DatabaseUnusable as fault:
        yield Finding(Verdict.FAIL, N_("Plan"), str(session.path), error_sentence(fault))
        return
    yield Finding(Verdict.OK, N_("Plan"), str(session.path))
    yield from _inside(found)
    yield _backups(last_backup(session.path), session.clock.today(), session.path)


def _terminal() -> Iterator[Finding]:
    kind = os.environ.get("TERM", "")
    if not is_terminal(sys.stdout):
        yield Finding(Verdict.OK, N_("Terminal"), _("not judged: the output goes elsewhere"))
        return
    if kind in ("", "dumb"):
        advice = _("Set TERM, for instance to xterm-256color.")
        yield Finding(Verdict.FAIL, N_("Terminal"), kind or _("unknown"), advice)
    else:
        yield Finding(Verdict.OK, N_("Terminal"), kind)
    colours = _colours(kind, os.environ)
    yield Finding(Verdict.OK, N_("Colours"), colours)
    size = os.get_terminal_size(sys.stdout.fileno())
    small = size.columns < SMALLEST[0] or size.lines < SMALLEST[1]
    advice = _("Make the window at least 80 columns by 24 lines.") if small else ""
    verdict = Verdict.WARN if small else Verdict.OK
    yield Finding(verdict, N_("Size"), f"{size.columns} x {size.lines}", advice)


def _colours(kind: str, environ: "os._Environ[str] | dict[str, str]") -> str:
    if environ.get("NO_COLOR"):
        return _("none, as NO_COLOR asks")
    if environ.get("COLORTERM") in ("truecolor", "24bit") or "direct" in kind:
        return _("16 million")
    return "256" if "256" in kind else "16"


def _letters() -> Finding:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    wanted = next((os.environ[name] for name in names if os.environ.get(name)), "")
    if "utf8" in wanted.lower().replace("-", ""):
        return Finding(Verdict.OK, N_("Letters"), wanted)
    advice = _(
        "Set LANG to a UTF-8 locale, for instance da_DK.UTF-8, so that æ, ø and å are right."
    )
    return Finding(Verdict.WARN, N_("Letters"), wanted or _("unknown"), advice)


def _engine(version: tuple[int, ...]) -> Finding:
    text = ".".join(map(str, version))
    if not can_lose_the_log(version):
        return Finding(Verdict.OK, N_("SQLite"), text)
    advice = _(
        "This version can in rare cases damage a file that several write to; "
        "ask for SQLite 3.51.3 or newer, and take backups."
    )
    return Finding(Verdict.WARN, N_("SQLite"), text, advice)


def _access(path: Path) -> Finding:
    try:
        found = path.stat()
    except OSError as error:
        return Finding(Verdict.FAIL, N_("File"), str(path), error.strerror or "")
    text = _("{mode}, owned by {owner}").format(
        mode=stat.filemode(found.st_mode), owner=_owner(found.st_uid)
    )
    if found.st_mode & stat.S_IRWXO:
        advice = _("Everybody on this machine can get at the plan; run: chmod o-rwx {path}")
        return Finding(Verdict.WARN, N_("File"), text, advice.format(path=path))
    return Finding(Verdict.OK, N_("File"), text)


def _owner(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _mounts() -> list[tuple[str, str]]:
    """Mount points of this machine with the kind of file system of each; empty if unknown."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(_unescaped(line.split()[1]), line.split()[2]) for line in lines if line.count(" ") > 2]


def _unescaped(mount_point: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        mount_point = mount_point.replace(code, letter)
    return mount_point


def _file_system(folder: Path, mounts: list[tuple[str, str]]) -> Finding:
    place = folder.resolve()
    # Of two file systems mounted on one place, the later one is on top.
    holding = [
        (len(point), at, kind)
        for at, (point, kind) in enumerate(mounts)
        if place.is_relative_to(point)
    ]
    kind = max(holding)[2] if holding else _("unknown")
    if kind in SHARED_OVER_A_NETWORK or kind.startswith("fuse."):
        advice = _(
            "The plan must lie on a disk of this machine; move it there, or it can be damaged."
        )
        return Finding(Verdict.FAIL, N_("File system"), kind, advice)
    if kind in PASSING:
        advice = _("What lies here is gone when the machine restarts; move the plan to a disk.")
        return Finding(Verdict.WARN, N_("File system"), kind, advice)
    return Finding(Verdict.OK, N_("File system"), kind)


def _space(free: int) -> Finding:
    verdict = Verdict.OK
    if free < LITTLE_SPACE:
        verdict = Verdict.FAIL if free < NO_SPACE else Verdict.WARN
    text = _("{number} MB free").format(number=free // MEGABYTE)
    advice = _("Make room on the disk.") if verdict is not Verdict.OK else ""
    return Finding(verdict, N_("Disk"), text, advice)


def _inside(found: Health) -> Iterator[Finding]:
    wrong = [f"{name} = {now}" for name, (now, wanted) in found.settings.items() if now != wanted]
    advice = _("The file system may not allow it; move the plan to a disk of this machine.")
    yield _judged(not wrong, N_("Settings"), ", ".join(wrong) or _("as they should be"), advice)
    advice = _("Stop all work on the plan and put the latest backup back.")
    faults = "; ".join(found.faults[:3])
    yield _judged(not found.faults, N_("Contents"), faults or _("sound"), advice)
    text = _("{found} of {known}").format(found=found.schema, known=SCHEMA_VERSION)
    yield _judged(found.schema == SCHEMA_VERSION, N_("Schema"), text, _("Update the program."))
    if found.broken_event is None:
        count = ngettext("{number} event", "{number} events", found.events)
        text = _("{count}, unaltered").format(count=count.format(number=found.events))
    else:
        text = _("altered at event {number}").format(number=found.broken_event)
    advice = _("Somebody has changed the file by other means; compare it with a backup.")
    yield _judged(found.broken_event is None, N_("Event log"), text, advice)


def _backups(last: date | None, today: date, path: Path) -> Finding:
    advice = _("Take one with “sapa-tui backup”; open dashboards take one a day, if so set.")
    if last is None:
        text = _("none in {path}").format(path=path.parent / FOLDER)
        return Finding(Verdict.WARN, N_("Last backup"), text, advice)
    old = (today - last).days > OLDEST_BACKUP_DAYS
    verdict = Verdict.WARN if old else Verdict.OK
    return Finding(verdict, N_("Last backup"), day_long(last), advice if old else "")


def _judged(good: bool, check: str, finding: str, advice: str) -> Finding:
    return Finding(Verdict.OK if good else Verdict.FAIL, check, finding, "" if good else advice)
