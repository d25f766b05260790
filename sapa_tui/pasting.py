"""What is pasted, told from what is typed: a pasted text never acts as keys."""

from typing import NamedTuple

START, END = "\x1b[200~", "\x1b[201~"
"""What a terminal in bracketed paste mode puts around a pasted text."""
KEPT = 4_000_000
"""Characters of one paste that are kept: 20,000 rows of a spreadsheet."""
KEPT_IN_FIELD = 100_000
"""Characters of a paste that a field takes: ten times what any holds, so that a form still says by
itself that it is too long."""
PATIENCE = 5.0
"""Seconds without more of a paste after which it counts as ended."""
_ONE_KEY = 32
"""Characters that a single key sends at most."""
_HARMFUL = dict.fromkeys({*range(32), *range(127, 160)} - {ord(end) for end in "\t\n\r"})


class Pasted(NamedTuple):
    """A pasted text, without control characters but for tabs and the ends of lines."""

    text: str


class Pasting:
    """Splits what the terminal sends into typed text and pasted text.

    Whatever stands between START and END is pasted. An END inside the pasted text itself cannot
    be told from the real one; terminals take it out before they send a paste.

    A paste that never ends, as after a broken connection, counts as ended after PATIENCE, with
    what has come of it. Keys that are pressed meanwhile belong to it and do not prolong it.
    What comes of it later in one piece, or with its END, is pasted too.
    """

    def __init__(self) -> None:
        self.inside = False
        """Whether a paste has begun and not ended yet."""
        self._torn = False
        self._before = ""  # what was last typed or pasted: a START or END may be half sent
        self._parts: list[str] = []
        self._room = KEPT
        self._until = 0.0

    def feed(self, text: str, now: float) -> list[str | Pasted]:
        """The pieces of what was sent, in order; ``now`` is in seconds."""
        found: list[str | Pasted] = []
        if self._torn and (END in text or (len(text) > _ONE_KEY and text[0] != "\x1b")):
            self._begin(now)
        if self.inside and len(text) > _ONE_KEY:
            self._until = now + PATIENCE
        while text:
            text = self._paste(text, found) if self.inside else self._type(text, found, now)
        return found

    def overdue(self, now: float) -> Pasted | None:
        """What came of a paste whose end does not come."""
        if not self.inside or now < self._until:
            return None
        self._torn = True
        self._keep(self._before)
        return self._end()

    def _type(self, text: str, found: list[str | Pasted], now: float) -> str:
        seen = self._before + text
        start = seen.find(START)
        if start < 0:
            self._before = seen[1 - len(START) :]
            found.append(text)
            return ""
        if typed := seen[len(self._before) : start]:
            found.append(typed)
        self._begin(now)
        return seen[start + len(START) :]

    def _paste(self, text: str, found: list[str | Pasted]) -> str:
        seen = self._before + text
        end = seen.find(END)
        if end < 0:
            self._keep(seen[: 1 - len(END)])
            self._before = seen[1 - len(END) :]
            return ""
        self._keep(seen[:end])
        self._torn = False
        found.append(self._end())
        return seen[end + len(END) :]

    def _begin(self, now: float) -> None:
        self.inside, self._before, self._until = True, "", now + PATIENCE

    def _keep(self, text: str) -> None:
        clean = text.translate(_HARMFUL)[: self._room]
        self._room -= len(clean)
        if clean:
            self._parts.append(clean)

    def _end(self) -> Pasted:
        pasted = Pasted("".join(self._parts))
        self.inside, self._before, self._parts, self._room = False, "", [], KEPT
        return pasted
