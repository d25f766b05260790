"""What a person has typed and not saved: kept for them alone, and without an event."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from peewee import SqliteDatabase

from db.clock import stamp
from db.connection import plain_faults
from db.models import Draft, Person


def keep(
    database: SqliteDatabase,
    person: str,
    entity: str,
    entity_id: int,
    fields: Mapping[str, tuple[Any, Any]],
    at: datetime,
    session: str = "",
) -> None:
    """Keep a form's fields, each as it was and as typed, in place of the draft before.

    Every dashboard of a person, by its ``session``, has its own draft of an item. ``entity_id``
    0 stands for an item that does not exist yet. Values are whatever JSON holds; what is typed
    need not be understandable. No role is needed: nothing of the plan changes.
    """
    values = {
        "person": Person.select(Person.id).where(Person.name == person),
        "entity": entity,
        "entity_id": entity_id,
        "session": session,
        # ASCII alone, because a terminal may have sent halves of characters.
        "fields": json.dumps(fields),
        "saved_at": stamp(at),
    }
    with plain_faults(database.database), database.atomic():
        Draft.insert(values).on_conflict(
            conflict_target=[Draft.person, Draft.entity, Draft.entity_id, Draft.session],
            update={name: values[name] for name in ("fields", "saved_at")},
        ).execute(database)


def discard(
    database: SqliteDatabase,
    person: str,
    entity: str,
    entity_id: int,
    session: str = "",
    saved_at: str | None = None,
) -> None:
    """Forget a draft, because it has been saved or is not wanted any more.

    With ``saved_at`` only if nothing has been typed into it since.
    """
    person_id = Person.select(Person.id).where(Person.name == person)
    item = (Draft.person == person_id) & (Draft.entity == entity) & (Draft.entity_id == entity_id)
    gone = item & (Draft.session == session)
    if saved_at is not None:
        gone &= Draft.saved_at == saved_at
    with plain_faults(database.database), database.atomic():
        Draft.delete().where(gone).execute(database)
