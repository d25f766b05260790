"""``report``: what is handed to the steering group, as Markdown, a page or a workbook."""

import os
import sys
from pathlib import Path

import click

from db.errors import InvalidInput, Refused
from db.queries.report import report_ground
from db.rules.text import safe
from sapa_tui import locale
from sapa_tui.filing import save
from sapa_tui.locale import N_
from sapa_tui.presentation.report import REPORTS
from sapa_tui.presentation.report import report as composed
from sapa_tui.reports import FORMATS, SUFFIXES
from sapa_tui.reports.writing import written
from sapa_tui.streams import is_terminal, put

from .output import write
from .session import Session, pass_session
from .translated import command, option

_STREAM = "-"


@command("report", N_("The plan, the communication or the adoption as a document to hand out."))
@click.argument("kind", metavar="KIND", type=click.Choice(list(REPORTS)))
@click.argument("file", metavar="[FILE|-]", default=_STREAM)
@option("--format", "form", type=click.Choice(FORMATS), help=N_("What kind of file it is."))
@option("--replace", is_flag=True, help=N_("Replace a file of that name."))
@pass_session
def report(session: Session, kind: str, file: str, form: str | None, replace: bool) -> None:
    """Write a report to a file, or to stdout."""
    form = form or _format_of(file)
    path = Path(os.path.expanduser(file))
    if file != _STREAM and not replace and os.path.lexists(path):
        raise Refused("export_exists", path=str(path))
    if file == _STREAM and form == "xlsx" and is_terminal(sys.stdout):
        raise Refused("export_not_shown")
    with session.plan() as database:
        ground = report_ground(database, session.clock.today(), locale.language())
    data = written(composed(kind, ground), form)
    if file == _STREAM:
        put(data)
        return
    save(path, data)
    write(safe(str(path)))


def _format_of(file: str) -> str:
    """The format that a file's name says; Markdown on stdout."""
    if file == _STREAM:
        return "markdown"
    suffix = Path(file).suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidInput("report_format_unknown", path=file)
    return SUFFIXES[suffix]
