"""Registers of the whole card: workflows, preconditions, decisions, training and support."""

from peewee import AutoField, BooleanField, Check, ForeignKeyField, IntegerField, Model, TextField


def _text(column, limit, **options):
    return TextField(constraints=[Check(f'length("{column}") <= {limit}')], **options)


class Table(Model):
    class Meta:
        legacy_table_names = False


class Department(Table):
    id = AutoField()


class Workflow(Table):
    id = AutoField()
    title = _text("title", 200)
    changes = _text("changes", 10000, default="")
    owner = _text("owner", 60, default="")
    systems = _text("systems", 200, default="")
    legacy_title = _text("legacy_title", 200, default="")
    legacy_last_day = TextField(null=True)
    legacy_cases = _text("legacy_cases", 1000, default="")
    legacy_cases_handled = BooleanField(default=False)
    legacy_closer = _text("legacy_closer", 60, default="")
    legacy_closed_by = TextField(null=True)
    legacy_closed_on = TextField(null=True)
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class WorkflowDepartment(Table):
    id = AutoField()
    workflow = ForeignKeyField(Workflow)
    department = ForeignKeyField(Department)
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("workflow", "department"), True),)


class Precondition(Table):
    id = AutoField()
    department = ForeignKeyField(Department)
    kind = TextField(
        constraints=[
            Check(
                "\"kind\" IN ('access', 'roles', 'views', 'advis_groups', 'manuals', "
                "'staffing', 'external', 'other')"
            )
        ]
    )
    task_card = _text("task_card", 20, default="")
    responsible = _text("responsible", 60, default="")
    note = _text("note", 1000, default="")
    text = _text("text", 200)
    met_by = TextField(null=True)
    met_at = TextField(null=True)
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class Decision(Table):
    id = AutoField()
    topic = TextField(constraints=[Check("\"topic\" IN ('introduction', 'motivation')")])
    department = ForeignKeyField(Department, null=True)
    decided_by = _text("decided_by", 60, default="")
    decided_on = TextField()
    text = _text("text", 10000)
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class TrainingClass(Table):
    id = AutoField()
    title = _text("title", 200)
    department = ForeignKeyField(Department, null=True)
    held_on = TextField(null=True)
    combined = BooleanField(default=False)
    trainer = _text("trainer", 60, default="")
    place = _text("place", 200, default="")
    invited = IntegerField(default=0, constraints=[Check('"invited" >= 0')])
    attended = IntegerField(null=True, constraints=[Check('"attended" >= 0')])
    note = _text("note", 1000, default="")
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class RosterEntry(Table):
    id = AutoField()
    department = ForeignKeyField(Department)
    name = _text("name", 60)
    role = TextField(constraints=[Check("\"role\" IN ('super_user', 'leader', 'other')")])
    weeks = _text("weeks", 40, default="")
    note = _text("note", 1000, default="")
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class Closure(Table):
    id = AutoField()
    name = _text("name", 60)
    first_day = TextField()
    last_day = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


def up(migrator, db):
    tables = [Workflow, WorkflowDepartment, Precondition, Decision, TrainingClass, RosterEntry]
    tables.append(Closure)
    with db.bind_ctx([*tables, Department]):
        db.create_tables(tables)
    for table, column in (
        ("department", "\"sign_off\" TEXT CHECK (\"sign_off\" IN ('ready', 'not_ready'))"),
        (
            "department",
            "\"sign_off_reason\" TEXT NOT NULL DEFAULT '' "
            'CHECK (length("sign_off_reason") <= 1000)',
        ),
        (
            "department",
            '"signed_off_by" TEXT NOT NULL DEFAULT \'\' CHECK (length("signed_off_by") <= 60)',
        ),
        ("department", '"signed_off_on" TEXT'),
        ("communication_item", '"waits_for_id" INTEGER REFERENCES "activity" ("id")'),
        ("communication_item", '"series" INTEGER'),
        ("communication_item", '"series_number" INTEGER'),
        ("communication_item", '"series_length" INTEGER'),
        (
            "plan",
            "\"days_by_agreement\" TEXT NOT NULL DEFAULT '06-05 12-24 12-31' "
            'CHECK (length("days_by_agreement") <= 60)',
        ),
    ):
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN {column}')
