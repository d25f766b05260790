"""``department sign-off``: whether a department is ready, as its leader says."""

from typing import Any

import click

from db.commands import readiness as commands
from db.queries.departments import department as read_department
from db.queries.people import people
from db.rules.codes import SignOff
from db.rules.preconditions import GoLine
from sapa_tui.locale import N_
from sapa_tui.presentation.who import stored_person

from .session import Session, pass_session
from .translated import command, option

_SAID = {"ready": SignOff.READY, "not-ready": SignOff.NOT_READY, "withdraw": None}


@command("sign-off", N_("Note whether a department is ready, as its leader says."))
@click.argument("named", metavar="DEPARTMENT")
@click.argument("said", metavar="ready|not-ready|withdraw", type=click.Choice(list(_SAID)))
@option("--by", metavar="NAME", default="", help=N_("Who says so, if not the local leader."))
@option("--reason", metavar="TEXT", default="", help=N_("Why it is not, or is with points open."))
@pass_session
def sign_off(session: Session, named: str, said: str, by: str, reason: str) -> None:
    """Sign a department off."""
    with session.plan() as database:
        row = read_department(database, named)
        who = stored_person(by, people(database))
        session.write(database, commands.sign_off, row.id, _SAID[said], by=who, reason=reason)


def readiness_data(line: GoLine) -> dict[str, Any]:
    """Where a department stands, as JSON holds it."""
    return {
        "sign_off": line.said and line.said.value,
        "sign_off_reason": line.reason or None,
        "signed_off_by": line.by or None,
        "signed_off_on": line.on and line.on.isoformat(),
        "preconditions": {"met": line.met, "total": line.total},
    }
