"""What a new go-live date would bring about, read before anybody confirms it."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from operator import and_
from typing import NamedTuple

from peewee import JOIN, SqliteDatabase

from db.models import Activity, CommunicationItem, CommunicationStep, Department, Event
from db.rules.codes import Column, CommunicationState, Kind
from db.rules.due import AnchorKey, AnchorPoint, Due
from db.rules.go_live_move import MESSAGE_WORKING_DAYS, Dated, Item, Move, Standing, move_anchors
from db.rules.template import GO_LIVE_MOVED

from .departments import departments
from .due import read_due, start_of
from .plan import plan_facts
from .training import training_classes
from .workflows import workflows


class Message(NamedTuple):
    """A message of the communication plan that is due when go-live moves.

    ``planned`` is the one that an earlier move has planted and nobody has begun with.
    """

    id: int
    text: str
    planned: int | None = None


class GoLiveMove(NamedTuple):
    """The move, and the messages about it that are due on ``message_due``: planted, or planned yet.

    ``points`` are the rows that others are counted from, as they are called.
    """

    move: Move
    messages: tuple[Message, ...]
    message_due: date
    points: Mapping[AnchorKey, AnchorPoint] = {}


_STANDING = {
    Column.DONE.value: Standing.DONE,
    Column.NOT_APPLICABLE.value: Standing.SET_ASIDE,
    CommunicationState.COMPLETED.value: Standing.DONE,
    CommunicationState.CANCELLED.value: Standing.SET_ASIDE,
}


def go_live_move(database: SqliteDatabase, go_live: date | None, today: date) -> GoLiveMove:
    """What moving go-live today would do, in one read transaction."""
    with database.atomic("DEFERRED"):
        return read_move(database, go_live, today)


def read_move(database: SqliteDatabase, go_live: date | None, today: date) -> GoLiveMove:
    """As :func:`go_live_move`, in the transaction of whoever calls."""
    facts = plan_facts(database)
    after = facts.anchors._replace(go_live=go_live)
    found = move_anchors(facts.anchors, after, dated_items(database), today)
    # Where no date has ever been told to anybody, the first one is none that is new.
    moves = facts.go_live != go_live and (facts.go_live is not None or _moved_before(database))
    due = facts.calendar.add_working_days(today, MESSAGE_WORKING_DAYS)
    messages = tuple(_messages(database)) if moves else ()
    return GoLiveMove(found, messages, due, facts.anchor_points)


def dated_items(database: SqliteDatabase) -> Iterator[Item]:
    """All that has a date in the plan; of what is archived only what had been done."""
    yield from _activities(database)
    yield from _communication(database)
    for row in departments(database):
        due = start_of(row.start_of_use)
        yield Item(Dated.DEPARTMENT, row.id, row.name, due, waits_for_use=True)
    for taught in training_classes(database):
        held = Standing.OPEN if taught.attended is None else Standing.DONE
        due = Due(due_date=taught.held_on)
        where = taught.department_name
        number = taught.department or 0
        yield Item(Dated.TRAINING, taught.id, taught.title, due, held, where, department_id=number)
    for flow in workflows(database):
        closed = Standing.DONE if flow.legacy_closed_on else Standing.OPEN
        due = Due(due_date=flow.legacy_last_day)
        if flow.legacy_title:
            named = flow.legacy_title
            yield Item(Dated.WORKFLOW, flow.id, named, due, closed, waits_for_use=True)


def _activities(database: SqliteDatabase) -> Iterator[Item]:
    query = Activity.select(
        Activity.id,
        Activity.title,
        Activity.offset_weeks,
        Activity.due_date,
        Activity.due_rule,
        Activity.column,
        Department.name,
        Activity.kind,
        Activity.department,
        Activity.archived,
    ).join(Department, JOIN.LEFT_OUTER, on=(Activity.department == Department.id))
    done = Activity.column == Column.DONE.value
    rows = query.where(~Activity.archived | done).tuples().execute(database)
    for number, title, weeks, day, rule, column, where, kind, department, archived in rows:
        standing = _STANDING.get(column, Standing.OPEN)
        due, late = read_due(weeks, day, rule), kind == Kind.IMPLEMENTATION.value
        theirs = where or "", late, department or 0, archived
        yield Item(Dated.ACTIVITY, number, title, due, standing, *theirs)


def _communication(database: SqliteDatabase) -> Iterator[Item]:
    item = CommunicationItem
    due = item.offset_weeks, item.due_date, item.due_rule
    done = item.state == CommunicationState.COMPLETED.value
    query = item.select(item.id, item.message, item.state, item.archived, *due)
    rows = query.where(~item.archived | done).tuples().execute(database)
    for number, text, state, archived, *columns in rows:
        standing = _STANDING.get(state, Standing.OPEN)
        due_by = read_due(*columns)
        yield Item(Dated.COMMUNICATION, number, text, due_by, standing, archived=archived)


def _messages(database: SqliteDatabase) -> Iterator[Message]:
    item = CommunicationItem
    query = item.select(item.id, item.message).where(
        (item.trigger == GO_LIVE_MOVED)
        & ~item.archived
        & (item.state != CommunicationState.CANCELLED.value)
    )
    for number, words in query.order_by(item.rank, item.id).tuples().execute(database):
        yield Message(number, words, _planned(database, number))


def _planned(database: SqliteDatabase, like: int) -> int | None:
    """The message that has been planted like this one and that nobody has begun with."""
    item, model = CommunicationItem, CommunicationItem.alias()
    same = [
        getattr(item, name).is_null() & getattr(model, name).is_null()
        | (getattr(item, name) == getattr(model, name))
        for name in ("stakeholder", "audience", "message")
    ]
    begun = CommunicationStep.select(CommunicationStep.item).where(CommunicationStep.ticked_by > "")
    query = (
        item.select(item.id)
        .join(model, on=reduce(and_, same))
        .where(
            (model.id == like)
            & (item.trigger == "")
            & (item.state == CommunicationState.PLANNED.value)
            & ~item.archived
            & item.due_date.is_null(False)
            & item.id.not_in(begun)
        )
    )
    found: int | None = query.order_by(item.id).limit(1).scalar(database)
    return found


def _moved_before(database: SqliteDatabase) -> bool:
    # How the log writes a go-live date that was given up for something else.
    given_up = Event.changes.contains('["plan",1,"go_live","')
    query = Event.select(Event.id).where((Event.action == "plan.go_live_set") & given_up)
    return bool(list(query.limit(1).tuples().execute(database)))
