"""``go-live``: moving the date that most others count from."""

import click

from db.commands import plan as commands
from db.queries.go_live_move import go_live_move
from sapa_tui.locale import N_, _
from sapa_tui.presentation.go_live_move import go_live_data, go_live_rows, go_live_words

from . import say
from .output import Table, emit, formatted
from .plan import read_go_live
from .session import Session, pass_session
from .translated import command, group, option


@group("go-live", N_("The date on which SAPA is taken into use."))
def go_live() -> None:
    """Hold the commands about go-live."""


@command(
    "set", N_("Set or move go-live, and list every date that follows and every one that stays.")
)
@click.argument("day", metavar="DATE|unknown")
@option("--reason", metavar="TEXT", default="", help=N_("Why; needed where a date was known."))
@option("--dry-run", is_flag=True, help=N_("Only show what it would do."))
@formatted
@pass_session
def set_go_live(session: Session, day: str, reason: str, dry_run: bool, form: str) -> None:
    """Move go-live, or show what that would do."""
    today = session.clock.today()
    wanted = read_go_live(day, today)
    with session.plan() as database:
        found = go_live_move(database, wanted, today)
        if not dry_run:
            base = found.move.go_live.old
            session.write(database, commands.set_go_live, wanted, reason=reason, base=base)
    for words in go_live_words(found):
        say(words)
    if dry_run:
        say(_("Nothing has been moved: this only shows what it would do."))
    headers = (_("What"), _("Before"), _("After"), _("Remark"))
    emit(form, lambda: Table(headers, go_live_rows(found)), lambda: go_live_data(found))


go_live.add_command(set_go_live)
