"""Writes to the keys by which people come in over SSH."""

from itertools import takewhile

from db.errors import InvalidInput, NotFound
from db.models import Person, PersonKey
from db.rules.codes import Role
from db.rules.keys import read_key

from ._change import Change
from ._door import command
from .people import person_named

SHORTEST_PREFIX = 6
"""Characters of a fingerprint, without its ``SHA256:``, that are enough to name a key by."""
_KIND = "SHA256:"


@command(needs=Role.LEADER, on=Person, when_closed=True)
def add_key(change: Change, /, name: str, text: str) -> None:
    """Let a person in by a public key, given as OpenSSH or PuTTYgen write it.

    Raises:
        InvalidInput: as ``rules.keys.read_key`` does, and where the key lets somebody else in
            already ("key_taken").
    """
    key = read_key(text)
    person = person_named(change, name)
    for other in _valid(change, PersonKey.blob == key.blob):
        if (owner := _owner(change, other)).id == person.id:
            return
        raise InvalidInput("key_taken", name=owner.name, key=key.fingerprint)
    row = change.insert(
        PersonKey,
        person=person.id,
        type=key.type,
        blob=key.blob,
        fingerprint=key.fingerprint,
        comment=key.comment,
        added_at=change.now,
    )
    _about(change, "person.key_added", person, row)


@command(needs=Role.LEADER, when_closed=True)
def revoke_key(change: Change, /, fingerprint: str) -> None:
    """Let nobody in any more by a key, named by its fingerprint or the beginning of it.

    There is no undo: a key that was revoked by mistake is added anew.

    Raises:
        NotFound: no key that lets in begins so ("key_unknown").
        InvalidInput: it is too short to name one key ("key_start_too_short"; ``needed`` says how
            many characters do).
    """
    start = fingerprint.strip().removeprefix(_KIND)
    # SQLite's LIKE and GLOB have signs of their own, and there are only a few keys.
    found = [
        row
        for row in _valid(change, PersonKey.revoked_at.is_null())
        if row.fingerprint.startswith(f"{_KIND}{start}")
    ]
    needed = SHORTEST_PREFIX
    if len(found) > 1:
        needed = max(needed, _alike([row.fingerprint for row in found]) - len(_KIND) + 1)
    if len(start) < needed:
        raise InvalidInput("key_start_too_short", key=fingerprint, needed=needed)
    if not found:
        raise NotFound("key_unknown", key=fingerprint)
    change.update(found[0], revoked_at=change.now)
    _about(change, "person.key_revoked", _owner(change, found[0]), found[0])


def _alike(words: list[str]) -> int:
    """How many characters all of them begin with."""
    columns = zip(*words, strict=False)
    return sum(1 for _column in takewhile(lambda column: len(set(column)) == 1, columns))


def _valid(change: Change, condition: object) -> list[PersonKey]:
    keys = PersonKey.select().where(condition, PersonKey.revoked_at.is_null())
    return list(keys.execute(change.database))


def _owner(change: Change, key: PersonKey) -> Person:
    return change.row(Person, key.__data__["person"])


def _about(change: Change, action: str, person: Person, key: PersonKey) -> None:
    comment = f" ({key.comment})" if key.comment else ""
    change.about(action, person, title=person.full_name, note=f"{key.fingerprint}{comment}")
