"""Writes of notes, decisions and follow-ups, in a standup and between the meetings."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.errors import InvalidInput, Refused
from db.models import Note
from db.queries.standup import walk_under_way
from db.rules.codes import NoteKind, Role
from db.rules.text import TITLE_LIMIT, safe

from ._change import Change, Edit
from ._door import command
from ._fields import PERSON_LIMIT, Cleaner, clean_values, cleaned, code, iso_date, line, note
from ._rows import set_archived
from ._titles import NOTED, TITLES

TEXT_LIMIT = 1_000
NOTE_FIELDS: Mapping[str, Cleaner] = {
    "text": lambda value: note("text", TEXT_LIMIT, required=True)(str(value).strip()),
    "responsible": line("responsible", PERSON_LIMIT),
    "due_date": iso_date,
}
"""Fields of a note that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Note)
def add(
    change: Change,
    /,
    kind: NoteKind,
    text: str,
    *,
    entity: str = "",
    entity_id: int = 0,
    responsible: str = "",
    due_date: date | None = None,
) -> None:
    """Write something down about an item; without one, about the plan as a whole.

    It belongs to the standup that is under way, if one is.

    Raises:
        InvalidInput: a follow-up lacks its "responsible_missing" or its "due_missing"; anything
            else has one ("not_a_follow_up").
        NotFound: there is no such item; Refused("archived") when it is archived.
    """
    values = {"text": text, "responsible": responsible, "due_date": due_date}
    clean = clean_values(NOTE_FIELDS, values) | {"kind": code("kind", NoteKind)(kind)}
    _check_follow_up(clean)
    if entity:
        _open_item(change, entity, entity_id)
    row = change.insert(
        Note,
        **clean,
        entity=entity,
        entity_id=entity_id if entity else 0,
        standup=_standup(change),
        written_by=change.request.actor,
        written_at=change.now,
    )
    _tell(change, "note.added", row)


@command(needs=Role.MEMBER, on=Note)
def edit(change: Change, /, note_id: int, edits: Mapping[str, Edit]) -> None:
    """Change what a note says, who follows it up or when; raises as ``board.edit`` and ``add``."""
    row = _open_note(change, note_id)
    change.merge(row, cleaned(NOTE_FIELDS, edits))
    _check_follow_up(row.__data__)
    _tell(change, "note.edited", row)


@command(needs=Role.MEMBER, on=Note)
def set_done(change: Change, /, note_id: int, done: bool) -> None:
    """Tick a follow-up off, with the person and the instant, or open it again.

    Raises:
        Refused: it is a note or a decision ("not_a_follow_up").
    """
    row = _open_note(change, note_id)
    if row.kind != NoteKind.FOLLOW_UP:
        raise Refused("not_a_follow_up")
    if done != (row.done_at is not None):
        by, at = (change.request.actor, change.now) if done else (None, None)
        change.update(row, done_by=by, done_at=at)
    _tell(change, "note.done" if done else "note.reopened", row)


@command(needs=Role.MEMBER, on=Note)
def archive(change: Change, /, note_id: int) -> None:
    """Take a note away; it stays in the history and can be restored."""
    row = set_archived(change, Note, note_id, True)
    _tell(change, "note.archived", row)


@command(needs=Role.MEMBER, on=Note)
def restore(change: Change, /, note_id: int) -> None:
    """Bring an archived note back."""
    row = set_archived(change, Note, note_id, False)
    _tell(change, "note.restored", row)


def _check_follow_up(values: Mapping[str, Any]) -> None:
    if values["kind"] != NoteKind.FOLLOW_UP:
        if values["responsible"] or values["due_date"]:
            raise InvalidInput("not_a_follow_up")
    elif not values["responsible"]:
        raise InvalidInput("responsible_missing", field="responsible")
    elif not values["due_date"]:
        raise InvalidInput("due_missing", field="due_date")


def _open_note(change: Change, note_id: int) -> Note:
    row = change.row(Note, note_id)
    if row.archived:
        raise Refused("archived", entity="note", id=note_id, title=safe(row.text)[:TITLE_LIMIT])
    return row


def _open_item(change: Change, entity: str, entity_id: int) -> None:
    if entity not in NOTED:
        allowed = ", ".join(NOTED)
        raise InvalidInput("code_unknown", field="entity", value=safe(entity), allowed=allowed)
    table = NOTED[entity]
    row = change.row(table, entity_id).__data__
    if row["archived"]:
        raise Refused("archived", entity=entity, id=entity_id, title=row[TITLES[table]])


def _standup(change: Change) -> int | None:
    """The meeting that is being held; one that was left open on an earlier day is over."""
    walk = walk_under_way(change.database)
    return None if walk is None or walk.day < change.request.today else walk.id


def _tell(change: Change, action: str, row: Note) -> None:
    """An event about the item, in whose history it is then; else about the note itself."""
    if row.entity in NOTED:
        table = NOTED[row.entity]
        item = change.row(table, row.entity_id)
        change.about(action, item, title=item.__data__[TITLES[table]], note=row.text)
    else:
        change.about(action, row, title=safe(row.text)[:TITLE_LIMIT], note=row.text)
