"""A public key is read strictly and written anew: whatever else was in the text is gone."""

import base64
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import InvalidInput
from db.rules.keys import COMMENT_LIMIT, PublicKey, read_key
from db.rules.text import safe
from tests.drivers import fails

ED25519 = (
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHYx4ftrW0WmfXwcP54G18WUb5GtP5Gv6yrONWiza+8P anders@pc"
)
FINGERPRINT = "SHA256:9nuZa70m6qYRfGCCI8iMtij+PIS3M7NAnlv9hRPKgVA"
"""As ``ssh-keygen -l`` shows it."""
ECDSA = (
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBOVoNm7tk5EgjMQfJoZCZX"
    "aK/OPnquX1oaOrqrS4ik5E7k1K6F0MCoW1EbMk6iR7kvjJoKFaa5HEV8eHeFTbif0= e256"
)


def made(kind: str, *fields: bytes, named: str = "") -> str:
    """A key with this structure, as a line of OpenSSH; the numbers in it are anything."""
    parts = [kind.encode(), *fields]
    raw = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return f"{named or kind} {base64.b64encode(raw).decode()} c"


def number(bits: int) -> bytes:
    """A positive number of so many bits as a key holds it."""
    return (1 << (bits - 1) | 1).to_bytes(bits // 8 + 1, "big")


def framed(line: str, *headers: str) -> str:
    """The key of a line as PuTTYgen saves it."""
    blob = line.split()[1]
    body = "\n".join(re.findall(".{1,64}", blob))
    head = "".join(f"{header}\n" for header in headers)
    return f"---- BEGIN SSH2 PUBLIC KEY ----\n{head}{body}\n---- END SSH2 PUBLIC KEY ----\n"


RSA = made("ssh-rsa", b"\x01\x00\x01", number(3072))
POINT = b"\x04" + bytes(64)
OTHER = made("ssh-ed25519", bytes(range(32)))
TOKEN = made("sk-ssh-ed25519@openssh.com", bytes(range(32)), b"ssh:")
GOOD = {
    "ed25519": ED25519,
    "ecdsa": ECDSA,
    "p384": made("ecdsa-sha2-nistp384", b"nistp384", b"\x04" + bytes(96)),
    "p521": made("ecdsa-sha2-nistp521", b"nistp521", b"\x04" + bytes(132)),
    "rsa": RSA,
    "ed25519 on a token": TOKEN,
    "ecdsa on a token": made("sk-ecdsa-sha2-nistp256@openssh.com", b"nistp256", POINT, b"ssh:"),
}


@pytest.mark.parametrize("line", GOOD.values(), ids=GOOD.keys())
def test_a_key_comes_out_as_it_went_in(line: str) -> None:
    key = read_key(f"\n {line}\r\n\n")
    assert key.line() == line
    assert read_key(key.line()) == key
    assert key.type == line.split()[0]


def test_the_fingerprint_is_the_one_that_ssh_keygen_shows() -> None:
    assert read_key(ED25519).fingerprint == FINGERPRINT
    assert read_key(ED25519) == PublicKey(*ED25519.split())


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_what_ssh_keygen_makes(tmp_path: Path, kind: str) -> None:
    def keygen(*arguments: str) -> str:
        call = ["ssh-keygen", *arguments, "-f", str(tmp_path / "key")]
        return subprocess.run(call, check=True, capture_output=True, text=True).stdout

    keygen("-q", "-t", kind, "-N", "", "-C", "Åse på rådhuset")
    key = read_key((tmp_path / "key.pub").read_text())
    assert f"{key.fingerprint} Åse på rådhuset" in keygen("-l")
    puttys = read_key(keygen("-e"))
    assert (puttys.type, puttys.blob) == (key.type, key.blob)
    with fails(InvalidInput, "key_private"):
        read_key((tmp_path / "key").read_text())


def test_a_file_of_puttygen() -> None:
    text = framed(RSA, 'Comment: "rsa-key-20261123"')
    assert read_key(text) == read_key(RSA)._replace(comment="rsa-key-20261123")
    long = framed(RSA, "Subject: anders", 'Comment: "en lang \\', 'bemærkning"', "x-own: 1")
    assert read_key(long.replace("\n", "\r\n")).comment == "en lang bemærkning"
    assert read_key(f"\ufeff{framed(RSA)}").comment == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "key_not_understood"),
        ("\n\n", "key_not_understood"),
        ("hej", "key_not_understood"),
        ("ssh-ed25519", "key_not_understood"),
        ("ssh-ed25519 AAAA", "key_not_understood"),
        ("ssh-ed25519 ikke-base64! c", "key_not_understood"),
        ("ssh-ed25519 æøå c", "key_not_understood"),
        (f"# {ED25519}", "key_with_options"),
        (ED25519.replace("ssh-ed25519 ", "ssh-rsa "), "key_not_understood"),
        (ED25519[:60], "key_not_understood"),
        (made("ssh-ed25519", bytes(31)), "key_not_understood"),
        (made("ssh-ed25519", bytes(32), b"x"), "key_not_understood"),
        (made("sk-ssh-ed25519@openssh.com", bytes(32)), "key_not_understood"),
        (made("ecdsa-sha2-nistp256", b"nistp384", POINT), "key_not_understood"),
        (made("ecdsa-sha2-nistp256", b"nistp256", b"\x02" + bytes(64)), "key_not_understood"),
        (made("ssh-rsa", b"\x01", number(2048)), "key_not_understood"),
        (made("ssh-rsa", b"\x01\x00\x01", b"\xff" * 256), "key_not_understood"),
        (made("ssh-rsa", b"\x01\x00\x01", number(16_392)), "key_not_understood"),
        (made("ssh-rsa", b"\x01\x00\x01", number(1024)), "key_too_weak"),
        (made("ssh-dss", bytes(128), bytes(20)), "key_too_weak"),
        (made("ssh-ed25519-cert-v01@openssh.com", bytes(32)), "key_certificate"),
        (framed(made("ssh-dss", bytes(128))), "key_too_weak"),
        (f'command="/bin/sh" {ED25519}', "key_with_options"),
        (f'no-pty,command="x ssh-ed25519" {ED25519}', "key_with_options"),
        (f"restrict {ED25519}", "key_with_options"),
        (f'environment="A=b"\t{ED25519}', "key_with_options"),
        (f"cert-authority {ED25519}", "key_with_options"),
        (f"{ED25519}\n{RSA}", "key_several"),
        (f"{ED25519}\x0b{RSA}", "key_several"),
        (f"{ED25519}\u2028{RSA}", "key_several"),
        (f"{ED25519}\nhej", "key_not_understood"),
        (framed(RSA) + framed(RSA), "key_several"),
        (framed(RSA) + ED25519, "key_not_understood"),
        (framed(RSA).replace("END", "SLUT"), "key_not_understood"),
        ("---- BEGIN SSH2 PUBLIC KEY ----", "key_not_understood"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nComment: x\n---- END SSH2 PUBLIC KEY ----", "?"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n-----END", "key_private"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none", "key_private"),
        ("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", "key_not_understood"),
        (f"{ED25519}{'x' * 20_000}", "key_not_understood"),
    ],
)
def test_what_is_no_single_public_key(text: str, code: str) -> None:
    with fails(InvalidInput, "key_not_understood" if code == "?" else code):
        read_key(text)


