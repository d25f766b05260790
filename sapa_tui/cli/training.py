"""``training``: the classes, how many attended them, and who still lacks one."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from db.commands import Edit
from db.commands import training as commands
from db.queries.departments import department as read_department
from db.queries.people import people
from db.queries.training import (
    LackingRow,
    TrainingRead,
    TrainingRow,
    read_training,
    training_classes,
)
from db.rules.typed_due import parse_date
from sapa_tui.locale import N_, _
from sapa_tui.presentation.training import attended_cell, date_words, department_words
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import field_word, responsible_word

from . import say
from .items import NUMBER, names
from .output import Table, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])


def details(function: F) -> F:
    """Give a command the options for the fields of a class."""
    for name, settings in (
        ("--note", {"metavar": "TEXT", "help": N_("What else there is to know.")}),
        ("--place", {"metavar": "TEXT", "help": N_("Where it is held.")}),
        ("--trainer", {"metavar": "NAME", "help": N_("Who teaches.")}),
        ("--invited", {"metavar": "N", "help": N_("How many are invited.")}),
        (
            "--combined/--not-combined",
            {"default": None, "help": N_("Whether workflows and SAPA are taught in one.")},
        ),
        ("--department", {"metavar": "NAME", "help": N_("For which one; for all if not said.")}),
        ("--on", {"metavar": "DATE", "help": N_("On which day, such as 23-11-2026.")}),
    ):
        function = option(name, **settings)(function)
    return function


@group("training", N_("The classes, and who still lacks one."))
def training() -> None:
    """Hold the commands about training."""


@command("list", N_("The classes by date, with how many attended."))
@formatted
@pass_session
def list_(session: Session, form: str) -> None:
    """Write the classes."""
    with session.plan() as database:
        found, known = training_classes(database), names(database)
    today = session.clock.today()
    emit(form, lambda: _table(found, known, today, form), lambda: [_data(row) for row in found])


@command("add", N_("Add a class; its number goes to stdout."))
@click.argument("title", metavar="TITLE")
@details
@pass_session
def add(session: Session, /, title: str, **typed: Any) -> None:
    """Add a class."""
    with session.plan() as database:
        fields = _fields(session, database, typed)
        outcome = session.write(database, commands.add, title, **fields)
    write(str(outcome.entity_id), done=True)


@command("edit", N_("Change fields of a class."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@option("--title", metavar="TEXT", help=N_("The title."))
@details
@pass_session
def edit(session: Session, /, number: int, **typed: Any) -> None:
    """Change what was named and leave the rest."""
    with session.plan() as database:
        fields = _fields(session, database, typed)
        if not fields:
            raise click.UsageError(_("Say which field is to be changed."))
        # Without a row to compare with, the plan says why there is none.
        row = {row.id: row for row in training_classes(database)}.get(number)
        edits = {field: Edit(getattr(row, field, None), value) for field, value in fields.items()}
        session.write(database, commands.edit, number, edits)


# A number below 0 is to be answered with a sentence, not taken for an option.
@command(
    "attended",
    N_("Say how many attended a class; without a number that is not known any more."),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("number", metavar="NUMBER", type=NUMBER)
@click.argument("attended", metavar="[N]", default="")
@pass_session
def set_attended(session: Session, number: int, attended: str) -> None:
    """Enter how many attended."""
    with session.plan() as database:
        session.write(database, commands.set_attended, number, attended.strip() or None)


@command("lacking", N_("How many users of each department still lack a class."))
@formatted
@pass_session
def show_lacking(session: Session, form: str) -> None:
    """Write who lacks training."""
    today = session.clock.today()
    with session.plan() as database:
        found = read_training(database, today)
    emit(form, lambda: _lacking_table(found, today, form), lambda: _lacking_data(found))
    if form == "plain" and found.attended_shared:
        aside = _("{n} attended common classes; they are not subtracted.")
        say(aside.format(n=found.attended_shared))


@command("archive", N_("Take a class out of the register."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive a class."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Put an archived class back."))
@click.argument("number", metavar="NUMBER", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore a class."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


for subcommand in (list_, add, edit, set_attended, show_lacking, archive, restore):
    training.add_command(subcommand)


def _fields(session: Session, database: Any, typed: dict[str, Any]) -> dict[str, Any]:
    """The fields that were named, as the register calls them; a blank one is taken away."""
    fields = {name: value for name, value in typed.items() if value is not None}
    if "on" in fields:
        day = fields.pop("on").strip()
        fields["held_on"] = parse_date(day, session.clock.today()) if day else None
    if "department" in fields:
        named = fields["department"].strip()
        fields["department"] = read_department(database, named).id if named else None
    if "trainer" in fields:
        fields["trainer"] = stored_person(fields["trainer"], people(database))
    return fields


def _table(found: list[TrainingRow], known: dict[str, str], today: date, form: str) -> Table:
    fields = ("held_on", "title", "department", "combined", "invited", "attended")
    rows = [
        (
            row.id,
            _date(row.held_on, today, form),
            row.title,
            department_words(row),
            row.combined,
            row.invited,
            _attended(row, today, form),
            responsible_word(row.trainer, known),
            row.place,
        )
        for row in found
    ]
    return Table((_("No."), *map(field_word, (*fields, "trainer", "place"))), rows)


def _date(day: date | None, today: date, form: str) -> str:
    """To people as the view has it, to a spreadsheet as a date."""
    if form == "csv":
        return day.isoformat() if day else ""
    return date_words(day, today)


def _attended(row: TrainingRow, today: date, form: str) -> str | int:
    """To people with the warning that the view has, to a spreadsheet as a number."""
    if form == "csv":
        return "" if row.attended is None else row.attended
    return attended_cell(row, today)[0]


def _lacking_table(found: TrainingRead, today: date, form: str) -> Table:
    headers = (
        *(field_word(field) for field in ("department", "users", "attended")),
        *(_("Lacking"), _("Next class")),
    )
    return Table(headers, [_lacking_row(row, today, form) for row in found.lacking])


def _lacking_row(row: LackingRow, today: date, form: str) -> tuple[Any, ...]:
    numbers = row.numbers
    coming = _date(numbers.next_on, today, form)
    return row.name, numbers.users, numbers.attended, numbers.lacking, coming


def _lacking_data(found: TrainingRead) -> dict[str, Any]:
    return {
        "departments": [
            {
                "department": row.name,
                "users": row.numbers.users,
                "attended": row.numbers.attended,
                "lacking": row.numbers.lacking,
                "next_class": row.numbers.next_on and row.numbers.next_on.isoformat(),
                "next_class_is_common": row.numbers.next_shared,
            }
            for row in found.lacking
        ],
        "attended_common": found.attended_shared,
    }


def _data(row: TrainingRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "department": row.department_name or None,
        "held_on": row.held_on and row.held_on.isoformat(),
        "combined": row.combined,
        "invited": row.invited,
        "attended": row.attended,
        "trainer": row.trainer or None,
        "place": row.place or None,
        "note": row.note or None,
        "version": row.version,
    }
