"""The command line, the plan's second face: data on stdout, words on stderr.

Exit code 0: done; 1: refused or impossible, said in one sentence; 2: the command was written
wrong; 130: interrupted; 141: the reader of the output went away.

The dashboard is opened from here without click, which only the commands need.
"""

import gc
import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from db.errors import Refused, SapaError
from sapa_tui import locale
from sapa_tui.streams import is_terminal, tell

PROGRAM = "sapa-tui"
REFUSED, MISUSED, INTERRUPTED = 1, 2, 130
_OPTIONS = {"--db": "SAPA_DB", "--as": "SAPA_AS", "--lang": "SAPA_LANG"}
"""What stands before a command, and the variable in which it may stand instead."""


def run(arguments: Sequence[str], *, hints: bool = True) -> int:
    """Carry out a command line and return its exit code.

    ``hints``: whether ``--help`` can be pointed to.
    """
    speak(spoken_language(arguments))
    try:
        options, alone = _options(arguments)
        if alone and options["--lang"] in (None, *locale.LANGUAGES):
            return dashboard(options["--db"], options["--as"])
        from .program import carry_out

        return carry_out(arguments, hints=hints)
    except SapaError as error:
        from .session import refusal

        say(refusal(error))
        return REFUSED


def dashboard(db: str | None, named: str | None) -> int:
    """Open the dashboard on the plan that is meant; returns its exit code, raises SapaError."""
    # Nothing made while starting is ever garbage; collecting it would cost a tenth of the start.
    gc.disable()
    from .asking import asker, login_of, plan_path

    path, login = plan_path(db), login_of(named)
    demand_terminal()
    # Without a plan nobody is known yet: the start screen asks.
    return open_dashboard(path, asker(path, login) if path.exists() else login)


def open_dashboard(path: Path, person: str | None, *, standup: bool = False) -> int:
    """Open the dashboard in this terminal, with the walk if asked to; returns its exit code."""
    from sapa_tui.dashboard import open_dashboard

    return open_dashboard(path, person, locale.language(), standup=standup)


def demand_terminal() -> None:
    """Refuse with "not_a_terminal" where the dashboard cannot be drawn."""
    if not all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr))):  # it draws on stderr
        raise Refused("not_a_terminal")


def say(sentence: str) -> None:
    """Words for a person: they go to stderr, so that stdout stays data."""
    tell(sentence)


def speak(language: str) -> None:
    """Use a language for our own texts and for click's."""
    locale.use(language)
    # click translates through the process's default text domain, which follows LANGUAGE.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("sapa_tui", str(Path(locale.__file__).parent))
    gettext.textdomain("sapa_tui")


def spoken_language(arguments: Sequence[str]) -> str:
    """The language asked for, found before click reads anything: its help is translated too."""
    language = _options(arguments)[0]["--lang"]
    return language if language in locale.LANGUAGES else locale.DEFAULT


def _options(arguments: Sequence[str]) -> tuple[dict[str, str | None], bool]:
    """The options before the command as click will read them; whether there is nothing else.

    What follows a command belongs to it: ``init --lang en`` plants English content.
    """
    found = {name: os.environ.get(variable) or None for name, variable in _OPTIONS.items()}
    alone = True
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name in _OPTIONS:
            found[name] = value if equals else next(rest, "")
            alone = alone and bool(found[name])
        else:
            alone = False
            if not argument.startswith("-"):
                break
    return found, alone
