"""``backup`` and ``restore``: the plan's file as a whole."""

import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path

import click

from db.backup import backup as make_backup
from db.commands import plan as commands
from db.errors import DatabaseUnusable, Refused
from db.queries.plan import plan_facts
from db.restore import Summary, check_replaceable, summary
from db.restore import restore as put_back
from db.rules.text import safe
from sapa_tui.locale import N_, _, ngettext
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.sentences import error_sentence
from sapa_tui.streams import is_terminal

from . import say
from .output import write
from .session import Session, pass_session
from .translated import command, option


@command("backup", N_("Make a backup of the plan, also while others work."))
@click.argument("file", metavar="[FILE]", required=False)
@option(
    "--keep",
    metavar="N",
    type=click.IntRange(0, 365),
    help=N_("Only set how many automatic daily backups are kept; 0 makes none."),
)
@pass_session
def backup(session: Session, file: str | None, keep: int | None) -> None:
    """Write a backup and say where it lies, or change how many daily ones are kept."""
    if keep is None:
        target = Path(file).expanduser() if file else None
        made = make_backup(session.path, target, session.clock.now())
        write(safe(str(made)))
        return
    if file is not None:
        raise click.UsageError(_("Give either a file or --keep, not both."))
    with session.plan() as database:
        session.write(database, commands.keep_backups, keep)
        kept = plan_facts(database).backup_generations
    if not kept:
        say(_("No automatic backup is made any longer; make your own with “sapa-tui backup”."))


@command("restore", N_("Put a backup in the plan's place; the replaced file is kept."))
@click.argument("file", metavar="FILE")
@option("--yes", is_flag=True, help=N_("Do not ask."))
@pass_session
def restore(session: Session, file: str, yes: bool) -> None:
    """Say what would be replaced by what, unless it cannot be; ask, and replace it."""
    source = Path(file).expanduser()
    check_replaceable(session.path, source, session.clock.now())
    _tell(session.path, source, session.clock.today())
    if not yes:
        _ask()
    kept = put_back(session.path, source, session.clock.now())
    say(_("The plan is as it was in the backup."))
    if kept is not None:
        say(_("The replaced file is kept as {path}.").format(path=safe(str(kept))))


def _tell(path: Path, source: Path, today: date) -> None:
    """Say what is replaced by what, and whom that would let in again."""
    new = summary(source)
    valid: Collection[tuple[str, str]] = ()
    say(_("Replaced is: {path}").format(path=safe(str(path))))
    try:
        old = summary(path)
        say(f"    {_described(old, today)}")
        valid = old.keys
    except DatabaseUnusable as fault:
        say(f"    {error_sentence(fault)}")
    say(_("It is replaced by: {path}").format(path=safe(str(source))))
    say(f"    {_described(new, today)}")
    if again := [key for key in new.keys if key not in valid]:
        say(_("These keys let nobody in now, and would after it:"))
        for name, fingerprint in again:
            say(f"    {safe(name)} {safe(fingerprint)}")


def _described(found: Summary, today: date) -> str:
    events = ngettext("{number} event", "{number} events", found.events)
    sentence = _("{municipality}, {events}, last changed {time}")
    return sentence.format(
        municipality=safe(found.municipality),
        events=events.format(number=found.events),
        time=_time(found.last_event_at, today),
    )


def _time(instant: str, today: date) -> str:
    try:
        return clock_time(instant, today) if instant else _("never")
    except ValueError:  # the file may come from anywhere
        return safe(instant)


def _ask() -> None:
    """Raise Refused("not_restored") unless the person at the terminal says yes."""
    if not is_terminal(sys.stdin):
        raise Refused("not_restored")
    say(_("Replace it? Type “{word}” and press Enter.").format(word=_("yes")))
    if sys.stdin.readline().strip().casefold() not in (_("yes").casefold(), "yes"):
        raise Refused("not_restored")
