"""Public keys as people bring them, read strictly and written anew; nobody's text is copied.

What is let through has the structure of RFC 4253, 5656 and 8709 and nothing else beside it. Whether
its numbers make a key is sshd's to judge: one that is none never matches a login.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from db.errors import InvalidInput

from .text import safe

COMMENT_LIMIT = 60
FILE_LIMIT = 16_384
"""Characters of the longest text that can hold one key and its comment."""
RSA_BITS = (2048, 16_384)
"""Less can be broken; more OpenSSH does not take."""

_LENGTH_BYTES = 4
_UNCOMPRESSED = 4
_CURVES = {"nistp256": 65, "nistp384": 97, "nistp521": 133}
_FRAME = "---- {edge} SSH2 PUBLIC KEY ----"
_PRIVATE = re.compile(r"PRIVATE KEY|PuTTY-User-Key-File")


class PublicKey(NamedTuple):
    """A key: its type, its base64 text, and the owner's words about it."""

    type: str
    blob: str
    comment: str

    @property
    def fingerprint(self) -> str:
        """What ``ssh-keygen -l`` shows: ``SHA256:`` and 43 characters."""
        digest = hashlib.sha256(base64.b64decode(self.blob)).digest()
        return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"

    def line(self) -> str:
        """The key as a line of OpenSSH."""
        return f"{self.type} {self.blob} {self.comment}".rstrip()


def read_key(text: str) -> PublicKey:
    """The one public key in a text: a line of OpenSSH, or a file of RFC 4716 as PuTTYgen saves it.

    Raises:
        InvalidInput: "key_private", "key_several", "key_with_options", "key_certificate",
            "key_too_weak" (``type``, ``bits``), "key_not_understood".
    """
    if _PRIVATE.search(text):
        raise InvalidInput("key_private")
    if len(text) > FILE_LIMIT:
        raise InvalidInput("key_not_understood")
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    if not lines:
        raise InvalidInput("key_not_understood")
    if lines[0] == _FRAME.format(edge="BEGIN"):
        return _framed(lines)
    if len(lines) > 1:
        raise InvalidInput("key_several" if _several(lines) else "key_not_understood")
    return _from_line(lines[0])


def _several(lines: list[str]) -> bool:
    return sum(any(word in _SHAPES for word in line.split()) for line in lines) > 1


def _from_line(line: str) -> PublicKey:
    kind, blob, comment = [*line.split(maxsplit=2), "", ""][:3]
    if not _known(kind) and any(map(_known, line.split())):
        raise InvalidInput("key_with_options")
    return _key(kind, blob, comment)


def _framed(lines: list[str]) -> PublicKey:
    if lines.count(lines[0]) > 1:
        raise InvalidInput("key_several")
    if lines[-1] != _FRAME.format(edge="END"):
        raise InvalidInput("key_not_understood")
    headers, body = _headers(lines[1:-1])
    blob = "".join(body)
    fields = list(_fields(_bytes(blob)))
    return _key(fields[0].decode("ascii", "replace"), blob, headers.get("comment", "").strip('"'))


def _headers(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The headers by name in small letters, and the lines after them."""
    headers: dict[str, str] = {}
    at, going_on = 0, ""
    for at, line in enumerate(lines):
        if not going_on and ":" not in line:
            return headers, lines[at:]
        name = going_on or line.partition(":")[0].lower()
        said = line if going_on else line.partition(":")[2].strip()
        headers[name] = headers.get(name, "") + said.removesuffix("\\")
        going_on = name if line.endswith("\\") else ""
    return headers, []


def _key(kind: str, blob: str, comment: str) -> PublicKey:
    if kind.endswith("-cert-v01@openssh.com"):
        raise InvalidInput("key_certificate")
    if kind == "ssh-dss":
        raise InvalidInput("key_too_weak", type="DSA", bits=1024)
    raw = _bytes(blob)
    fields = list(_fields(raw))
    if kind not in _SHAPES or fields[0] != kind.encode() or not _SHAPES[kind](fields[1:]):
        raise InvalidInput("key_not_understood")
    canonical = base64.b64encode(raw).decode()
    return PublicKey(kind, canonical, safe(comment)[:COMMENT_LIMIT].rstrip())


def _known(word: str) -> bool:
    return word in _SHAPES or word == "ssh-dss" or word.endswith("-cert-v01@openssh.com")


def _bytes(blob: str) -> bytes:
    try:
        return base64.b64decode(blob.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise InvalidInput("key_not_understood") from None


def _fields(raw: bytes) -> Iterator[bytes]:
    """The strings that a key is made of, each behind its length; at least one."""
    at = 0
    while at < len(raw) or at == 0:
        end = at + _LENGTH_BYTES + int.from_bytes(raw[at : at + _LENGTH_BYTES], "big")
        if end > len(raw) or at + _LENGTH_BYTES > len(raw):
            raise InvalidInput("key_not_understood")
        yield raw[at + _LENGTH_BYTES : end]
        at = end


def _ed25519(fields: list[bytes]) -> bool:
    return [len(field) for field in fields] == [32]


def _ecdsa(curve: str) -> Callable[[list[bytes]], bool]:
    def fits(fields: list[bytes]) -> bool:
        if len(fields) != 2 or fields[0] != curve.encode():
            return False
        return len(fields[1]) == _CURVES[curve] and fields[1][0] == _UNCOMPRESSED

    return fits


def _on_token(shape: Callable[[list[bytes]], bool]) -> Callable[[list[bytes]], bool]:
    """The shape of a key that lives on a hardware token: it ends with what the token calls it."""
    return lambda fields: shape(fields[:-1]) and 0 < len(fields[-1]) <= COMMENT_LIMIT


def _rsa(fields: list[bytes]) -> bool:
    if len(fields) != 2:
        return False
    exponent, modulus = (int.from_bytes(field, "big", signed=True) for field in fields)
    bits = modulus.bit_length()
    if modulus > 0 and bits < RSA_BITS[0]:
        raise InvalidInput("key_too_weak", type="RSA", bits=bits)
    return modulus > 0 and bits <= RSA_BITS[1] and exponent > 2


_SHAPES: dict[str, Callable[[list[bytes]], bool]] = {
    "ssh-ed25519": _ed25519,
    "sk-ssh-ed25519@openssh.com": _on_token(_ed25519),
    "sk-ecdsa-sha2-nistp256@openssh.com": _on_token(_ecdsa("nistp256")),
    "ssh-rsa": _rsa,
    **{f"ecdsa-sha2-{curve}": _ecdsa(curve) for curve in _CURVES},
}
