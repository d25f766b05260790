"""Which plan, and who is asking: what every command needs to know."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from db.changes import events_since
from db.clock import Clock
from db.commands import Outcome, Request
from db.connection import open_plan, plain_faults
from db.errors import NotFound, Refused, SapaError
from db.queries.people import PersonRow, people
from db.rules.codes import Role
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import error_sentence, event_sentence

from . import say

P = ParamSpec("P")

_HINTS = {
    "starts_before_go_live": N_("Add --confirm to start it all the same."),
    "reason_missing": N_("Add --reason and the words."),
}


@dataclass(frozen=True, slots=True)
class Session:
    """One command line: the plan's file and the person who was named, if any."""

    path: Path
    named: str | None
    clock: Clock = field(default_factory=Clock)

    @contextmanager
    def plan(self, *, checked: bool = True) -> Iterator[Any]:
        """Open the plan, and close it afterwards; raises DatabaseUnusable."""
        database = open_plan(self.path, checked=checked)
        try:
            with plain_faults(self.path):
                yield database
        finally:
            database.close()

    def person(self) -> str:
        """The login name of who is asking; raises as :func:`who_asks` does."""
        with self.plan(checked=False) as database:
            return who_asks(people(database), self.named, login_name())

    def write(
        self,
        database: Any,
        command: Callable[Concatenate[Any, Request, P], Outcome],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome:
        """Carry out a command in the person's name and say what it did."""
        known = people(database)
        actor = who_asks(known, self.named, login_name())
        outcome = command(database, Request(actor, self.clock.now()), *args, **kwargs)
        if outcome.event is None:
            say(_("Nothing had to be changed."))
            return outcome
        names = {person.name: person.full_name for person in known}
        for event in events_since(database, outcome.event - 1, 1):
            say(f"{event_sentence(event, names)}.")
        return outcome


pass_session = click.make_pass_decorator(Session)


def plan_path(named: str | None) -> Path:
    """The plan's file: the one named, else the person's own."""
    if named:
        return Path(os.path.expanduser(named))  # pathlib's own fails on an unknown "~name"
    from platformdirs import user_data_path

    return user_data_path("sapa-tui", appauthor=False) / "plan.db"


def who_asks(known: Sequence[PersonRow], named: str | None, login: str) -> str:
    """Whose name a change is made in: the one given, the system's, or the only person's.

    Raises:
        NotFound: nobody in the plan has the name given ("person_unknown").
        Refused: no name is given and none can be concluded ("who_asks").
    """
    names = [person.name for person in known if person.active]
    if named is not None:
        if named not in (person.name for person in known):
            raise NotFound("person_unknown", name=named)
        return named
    if login in names:
        return login
    if len(names) == 1 and known[0].role is Role.LEADER:
        return names[0]
    raise Refused("who_asks", names=", ".join(names), name=next(iter(names), "mk"))


def login_name() -> str:
    """The name under which the operating system knows this person, in small letters."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name.lower()
    except KeyError:  # a user without an entry, as in a container
        return ""


def refusal(error: SapaError) -> str:
    """The sentence of an error, with the option that would help."""
    sentence = error_sentence(error)
    return f"{sentence} {_(_HINTS[error.code])}" if error.code in _HINTS else sentence
