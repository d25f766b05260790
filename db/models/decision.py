"""What has been decided on how employees are introduced and motivated (A08: stillingtagen)."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import DecisionTopic

from .base import Table, one_of, text
from .department import Department


class Decision(Table):
    """A decision for one department, or without one for all of them."""

    id = AutoField()
    topic = TextField(constraints=[one_of("topic", DecisionTopic)])
    department = ForeignKeyField(Department, null=True)
    decided_by = text(60, column="decided_by", default="")
    decided_on = TextField()  # ISO date
    text = text(10_000, column="text")
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
