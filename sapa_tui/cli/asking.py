"""Which plan is meant and who is asking; without click, which the dashboard does not need."""

import os
from collections.abc import Sequence
from pathlib import Path

from db.connection import open_plan, plain_faults
from db.errors import NotFound, Refused
from db.queries.people import PersonRow, people
from db.rules.codes import Role


def plan_path(named: str | None) -> Path:
    """The plan's file: the one named, else the person's own."""
    if named:
        return Path(os.path.expanduser(named))  # pathlib's own fails on an unknown "~name"
    from platformdirs import user_data_path

    return user_data_path("sapa-tui", appauthor=False) / "plan.db"


def login_of(named: str | None) -> str | None:
    """The login name that was given, if any, as the plan writes it."""
    return (named or "").strip().lower() or None


def asker(path: Path, named: str | None) -> str:
    """The login name of who is asking; raises as :func:`who_asks` does, and DatabaseUnusable."""
    database = open_plan(path, checked=False)
    try:
        with plain_faults(path):
            return who_asks(people(database), named, login_name())
    finally:
        database.close()


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
