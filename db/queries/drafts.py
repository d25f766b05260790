"""What a person has typed and not saved."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.models import Draft, Person


class DraftRow(NamedTuple):
    """A form's fields, each as it was and as typed; ``saved_at`` is a UTC instant as text."""

    entity: str
    entity_id: int
    fields: Mapping[str, tuple[Any, Any]]
    saved_at: str


def draft(database: SqliteDatabase, person: str, entity: str, entity_id: int) -> DraftRow | None:
    """A person's draft of one item, if there is one."""
    found = [row for row in drafts(database, person) if row.entity == entity]
    return next((row for row in found if row.entity_id == entity_id), None)


def drafts(database: SqliteDatabase, person: str) -> list[DraftRow]:
    """Everything that a person has typed and not saved, the newest first."""
    query = Draft.select(Draft.entity, Draft.entity_id, Draft.fields, Draft.saved_at).join(Person)
    ordered = query.where(Person.name == person).order_by(Draft.saved_at.desc())
    return [
        DraftRow(entity, number, _fields(text), at)
        for entity, number, text, at in ordered.tuples().execute(database)
    ]


def _fields(text: str) -> dict[str, tuple[Any, Any]]:
    """The fields of a draft; none where a foreign hand has left something else."""
    try:
        return {str(name): (base, mine) for name, (base, mine) in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return {}
