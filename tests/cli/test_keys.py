"""Keys on the command line: the leader gives and takes, everybody may look."""

import io
import sys
from pathlib import Path

import pytest

from tests.rules.test_keys import ED25519, FINGERPRINT, OTHER, RSA, framed

from .conftest import Run


@pytest.fixture
def pub(tmp_path: Path) -> Path:
    """The file that a colleague has sent."""
    path = tmp_path / "id_ed25519.pub"
    path.write_text(f"{ED25519}\n")
    return path


def test_a_leader_gives_and_takes_a_key(sapa: Run, pub: Path) -> None:
    ran = sapa("person", "key", "add", " AK ", str(pub))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"MK gave Anders Krogh a key: {FINGERPRINT} (anders@pc).\n"
    assert sapa("person", "key", "add", "ak", str(pub)).err == "Nothing had to be changed.\n"
    assert "AK comes in by this key already" in sapa("person", "key", "add", "hh", str(pub)).refusal
    assert sapa("person", "key", "revoke", FINGERPRINT[7:11]).refusal == (
        f"“{FINGERPRINT[7:11]}” is too short to name one key; give at least 6 characters of what "
        "follows “SHA256:” in its fingerprint."
    )
    ran = sapa("person", "key", "revoke", FINGERPRINT[:20])
    assert ran.err == f"MK revoked a key of Anders Krogh: {FINGERPRINT} (anders@pc).\n"
    assert "No key that lets anybody in" in sapa("person", "key", "revoke", FINGERPRINT).refusal


def test_the_list_tells_whose_a_key_is_and_whether_it_lets_in(sapa: Run, pub: Path) -> None:
    assert sapa("person", "key", "list").err == "Nothing here yet.\n"
    sapa("person", "key", "add", "ak", str(pub))
    sapa("person", "key", "revoke", FINGERPRINT)
    for form in ("plain", "github", "html", "csv"):
        assert FINGERPRINT in sapa("person", "key", "list", "--format", form).out
    assert sapa("--as", "hh", "person", "key", "list", "--format", "json").data == [
        {
            "person": "ak",
            "type": "ssh-ed25519",
            "fingerprint": FINGERPRINT,
            "comment": "anders@pc",
            "added_at": "2017-04-03T08:12:00.000Z",
            "revoked_at": "2017-04-03T08:12:00.000Z",
            "active": True,
        }
    ]


def test_keys_of_somebody_without_access_come_back_with_them(sapa: Run, pub: Path) -> None:
    def state() -> str:
        return sapa("person", "key", "list", "--format", "csv").out.splitlines()[1].split(";")[1]

    sapa("person", "key", "add", "ak", str(pub))
    assert state() == "lets in"
    sapa("person", "remove", "ak")
    assert state() == "without access"
    assert FINGERPRINT in sapa("person", "restore", "ak").err
    assert FINGERPRINT not in sapa("person", "restore", "ak").err, "nothing was changed"
    sapa("person", "remove", "ak")
    sapa("person", "key", "revoke", FINGERPRINT)
    assert state() == "revoked"
    assert FINGERPRINT not in sapa("person", "restore", "ak").err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_of_puttygen_through_the_pipe(
    sapa: Run, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    text = framed(RSA, 'Comment: "Åses nøgle"').replace("\n", "\r\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode(encoding))))
    assert "(Åses nøgle)" in sapa("person", "key", "add", "ak", "-").err


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no public key"),
        ("\xff\xfe\x00\x01", "no public key"),
        (f"{ED25519}\n{OTHER}", "several keys"),
        (f'command="sh" {ED25519}', "in front of the key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nx", "private key"),
        ("x" * 1_000_000, "no public key"),
    ],
)
def test_a_file_that_holds_no_key(sapa: Run, tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "key").write_bytes(text.encode("latin-1"))
    assert word in sapa("person", "key", "add", "ak", str(tmp_path / "key")).refusal


def test_a_file_that_cannot_be_read(sapa: Run, tmp_path: Path) -> None:
    assert "No such file" in sapa("person", "key", "add", "ak", str(tmp_path / "none")).refusal
    assert "Is a directory" in sapa("person", "key", "add", "ak", str(tmp_path)).refusal


def test_nothing_to_read_from_is_no_key(sapa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as Python has it where it was closed from the start
    assert "no public key" in sapa("person", "key", "add", "ak", "-").refusal


def test_only_a_leader(sapa: Run, pub: Path) -> None:
    refusal = sapa("--as", "ak", "person", "key", "add", "ak", str(pub)).refusal
    assert "role project leader" in refusal


def test_the_history_tells_it(sapa: Run, pub: Path) -> None:
    sapa("person", "key", "add", "ak", str(pub))
    first = sapa("history", "--limit", "1").out.splitlines()[1]
    assert f"MK gave Anders Krogh a key: {FINGERPRINT}" in first
