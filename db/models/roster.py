"""Who helps which department in the weeks after it has begun (A08: superbrugere og ledere)."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import SupportRole

from .base import Table, one_of, text
from .department import Department


class RosterEntry(Table):
    """One helper in one department, and the weeks of it."""

    id = AutoField()
    department = ForeignKeyField(Department)
    name = text(60, column="name")
    role = TextField(constraints=[one_of("role", SupportRole)])
    weeks = text(40, column="weeks", default="")  # since its start of use: 0,1,2
    note = text(1_000, column="note", default="")
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
