"""An Excel workbook becomes a table of cells; whatever was sent, it takes bounded time and room."""

import math
import re
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import BadZipFile, ZipFile

from db.errors import InvalidInput
from db.rules.template import MOST_ROWS

from .cells import MOST_COLUMNS, Cell, Line, Odd, Progress, Sheet, is_blank, shown, silent, told

UNPACKED_LIMIT = 60 * 2**20
"""Bytes that a workbook may unpack to: three times what 20,000 full rows take."""
_MOST_SHEETS = 30
_MOST_MERGED = 200_000
"""Cells; each of them is told of, or stands where nobody looks."""
_MOST_TAGS = 5_000_000
_LONGEST_ROW = 2 * 2**20
"""Bytes: openpyxl makes hundreds of bytes of each cell of a row before anybody can look at it."""
_LAST_ROW = 1_048_576
_LOOKED_AT, _LOOKED_FAR = 30, 1_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROW_END = re.compile(rb"</(?:\w+:)?(?:row|si)>")
_ODD = re.compile(rb"<(?:\w+:)?(?:f|mergeCell)[ />]")
_ERRORS = re.compile(
    r"#(?:REF|VALUE|DIV/0|NULL|NUM|SPILL|CALC|REFERENCE|VÆRDI|DIVISION/0|NUL|TAL)!"
    r"|#(?:NAME|NAVN)\?|#N/A|#I/T"
)
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_DAMAGED = (
    BadZipFile,
    zlib.error,
    SyntaxError,  # of XML
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged or forged workbook makes openpyxl raise; it checks little by itself."""

Score = Callable[[Sequence[Line]], int]


def is_workbook(data: bytes) -> bool:
    """Whether a file is one of Excel's, or packed like one."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06") or data.startswith(_OLD_OFFICE)


def read_workbook(data: bytes, score: Score, progress: Progress) -> Sheet:
    """The sheet with the best headings, of which formulas give the values they last had.

    Raises:
        InvalidInput: it is encrypted, old, damaged, unpacks to too much or has too many rows.
    """
    if data.startswith(_OLD_OFFICE):
        encrypted = _ENCRYPTED in data[: 2**20]
        raise InvalidInput("template_encrypted" if encrypted else "template_old_excel")
    try:
        with warnings.catch_warnings():  # of what openpyxl leaves out, which is not asked for
            warnings.simplefilter("ignore")
            with ZipFile(BytesIO(data)) as archive:
                _check_size(archive)
                _check_parts(archive)
                return _best_sheet(data, archive, score, progress)
    except MemoryError:
        pass  # what has been made of it goes with the exception, before a word is said
    except _DAMAGED as fault:
        raise InvalidInput("template_damaged") from fault
    raise InvalidInput("template_too_intricate")


def error_value(cell: Cell) -> bool:
    """Whether a cell holds what a formula says when it cannot be calculated."""
    return isinstance(cell, str) and _ERRORS.fullmatch(cell.strip()) is not None


def _check_size(archive: ZipFile) -> None:
    """Refuse before anything is unpacked; what lies about its size is cut off there."""
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise InvalidInput("template_encrypted")
    if not any(part.filename.startswith("xl/") for part in parts):
        raise InvalidInput("template_no_workbook")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT:
        about = {"size": unpacked // 2**20, "limit": UNPACKED_LIMIT // 2**20}
        raise InvalidInput("template_unpacks_too_large", **about)


def _check_parts(archive: ZipFile) -> None:
    """Refuse what is small as it lies there and becomes huge in memory."""
    tags = 0
    for part in archive.infolist():
        data = archive.read(part)
        tags += data.count(b"<")
        if tags > _MOST_TAGS:
            raise InvalidInput("template_too_intricate")
        if len(data) > _LONGEST_ROW:
            ends = [0, *(found.end() for found in _ROW_END.finditer(data)), len(data)]
            if max(after - before for before, after in pairwise(ends)) > _LONGEST_ROW:
                raise InvalidInput("template_too_intricate")


def _best_sheet(data: bytes, archive: ZipFile, score: Score, progress: Progress) -> Sheet:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"][:_MOST_SHEETS]
        if not sheets:
            raise InvalidInput("template_empty")
        best = max(sheets, key=lambda sheet: score(list(_first_lines(sheet))))
        lines = list(_lines(best, progress))
        return Sheet(_with_oddities(lines, archive.read(_path(best))))
    finally:
        book.close()


def _path(sheet: Any) -> str:
    """Where in the archive a sheet lies; openpyxl has no other name for it."""
    return str(sheet._worksheet_path)


def _first_lines(sheet: Any) -> Iterator[Line]:
    for found, line in enumerate(_lines(sheet, silent), 1):
        if line.number > _LOOKED_FAR:
            return
        yield line
        if found == _LOOKED_AT:
            return


def _lines(sheet: Any, progress: Progress) -> Iterator[Line]:
    """The rows that hold something.

    Raises:
        InvalidInput: there are too many of them ("template_too_many_rows").
    """
    sheet.reset_dimensions()  # what the file says about its size may be wrong
    found = 0
    for number, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        if number > _LAST_ROW:
            raise ValueError("a row beyond the last one")
        told(progress, "reading", number)
        if values.count(None) == len(values):  # there may be a million of them
            continue
        cells = [_cell(value) for value in values]
        while cells and is_blank(cells[-1]):
            cells.pop()
        if cells:
            check_rows(found := found + 1)
            yield Line(number, cells)


def check_rows(count: int) -> None:
    """Refuse more rows than any plan has; the headings and a title or two come on top."""
    if count > MOST_ROWS + _LOOKED_AT:
        raise InvalidInput("template_too_many_rows", limit=MOST_ROWS)


def _cell(value: Any) -> Cell:
    if error_value(value):
        return Odd("cell_error", str(value), str(value))
    if value is None or isinstance(value, str | bool | int | datetime | date):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return str(value)  # a time of day, or how long something takes


# Formulas without a value, and merged cells ---------------------------------------------


def _with_oddities(lines: list[Line], xml: bytes) -> list[Line]:
    """The lines with a mark in each cell whose value is not its own, or is not there."""
    if not _ODD.search(xml):
        return lines
    found = {line.number: line for line in lines}
    for row, column, odd in _oddities(xml, found):
        if row not in found:
            check_rows(len(found) + 1)
            found[row] = Line(row, [])
        cells = found[row].cells
        assert isinstance(cells, list)
        cells += [None] * (column + 1 - len(cells))
        cells[column] = odd._replace(text=shown(cells[column]))
    return sorted(found.values())


def _oddities(xml: bytes, lines: Mapping[int, Line]) -> Iterator[tuple[int, int, Odd]]:
    """Row, column and mark; merged cells only of rows that hold something."""
    from defusedxml.ElementTree import iterparse

    left = _MOST_MERGED
    for _event, element in iterparse(BytesIO(xml)):
        name = element.tag.rpartition("}")[2]
        if name == "c" and (place := _formula_without_value(element)) is not None:
            yield (*place, Odd("cell_formula"))
        if name == "mergeCell":
            for found in _merged(str(element.get("ref", "")), lines):
                left -= 1
                if left < 0:
                    raise InvalidInput("template_too_many_merged", limit=_MOST_MERGED)
                yield found
        if name in ("row", "mergeCell"):
            element.clear()


def _formula_without_value(element: Any) -> tuple[int, int] | None:
    children = {child.tag.rpartition("}")[2]: child for child in element}
    value = children.get("v")
    # A formula that gives an empty text says so by its type; no value at all is a number.
    if "f" not in children or (value is not None and (value.text or element.get("t") == "str")):
        return None
    return _place(str(element.get("r", "")))


def _place(coordinate: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", coordinate)
    column = _index(found[1]) if found else MOST_COLUMNS
    return (int(found[2]), column) if found and column < MOST_COLUMNS else None


def _merged(ref: str, lines: Mapping[int, Line]) -> Iterator[tuple[int, int, Odd]]:
    found = _RANGE.fullmatch(ref)
    if found is None:
        return
    first, last = int(found[2]), int(found[4])
    numbers = range(first, last + 1) if last - first < len(lines) else sorted(lines)
    for row in numbers:
        if row in lines and first <= row <= last:
            for column in range(_index(found[1]), min(_index(found[3]) + 1, MOST_COLUMNS)):
                yield row, column, Odd("cell_merged", ref)


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
