"""The new workflows, the old ones that they replace, and the departments that get them."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from .base import Table, text
from .department import Department


class Workflow(Table):
    """A new workflow; without a ``legacy_title`` it replaces no old one."""

    id = AutoField()
    title = text(200, column="title")
    changes = text(10_000, column="changes", default="")  # what people do differently
    owner = text(60, column="owner", default="")  # answers for the new one
    systems = text(200, column="systems", default="")
    legacy_title = text(200, column="legacy_title", default="")
    legacy_last_day = TextField(null=True)  # ISO date; null: not agreed yet
    legacy_cases = text(1_000, column="legacy_cases", default="")  # what becomes of open cases
    legacy_cases_handled = BooleanField(default=False)
    legacy_closer = text(60, column="legacy_closer", default="")  # who is to close it
    legacy_closed_by = TextField(null=True)  # login name; null while people still work that way
    legacy_closed_on = TextField(null=True)  # ISO date
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class WorkflowDepartment(Table):
    """A department that gets a workflow."""

    id = AutoField()
    workflow = ForeignKeyField(Workflow, backref="departments")
    department = ForeignKeyField(Department)
    archived = BooleanField(default=False)  # it gets the workflow no more
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("workflow", "department"), True),)
