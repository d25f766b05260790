"""What somebody tried and may not do goes into the log too, as an event that changes nothing."""

import uuid
from contextlib import suppress
from typing import Any

from peewee import SqliteDatabase

from db.errors import NotFound, Refused
from db.models import Activity, BoardColumn, ChecklistItem, Event, Note, Person, Plan, Table
from db.rules.text import TITLE_LIMIT, safe

from ._change import Change, Outcome, Request
from ._titles import NOTED, TITLES

RECORDED = ("role_needed", "person_inactive")
"""Refusals that say something about a known person rather than about the plan."""


def record(
    database: SqliteDatabase,
    request: Request,
    refusal: Refused,
    command: str,
    table: type[Table] | None,
    key: Any,
) -> Outcome:
    """Append an event ``refused`` whose note is the code and the command: "role_needed board.move".

    A retry of the request leaves no second one; the request's own uuid stays free, so that it
    can still be carried out once the person has the role.
    """
    mark = str(uuid.uuid5(uuid.NAMESPACE_OID, f"refused {request.uuid}"))
    with database.atomic():
        known = Event.select(Event.id, Event.entity_id).where(Event.uuid == mark)
        for event_id, entity_id in known.tuples().execute(database):
            return Outcome(event_id, entity_id)
        person = Person.select().where(Person.name == request.actor).execute(database)[0]
        change = Change(database, Request(request.actor, request.at, mark), person)
        change.action, change.note = "refused", f"{refusal.code} {command}"
        if "entity" in refusal.params:  # an undo learns only while it runs what it is about
            about = tuple(refusal.params[name] for name in ("entity", "id", "title"))
        else:
            about = _about(change, table, key) if table else ("", 0, "")
        change.entity, change.entity_id, change.title = about
        return Outcome(change.write_event(), change.entity_id)


def _about(change: Change, table: type[Table], key: Any) -> tuple[str, int, str]:
    """Table, number and title of what was attempted; a point or a note counts as its item."""
    key = 1 if table is Plan else key
    row: Table | None = None
    with suppress(NotFound):
        if table is Person:
            found = Person.select().where(Person.name == str(key)).execute(change.database)
            row = found[0] if found else None
        elif isinstance(key, str if table is BoardColumn else int):
            row = change.row(table, key)
        if isinstance(row, ChecklistItem):
            row = change.row(Activity, row.__data__["activity"])
        if isinstance(row, Note) and row.entity in NOTED:
            row = change.row(NOTED[row.entity], row.entity_id)
    if row is None:  # what was to be made, by the name that it was to have
        title = safe(key)[:TITLE_LIMIT] if isinstance(key, str) else ""
        return str(table._meta.table_name), 0, title
    number = row.__data__.get("id", 0)
    title = safe(str(row.__data__[TITLES[type(row)]]))[:TITLE_LIMIT]
    return str(row._meta.table_name), number, title
