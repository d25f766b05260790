"""``ssh``: making this server ready for a team that logs in with keys."""

from pathlib import Path

import click

from sapa_tui.locale import N_, _
from sapa_tui.ssh.layout import ACCOUNT, ALIVE_SECONDS, ETC, PLAN, PREFIX, Layout

from . import REFUSED, say
from .output import write
from .translated import command, group, option


@group("ssh", N_("Make this server ready for a team that logs in over SSH."))
def ssh() -> None:
    """Hold the commands about the server."""


@command("setup", N_("Print what has to be done on this server; with --apply, do it."))
@option("--apply", "wish", flag_value="apply", help=N_("Do it; as root."))
@option("--undo", "wish", flag_value="undo", help=N_("Take back what was made; as root."))
@option(
    "--account",
    metavar="NAME",
    default=ACCOUNT,
    show_default=True,
    help=N_("The account that everybody logs in to."),
)
@option(
    "--plan",
    metavar="PATH",
    default=PLAN,
    show_default=True,
    help=N_("Where the plan is to lie, in a folder of its own."),
)
@option(
    "--prefix",
    metavar="PATH",
    default=PREFIX,
    show_default=True,
    help=N_("The folder for what a login starts."),
)
@click.option("--etc", metavar="PATH", default=ETC, hidden=True)
@click.option(
    "--alive", metavar="SECONDS", type=click.IntRange(1), default=ALIVE_SECONDS, hidden=True
)
def setup(
    wish: str | None, account: str, plan: str, prefix: str, etc: str, alive: int
) -> int | None:
    """Print, do or undo the set-up; exit code 1 when it cannot be done."""
    from sapa_tui.ssh import setup as server
    from sapa_tui.ssh.system import SetupFailed

    places = (Path(plan), Path(prefix), Path(etc))
    layout = Layout(account, *places, alive_seconds=alive)
    try:
        if wish == "undo":
            server.take_back(layout.etc, say)
        elif wish == "apply":
            server.apply(layout, say)
            say(_("Done. “sapa-tui doctor --ssh” checks it at any time."))
        else:
            write("\n".join(server.script(layout)))
    except SetupFailed as fault:
        say(str(fault))
        return REFUSED
    return None


ssh.add_command(setup)
