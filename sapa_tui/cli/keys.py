"""``person key``: the keys by which somebody comes in over SSH."""

import sys
from pathlib import Path
from typing import TextIO

import click

from db.commands import keys as commands
from db.errors import InvalidInput
from db.queries.keys import KeyRow
from db.queries.keys import keys as read_keys
from db.rules.keys import FILE_LIMIT
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import field_word, value_word

from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, group


@group("key", N_("The keys by which somebody comes in over SSH."))
def key() -> None:
    """Hold the commands about keys."""


@command("add", N_("Let somebody in by their public key; FILE is what they sent you, - reads it."))
@click.argument("login", metavar="NAME")
@click.argument("file", metavar="FILE|-")
@pass_session
def add(session: Session, login: str, file: str) -> None:
    """Add a person's public key."""
    text = _read(file)
    with session.plan() as database:
        session.write(database, commands.add_key, login.strip().lower(), text)


@command("list", N_("The keys, whose they are, and which have been revoked."))
@formatted
@pass_session
def list_keys(session: Session, form: str) -> None:
    """Write the list of keys."""
    with session.plan() as database:
        found = read_keys(database)
    emit(form, lambda: _table(found), lambda: [row._asdict() for row in found])


@command("revoke", N_("Let nobody in any more by a key; the beginning of its fingerprint will do."))
@click.argument("fingerprint", metavar="FINGERPRINT")
@pass_session
def revoke(session: Session, fingerprint: str) -> None:
    """Revoke a key; a dashboard that was opened with it ends."""
    with session.plan() as database:
        session.write(database, commands.revoke_key, fingerprint)


for subcommand in (add, list_keys, revoke):
    key.add_command(subcommand)


def _read(file: str) -> str:
    """A key's file, or what comes on stdin; never more than a key can be long."""
    try:
        if file == "-":
            given: TextIO | None = sys.stdin  # none where it was closed from the beginning
            raw = given.buffer.read(FILE_LIMIT + 1) if given else b""
        else:
            with Path(file).expanduser().open("rb") as opened:
                raw = opened.read(FILE_LIMIT + 1)
    except OSError as error:
        raise InvalidInput("file_unreadable", path=file, reason=error.strerror or "") from error
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def _table(found: list[KeyRow]) -> Table:
    headers = ("name", "state", "type", "fingerprint", "comment", "added_at", "revoked_at")
    rows = [
        (
            row.person,
            _state(row),
            *row[1:4],
            *(value_word(name, getattr(row, name), {}) for name in headers[5:]),
        )
        for row in found
    ]
    return Table([field_word(field) for field in headers], rows)


def _state(key: KeyRow) -> str:
    if key.revoked_at is not None:
        return _("revoked")
    return _("lets in") if key.active else _("without access")
