"""Everything that happened, newest first."""

from peewee import SqliteDatabase

from db.changes import EventRow, as_event, event_rows
from db.models import Event


def history(
    database: SqliteDatabase,
    *,
    before: int | None = None,
    entity: str | None = None,
    entity_id: int | None = None,
    limit: int = 200,
) -> list[EventRow]:
    """At most ``limit`` events older than the event ``before``, or of one item only."""
    query = event_rows()
    if before is not None:
        query = query.where(Event.id < before)
    if entity is not None:
        query = query.where(Event.entity == entity)
    if entity_id is not None:
        query = query.where(Event.entity_id == entity_id)
    rows = query.order_by(Event.id.desc()).limit(limit).tuples().execute(database)
    return [as_event(row) for row in rows]
