"""The command line, the plan's second face: data on stdout, words on stderr.

Exit code 0: done; 1: refused or impossible, said in one sentence; 2: the command was written
wrong; 130: interrupted; 141: the reader of the output went away.
"""

import gettext
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from db.errors import Refused, SapaError
from sapa_tui import locale
from sapa_tui.locale import N_, _

from .translated import Command, Group, option

PROGRAM = "sapa-tui"
REFUSED, MISUSED, INTERRUPTED = 1, 2, 130
_MODULES = {
    "init": "plan",
    "demo": "plan",
    "status": "plan",
    "board": "board",
    "activity": "activity",
    "communication": "communication",
    "stakeholders": "stakeholders",
    "people": "people",
    "person": "people",
    "history": "history",
    "undo": "undo",
    "redo": "undo",
    "backup": "backup",
    "restore": "backup",
    "doctor": "doctor",
}
_WITH_VALUE = ("--db", "--as", "--lang")


class Program(Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        module = importlib.import_module(f".{_MODULES[cmd_name]}", __package__)
        found: Command = getattr(module, cmd_name)
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
    from .session import Session, plan_path

    ctx.obj = Session(plan_path(db), (named or "").strip().lower() or None)
    if ctx.invoked_subcommand is None:
        demand_terminal()
        # Without a plan nobody is known yet: the start screen asks.
        person = ctx.obj.person() if ctx.obj.path.exists() else ctx.obj.named
        return open_dashboard(ctx.obj.path, person)
    return None


def open_dashboard(path: Path, person: str | None) -> int:
    """Open the dashboard in this terminal; returns its exit code."""
    from sapa_tui.dashboard import open_dashboard

    return open_dashboard(path, person, locale.language())


def demand_terminal() -> None:
    """Refuse with "not_a_terminal" where the dashboard cannot be drawn."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("not_a_terminal")


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit code."""
    speak(spoken_language(arguments))
    try:
        result = program.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except click.UsageError as misuse:
        say(_usage_sentence(misuse))
        return MISUSED
    except SapaError as error:
        from .session import refusal

        say(refusal(error))
        return REFUSED
    except click.Abort:
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def say(sentence: str) -> None:
    """Words for a person: they go to stderr, so that stdout stays data."""
    click.echo(sentence, err=True)


def speak(language: str) -> None:
    """Use a language for our own texts and for click's."""
    locale.use(language)
    # click translates through the process's default text domain, which follows LANGUAGE.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("sapa_tui", str(Path(locale.__file__).parent))
    gettext.textdomain("sapa_tui")


def spoken_language(arguments: Sequence[str]) -> str:
    """The language asked for, found before click reads anything: its help is translated too."""
    wanted = os.environ.get("SAPA_LANG", "")
    rest = iter(arguments)
    for argument in rest:
        if argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
        elif argument in _WITH_VALUE:
            value = next(rest, "")
            wanted = value if argument == "--lang" else wanted
        elif not argument.startswith("-"):
            break  # what follows belongs to a command: "init --lang en" plants English content
    return wanted if wanted in locale.LANGUAGES else locale.DEFAULT


def _usage_sentence(misuse: click.UsageError) -> str:
    from db.rules.text import safe

    command = misuse.ctx.command_path if misuse.ctx else PROGRAM
    hint = _("See “{command} --help”.").format(command=command)
    return f"{safe(misuse.format_message())} {hint}"
