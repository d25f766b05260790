"""``template``: the plan's registers as the municipality's own files, and those into the plan."""

import os
import stat
import sys
import time
from pathlib import Path
from typing import Any

import click

from db.commands import template as commands
from db.errors import InvalidInput, Refused
from db.queries.template import plan_ground
from db.rules.template import TemplateKind
from db.rules.text import safe
from sapa_tui.filing import save
from sapa_tui.locale import N_, _
from sapa_tui.presentation.template_preview import preview_data, preview_lines
from sapa_tui.presentation.template_texts import doing_words
from sapa_tui.streams import is_terminal, put
from sapa_tui.templates.comparing import Preview, compare
from sapa_tui.templates.exporting import FORMATS, exported
from sapa_tui.templates.fields import TITLES
from sapa_tui.templates.files import read_bounded, read_file

from . import say
from .items import names
from .output import as_json, write
from .session import Session, pass_session
from .translated import command, group, option

_STREAM = "-"
_UNTOLD_SECONDS = 1.0
_WIDTH = 100


class _Kind(click.ParamType[TemplateKind]):
    """A kind by its code, or by what municipalities call it."""

    name = "KIND"

    def convert(self, value: Any, param: Any, ctx: Any) -> TemplateKind:
        wanted = str(value).strip().casefold()
        for kind in TemplateKind:
            known = (kind.value, *(title.casefold() for title in TITLES.get(kind, ())))
            if wanted in known:
                return kind
        possible = ", ".join(TemplateKind)
        sentence = _("“{value}” is no kind of template; use {possible}.")
        raise click.UsageError(sentence.format(value=safe(str(value)), possible=possible))


class _Told:
    """Tells on stderr how far it is, for anything that takes longer than a second."""

    def __init__(self) -> None:
        self._due = time.monotonic() + _UNTOLD_SECONDS

    def __call__(self, what: str, number: int) -> None:
        now = time.monotonic()
        if now >= self._due:
            self._due = now + _UNTOLD_SECONDS
            say(doing_words(what, number))


_KINDS = N_("KIND is activities, communication, stakeholders or plan.")


@group(
    "template",
    N_("The plan as the municipality's own files, and those into the plan."),
    epilog=_KINDS,
)
def template() -> None:
    """Hold the two commands."""


@command(
    "export",
    N_("Write a register to FILE as xlsx, csv or TOML; - writes to stdout."),
    epilog=_KINDS,
)
@click.argument("kind", metavar="KIND", type=_Kind())
@click.argument("file", metavar="FILE|-")
@option("--format", "form", type=click.Choice(FORMATS), help=N_("What kind of file it is."))
@option("--replace", is_flag=True, help=N_("Replace a file of that name."))
@pass_session
def export(
    session: Session, kind: TemplateKind, file: str, form: str | None, replace: bool
) -> None:
    """Export the activities, the communication, the stakeholders, or the plan as a template."""
    form = form or _format_of(kind, file)
    if kind is TemplateKind.PLAN and form != "toml":
        raise Refused("template_plan_is_toml")
    path = Path(os.path.expanduser(file))
    if file != _STREAM and not replace and os.path.lexists(path):
        raise Refused("export_exists", path=str(path))
    if file == _STREAM and form == "xlsx" and is_terminal(sys.stdout):
        raise Refused("export_not_shown")
    with session.plan() as database:
        ground = plan_ground(database)
    data = exported(kind, form, ground, _Told())
    if file == _STREAM:
        put(data)
        return
    save(path, data)
    write(safe(str(path)))


@command(
    "import",
    N_("Add and change rows as FILE says, all of them or none; - reads stdin."),
    epilog=_KINDS,
)
@click.argument("kind", metavar="KIND", type=_Kind())
@click.argument("file", metavar="FILE|-")
@option("--dry-run", is_flag=True, help=N_("Only show what would be done."))
@option(
    "--format",
    "form",
    type=click.Choice(("plain", "json")),
    default="plain",
    help=N_("How what is done is shown."),
)
@pass_session
def import_(session: Session, kind: TemplateKind, file: str, dry_run: bool, form: str) -> None:
    """Import a template; what is not understood is told, and then nothing is done."""
    told = _Told()
    sheets = read_file(_read(file), kind, told)
    with session.plan() as database:
        preview = compare(kind, sheets, plan_ground(database), session.clock.today(), told)
        people = names(database)
        _show(preview, people, form)
        if preview.refused:
            raise Refused("import_refused")
        if dry_run:
            return

        def progress(number: int) -> None:
            session.under_way()
            told("importing", number)

        session.write(database, commands.apply, preview.work(), progress=progress)


for subcommand in (export, import_):
    template.add_command(subcommand)


def _format_of(kind: TemplateKind, file: str) -> str:
    """The format that a file's name says; on stdout what suits the kind."""
    if file == _STREAM:
        return "toml" if kind is TemplateKind.PLAN else "csv"
    suffix = Path(file).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise InvalidInput("template_format_unknown", path=file)
    return suffix


def _read(file: str) -> bytes:
    try:
        if file == _STREAM:
            return read_bounded(sys.stdin.buffer) if sys.stdin else b""
        path = Path(os.path.expanduser(file))
        # What is no file might give nothing for ever.
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise InvalidInput("file_not_ordinary", path=file)
        with path.open("rb") as opened:
            return read_bounded(opened)
    except OSError as error:
        raise InvalidInput("file_unreadable", path=file, reason=error.strerror or "") from error


def _show(preview: Preview, people: dict[str, str], form: str) -> None:
    if form == "json":
        write(as_json(preview_data(preview, people)), utf8=True)
        return
    width = os.get_terminal_size(1).columns if is_terminal(sys.stdout) else _WIDTH
    lines = preview_lines(preview, people, width)
    write("\n".join("".join(text for text, _style in line).rstrip() for line in lines))
