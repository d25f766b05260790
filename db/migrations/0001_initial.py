"""The first schema: a frozen copy of the tables, deliberately apart from ``db.models``."""

from peewee import (
    BooleanField,
    Check,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from db.changes import protect_log


class Table(Model):
    class Meta:
        legacy_table_names = False


def one_of(column, codes):
    quoted = ", ".join(f"'{code}'" for code in codes)
    return Check(f'"{column}" IN ({quoted})')


def text(limit, **options):
    name = str(options.pop("column"))
    return TextField(constraints=[Check(f'length("{name}") <= {limit}')], **options)


ONE_DUE = Check('"offset_weeks" IS NULL OR "due_date" IS NULL')


class Plan(Table):
    municipality = TextField()
    language = TextField()
    go_live = TextField(null=True)
    end_offset_weeks = IntegerField()
    soon_within_days = IntegerField()
    backup_generations = IntegerField(default=14)
    created_at = TextField()
    version = IntegerField(default=1)


class DayOff(Table):
    day = TextField(primary_key=True)
    names = TextField()


class Person(Table):
    name = TextField(unique=True)
    full_name = TextField()
    role = TextField(constraints=[one_of("role", ("leader", "member", "viewer"))])
    active = BooleanField(default=True)
    version = IntegerField(default=1)


class Presence(Table):
    session = TextField(primary_key=True)
    person = ForeignKeyField(Person, on_delete="CASCADE")
    view = TextField(default="")
    item = TextField(default="")
    editing = TextField(default="")
    seen_at = TextField()


class Preference(Table):
    person = ForeignKeyField(Person, on_delete="CASCADE")
    key = TextField()
    value = TextField()

    class Meta:
        primary_key = CompositeKey("person", "key")


class Draft(Table):
    person = ForeignKeyField(Person, on_delete="CASCADE")
    entity = TextField()
    entity_id = IntegerField()
    fields = TextField()
    saved_at = TextField()

    class Meta:
        primary_key = CompositeKey("person", "entity", "entity_id")


class BoardColumn(Table):
    code = TextField(
        primary_key=True,
        constraints=[
            one_of("code", ("not_started", "in_progress", "waiting", "done", "not_applicable"))
        ],
    )
    wip_limit = IntegerField(null=True)
    wip_hard = BooleanField(default=False)
    version = IntegerField(default=1)


class Activity(Table):
    title = text(200, column="title")
    description = text(10_000, column="description", default="")
    kind = TextField(constraints=[one_of("kind", ("preparation", "implementation"))])
    condition = TextField(
        default="always",
        constraints=[one_of("condition", ("always", "new_workflows", "large_change"))],
    )
    card_part = text(20, column="card_part", default="")
    column = TextField(
        column_name="column_code",
        constraints=[
            one_of(
                "column_code", ("not_started", "in_progress", "waiting", "done", "not_applicable")
            )
        ],
    )
    column_since = TextField()
    rank = TextField()
    responsible = text(60, column="responsible", default="")
    assignee = text(60, column="assignee", default="")
    offset_weeks = IntegerField(null=True)
    due_date = TextField(null=True)
    waiting_reason = text(1_000, column="waiting_reason", default="")
    completed_on = TextField(null=True)
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        constraints = [ONE_DUE]
        indexes = ((("archived", "column"), False),)


class ChecklistItem(Table):
    activity = ForeignKeyField(Activity, backref="checklist")
    text = text(200, column="text")
    rank = TextField()
    ticked_by = TextField(null=True)
    ticked_at = TextField(null=True)
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class Stakeholder(Table):
    name = text(200, column="name")
    influence = TextField(
        default="medium", constraints=[one_of("influence", ("low", "medium", "high"))]
    )
    impact = TextField(default="medium", constraints=[one_of("impact", ("low", "medium", "high"))])
    attitude = TextField(
        default="neutral", constraints=[one_of("attitude", ("positive", "neutral", "sceptical"))]
    )
    expectation = text(1_000, column="expectation", default="")
    handling = text(1_000, column="handling", default="")
    responsible = text(60, column="responsible", default="")
    relevant = BooleanField(default=True)
    not_relevant_reason = text(1_000, column="not_relevant_reason", default="")
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class CommunicationItem(Table):
    stakeholder = ForeignKeyField(Stakeholder, null=True)
    audience = text(200, column="audience", default="")
    occasion = text(200, column="occasion", default="")
    message = text(10_000, column="message")
    purpose = TextField(
        constraints=[
            one_of(
                "purpose",
                (
                    "decision",
                    "ownership",
                    "dialogue",
                    "awareness",
                    "action",
                    "attitude",
                    "knowledge",
                ),
            )
        ]
    )
    channel = text(200, column="channel", default="")
    sender = text(200, column="sender", default="")
    responsible = text(60, column="responsible", default="")
    offset_weeks = IntegerField(null=True)
    due_date = TextField(null=True)
    trigger = text(40, column="trigger", default="")
    state = TextField(constraints=[one_of("state", ("planned", "ready", "completed", "cancelled"))])
    completed_by = TextField(null=True)
    completed_at = TextField(null=True)
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        constraints = [ONE_DUE]


class CommunicationStep(Table):
    item = ForeignKeyField(CommunicationItem, backref="steps")
    step = TextField(constraints=[one_of("step", ("draft", "approved", "sent", "understood"))])
    ticked_by = TextField(null=True)
    ticked_at = TextField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("item", "step"), True),)


class Event(Table):
    uuid = TextField(unique=True)
    at = TextField()
    actor = ForeignKeyField(Person, null=True)
    action = TextField()
    entity = TextField()
    entity_id = IntegerField()
    title = TextField(default="")
    changes = TextField()
    note = TextField(default="")
    undoes = IntegerField(null=True)
    digest = TextField()

    class Meta:
        indexes = (
            (("entity", "entity_id"), False),
            (("entity", "id"), False),
            (("actor", "id"), False),
            (("at",), False),
        )


TABLES = [Plan, DayOff, Person, BoardColumn, Activity, ChecklistItem, Stakeholder]
TABLES += [CommunicationItem, CommunicationStep, Event, Presence, Preference, Draft]


def up(migrator, db):
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES)
    protect_log(db)
