"""Departments answer and adopt; the plan is approved, and closed in the end."""

from peewee import AutoField, BooleanField, Check, ForeignKeyField, IntegerField, Model, TextField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Department(Table):
    id = AutoField()
    name = TextField(constraints=[Check('length("name") <= 200')])
    users = IntegerField(default=0, constraints=[Check('"users" >= 0')])
    new_workflows = TextField(
        default="undecided",
        constraints=[Check("\"new_workflows\" IN ('yes', 'no', 'undecided')")],
    )
    new_workflows_reason = TextField(
        default="", constraints=[Check('length("new_workflows_reason") <= 1000')]
    )
    new_workflows_by = TextField(null=True)
    new_workflows_on = TextField(null=True)
    change_size = TextField(
        default="medium",
        constraints=[Check("\"change_size\" IN ('small', 'medium', 'large')")],
    )
    systems = IntegerField(default=1, constraints=[Check('"systems" >= 1')])
    local_leader = TextField(default="", constraints=[Check('length("local_leader") <= 60')])
    superusers = TextField(default="", constraints=[Check('length("superusers") <= 1000')])
    start_of_use = TextField(null=True)
    needs_help = BooleanField(default=False)
    help_note = TextField(default="", constraints=[Check('length("help_note") <= 1000')])
    exception = TextField(default="", constraints=[Check('length("exception") <= 1000')])
    exception_by = TextField(null=True)
    exception_on = TextField(null=True)
    rank = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)


class Adoption(Table):
    id = AutoField()
    department = ForeignKeyField(Department)
    week = IntegerField(constraints=[Check('"week" >= 0')])
    in_use = IntegerField(constraints=[Check('"in_use" >= 0')])
    state = TextField(
        constraints=[Check("\"state\" IN ('not_started', 'under_way', 'partly', 'fully')")]
    )
    reported_by = TextField()
    reported_at = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("department", "week"), True),)


def up(migrator, db):
    with db.bind_ctx([Department, Adoption]):
        db.create_tables([Department, Adoption])
    columns = "'not_started', 'in_progress', 'waiting', 'done', 'not_applicable'"
    for table, column in (
        ("activity", '"department_id" INTEGER REFERENCES "department" ("id")'),
        ("activity", f'"column_before" TEXT CHECK ("column_before" IN ({columns}))'),
        ("plan", '"approved_by" TEXT'),
        ("plan", '"approved_on" TEXT'),
        ("plan", '"closed_by" TEXT'),
        ("plan", '"closed_at" TEXT'),
        (
            "plan",
            '"closing_note" TEXT NOT NULL DEFAULT \'\' CHECK (length("closing_note") <= 1000)',
        ),
    ):
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN {column}')
