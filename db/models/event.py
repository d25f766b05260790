"""The log of everything that happened to the plan; rows are only ever added."""

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from .base import Table
from .person import Person


class Event(Table):
    """One write: who did what, when, and every field that it changed."""

    id = AutoField()
    uuid = TextField(unique=True)  # made by the client, so that a retry is the same event
    at = TextField()  # UTC instant
    actor = ForeignKeyField(Person, null=True)  # null: the program itself
    action = TextField()  # "activity.moved"
    entity = TextField()  # table of the item that it is about
    entity_id = IntegerField()
    title = TextField(default="")  # what the item was called then, for the history's sentence
    changes = TextField()  # JSON list of [entity, entity_id, field, old, new]
    note = TextField(default="")  # a reason that was given
    undoes = IntegerField(null=True)  # id of the event that an undo or a redo is about
    digest = TextField()  # chains the event to the one before it

    class Meta:
        indexes = (
            (("entity", "entity_id"), False),
            (("entity", "id"), False),
            (("actor", "id"), False),
            (("at",), False),
        )
