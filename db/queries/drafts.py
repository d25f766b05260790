"""What a person has typed and not saved."""

import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from db.models import Draft, Person


class DraftRow(NamedTuple):
    """A form's fields, each as it was and as typed; ``saved_at`` is a UTC instant as text.

    ``session`` is the dashboard that it was typed in.
    """

    entity: str
    entity_id: int
    fields: Mapping[str, tuple[Any, Any]]
    saved_at: str
    session: str = ""


def draft(
    database: SqliteDatabase,
    person: str,
    entity: str,
    entity_id: int,
    session: str = "",
    others: Collection[str] = (),
) -> DraftRow | None:
    """A person's draft of one item, if there is one: that of ``session``, or else the newest.

    What belongs to the ``others``, dashboards that are open elsewhere, is left to them.
    """
    left = drafts(database, person, others)
    found = [row for row in left if (row.entity, row.entity_id) == (entity, entity_id)]
    return min(found, key=lambda row: row.session != session, default=None)


def drafts(database: SqliteDatabase, person: str, others: Collection[str] = ()) -> list[DraftRow]:
    """Everything that a person has typed and not saved, the newest first, but the ``others``'."""
    columns = (Draft.entity, Draft.entity_id, Draft.fields, Draft.saved_at, Draft.session)
    query = Draft.select(*columns).join(Person).where(Person.name == person)
    ordered = query.order_by(Draft.saved_at.desc()).tuples()
    return [
        DraftRow(entity, number, _fields(text), at, session)
        for entity, number, text, at, session in ordered.execute(database)
        if session not in others
    ]


def _fields(text: str) -> dict[str, tuple[Any, Any]]:
    """The fields of a draft; none where a foreign hand has left something else."""
    try:
        return {str(name): (base, mine) for name, (base, mine) in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return {}
