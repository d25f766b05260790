"""The commands, as click knows them."""

import importlib
from collections.abc import Sequence
from typing import Any

import click

from sapa_tui import locale
from sapa_tui.locale import N_, _

from . import INTERRUPTED, MISUSED, PROGRAM, dashboard, say
from .translated import Command, Group, option

MODULES = {
    "init": "plan",
    "demo": "plan",
    "status": "plan",
    "go-live": "go_live",
    "board": "board",
    "activity": "activity",
    "communication": "communication",
    "stakeholders": "stakeholders",
    "standup": "standup",
    "note": "notes",
    "department": "department",
    "workflow": "workflow",
    "adoption": "adoption",
    "precondition": "precondition",
    "decision": "decision",
    "training": "training",
    "support": "roster",
    "calendar": "calendar",
    "days-off": "calendar",
    "export": "export",
    "card": "card",
    "people": "people",
    "person": "people",
    "history": "history",
    "template": "template",
    "report": "report",
    "undo": "undo",
    "redo": "undo",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
    "ssh": "ssh",
}


class Program(Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULES:
            return None
        module = importlib.import_module(f".{MODULES[cmd_name]}", __package__)
        found: Command = getattr(module, cmd_name.replace("-", "_"))
        return found


@click.command(
    PROGRAM,
    cls=Program,
    invoke_without_command=True,
    help=N_("The shared wall of a SAPA project team. Without a command it opens the dashboard."),
)
@option("--db", metavar="PATH", envvar="SAPA_DB", help=N_("The plan's file (or SAPA_DB)."))
@option(
    "--lang",
    type=click.Choice(locale.LANGUAGES),
    envvar="SAPA_LANG",
    help=N_("Language of what is shown (or SAPA_LANG)."),
)
@option(
    "--as",
    "named",
    metavar="NAME",
    envvar="SAPA_AS",
    help=N_("Who you are in the plan (or SAPA_AS)."),
)
@click.pass_context
def program(ctx: click.Context, db: str | None, lang: str | None, named: str | None) -> Any:
    """Decide which plan is meant, then open the dashboard unless a command follows."""
    from .asking import login_of, plan_path
    from .session import Session

    ctx.obj = Session(plan_path(db), login_of(named))
    return dashboard(db, named) if ctx.invoked_subcommand is None else None


def carry_out(arguments: Sequence[str], *, hints: bool = True) -> int:
    """Carry out a command line and return its exit code; raises SapaError.

    ``hints``: whether ``--help`` can be pointed to.
    """
    try:
        result = program.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except click.UsageError as misuse:
        say(_usage_sentence(misuse, hints=hints))
        return MISUSED
    except click.Abort:
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _usage_sentence(misuse: click.UsageError, *, hints: bool) -> str:
    from db.rules.text import safe

    sentence = safe(misuse.format_message())
    if not hints:
        return sentence
    command = misuse.ctx.command_path if misuse.ctx else PROGRAM
    hint = _("See “{command} --help”.").format(command=command)
    return f"{sentence} {hint}"
