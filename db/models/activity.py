"""Activities of the board, their checklists, and the columns."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import Column, Condition, Kind

from .base import Table, added_later, due_by_rule, one_due, one_of, refers_to, text


class BoardColumn(Table):
    """A column of the board and how much work may be in it at once."""

    code = TextField(primary_key=True, constraints=[one_of("code", Column)])
    wip_limit = IntegerField(null=True)
    wip_hard = BooleanField(default=False)
    version = IntegerField(default=1)


class Activity(Table):
    """One preparation or implementation activity: a card on the board."""

    id = AutoField()
    title = text(200, column="title")
    description = text(10_000, column="description", default="")
    kind = TextField(constraints=[one_of("kind", Kind)])
    condition = TextField(default=Condition.ALWAYS, constraints=[one_of("condition", Condition)])
    card_part = text(20, column="card_part", default="")  # where in A08 it comes from
    column = TextField(column_name="column_code", constraints=[one_of("column_code", Column)])
    column_since = TextField()  # instant at which it came to its column
    rank = TextField()  # place in its column, sorts as bytes
    responsible = text(60, column="responsible", default="")  # answers for it
    assignee = text(60, column="assignee", default="")  # does it
    offset_weeks = IntegerField(null=True)  # due date as weeks from go-live ...
    due_date = TextField(null=True)  # ... or as a fixed ISO date
    waiting_reason = text(1_000, column="waiting_reason", default="")
    completed_on = TextField(null=True)  # ISO date
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
    waiting_on = text(  # who can put an end to the waiting
        60, column="waiting_on", default="", constraints=[added_later("''")]
    )
    department = IntegerField(  # null: it is about no one department
        null=True, column_name="department_id", constraints=[refers_to("department")]
    )
    column_before = TextField(  # where it was when its department answered No
        null=True, constraints=[one_of("column_before", Column)]
    )
    due_rule = due_by_rule()  # ... or counted from something else

    class Meta:
        constraints = [one_due()]
        indexes = ((("archived", "column"), False),)


class ChecklistItem(Table):
    """One point of an activity's checklist."""

    id = AutoField()
    activity = ForeignKeyField(Activity, backref="checklist")
    text = text(200, column="text")
    rank = TextField()
    ticked_by = TextField(null=True)  # login name; null while open
    ticked_at = TextField(null=True)
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
