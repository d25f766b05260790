"""The minutes of a standup, or of a review of the day, composed from the plan and its log."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from peewee import SqliteDatabase

from db.clock import local, unstamp
from db.models import Event, Person, Standup
from db.rules.codes import Column, NoteKind
from db.rules.minutes import Minutes, Remark, Work, from_json, to_json
from db.rules.walk import AHEAD_WORKING_DAYS

from .beside import CARD, MESSAGE, Touched
from .board import Card
from .communication import Item
from .notes import NoteRow
from .people import people
from .plan import PlanFacts, plan_facts
from .since import Since, since_and_state
from .standup import Held, held
from .status import Status, status_of
from .then import State

__all__ = ["Minutes", "Remark", "Work", "compose", "from_json", "held_on", "to_json"]


class _Meeting(NamedTuple):
    leader: str = ""
    started_at: str = ""
    since_event: int | None = None


def compose(
    database: SqliteDatabase, now: datetime, *, standup: int | None = None, until: int | None = None
) -> Minutes:
    """The minutes of a standup that ends ``now``; without one, those of a review of the day.

    ``until`` is the last event that they tell of, where more has happened since: the plan is
    then seen as it was.
    """
    today = local(now).date()
    with database.atomic("DEFERRED"):
        meeting = _Meeting() if standup is None else _meeting(database, standup)
        after = meeting.since_event
        news, state = since_and_state(database, today, after=after, until=until)
        anchors = state.anchors
        facts = plan_facts(database)._replace(go_live=anchors.go_live, anchor_points=anchors.points)
        names = {person.name: person.full_name for person in people(database)}
        leaders = () if standup is None else _leaders(database, standup)
    numbers = _numbers(facts, state, today)
    minutes = _with_work(_frame(numbers, news), facts, state, news, today)._replace(
        started_at=unstamp(meeting.started_at) if meeting.started_at else None,
        ended_at=now if meeting.started_at else None,
        leader=meeting.leader,
        leaders=leaders,
        follow_ups=_follow_ups(state, news),
        departments=news.departments,
        decisions=_remarks(news, NoteKind.DECISION),
        notes=_remarks(news, NoteKind.NOTE),
        criterion=(state.criterion.reached, state.criterion.relevant),
        missing=state.criterion.missing,
    )
    return minutes._replace(names=_mentioned(minutes, names))


def held_on(database: SqliteDatabase, day: date) -> list[Held]:
    """The standups that began on a day in Denmark, in their order."""
    found: list[Held] = []
    before: int | None = None
    while page := held(database, before=before):
        found += [row for row in page if row.day == day]
        if page[-1].day < day:
            break
        before = page[-1].id
    return found[::-1]


def _day_of(instant: str) -> date:
    return local(unstamp(instant)).date()


def _meeting(database: SqliteDatabase, number: int) -> _Meeting:
    query = Standup.select(Person.name, Standup.started_at, Standup.since_event).join(Person)
    for row in query.where(Standup.id == number).tuples().execute(database):
        return _Meeting(*row)
    return _Meeting()


def _numbers(facts: PlanFacts, state: State, today: date) -> Status:
    board, messages = list(state.cards.values()), list(state.items.values())
    return status_of(facts, board, messages, list(state.stakeholders.values()), today)


def _frame(numbers: Status, news: Since) -> Minutes:
    """The dates and the counts."""
    countdown = numbers.countdown
    parts = ("preparation", "implementation", "communication")
    moved = news.go_live is not None
    return Minutes(
        day=countdown.today,
        municipality=numbers.municipality,
        last=news.day if news.last else None,
        go_live=countdown.go_live,
        go_live_moved=moved,
        go_live_before=news.go_live[0] if news.go_live else None,
        end_date=countdown.end_date,
        days_to_go_live=countdown.days_to_go_live,
        working_days_to_go_live=countdown.working_days_to_go_live,
        days_to_end=countdown.days_to_end,
        working_days_to_end=countdown.working_days_to_end,
        criterion_then=news.criterion_then,
        progress={name: tuple(getattr(numbers, name)) for name in parts},
    )


def _with_work(
    minutes: Minutes, facts: PlanFacts, state: State, news: Since, today: date
) -> Minutes:
    """With the activities and the messages, each in the lists that it stands in."""
    rows: tuple[Card | Item, ...] = (*state.cards.values(), *state.items.values())
    due = [(day, row) for row in rows if not row.finished and (day := _due(row, facts))]
    left = facts.calendar.working_days_left
    late = [_work(row, day, (today - day).days) for day, row in due if day < today]
    soon = [
        _work(row, day)
        for day, row in due
        if isinstance(row, Item) and day >= today and left(today, day) <= AHEAD_WORKING_DAYS
    ]
    columns: dict[Column, list[Work]] = {column: [] for column in Column}
    for card in state.cards.values():
        days = max(0, left(_day_of(card.column_since), today))
        columns[card.column].append(_work(card, _due(card, facts), days))
    return minutes._replace(
        done=tuple(_finished(touched, state) for touched in news.finished),
        in_progress=tuple(columns[Column.IN_PROGRESS]),
        blocked=tuple(sorted(columns[Column.WAITING], key=lambda work: -work.days)),
        late=tuple(sorted(late, key=lambda work: -work.days)),
        communication=tuple(sorted(soon, key=lambda work: work.due or today)),
    )


def _finished(touched: Touched, state: State) -> Work:
    row = state.cards[touched.id] if touched.entity == CARD else state.items[touched.id]
    return _work(row, None)._replace(by=touched.by)


def _due(row: Card | Item, facts: PlanFacts) -> date | None:
    return facts.anchors.resolve(row.due)


def _work(row: Card | Item, due: date | None, days: int = 0) -> Work:
    if isinstance(row, Card):
        work = Work(CARD, row.id, row.title, reason=row.waiting_reason, waiting_on=row.waiting_on)
    else:
        group = row.stakeholder or row.audience
        work = Work(MESSAGE, row.id, row.message, stakeholder=group, channel=row.channel)
    return work._replace(responsible=row.responsible, due=due, days=days)


def _remarks(news: Since, kind: NoteKind) -> tuple[Remark, ...]:
    """What was noted since the standup before, the oldest first."""
    return tuple(
        Remark(row.text, row.about, row.written_by)
        for row in reversed(news.notes)
        if row.kind is kind
    )


def _follow_ups(state: State, news: Since) -> tuple[Remark, ...]:
    """The open ones, the most urgent first, then those done since the standup before."""
    rows = [row for row in state.notes.values() if row.kind is NoteKind.FOLLOW_UP]
    is_open = sorted(
        (row for row in rows if row.is_open),
        key=lambda row: (row.due_date or date.max, row.id),
    )
    since = news.last.ended_at if news.last else ""
    done = sorted((row.done_at, row.id) for row in rows if row.done_at and row.done_at >= since)
    by_id = state.notes
    return tuple(map(_follow_up, [*is_open, *(by_id[number] for _at, number in done)]))


def _follow_up(row: NoteRow) -> Remark:
    by = row.done_by or ""
    return Remark(row.text, row.about, row.written_by, row.responsible, row.due_date, by)


def _mentioned(minutes: Minutes, names: dict[str, str]) -> dict[str, str]:
    """The full names of those who stand in the minutes."""
    works: Iterable[Work] = (
        *minutes.done,
        *minutes.in_progress,
        *minutes.blocked,
        *minutes.late,
        *minutes.communication,
    )
    remarks = (*minutes.decisions, *minutes.follow_ups, *minutes.notes)
    logins = {
        minutes.leader,
        *minutes.leaders,
        *(name for work in works for name in (*work.by, work.responsible, work.waiting_on)),
        *(name for note in remarks for name in (note.by, note.responsible, note.done_by)),
    }
    return {login: full_name for login, full_name in names.items() if login in logins}


def _leaders(database: SqliteDatabase, standup: int) -> tuple[str, ...]:
    """Who has led a standup, in their order."""
    begun = ("standup.started", "standup.taken_over")
    query = Event.select(Person.name).join(Person).order_by(Event.id)
    mine = (Event.entity == "standup") & (Event.entity_id == standup) & Event.action.in_(begun)
    rows = query.where(mine).tuples().execute(database)
    return tuple(dict.fromkeys(name for (name,) in rows))
