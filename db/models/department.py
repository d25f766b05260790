"""The departments that get SAPA, and how many of their users have taken it into use."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import AdoptionState, Answer, ChangeSize, SignOff

from .base import Table, added_later, at_least, one_of, text


class Department(Table):
    """A department: whether it has new workflows, how large the change is, and who helps."""

    id = AutoField()
    name = text(200, column="name")  # one department in use has it, whatever its capitals
    users = IntegerField(default=0, constraints=[at_least("users", 0)])
    new_workflows = TextField(
        default=Answer.UNDECIDED, constraints=[one_of("new_workflows", Answer)]
    )
    new_workflows_reason = text(1_000, column="new_workflows_reason", default="")
    new_workflows_by = TextField(null=True)  # login name of who answered
    new_workflows_on = TextField(null=True)  # ISO date
    change_size = TextField(
        default=ChangeSize.MEDIUM, constraints=[one_of("change_size", ChangeSize)]
    )
    systems = IntegerField(default=1, constraints=[at_least("systems", 1)])  # used together
    local_leader = text(60, column="local_leader", default="")
    superusers = text(1_000, column="superusers", default="")
    start_of_use = TextField(null=True)  # ISO date; null: with go-live
    needs_help = BooleanField(default=False)
    help_note = text(1_000, column="help_note", default="")
    exception = text(1_000, column="exception", default="")  # why not all have adopted
    exception_by = TextField(null=True)  # login name
    exception_on = TextField(null=True)  # ISO date
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
    sign_off = TextField(  # null: its leader has said nothing yet
        null=True, constraints=[one_of("sign_off", SignOff)]
    )
    sign_off_reason = text(  # why ready in spite of open points, or why not ready
        1_000, column="sign_off_reason", default="", constraints=[added_later("''")]
    )
    signed_off_by = text(  # who said so: the department's leader as a rule
        60, column="signed_off_by", default="", constraints=[added_later("''")]
    )
    signed_off_on = TextField(null=True)  # ISO date


class Adoption(Table):
    """How many users of a department had the new workflows in use in one week."""

    id = AutoField()
    department = ForeignKeyField(Department)
    week = IntegerField(constraints=[at_least("week", 0)])  # whole weeks since its start of use
    in_use = IntegerField(constraints=[at_least("in_use", 0)])
    state = TextField(constraints=[one_of("state", AdoptionState)])
    reported_by = TextField()  # login name
    reported_at = TextField()  # UTC instant
    archived = BooleanField(default=False)  # a report that has been undone
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("department", "week"), True),)
