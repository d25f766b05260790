"""The stakeholders whom the plan must reach."""

from peewee import AutoField, BooleanField, IntegerField, TextField

from db.rules.codes import Attitude, Level

from .base import Table, one_of, text


class Stakeholder(Table):
    """A group that is affected by the new workflows or has influence on them."""

    id = AutoField()
    name = text(200, column="name")
    influence = TextField(default=Level.MEDIUM, constraints=[one_of("influence", Level)])
    impact = TextField(default=Level.MEDIUM, constraints=[one_of("impact", Level)])
    attitude = TextField(default=Attitude.NEUTRAL, constraints=[one_of("attitude", Attitude)])
    expectation = text(1_000, column="expectation", default="")
    handling = text(1_000, column="handling", default="")
    responsible = text(60, column="responsible", default="")
    relevant = BooleanField(default=True)
    not_relevant_reason = text(1_000, column="not_relevant_reason", default="")
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)
