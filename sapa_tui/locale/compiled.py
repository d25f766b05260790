"""A compiled catalogue of which a text is only read when it is asked for.

Python's own reads all two thousand at once, which takes longer than finding those of a screen.
"""

from bisect import bisect_left
from gettext import NullTranslations
from pathlib import Path
from struct import Struct

_LITTLE = b"\xde\x12\x04\x95"
"""How a file begins whose numbers have their lowest byte first."""


class Compiled(NullTranslations):
    """The texts of an ``.mo`` file without contexts, which lie sorted; plurals are as in English.

    A text that it has not is the text asked for.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError for a file that cannot be read."""
        super().__init__()
        self._file = path.read_bytes()
        order = "<" if self._file.startswith(_LITTLE) else ">"
        self._stretch = Struct(f"{order}2I")
        counted = Struct(f"{order}3I").unpack_from(self._file, 8)
        self._count, self._messages, self._texts = counted
        self._known: dict[str, tuple[str, ...]] = {}

    def gettext(self, message: str) -> str:
        """The text of a message."""
        return (self._known.get(message) or self._forms(message))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for a number of things."""
        forms = self._known.get(msgid1) or self._forms(msgid1)
        return forms[n != 1] if len(forms) > 1 else super().ngettext(msgid1, msgid2, n)

    def _forms(self, message: str) -> tuple[str, ...]:
        """The forms of a message, of which one without plural has only one."""
        wanted = message.encode(errors="surrogatepass")  # what is no text is found nowhere
        place = bisect_left(range(self._count), wanted, key=self._message)
        found = place < self._count and self._message(place).partition(b"\0")[0] == wanted
        forms = tuple(self._at(self._texts, place).decode().split("\0")) if found else (message,)
        self._known[message] = forms
        return forms

    def _message(self, place: int) -> bytes:
        """A message and, after a zero byte, its plural if it has one."""
        return self._at(self._messages, place)

    def _at(self, table: int, place: int) -> bytes:
        length, start = self._stretch.unpack_from(self._file, table + place * self._stretch.size)
        return self._file[start : start + length]
