"""Classes in which employees learn the new workflows."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from .base import Table, at_least, text
from .department import Department


class TrainingClass(Table):
    """One class; without a department it is open to all of them."""

    id = AutoField()
    title = text(200, column="title")
    department = ForeignKeyField(Department, null=True)
    held_on = TextField(null=True)  # ISO date; null: not fixed yet
    combined = BooleanField(default=False)  # workflows and SAPA in one (A08's example)
    trainer = text(60, column="trainer", default="")
    place = text(200, column="place", default="")
    invited = IntegerField(default=0, constraints=[at_least("invited", 0)])
    attended = IntegerField(null=True, constraints=[at_least("attended", 0)])  # null: not known
    note = text(1_000, column="note", default="")
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
