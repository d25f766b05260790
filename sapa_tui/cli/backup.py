"""``backup`` and ``restore``: the plan's file as a whole."""

import sys
from datetime import date
from pathlib import Path

import click

from db.backup import backup as make_backup
from db.commands import plan as commands
from db.errors import DatabaseUnusable, Refused
from db.queries.plan import plan_facts
from db.restore import Summary, summary
from db.restore import restore as put_back
from db.rules.text import safe
from sapa_tui.locale import N_, _, ngettext
from sapa_tui.presentation.dates import clock_time
from sapa_tui.presentation.sentences import error_sentence

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
    """Say what would be replaced by what, ask, and replace it."""
    source = Path(file).expanduser()
    new = summary(source)
    today = session.clock.today()

    def described(found: Summary) -> str:
        events = ngettext("{number} event", "{number} events", found.events)
        sentence = _("{municipality}, {events}, last changed {time}")
        return sentence.format(
            municipality=safe(found.municipality),
            events=events.format(number=found.events),
            time=_time(found.last_event_at, today),
        )

    say(_("Replaced is: {path}").format(path=safe(str(session.path))))
    try:
        say(f"    {described(summary(session.path))}")
    except DatabaseUnusable as fault:
        say(f"    {error_sentence(fault)}")
    say(_("It is replaced by: {path}").format(path=safe(str(source))))
    say(f"    {described(new)}")
    if not yes:
        _ask()
    kept = put_back(session.path, source, session.clock.now())
    say(_("The plan is as it was in the backup."))
    if kept is not None:
        say(_("The replaced file is kept as {path}.").format(path=safe(str(kept))))


def _time(instant: str, today: date) -> str:
    try:
        return clock_time(instant, today) if instant else _("never")
    except ValueError:  # the file may come from anywhere
        return safe(instant)


def _ask() -> None:
    """Raise Refused("not_restored") unless the person at the terminal says yes."""
    if not sys.stdin.isatty():
        raise Refused("not_restored")
    say(_("Replace it? Type “{word}” and press Enter.").format(word=_("yes")))
    if sys.stdin.readline().strip().casefold() not in (_("yes").casefold(), "yes"):
        raise Refused("not_restored")
