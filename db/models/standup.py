"""The daily standup, and what is noted in it and between the meetings."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import NoteKind

from .base import Table, one_of, text
from .person import Person


class Standup(Table):
    """A walk through the board: under way until it ends, and its minutes once it has been held."""

    id = AutoField()
    leader = ForeignKeyField(Person)  # who leads it now, or led it last
    session = TextField()  # the dashboard it is led from; the walk waits when that falls silent
    started_at = TextField()  # UTC instant
    ended_at = TextField(null=True)  # UTC instant; null while it goes on
    held = BooleanField(default=False)  # false while it goes on, and when it was called off
    planned_minutes = IntegerField()
    since_event = IntegerField()  # newest event when the standup before was held; 0: none was
    last_event = IntegerField(null=True)  # newest event when it was held
    agenda = TextField()  # JSON list of stops: "changes", "activity:4", ..., "summary"
    place = IntegerField(default=0)  # index of the stop in front of everybody
    place_since = TextField()  # UTC instant
    minutes = TextField(default="")  # JSON, as ``db.queries.minutes`` has them; empty until held
    version = IntegerField(default=1)


class Note(Table):
    """A note, a decision or a follow-up about an item, or about the plan as a whole."""

    id = AutoField()
    kind = TextField(constraints=[one_of("kind", NoteKind)])
    entity = TextField(default="")  # "activity", "communication_item"; empty: the whole plan
    entity_id = IntegerField(default=0)
    standup = ForeignKeyField(Standup, null=True)  # the meeting in which it was written
    responsible = text(60, column="responsible", default="")  # who does a follow-up
    due_date = TextField(null=True)  # ISO date of a follow-up
    text = text(1_000, column="text")
    done_by = TextField(null=True)  # login name; null while a follow-up is open
    done_at = TextField(null=True)  # UTC instant
    written_by = TextField()  # login name
    written_at = TextField()  # UTC instant
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("entity", "entity_id"), False), (("standup",), False))
