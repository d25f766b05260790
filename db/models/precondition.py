"""What must be in place in a department before it can begin (A08: forhold og rammer)."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import PreconditionKind

from .base import Table, one_of, text
from .department import Department


class Precondition(Table):
    """One point of a department's checklist of conditions."""

    id = AutoField()
    department = ForeignKeyField(Department)
    kind = TextField(constraints=[one_of("kind", PreconditionKind)])
    task_card = text(20, column="task_card", default="")  # the card that brings it about: K08
    responsible = text(60, column="responsible", default="")
    note = text(1_000, column="note", default="")
    text = text(200, column="text")
    met_by = TextField(null=True)  # login name; null while it is open
    met_at = TextField(null=True)  # UTC instant
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