@given(st.text())
def test_no_text_does_anything_but_be_refused_or_be_one_clean_line(comment: str) -> None:
    try:
        key = read_key(f"{' '.join(ED25519.split()[:2])} {comment}")
    except InvalidInput:
        return
    assert (key.type, key.blob) == tuple(ED25519.split()[:2])
    assert safe(key.line()) == key.line()
    assert len(key.comment) <= COMMENT_LIMIT


@given(st.text() | st.binary().map(lambda raw: f"ssh-rsa {base64.b64encode(raw).decode()}"))
def test_rubbish_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_key(text)
    with pytest.raises(InvalidInput):
        read_key(f"---- BEGIN SSH2 PUBLIC KEY ----\n{text}\n---- END SSH2 PUBLIC KEY ----")


@given(st.sampled_from(list(GOOD.values())), st.data())
def test_a_damaged_key_is_refused_or_another_key(line: str, data: st.DataObject) -> None:
    kind, blob, _comment = line.split()
    at = data.draw(st.integers(0, len(blob) - 1))
    damaged = blob[:at] + data.draw(st.characters(codec="ascii")) + blob[at + 1 :]
    try:
        found = read_key(f"{kind} {damaged}")
    except InvalidInput:
        return
    assert found.type == kind
    assert base64.b64encode(base64.b64decode(found.blob)).decode() == found.blob
