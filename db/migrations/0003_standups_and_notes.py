"""The standup walks the board; notes, decisions and follow-ups; who puts an end to a waiting."""

from peewee import AutoField, BooleanField, Check, ForeignKeyField, IntegerField, Model, TextField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Person(Table):
    pass


class Standup(Table):
    id = AutoField()
    leader = ForeignKeyField(Person)
    session = TextField()
    started_at = TextField()
    ended_at = TextField(null=True)
    held = BooleanField(default=False)
    planned_minutes = IntegerField()
    since_event = IntegerField()
    last_event = IntegerField(null=True)
    agenda = TextField()
    place = IntegerField(default=0)
    place_since = TextField()
    minutes = TextField(default="")
    version = IntegerField(default=1)


class Note(Table):
    id = AutoField()
    kind = TextField(constraints=[Check("\"kind\" IN ('note', 'decision', 'follow_up')")])
    entity = TextField(default="")
    entity_id = IntegerField(default=0)
    standup = ForeignKeyField(Standup, null=True)
    responsible = TextField(constraints=[Check('length("responsible") <= 60')], default="")
    due_date = TextField(null=True)
    text = TextField(constraints=[Check('length("text") <= 1000')])
    done_by = TextField(null=True)
    done_at = TextField(null=True)
    written_by = TextField()
    written_at = TextField()
    archived = BooleanField(default=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("entity", "entity_id"), False), (("standup",), False))


def up(migrator, db):
    with db.bind_ctx([Standup, Note]):
        db.create_tables([Standup, Note])
    db.execute_sql(
        'ALTER TABLE "activity" ADD COLUMN "waiting_on" TEXT NOT NULL DEFAULT \'\' '
        'CHECK (length("waiting_on") <= 60)'
    )
    db.execute_sql('ALTER TABLE "plan" ADD COLUMN "standup_minutes" INTEGER NOT NULL DEFAULT 15')
