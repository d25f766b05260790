"""``export``: the plan's dates for the calendars that people use every day."""

import os
from pathlib import Path

import click

from db.errors import Refused
from db.queries.calendar import calendar_ground
from db.rules.text import safe
from sapa_tui.filing import save
from sapa_tui.locale import N_
from sapa_tui.streams import put

from .output import write
from .session import Session, pass_session
from .translated import command, group, option

_STREAM = "-"


@group("export", N_("The plan for other programs."))
def export() -> None:
    """Hand the plan to other programs."""


@command(
    "calendar",
    N_(
        "All dates as an iCalendar file, which Outlook opens. Imported again into the same calendar"
        " it updates the entries; what is done, called off or handed to somebody else is in it as"
        " cancelled, and where a calendar leaves that standing, delete it by hand."
    ),
)
@click.argument("file", metavar="[FILE|-]", default=_STREAM)
@option(
    "--responsible",
    metavar="NAME",
    default="",
    help=N_("Only what this person answers for, and the starts of use."),
)
@option("--replace", is_flag=True, help=N_("Replace a file of that name."))
@pass_session
def calendar(session: Session, file: str, responsible: str, replace: bool) -> None:
    """Write the calendar to a file, or to stdout."""
    # The library takes a while to load, and no other command needs it.
    from sapa_tui.reports.icalendar_file import icalendar_file

    path = Path(os.path.expanduser(file))
    if file != _STREAM and not replace and os.path.lexists(path):
        raise Refused("export_exists", path=str(path))
    with session.plan() as database:
        ground = calendar_ground(database)
    data = icalendar_file(ground, session.clock.today(), responsible)
    if file == _STREAM:
        put(data)
        return
    save(path, data)
    write(safe(str(path)))


export.add_command(calendar)
