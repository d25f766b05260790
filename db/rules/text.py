"""Makes typed, pasted and stored text harmless for a terminal, and nothing more.

Markup such as ``[bold]`` is ordinary text and is kept. What goes is what a terminal obeys
(control characters), what misleads the eye (bidirectional and zero-width characters) and what
breaks columns or storage (stacked combining marks, surrogates).
"""

import re
import unicodedata

from db.errors import InvalidInput

TITLE_LIMIT = 200
LINE_LIMIT = 200
NOTE_LIMIT = 10_000
NAME = re.compile(r"[a-z][a-z0-9_-]{0,31}")
"""A login name: ASCII only, so that no two names look alike."""

_MARKS_PER_BASE = 3
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ZWJ = "\u200d"
# Letters, marks and symbols by category, yet invisible: a title of nothing else would look empty.
_INVISIBLE = frozenset((0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0))
_INVISIBLE_RANGES = (
    range(0x180B, 0x1810),
    range(0xFE00, 0xFE0F),
    range(0xFFF0, 0xFFF9),
    range(0xE0000, 0xE1000),
)
_NEWLINES = frozenset("\n\r\v\f\x85\u2028\u2029")
_EMOJI = "[\u2194\u2195\u2600-\u27bf\u2b1b\U0001f1e6-\U0001faff]"
# As text where few texts need it: compiling takes a start-up a millisecond.
_STRAY_ZWJ = f"{_ZWJ}(?!{_EMOJI})|(?<!{_EMOJI})(?<!{_EMOJI}\ufe0f){_ZWJ}"
_BLANK_START = re.compile(r"\A(?: *\n)+")
# Danish and other Latin text that no step below would change. Possessive, so it never backtracks.
_PLAIN = "[!-~\u00a1-\u00ac\u00ae-\u02ff]"
_PLAIN_LINE = re.compile(f"(?:{_PLAIN}++(?: {_PLAIN}++)*+)?")
_PLAIN_NOTE = f"(?:{_PLAIN}|[ \n])*+"
_MAY_BE_A_MARK = re.compile("[\u0300-\U0010ffff]")


class _Replacements(dict[int, str]):
    """Table for ``str.translate`` that judges each character once, when it is first met."""

    def __init__(self, *, lines: bool) -> None:
        super().__init__()
        self._lines = lines

    def __missing__(self, codepoint: int) -> str:
        replacement = self[codepoint] = _replacement(chr(codepoint), lines=self._lines)
        return replacement


_IN_LINE = _Replacements(lines=False)
_IN_NOTE = _Replacements(lines=True)


def clean_line(text: str, *, limit: int = LINE_LIMIT, field: str, required: bool = False) -> str:
    """Return the text as one clean line: whitespace collapsed, at most ``limit`` code points.

    Raises ``InvalidInput``: ``text_too_long`` (``field``, ``limit``, ``length``) and, when
    ``required``, ``text_missing`` (``field``) if nothing visible is left.
    """
    cleaned = _within(limit, safe(text), field)
    if required and not cleaned:
        raise InvalidInput("text_missing", field=field)
    return cleaned


def clean_note(text: str, *, limit: int = NOTE_LIMIT, field: str) -> str:
    """Return the text as clean lines; indentation stays, blank lines at either end go.

    Raises ``InvalidInput`` (``text_too_long``) beyond ``limit`` code points.
    """
    return _within(limit, safe(text, lines=True), field)


def safe(text: str, *, lines: bool = False) -> str:
    """Return the text as it may be shown; never raises, however odd the text is.

    For rows that did not come through this program. ``lines`` keeps newlines; without it every
    run of whitespace becomes one space.
    """
    if lines:
        if not re.fullmatch(_PLAIN_NOTE, text):
            text = _without_tricks(text.replace("\r\n", "\n"), _IN_NOTE)
        return _BLANK_START.sub("", text).rstrip(" \n")
    if _PLAIN_LINE.fullmatch(text):
        return text
    return " ".join(_without_tricks(text, _IN_LINE).split())


def check_name(text: str) -> str:
    """Return the login name unchanged: ``[a-z][a-z0-9_-]{0,31}``, without exception.

    Raises ``InvalidInput`` (``name_not_valid``); the name in it is cleaned and cut for display.
    """
    if NAME.fullmatch(text) is None:
        raise InvalidInput("name_not_valid", name=safe(text[:LINE_LIMIT]))
    return text


def _within(limit: int, text: str, field: str) -> str:
    if len(text) > limit:
        raise InvalidInput("text_too_long", field=field, limit=limit, length=len(text))
    return text


def _without_tricks(text: str, table: _Replacements) -> str:
    text = re.sub(_STRAY_ZWJ, "", text.translate(table))
    # Capped before as well: normalising a long stack of marks takes quadratic time.
    return _cap_marks(unicodedata.normalize("NFC", _cap_marks(text)))


def _replacement(character: str, *, lines: bool) -> str:
    if character in _NEWLINES:
        return "\n" if lines else " "
    if character.isspace():
        return " "
    if character == _ZWJ:
        return character
    code = ord(character)
    if code in _INVISIBLE or any(code in codes for codes in _INVISIBLE_RANGES):
        return ""
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    # Other unassigned characters stay: they may be letters or emoji newer than this Python.
    if category in ("Cs", "Co") or _is_noncharacter(code):
        return _REPLACEMENT
    return character


def _is_noncharacter(codepoint: int) -> bool:
    return 0xFDD0 <= codepoint <= 0xFDEF or codepoint & 0xFFFE == 0xFFFE


def _cap_marks(text: str) -> str:
    if not _MAY_BE_A_MARK.search(text):
        return text
    kept = []
    # At the start and after whitespace there is no base, so a mark would land on its neighbour.
    marks = _MARKS_PER_BASE
    for character in text:
        if character < "\u0300" or not unicodedata.category(character).startswith("M"):
            marks = _MARKS_PER_BASE if character in " \n" else 0
        else:
            marks += 1
            if marks > _MARKS_PER_BASE:
                continue
        kept.append(character)
    return "".join(kept)
