"""Whether the plan's file is sound: what the doctor looks at inside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from db.changes import CHAINED, chain, schema_version
from db.connection import faults_in_file, settings_in_force
from db.models import Event


@dataclass(frozen=True, slots=True)
class Health:
    """The state of an open plan.

    ``settings`` hold each setting of the connection as it is and as it should be; ``faults`` are
    the engine's own words; ``broken_event`` is the first event whose digest does not follow from
    the one before it, None in a log that nobody has altered.
    """

    schema: int
    settings: Mapping[str, tuple[Any, Any]]
    faults: tuple[str, ...]
    events: int
    broken_event: int | None


def health(database: SqliteDatabase) -> Health:
    """Examine the whole file; takes time in proportion to its size."""
    with database.atomic("DEFERRED"):
        events, broken = _check_log(database)
        return Health(
            schema=schema_version(database),
            settings=settings_in_force(database),
            faults=tuple(faults_in_file(database)),
            events=events,
            broken_event=broken,
        )


def _check_log(database: SqliteDatabase) -> tuple[int, int | None]:
    """How many events fit together, and the id of the first that does not."""
    digest, count = "", 0
    columns = [getattr(Event, name) for name in CHAINED]
    query = Event.select(Event.id, Event.digest, *columns).order_by(Event.id).tuples()
    for event_id, written, *values in query.execute(database):
        digest = chain(digest, dict(zip(CHAINED, values, strict=True)))
        if digest != written:
            return count, event_id
        count += 1
    return count, None
