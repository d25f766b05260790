"""What the commands about one activity and about one message have in common."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import click

from db.commands import Edit
from db.queries.due import DUE_COLUMNS, due_columns
from db.queries.people import people
from db.queries.plan import PlanFacts
from db.rules.due import Due
from sapa_tui import locale
from sapa_tui.locale import N_, _
from sapa_tui.presentation.due_preview import day_off_warning, due_words
from sapa_tui.presentation.who import stored_person

from . import say
from .items import NUMBER
from .session import Session, pass_session
from .translated import Command, command, option

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=StrEnum)
_PEOPLE = ("responsible", "assignee", "waiting_on")


def described(function: F, settings: Iterable[tuple[str, dict[str, Any]]]) -> F:
    """Give a command these options, and those of whom and when every item has."""
    for name, how in (
        *settings,
        ("--responsible", {"metavar": "NAME", "help": N_("Who answers for it.")}),
        (
            "--due",
            {
                "metavar": "WHEN",
                "help": N_("When, such as 23-11-2026, fri, end-1w or “2 working days after #12”."),
            },
        ),
        ("--offset", {"metavar": "WEEKS", "help": N_("Weeks from go-live, such as -8w or T+2.")}),
    ):
        function = option(name, **how)(function)
    return function


def if_version(function: F) -> F:
    """Give a command the option for the version that somebody has seen."""
    text = N_("Only if nobody has changed it since this version.")
    return option("--if-version", metavar="N", type=NUMBER, help=text)(function)


def by_number(name: str, text: str, write: Callable[..., Any]) -> Command:
    """Make a command that does one thing to the item of a number."""

    @command(name, text)
    @click.argument("number", metavar="ID", type=NUMBER)
    @pass_session
    def do(session: Session, number: int) -> None:
        with session.plan() as database:
            session.write(database, write, number)

    return do


def with_reason(name: str, text: str, write: Callable[..., Any]) -> Command:
    """Make a command that does one thing to the item of a number and keeps the reason."""

    @command(name, text)
    @click.argument("number", metavar="ID", type=NUMBER)
    @option("--reason", metavar="TEXT", required=True, help=N_("Why; it is kept in the history."))
    @pass_session
    def do(session: Session, number: int, reason: str) -> None:
        with session.plan() as database:
            session.write(database, write, number, reason)

    return do


def stored(
    database: Any, typed: Mapping[str, Any], found: Mapping[str, Callable[[Any, str], Any]]
) -> dict[str, Any]:
    """The fields that were named, with people as the plan knows them.

    ``found`` tells for a field that names a row how the row's number is found in the database.
    """
    fields = {name: value for name, value in typed.items() if value is not None}
    known = people(database) if fields.keys() & set(_PEOPLE) else []
    for name in fields.keys() & set(_PEOPLE):
        fields[name] = stored_person(fields[name], known)
    for name in fields.keys() & found.keys():
        fields[name] = found[name](database, fields[name])
    return fields


def edits_of(
    base: Callable[[str], Any], fields: Mapping[str, Any], due: Due, when: Due | None
) -> dict[str, Edit]:
    """The edits to an item that was read with these values and was ``due`` then.

    Raises click.UsageError where nothing is to be changed.
    """
    edits = {name: Edit(base(name), value) for name, value in fields.items()}
    if when is not None:
        before, mine = due_columns(due), due_columns(when)
        edits |= {name: Edit(before[name], mine[name]) for name in DUE_COLUMNS}
    if not edits:
        raise click.UsageError(_("Say which field is to be changed."))
    return edits


def say_due(due: Due, facts: PlanFacts) -> None:
    """Say which day a typed due date comes to, so that a slip is seen at once, and a day off."""
    if due == Due():
        return
    say(_("Due: {due}.").format(due=due_words(due, facts)))
    day = facts.anchors.resolve(due)
    if day is not None and (warning := day_off_warning(day, facts)):
        say(f"! {warning}.")


def code_named(text: str, codes: Iterable[C], word: Callable[[C], str]) -> C | None:
    """The code that is written so or has that word in any language, in letters of any size."""
    wanted = " ".join(text.replace("_", " ").replace("-", " ").split()).casefold()
    return next((code for code in codes if wanted in _spellings(code, word)), None)


def possible(codes: Iterable[C], word: Callable[[C], str]) -> str:
    """The words of the codes as they may be typed."""
    return ", ".join(word(code).lower().replace(" ", "_") for code in codes)


def _spellings(code: C, word: Callable[[C], str]) -> set[str]:
    spoken = locale.language()
    found = {code.value.replace("_", " ")}
    try:
        for language in locale.LANGUAGES:
            locale.use(language)
            said = word(code).casefold()
            found |= {said, *said.split("/")}
    finally:
        locale.use(spoken)
    return found
