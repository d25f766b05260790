"""``standup``: the meeting itself, what is new since the last one, and the summaries."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from db.clock import local, unstamp
from db.commands.standup import end_open, set_length
from db.errors import NotFound
from db.queries.minutes import compose, held_on
from db.queries.notes import notes
from db.queries.people import people
from db.queries.plan import plan_facts
from db.queries.since import Since, since
from db.queries.standup import Held, Walk, held, left_open, walk_under_way
from db.rules.codes import NoteKind
from db.rules.minutes import Minutes, from_json
from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_long
from sapa_tui.presentation.history_filters import day_past
from sapa_tui.presentation.minutes import minutes_html, minutes_markdown, minutes_text
from sapa_tui.presentation.since import since_text
from sapa_tui.presentation.standup import held_hours
from sapa_tui.presentation.words import responsible_word

from . import demand_terminal, open_dashboard
from .asking import asker
from .output import Table, as_json, emit, formatted, write
from .session import Session, pass_session
from .translated import command, group, option

F = TypeVar("F", bound=Callable[..., Any])
_ALL = 10_000
_Meeting = tuple[Held | Walk, list[str]]
"""A standup, and the follow-ups that were made in it."""


def _written_as(*forms: str) -> Callable[[F], F]:
    """Give a command the option ``--format``, as its argument ``form``; the first if not said."""
    text = N_("How it is written; plain if not said.")
    return option("--format", "form", type=click.Choice(forms), default=forms[0], help=text)


@group(
    "standup",
    N_("The daily standup. Without a command it opens the dashboard with the walk."),
    invoke_without_command=True,
)
@click.pass_context
def standup(ctx: click.Context) -> int | None:
    """Open the dashboard, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return None
    session: Session = ctx.obj
    demand_terminal()
    there = session.path.exists()
    person = asker(session.path, session.named) if there else session.named
    return open_dashboard(session.path, person, standup=True)


@command("summary", N_("The summary of a standup, or of the day when none has been held."))
@option("--on", "day", metavar="DATE", help=N_("Of the standup on this day, such as 23-11-2026."))
@_written_as("plain", "markdown", "html")
@pass_session
def summary(session: Session, day: str | None, form: str) -> None:
    """Write what a good secretary would have written down."""
    today = session.clock.today()
    wanted = day_past(day, today) if day else None
    with session.plan() as database:
        found = [from_json(row.minutes) for row in held_on(database, wanted or today)]
        if wanted is None and (not found or _under_way(database, today)):
            found = [_now(session, database, today)]
    if wanted is not None and not found:
        raise NotFound("no_standup_held", day=wanted)
    if wanted is None:
        found = found[-1:]
    _write(found, form)


@command("changes", N_("What has changed since the last standup, and by whom."))
@_written_as("plain", "json")
@pass_session
def changes(session: Session, form: str) -> None:
    """Write what is new."""
    today = session.clock.today()
    with session.plan() as database:
        found, facts = since(database, today), plan_facts(database)
        names = {person.name: person.full_name for person in people(database)}
    if form == "json":
        write(as_json(_changes_data(found)), utf8=True)
    else:
        write(since_text(found, names, facts, today))


@command("list", N_("The standups that have been held or were left open, newest first."))
@formatted
@pass_session
def list_(session: Session, form: str) -> None:
    """Write when there was one, and who led it."""
    with session.plan() as database:
        left, found = left_open(database, session.clock.today()), held(database, limit=_ALL)
        names = {person.name: person.full_name for person in people(database)}
        made = _follow_ups_made(database)
    standups: list[Held | Walk] = [*([left] if left else []), *found]
    rows = [(row, made[row.id]) for row in standups]
    emit(
        form,
        lambda: _table(rows, names, form),
        lambda: [_data(*row) for row in rows],
        nothing=_("No standup has been held yet."),
    )


