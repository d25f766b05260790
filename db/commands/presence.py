"""What belongs to a person's own sitting: signs of life and preferences; leaves no event."""

from datetime import datetime

from peewee import SqliteDatabase

from db.clock import stamp
from db.connection import plain_faults
from db.models import Person, Preference, Presence
from db.prepared import Prepared, given

_WHERE = ("view", "item", "editing", "seen_at")
_BEAT = Prepared(
    lambda: Presence.insert(
        {
            "session": given("session"),
            "person": Person.select(Person.id).where(Person.name == given("person")),
            **{name: given(name) for name in _WHERE},
        }
    ).on_conflict(conflict_target=[Presence.session], update={name: given(name) for name in _WHERE})
)


def beat(
    database: SqliteDatabase,
    session: str,
    person: str,
    at: datetime,
    *,
    view: str = "",
    item: str = "",
    editing: str = "",
) -> None:
    """Note that a person's dashboard is alive and where in it the person is."""
    _BEAT.words(database)  # nobody is to wait for that at the lock
    where = {"view": view, "item": item, "editing": editing, "seen_at": stamp(at)}
    with plain_faults(database.database), database.atomic():
        _BEAT.run(database, session=session, person=person, **where)


def leave(database: SqliteDatabase, session: str) -> None:
    """Note that a dashboard has been closed."""
    with plain_faults(database.database), database.atomic():
        Presence.delete().where(Presence.session == session).execute(database)


def forget_silent(database: SqliteDatabase, before: datetime) -> None:
    """Remove the dashboards that have given no sign of life since an instant."""
    with plain_faults(database.database), database.atomic():
        Presence.delete().where(Presence.seen_at < stamp(before)).execute(database)


def prefer(database: SqliteDatabase, person: str, key: str, value: str) -> None:
    """Remember how a person likes the dashboard."""
    person_id = Person.select(Person.id).where(Person.name == person)
    with plain_faults(database.database), database.atomic():
        Preference.insert(person=person_id, key=key, value=value).on_conflict(
            conflict_target=[Preference.person, Preference.key], update={"value": value}
        ).execute(database)
