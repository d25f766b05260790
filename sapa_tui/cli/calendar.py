"""``calendar`` and ``days-off``: what is due in the next weeks, and when nobody works."""

from datetime import date, timedelta
from typing import Any

import click

from db.commands import days_off as commands
from db.queries.appointments import appointments
from db.queries.board import cards
from db.queries.communication import items
from db.queries.people import people
from db.queries.plan import ClosureRow, PlanFacts, plan_facts
from db.rules.closures import parse_period
from db.rules.due import Urgency
from db.rules.typed_due import parse_date
from sapa_tui.locale import N_, _
from sapa_tui.presentation.appointments import SIGNS, Appointed, Entry, entry_words
from sapa_tui.presentation.calendar import (
    AgendaRow,
    Happens,
    agenda,
    closure_words,
    dated,
    off_names,
    off_words,
)
from sapa_tui.presentation.dates import day_long, days_phrase
from sapa_tui.presentation.words import agreed_words, field_word, responsible_word

from .items import NUMBER
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, group, option

MOST_WEEKS = 520


@command("calendar", N_("What is due in the next weeks, with go-live, the end date and days off."))
@option("--from", "first", metavar="DATE", help=N_("From this day instead of today."))
@option(
    "--weeks",
    type=click.IntRange(1, MOST_WEEKS),
    default=8,
    metavar="N",
    help=N_("How many weeks; 8 if not said."),
)
@formatted
@pass_session
def calendar(session: Session, first: str | None, weeks: int, form: str) -> None:
    """Write the next weeks as a list."""
    today = session.clock.today()
    begins = parse_date(first, today) if first else today
    ends = begins + timedelta(weeks=weeks) - timedelta(1)
    with session.plan() as database:
        facts = plan_facts(database)
        kept = appointments(database)
        found = dated(cards(database), items(database), facts, today, kept)
        names = {person.name: person.full_name for person in people(database)}
    rows = agenda(found, facts, today, begins, ends)
    emit(
        form,
        lambda: _table(rows, facts, names, today),
        lambda: {
            "from": begins.isoformat(),
            "until": ends.isoformat(),
            "entries": [_data(row, facts) for row in rows],
        },
    )


@group(
    "days-off",
    N_("Closing days, holiday weeks and days free by agreement."),
    invoke_without_command=True,
)
@formatted
@pass_session
@click.pass_context
def days_off(ctx: click.Context, session: Session, form: str) -> None:
    """Write the closing days, unless a command follows."""
    if ctx.invoked_subcommand is None:
        with session.plan() as database:
            facts = plan_facts(database)
        emit(form, lambda: _closing_table(facts), lambda: _closing_data(facts))


@command("add", N_("Close a day, some days or whole weeks, such as “uge 29-31 2027”."))
@click.argument("when", metavar="WHEN")
@click.argument("name", metavar="NAME")
@pass_session
def add(session: Session, when: str, name: str) -> None:
    """Add days off."""
    first, last = parse_period(when, session.clock.today())
    with session.plan() as database:
        session.write(database, commands.add, name, first_day=first, last_day=last)


@command("archive", N_("Take days off away again."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def archive(session: Session, number: int) -> None:
    """Archive days off."""
    with session.plan() as database:
        session.write(database, commands.archive, number)


@command("restore", N_("Bring back days off that were taken away."))
@click.argument("number", metavar="ID", type=NUMBER)
@pass_session
def restore(session: Session, number: int) -> None:
    """Restore days off."""
    with session.plan() as database:
        session.write(database, commands.restore, number)


@command("agree", N_("Say which days of every year are free by agreement, such as 06-05 12-24."))
@click.argument("days", metavar="[MM-DD]...", nargs=-1)
@pass_session
def agree(session: Session, days: tuple[str, ...]) -> None:
    """Set the days off by agreement."""
    with session.plan() as database:
        session.write(database, commands.agree, days)


for one in (add, archive, restore, agree):
    days_off.add_command(one)


def _table(rows: list[AgendaRow], facts: PlanFacts, names: dict[str, str], today: date) -> Table:
    head = (_("Day"), _("Week"), _("What"), _("Who"), _("How soon"), _("Note"))
    return Table(head, [_row(row, facts, names, today) for row in rows])


def _row(row: AgendaRow, facts: PlanFacts, names: dict[str, str], today: date) -> tuple[Any, ...]:
    who = soon = ""
    note = off_words(row.day, facts)
    if row.happens is Happens.DAY_OFF:
        what, note = off_names(row.names), ""
        if row.until:
            note = _("until {day}").format(day=day_long(row.until))
    elif row.entry is None:
        what = _("Go-live") if row.happens is Happens.GO_LIVE else _("End date")
        soon = days_phrase((row.day - today).days)
    else:
        sign = f"{SIGNS[row.entry.item.kind]} " if isinstance(row.entry, Appointed) else ""
        what = sign + entry_words(row.entry)
        who = responsible_word(row.entry.item.responsible, names)
        finished = row.entry.timing.urgency is Urgency.FINISHED
        soon = _("done") if finished else days_phrase(row.entry.timing.days or 0)
    mark = f"! {note}" if note and row.happens is not Happens.DAY_OFF else note
    return day_long(row.day), row.day.isocalendar().week, what, who, soon, mark


def _data(row: AgendaRow, facts: PlanFacts) -> dict[str, Any]:
    found: dict[str, Any] = {
        "date": row.day.isoformat(),
        "week": row.day.isocalendar().week,
        "kind": row.happens.value,
        "day_off": off_names(row.names) or None,
    }
    if row.happens is Happens.DAY_OFF:
        return {**found, "until": (row.until or row.day).isoformat()}
    before = facts.calendar.last_working_day_before(row.day).isoformat() if row.names else None
    found["last_working_day"] = before
    return {**found, **_due_data(row.entry)} if row.entry else found


def _due_data(entry: Entry) -> dict[str, Any]:
    kind, number = entry.key
    return {
        "kind": kind,
        "id": number,
        "title": entry_words(entry, marked=False),
        "responsible": entry.item.responsible or None,
        "urgency": entry.timing.urgency.value,
        "days": entry.timing.days,
    }


def _closing_table(facts: PlanFacts) -> Table:
    rows: list[tuple[Any, ...]] = [
        (row.id, row.name, closure_words(row), _working_days(row, facts)) for row in facts.closures
    ]
    agreed = agreed_words(facts.days_by_agreement)
    rows.append(("", field_word("days_by_agreement"), agreed or "–", ""))
    return Table((_("No."), _("Name"), _("When"), _("Weekdays")), rows)


def _working_days(row: ClosureRow, facts: PlanFacts) -> int:
    days = (row.last_day - row.first_day).days + 1
    return sum((row.first_day + timedelta(n)).isoweekday() <= 5 for n in range(days))


def _closing_data(facts: PlanFacts) -> dict[str, Any]:
    return {
        "days_by_agreement": list(facts.days_by_agreement),
        "closed": [
            {
                "id": row.id,
                "name": row.name,
                "first_day": row.first_day.isoformat(),
                "last_day": row.last_day.isoformat(),
            }
            for row in facts.closures
        ],
    }
