"""The plan that a command works on: opening it, and writing in the name of who asks."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import click

from db.changes import events_since
from db.clock import Clock
from db.commands import Outcome, Request
from db.connection import open_plan, plain_faults
from db.errors import DatabaseUnusable, SapaError
from db.header import check_writable
from db.queries.people import people
from db.reading import open_to_read
from sapa_tui.locale import N_, _
from sapa_tui.presentation.sentences import error_sentence, event_sentence
from sapa_tui.streams import is_terminal

from . import say
from .asking import login_name, who_asks

WAITED_SECONDS = 1.0
"""How long a write may take before a word is due; without a lock in its way it takes none."""
P = ParamSpec("P")

_HINTS = {
    "starts_before_go_live": N_("Add --confirm to start it all the same."),
    "responsible_missing": N_("Add --responsible and the name."),
    "due_missing": N_("Add --due and the date."),
    "reason_missing": N_("Add --reason and the words."),
    "cases_open": N_("Add --reason and the words."),
}


@dataclass(frozen=True, slots=True)
class Session:
    """One command line: the plan's file and the person who was named, if any."""

    path: Path
    named: str | None
    clock: Clock = field(default_factory=Clock)
    _waits: list[threading.Timer] = field(default_factory=list)

    @contextmanager
    def plan(self) -> Iterator[Any]:
        """Open the plan, and close it afterwards; raises DatabaseUnusable.

        Where it cannot be written it can be read all the same.
        """
        try:
            database = open_plan(self.path)
        except DatabaseUnusable as fault:
            if fault.code != "database_read_only":
                raise
            with open_to_read(self.path) as readable:
                yield readable
            return
        try:
            with plain_faults(self.path):
                yield database
        finally:
            database.close()

    def write(
        self,
        database: Any,
        command: Callable[Concatenate[Any, Request, P], Outcome],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome:
        """Carry out a command in the person's name and say what it did."""
        check_writable(self.path)
        known = people(database)
        actor = who_asks(known, self.named, login_name())
        with _waiting_is_told(self._waits):
            outcome = command(database, Request(actor, self.clock.now()), *args, **kwargs)
        if outcome.event is None:
            say(_("Nothing had to be changed."))
            return outcome
        names = {person.name: person.full_name for person in known}
        for event in events_since(database, outcome.event - 1, 1):
            say(f"{event_sentence(event, names)}.")
        return outcome

    def under_way(self) -> None:
        """What is being written has begun, so that nobody else is waited for."""
        for timer in self._waits:
            timer.cancel()


pass_session = click.make_pass_decorator(Session)


@contextmanager
def _waiting_is_told(waits: list[threading.Timer]) -> Iterator[None]:
    """Say to a person, once, why nothing happens: somebody else is writing for a long time."""
    if not is_terminal(sys.stderr):
        yield
        return
    words = _("The plan is kept busy by somebody else; waiting …")
    timer = threading.Timer(WAITED_SECONDS, say, [words])
    waits.append(timer)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def refusal(error: SapaError) -> str:
    """The sentence of an error, with the option that would help."""
    sentence = error_sentence(error)
    return f"{sentence} {_(_HINTS[error.code])}" if error.code in _HINTS else sentence
