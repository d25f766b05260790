"""Text with rows becomes a table of cells: csv as Danish Excel saves it, and what it copies."""

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from io import StringIO

from db.errors import InvalidInput

from .cells import MOST_COLUMNS, Cell, Line, Odd, Progress, Sheet, is_blank, silent, told
from .workbook_reader import Score, check_rows, error_value

csv.field_size_limit(sys.maxsize)  # the file is bounded, and its texts by the plan's own rules
_BETWEEN = (";", "\t", ",", "|")
_LOOKED_AT = 30
_SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_MARKED = re.compile(r"'+[=+\-@]")
_HARMED = re.compile("Ã[¦¸¥†˜…¤¶¼©]|Ã\x85|Ã\x86|Ã\x98|â€[™œ\x9d“”]|\ufffd")
"""What æ, ø and å look like when UTF-8 was once taken for Windows' own letters, or lost."""


def decoded(data: bytes) -> str:
    """The text of a file, in the encodings that Excel and editors save.

    Raises:
        InvalidInput: it is no text ("template_no_text"), or in none of these encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data:
        return _decoded(data, _utf_16(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = _decoded(data, "cp1252")
        if harmed := _HARMED.search(text):  # it is UTF-8 after all, in which something is broken
            raise _wrong_letters(text, harmed.start()) from fault
        return text


def read_text(text: str, score: Score, progress: Progress) -> Sheet:
    """The rows of a text, between whose cells stands what gives the best headings.

    Raises:
        InvalidInput: a quotation never ends, or there are too many rows.
    """
    first = 1
    between: Sequence[str] = _BETWEEN
    if said := _SEPARATOR.match(text):
        text, between, first = text[said.end() :], said[1], 2
    text = text.removeprefix("\ufeff")
    # The first of equals: a semicolon is what Danish Excel writes.
    best = max(between, key=lambda sign: _promise(text, sign, score))
    return Sheet(list(_lines(text, best, first, progress)))


def _promise(text: str, between: str, score: Score) -> tuple[int, int]:
    """How many headings are found with a sign between the cells, and how many cells."""
    lines: list[Line] = []
    try:
        for line in _lines(text, between, 1, silent):
            lines.append(line)
            if len(lines) == _LOOKED_AT:
                break
    except InvalidInput:
        return score(lines), -1
    return score(lines), max((len(line.cells) for line in lines), default=0)


def _lines(text: str, between: str, first: int, progress: Progress) -> Iterator[Line]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    number, found = first - 1, 0
    try:
        for number, row in enumerate(rows, first):
            told(progress, "reading", number)
            cells = [_cell(text) for text in row[:MOST_COLUMNS]]
            while cells and is_blank(cells[-1]):
                cells.pop()
            if cells:
                check_rows(found := found + 1)
                yield Line(number, cells)
    except csv.Error as fault:
        raise InvalidInput("template_quotation", row=number + 1) from fault


def _cell(text: str) -> Cell:
    """A cell; the sign is gone that keeps a spreadsheet from taking a text for a formula."""
    if error_value(text):
        return Odd("cell_error", text.strip(), text)
    if _HARMED.search(text):
        return Odd("cell_letters", text=text)
    return text[1:] if _MARKED.match(text) else text


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def _utf_16(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin letters is nothing."""
    even, odd = data[:2_000:2].count(0), data[1:2_000:2].count(0)
    return "utf-16-le" if odd > even else "utf-16-be"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding.startswith("utf-16"):
            raise InvalidInput("template_no_text") from fault
        row = data.count(b"\n", 0, fault.start) + 1
        raise InvalidInput("template_encoding", row=row) from fault
    if "\0" in text:
        raise InvalidInput("template_no_text")
    return text


def _wrong_letters(text: str, place: int) -> InvalidInput:
    return InvalidInput("template_encoding", row=text.count("\n", 0, place) + 1)
