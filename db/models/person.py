"""People, and what belongs to a person's own sitting rather than to the plan."""

from peewee import AutoField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from db.rules.codes import Role

from .base import Table, one_of, text


class Person(Table):
    """Somebody who may open the dashboard."""

    id = AutoField()
    name = TextField(unique=True)  # login name
    full_name = TextField()
    role = TextField(constraints=[one_of("role", Role)])
    active = BooleanField(default=True)
    version = IntegerField(default=1)


class Presence(Table):
    """An open dashboard; it counts as gone when its last sign of life is too old."""

    session = TextField(primary_key=True)  # UUID of the open dashboard
    person = ForeignKeyField(Person, on_delete="CASCADE")
    view = TextField(default="")
    item = TextField(default="")  # "activity:4"
    editing = TextField(default="")  # "activity:4:title" while a form is open
    seen_at = TextField()


class Preference(Table):
    """How one person likes the dashboard, such as the theme."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    key = TextField()
    value = TextField()

    class Meta:
        primary_key = CompositeKey("person", "key")


class Draft(Table):
    """What a person has typed into a form and not saved; it is theirs, so it leaves no event."""

    person = ForeignKeyField(Person, on_delete="CASCADE")
    entity = TextField()  # "activity", or "activity/waiting" for a question about one
    entity_id = IntegerField()  # 0 for an item that does not exist yet
    session = TextField(default="")  # the dashboard that it was typed in; "" before schema 2
    fields = TextField()  # JSON {field: [base, mine]}, both as the form's editor has them
    saved_at = TextField()

    class Meta:
        primary_key = CompositeKey("person", "entity", "entity_id", "session")


class PersonKey(Table):
    """A public key that lets a person in over SSH, until it is revoked."""

    id = AutoField()
    person = ForeignKeyField(Person, backref="keys")
    type = TextField()  # "ssh-ed25519"
    blob = TextField()  # base64, as OpenSSH writes it
    fingerprint = TextField(index=True)  # "SHA256:..."
    comment = text(60, column="comment", default="")
    added_at = TextField()  # UTC instant
    revoked_at = TextField(null=True)  # UTC instant; null: it lets in
    version = IntegerField(default=1)


# sshd would take the first of two people with one key, and let the second act as the first.
PersonKey.add_index(
    PersonKey.index(PersonKey.blob, unique=True, where=PersonKey.revoked_at.is_null())
)
