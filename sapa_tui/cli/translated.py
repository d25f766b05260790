"""Commands and options whose help is translated when it is shown, never when it is imported."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from sapa_tui.locale import N_, _, ngettext
from sapa_tui.streams import put

F = TypeVar("F", bound=Callable[..., Any])

# click's own texts, for the catalogue: it translates them itself, see sapa_tui.cli.
CLICK = (
    N_("Usage:"),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("[COMMAND] [ARGS]..."),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
)


def click_plurals() -> None:
    """Hold click's texts with a plural for the catalogue's collector; nobody calls it."""
    ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 2)
    ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 2)
    ngettext(
        "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 2
    )
    ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2)


class Command(click.Command):
    """A command whose ``help`` and ``epilog`` are keys of the catalogue."""

    _help_key: str | None = None
    _epilog_key: str | None = None

    @property
    def help(self) -> str | None:
        return _(self._help_key) if self._help_key else None

    @help.setter
    def help(self, value: str | None) -> None:
        self._help_key = value

    @property
    def epilog(self) -> str | None:
        return _(self._epilog_key) if self._epilog_key else None

    @epilog.setter
    def epilog(self, value: str | None) -> None:
        self._epilog_key = value

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.callback = _show_help
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        # click translates what stands around these, and not them.
        known = ("[OPTIONS]", "COMMAND [ARGS]...", "[COMMAND] [ARGS]...")
        pieces = super().collect_usage_pieces(ctx)
        return [_(piece) if piece in known else piece for piece in pieces]


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        put(ctx.get_help())
        ctx.exit()


class Group(Command, click.Group):
    """A group of commands whose ``help`` is a key of the catalogue."""


class Option(click.Option):
    """An option whose ``help`` is a key of the catalogue."""

    _help_key: str | None = None

    @property
    def help(self) -> str | None:
        return _(self._help_key) if self._help_key else None

    @help.setter
    def help(self, value: str | None) -> None:
        self._help_key = value


def command(name: str, text: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command; ``text`` is marked with ``N_``."""
    return click.command(name, cls=Command, help=text, **settings)


def group(name: str, text: str, **settings: Any) -> Callable[[Callable[..., Any]], Group]:
    """Make a function a group of commands; ``text`` is marked with ``N_``."""
    return click.group(name, cls=Group, help=text, **settings)


option = functools.partial(click.option, cls=Option)
