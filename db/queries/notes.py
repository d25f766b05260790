"""Notes, decisions and follow-ups: about an item, or about the plan as a whole."""

from datetime import date
from typing import Any, NamedTuple

from peewee import JOIN, SqliteDatabase, fn

from db.clock import stored_day
from db.errors import NotFound
from db.models import Activity, CommunicationItem, Note
from db.rules.codes import NoteKind


class NoteRow(NamedTuple):
    """Something that was written down; instants are UTC, as text.

    ``entity`` with ``entity_id`` is the item that it is about, ``about`` what that is called;
    all three say nothing where it is about the whole plan. ``standup`` is the meeting in which it
    was written, if it was one.
    """

    id: int
    kind: NoteKind
    text: str
    entity: str
    entity_id: int
    about: str
    standup: int | None
    responsible: str
    due_date: date | None
    done_by: str | None
    done_at: str | None
    written_by: str
    written_at: str
    version: int

    @property
    def is_open(self) -> bool:
        """Whether it is a follow-up that somebody still has to do."""
        return self.kind is NoteKind.FOLLOW_UP and self.done_at is None

    def late(self, today: date) -> bool:
        """Whether it is open after the day on which it was to be done."""
        return self.is_open and self.due_date is not None and self.due_date < today


def notes(
    database: SqliteDatabase,
    *,
    entity: str | None = None,
    entity_id: int | None = None,
    standup: int | None = None,
    since: str | None = None,
    done_since: str | None = None,
    open_follow_ups: bool = False,
    archived: bool = False,
) -> list[NoteRow]:
    """The notes, newest first; each filter narrows them down.

    ``entity`` with ``entity_id`` is one item; an empty ``entity`` the whole plan. ``since`` and
    ``done_since`` are UTC instants as text: written, or done, then or later. With
    ``open_follow_ups`` only what is still to be done, the oldest date first.
    """
    query = _notes().where(Note.archived == archived)
    if entity is not None:
        query = query.where(Note.entity == entity)
    if entity_id is not None:
        query = query.where(Note.entity_id == entity_id)
    if standup is not None:
        query = query.where(Note.standup == standup)
    if since is not None:
        query = query.where(Note.written_at >= since)
    if done_since is not None:
        query = query.where(Note.done_at >= done_since)
    if open_follow_ups:
        undone = (Note.kind == NoteKind.FOLLOW_UP.value) & Note.done_at.is_null()
        query = query.where(undone).order_by(Note.due_date, Note.id)
    else:
        query = query.order_by(Note.written_at.desc(), Note.id.desc())
    return [_row(row) for row in query.tuples().execute(database)]


def note(database: SqliteDatabase, note_id: int) -> NoteRow:
    """One note, archived or not; raises NotFound."""
    for row in _notes().where(Note.id == note_id).tuples().execute(database):
        return _row(row)
    raise NotFound("item_missing", entity="note", id=note_id)


def _notes() -> Any:
    card = (Note.entity == "activity") & (Note.entity_id == Activity.id)
    message = (Note.entity == "communication_item") & (Note.entity_id == CommunicationItem.id)
    query = Note.select(
        Note.id,
        Note.kind,
        Note.text,
        Note.entity,
        Note.entity_id,
        fn.COALESCE(Activity.title, CommunicationItem.message, ""),
        Note.standup,
        Note.responsible,
        Note.due_date,
        Note.done_by,
        Note.done_at,
        Note.written_by,
        Note.written_at,
        Note.version,
    )
    query = query.join(Activity, JOIN.LEFT_OUTER, on=card).switch(Note)
    return query.join(CommunicationItem, JOIN.LEFT_OUTER, on=message)


def _row(row: tuple[Any, ...]) -> NoteRow:
    number, kind, *about, due, done_by, done_at, by, at, version = row
    day = stored_day(due)
    return NoteRow(  # type: ignore[call-arg]
        number, NoteKind(kind), *about, day, done_by, done_at, by, at, version
    )
