"""``note``: write down a note, a decision or a follow-up; list them; tick a follow-up off."""

from datetime import date
from typing import Any

import click

from db.commands import notes as commands
from db.queries.history import event as read_event
from db.queries.notes import NoteRow, notes
from db.queries.people import people
from db.rules.codes import NoteKind
from db.rules.typed_due import parse_date
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import clock_time, day_short, days_phrase
from sapa_tui.presentation.places import reference_parts
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import entity_word, field_word, note_kind_word, responsible_word

from .items import NUMBER, names
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

_ABOUT = {"activity": "activity", "communication": "communication_item"}


def about_item(text: str | None) -> tuple[str, int]:
    """The item that ``activity:4`` or ``communication:7`` names; the whole plan without a text."""
    if text is None:
        return "", 0
    kind, number, field = reference_parts(text)
    if kind not in _ABOUT or not number or field:
        sentence = _("“{value}” names no item; write for instance activity:4 or communication:7.")
        raise click.UsageError(sentence.format(value=text))
    return _ABOUT[kind], number


@group("note", N_("Notes, decisions and follow-ups."))
def note() -> None:
    """Hold the commands about notes."""


@command("add", N_("Write something down; its number goes to stdout."))
@click.argument("text", metavar="TEXT")
@option(
    "--kind",
    type=click.Choice([kind.value for kind in NoteKind]),
    help=N_("What it is; a follow-up where somebody is to do it by a day, else a note."),
)
@option(
    "--about", metavar="ITEM", help=N_("What it is about, such as activity:4 or communication:7.")
)
@option("--responsible", metavar="NAME", help=N_("Who does a follow-up."))
@option("--due", metavar="DATE", help=N_("By which day, such as 23-11-2026."))
@pass_session
def add(
    session: Session,
    text: str,
    kind: str | None,
    about: str | None,
    responsible: str | None,
    due: str | None,
) -> None:
    """Add a note."""
    entity, number = about_item(about)
    task = responsible is not None or due is not None
    day = parse_date(due, session.clock.today()) if due else None
    with session.plan() as database:
        outcome = session.write(
            database,
            commands.add,
            NoteKind(kind or (NoteKind.FOLLOW_UP if task else NoteKind.NOTE)),
            text,
            entity=entity,
            entity_id=number,
            responsible=stored_person(responsible or "", people(database)),
            due_date=day,
        )
        # The event is about the item; the note is the row that it has added.
        change, *_others = read_event(database, outcome.event or 0).changes
    write(str(change.entity_id), done=True)


@command("list", N_("What has been written down, newest first."))
@option("--open", "only_open", is_flag=True, help=N_("Only open follow-ups, the late first."))
@option(
    "--about", metavar="ITEM", help=N_("Only about this, such as activity:4 or communication:7.")
)
@formatted
@pass_session
def list_(session: Session, only_open: bool, about: str | None, form: str) -> None:
    """Write the notes."""
    entity, number = about_item(about) if about else (None, None)
    today = session.clock.today()
    with session.plan() as database:
        found = notes(database, entity=entity, entity_id=number, open_follow_ups=only_open)
        known = names(database)
    emit(form, lambda: _table(found, known, today, form), lambda: [_data(row) for row in found])


@command("done", N_("Tick a follow-up off."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def done(session: Session, number: int) -> None:
    """Tick a follow-up off."""
    with session.plan() as database:
        session.write(database, commands.set_done, number, True)


for subcommand in (add, list_, done):
    note.add_command(subcommand)


def _table(found: list[NoteRow], known: dict[str, str], today: date, form: str) -> Table:
    headers = (
        _("No."),
        *(field_word(field) for field in ("kind", "text", "responsible", "due_date")),
        *(_("Done"), field_word("entity"), field_word("written_by"), field_word("written_at")),
    )
    rows = [
        (
            row.id,
            note_kind_word(row.kind),
            row.text,
            responsible_word(row.responsible, known),
            _due(row, today, form),
            clock_time(row.done_at, today) if row.done_at else "",
            f"{entity_word(row.entity)} {row.entity_id}: {row.about}" if row.entity else "",
            responsible_word(row.written_by, known),
            clock_time(row.written_at, today),
        )
        for row in found
    ]
    return Table(headers, rows)


def _due(row: NoteRow, today: date, form: str) -> str:
    if row.due_date is None:
        return ""
    if form == "csv":
        return row.due_date.isoformat()
    late = f" ! {days_phrase((row.due_date - today).days)}" if row.late(today) else ""
    return f"{day_short(row.due_date)}{late}"


def _data(row: NoteRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "text": row.text,
        "entity": row.entity or None,
        "entity_id": row.entity_id or None,
        "about": row.about or None,
        "standup": row.standup,
        "responsible": row.responsible or None,
        "due": row.due_date and row.due_date.isoformat(),
        "done_by": row.done_by,
        "done_at": row.done_at,
        "written_by": row.written_by,
        "written_at": row.written_at,
        "version": row.version,
    }