@command("end", N_("End a standup that was left open; its minutes are written."))
@pass_session
def end(session: Session) -> None:
    """End what nobody leads any more."""
    with session.plan() as database:
        session.write(database, end_open)


@command("length", N_("Set how many minutes a standup is to take (the project leader)."))
@click.argument("minutes", metavar="MINUTES", type=int)
@pass_session
def length(session: Session, minutes: int) -> None:
    """Set the length that the time is measured against."""
    with session.plan() as database:
        session.write(database, set_length, minutes)


for subcommand in (summary, changes, list_, end, length):
    standup.add_command(subcommand)


def _follow_ups_made(database: Any) -> Mapping[int, list[str]]:
    """The texts of the follow-ups by the standup in which each was written down."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for note in reversed(notes(database)):
        if note.standup is not None and note.kind is NoteKind.FOLLOW_UP:
            found[note.standup].append(note.text)
    return found


def _under_way(database: Any, today: date) -> int | None:
    """The standup of today that is going on."""
    walk = walk_under_way(database)
    there = walk is not None and local(unstamp(walk.started_at)).date() == today
    return walk.id if walk is not None and there else None


def _now(session: Session, database: Any, today: date) -> Minutes:
    """The minutes of the standup that is going on as they would be now, or a review of the day."""
    return compose(database, session.clock.now(), standup=_under_way(database, today))


def _write(found: Sequence[Minutes], form: str) -> None:
    if form == "html":
        write(minutes_html(*found), utf8=True)
    elif form == "markdown":
        write(minutes_markdown(*found), utf8=True)
    else:
        write("\n\n\n".join(map(minutes_text, found)))


def _table(found: Sequence[_Meeting], names: dict[str, str], form: str) -> Table:
    headers = (
        *(_("No."), _("Date"), _("From"), _("To"), _("Led by")),
        *(_("Decisions"), _("Follow-up")),
    )
    return Table(headers, [_row(*meeting, names, form) for meeting in found])


def _row(
    row: Held | Walk, follow_ups: list[str], names: dict[str, str], form: str
) -> tuple[Any, ...]:
    for_programs = form == "csv"
    day = row.day.isoformat() if for_programs else day_long(row.day)
    leader = safe(responsible_word(row.leader, names))
    if isinstance(row, Walk):
        began, left = f"{local(unstamp(row.started_at)):%H:%M}", _("left open")
        return row.id, day, began, "" if for_programs else left, leader, "", len(follow_ups)
    said = from_json(row.minutes)
    decisions = len(said.decisions) if said.day else ""
    return row.id, day, *held_hours(row), leader, decisions, len(follow_ups)


def _data(row: Held | Walk, follow_ups: list[str]) -> dict[str, Any]:
    said = from_json(row.minutes) if isinstance(row, Held) else None
    return {
        "id": row.id,
        "started_at": row.started_at,
        "ended_at": row.ended_at if isinstance(row, Held) else None,
        "leader": row.leader,
        "decisions": [note.text for note in said.decisions] if said and said.day else None,
        "follow_ups": follow_ups,
    }


def _changes_data(found: Since) -> dict[str, Any]:
    """What is new as JSON holds it: codes, and dates in ISO form."""
    lists = {name: [one._asdict() for one in getattr(found, name)] for name in found._fields[:8]}
    now, then = found.criterion_now, found.criterion_then
    dates = [day and day.isoformat() for day in found.go_live or ()]
    return {
        "since": found.day.isoformat(),
        "standup": found.last.id if found.last else None,
        **lists,
        "notes": [
            {"id": note.id, "kind": note.kind.value, "text": note.text} for note in found.notes
        ],
        "departments": [
            {**news._asdict(), "turns": [turn._asdict() for turn in news.turns]}
            for news in found.departments
        ],
        "go_live": {"then": dates[0], "now": dates[1]} if dates else None,
        "quality_criterion": {
            "then": {"reached": then[0], "relevant": then[1]} if then else None,
            "now": {"reached": now.reached, "relevant": now.relevant},
        },
    }
