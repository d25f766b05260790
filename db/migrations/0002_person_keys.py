"""People get keys, by which they are known over SSH."""

from peewee import AutoField, Check, ForeignKeyField, IntegerField, Model, TextField


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


def up(migrator, db):
    with db.bind_ctx([PersonKey]):
        db.create_tables([PersonKey])
