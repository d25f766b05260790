"""The communication plan: what is said to whom, and how far each item has come."""

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from db.rules.codes import CommunicationState, Purpose, Step

from .base import Table, due_by_rule, one_due, one_of, refers_to, text
from .stakeholder import Stakeholder


class CommunicationItem(Table):
    """One message to one stakeholder group; without a stakeholder it goes to everyone."""

    id = AutoField()
    stakeholder = ForeignKeyField(Stakeholder, null=True)
    audience = text(200, column="audience", default="")
    occasion = text(200, column="occasion", default="")
    message = text(10_000, column="message")
    purpose = TextField(constraints=[one_of("purpose", Purpose)])
    channel = text(200, column="channel", default="")
    sender = text(200, column="sender", default="")
    responsible = text(60, column="responsible", default="")
    offset_weeks = IntegerField(null=True)
    due_date = TextField(null=True)
    trigger = text(40, column="trigger", default="")  # "go_live_moved": due when that happens
    state = TextField(constraints=[one_of("state", CommunicationState)])
    completed_by = TextField(null=True)  # login name
    completed_at = TextField(null=True)
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
    waits_for = IntegerField(  # the activity after which it is sent; null: it waits for none
        null=True, column_name="waits_for_id", constraints=[refers_to("activity")]
    )
    series = IntegerField(null=True)  # id of the first of the items that repeat; null: it is alone
    series_number = IntegerField(null=True)  # which of them this is, from 1
    series_length = IntegerField(null=True)  # how many they were when they were planned
    due_rule = due_by_rule()

    class Meta:
        constraints = [one_due()]


class CommunicationStep(Table):
    """One of the four steps of an item's checklist."""

    id = AutoField()
    item = ForeignKeyField(CommunicationItem, backref="steps")
    step = TextField(constraints=[one_of("step", Step)])
    ticked_by = TextField(null=True)  # login name; null while open
    ticked_at = TextField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("item", "step"), True),)
