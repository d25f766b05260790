"""Each comes in as themselves, by their key; who has none, or none any longer, does not."""

import json

import pytest

from tests.ui.pty_driver import SEQUENCE, Terminal

from .server import Server

pytestmark = pytest.mark.xdist_group("ssh")
QUIT, MOVE_LEFT, MOVE_RIGHT = "\x11", "H", "L"
DENIED = "Permission denied (publickey)"


def fingerprint(server: Server, person: str, comment: str) -> str:
    """A key's fingerprint, as the list of keys shows it."""
    listed = json.loads(server.admin("person", "key", "list", "--format", "json").stdout)
    (found,) = [row for row in listed if comment in row.values()]
    assert person in found.values()
    return str(found["fingerprint"])


def told_at_the_end(window: Terminal) -> str:
    """What stands in the terminal once the dashboard has given it back."""
    before, restored, rest = window.text.rpartition("\x1b[?1049l")
    assert restored, before[-500:]
    return SEQUENCE.sub("", rest)


def test_each_key_is_its_own_person(server: Server) -> None:
    for person in ("mk", "ak", "hh"):
        with server.dashboard(person) as window:
            assert f" {person} 127.0.0.1 opened " in server.access_log()
            window.send(QUIT)
            assert window.wait() == 0
    assert server.access_log().count(" closed 0\n") >= 3


def test_a_key_that_nobody_knows_does_not_come_in(server: Server) -> None:
    done = server.ssh("stranger", "status")
    assert done.returncode == 255
    assert DENIED in done.stderr
    with server.terminal("stranger") as window:
        assert window.wait() == 255
        assert DENIED in window.words


def test_no_password_opens_the_account(server: Server) -> None:
    ways = "PreferredAuthentications=password,keyboard-interactive,hostbased"
    done = server.ssh("ak", "status", options=("-o", "PubkeyAuthentication=no", "-o", ways))
    assert done.returncode == 255
    assert DENIED in done.stderr


def test_a_revoked_key_ends_the_open_dashboard_and_opens_no_other(server: Server) -> None:
    server.give_key("ak", "lost")
    with server.dashboard("lost") as lost, server.dashboard("ak") as kept:
        done = server.admin("person", "key", "revoke", fingerprint(server, "ak", "lost@laptop"))
        assert done.returncode == 0, done.stderr
        lost.wait()
        assert told_at_the_end(lost).count("\n") == 1
        assert DENIED in server.ssh("lost", "status").stderr
        kept.drain()
        assert not kept.ended, "the other key of the same person was not meant"


def test_a_removed_person_is_out_with_all_keys_and_in_again_when_restored(server: Server) -> None:
    with server.dashboard("hh") as window:
        assert server.admin("person", "remove", "hh").returncode == 0
        try:
            window.wait()
            assert told_at_the_end(window).count("\n") == 1
            assert DENIED in server.ssh("hh", "status").stderr
        finally:
            assert server.admin("person", "restore", "hh").returncode == 0
    assert server.ssh("hh", "status").returncode == 0


def test_a_key_belongs_to_one_person(server: Server) -> None:
    done = server.admin("person", "key", "add", "hh", "-", stdin=server.public(server.keys / "ak"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_one_edit_is_seen_by_both(server: Server) -> None:
    with server.dashboard("mk") as mine, server.dashboard("ak") as theirs:
        for window in (mine, theirs):
            assert "In progress 0" in window.words
        mine.send(MOVE_RIGHT)
        for window in (mine, theirs):
            window.until(lambda window=window: "In progress 1" in window.words)  # type: ignore[misc]
        mine.send(MOVE_LEFT)
        for window in (mine, theirs):
            window.until(lambda window=window: window.words.count("In progress 0") > 1)  # type: ignore[misc]
            window.send(QUIT)
            assert window.wait() == 0
