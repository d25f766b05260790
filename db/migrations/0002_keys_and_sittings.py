"""People get keys, by which they are known over SSH; a draft belongs to a sitting."""

from peewee import AutoField, Check, CompositeKey, ForeignKeyField, IntegerField, Model, TextField


class Table(Model):
    class Meta:
        legacy_table_names = False


class Person(Table):
    pass


class PersonKey(Table):
    id = AutoField()
    person = ForeignKeyField(Person)
    type = TextField()
    blob = TextField()
    fingerprint = TextField(index=True)
    comment = TextField(constraints=[Check('length("comment") <= 60')], default="")
    added_at = TextField()
    revoked_at = TextField(null=True)
    version = IntegerField(default=1)


PersonKey.add_index(
    PersonKey.index(PersonKey.blob, unique=True, where=PersonKey.revoked_at.is_null())
)


class Draft(Table):
    person = ForeignKeyField(Person, on_delete="CASCADE")
    entity = TextField()
    entity_id = IntegerField()
    session = TextField(default="")
    fields = TextField()
    saved_at = TextField()

    class Meta:
        primary_key = CompositeKey("person", "entity", "entity_id", "session")


def up(migrator, db):
    before = "person_id, entity, entity_id, fields, saved_at"
    kept = db.execute_sql(f"SELECT {before} FROM draft").fetchall()
    db.execute_sql("DROP TABLE draft")  # SQLite cannot change a key
    with db.bind_ctx([PersonKey, Draft]):
        db.create_tables([PersonKey, Draft])
    for row in kept:
        db.execute_sql(f"INSERT INTO draft ({before}, session) VALUES (?, ?, ?, ?, ?, '')", row)
