"""Whatever file is sent, its rows are read, or one sentence says why not."""

import random
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from db.errors import InvalidInput
from db.rules.template import MOST_ROWS, TemplateKind
from sapa_tui.presentation.error_texts import ERRORS
from sapa_tui.templates.cells import Cell, Odd, column_letter
from sapa_tui.templates.files import SIZE_LIMIT, read_bounded, read_file, read_pasted
from sapa_tui.templates.headings import find_headings
from sapa_tui.templates.workbook_reader import UNPACKED_LIMIT
from tests.drivers import fails

from .driver import A, C, as_csv, as_xlsx, saved

ROWS = [["Aktivitet", "Frist"], ["Køb æbler på Ærø", "T-8"], ["Ring til Åse; nu", "23-11-2026"]]
DAY = datetime.combine(date(2026, 11, 23), time())
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]


def cells(data: bytes) -> list[list[Cell]]:
    """The cells of a file, row by row."""
    return [list(line.cells) for line in read_file(data, A)[A].lines]


def outcome(data: bytes, kind: TemplateKind) -> str:
    """The code with which a file is refused, or that it was read."""
    try:
        read_file(data, kind)
    except InvalidInput as error:
        return error.code
    return "read"


@pytest.mark.parametrize("between", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_read_in_any_of_its_encodings(encoding: str, between: str) -> None:
    assert cells(as_csv(ROWS, between, encoding)) == ROWS


def test_excels_own_word_about_what_stands_between_the_cells_is_heeded() -> None:
    data = b"sep=,\r\n" + as_csv(ROWS, ",")
    lines = read_file(data, A)[A].lines
    assert [line.number for line in lines] == [2, 3, 4]


def test_a_workbook_is_read_with_its_dates_numbers_and_gaps() -> None:
    rows: list[list[Any]] = [["Aktivitet", "Frist", "Nr."], [], ["Kage", DAY, 3]]
    lines = read_file(as_xlsx(rows), A)[A].lines
    assert [(line.number, list(line.cells)) for line in lines] == [
        (1, rows[0]),
        (3, ["Kage", DAY, 3]),
    ]


def test_the_sheet_with_the_headings_is_found() -> None:
    book = Workbook()
    first: Any = book.active
    first.append(["Vejledning", "Læs den, før der skrives noget"])
    book.create_sheet("Skjult").append(["Aktivitet", "Frist", "Status", "Nr."])
    book["Skjult"].sheet_state = "hidden"
    book.create_sheet("Plan").append(["Aktivitet", "Frist"])
    assert cells(saved(book)) == [["Aktivitet", "Frist"]]


def test_a_formula_gives_its_value_and_without_one_says_so() -> None:
    data = as_xlsx([["Aktivitet", "Frist"], ["Kage", "=TODAY()"], ["=A1", None]])
    assert cells(data)[1:] == [["Kage", Odd("cell_formula")], [Odd("cell_formula")]]
    worked = _with_sheet(data, lambda xml: xml.replace(b"TODAY()</f><v />", b"TODAY()</f><v>7</v>"))
    assert cells(worked)[1] == ["Kage", 7]


def test_merged_cells_are_known_by_their_range_and_what_can_be_seen_in_them() -> None:
    data = as_xlsx([["Plan", None], ["Aktivitet", "Frist"], ["Kage", "T-1"]], merged=["A1:B1"])
    odd = Odd("cell_merged", "A1:B1")
    assert cells(data)[0] == [odd._replace(text="Plan"), odd]


def test_a_text_that_looks_like_a_formula_comes_back_as_it_was() -> None:
    data = b"Aktivitet;Ansvarlig\n'=1+1;''-x\n'alene;O'Hara\n"
    assert cells(data)[1:] == [["=1+1", "'-x"], ["'alene", "O'Hara"]]


def test_toml_is_read_by_its_keys() -> None:
    text = '# Vores\n[[activity]]\ntitle = "Kage"\ndue = 2026-11-23\n[[activity]]\nnumber = 4\n'
    sheet = read_pasted(text, A)[A]
    assert not sheet.lettered
    assert [list(line.cells) for line in sheet.lines] == [
        ["title", "due", "number"],
        ["Kage", date(2026, 11, 23), None],
        [None, None, 4],
    ]


@pytest.mark.parametrize("before", ["schema = 1\n", "title = 'Vores'\n\n"])
@pytest.mark.parametrize("head", ["[[activity]]", "[[ activity ]]", "  [[activity]]"])
def test_toml_is_known_wherever_its_first_heading_stands(before: str, head: str) -> None:
    sheet = read_pasted(f'{before}{head}\ntitle = "Kage; og te"\n', A)[A]
    assert [list(line.cells) for line in sheet.lines] == [["title"], ["Kage; og te"]]


# What cannot be read ---------------------------------------------------------------------


def _with_sheet(data: bytes, change: Any) -> bytes:
    """A workbook whose sheet's XML has been changed by hand."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name.endswith("sheet1.xml") else part)
    return stream.getvalue()


def _bomb() -> bytes:
    blank = b"<row/>" * 1_000_000
    return _with_sheet(as_xlsx(ROWS), lambda xml: xml.replace(b"</sheetData>", blank * 12))


def _laughs(xml: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 20))
    head, body = xml.split(b"?>", 1) if xml.startswith(b"<?xml") else (b"<?xml version='1.0'", xml)
    declared = head + b'?><!DOCTYPE x [<!ENTITY l0 "ha">' + entities + b"]>"
    return declared + body.replace(b"<v>0</v>", b"<v>&l19;</v>")


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD: dict[str, tuple[str, bytes]] = {
    "nothing": ("template_empty", b""),
    "blank": ("template_empty", b" \n\n\t\n"),
    "encrypted": ("template_encrypted", OLD + b"x" * 600 + "EncryptedPackage".encode("utf-16-le")),
    "xls": ("template_old_excel", OLD + b"x" * 600),
    "cut off": ("template_damaged", as_xlsx(ROWS)[:-900]),
    "no workbook": ("template_no_workbook", b"PK\x05\x06" + b"\0" * 18),
    "entities": ("template_damaged", _with_sheet(as_xlsx(ROWS), _laughs)),
    "no xml": ("template_damaged", _with_sheet(as_xlsx(ROWS), lambda _: b"<worksheet")),
    "a row past the last": (
        "template_damaged",
        _with_sheet(as_xlsx(ROWS), lambda xml: xml.replace(b'r="3"', b'r="99999999"')),
    ),
    "a number of thousands of digits": (
        "template_damaged",
        _with_sheet(
            as_xlsx([["Aktivitet"], [7]]),
            lambda xml: xml.replace(b"<v>7<", b"<v>%s<" % (b"7" * 9_000)),
        ),
    ),
    "many rows": ("template_too_many_rows", b"Aktivitet\n" + b"x\n" * (MOST_ROWS + 99)),
    "many rows in Excel": (
        "template_too_many_rows",
        _with_sheet(
            as_xlsx([["Aktivitet"]]),
            lambda xml: xml.replace(
                b"</sheetData>", b"<row><c><v>1</v></c></row>" * (MOST_ROWS + 99) + b"</sheetData>"
            ),
        ),
    ),
    "a row of cells without end": (
        "template_too_intricate",
        _with_sheet(
            as_xlsx([["Aktivitet"]]),
            lambda xml: xml.replace(
                b"</sheetData>", b"<row>" + b"<c/>" * 600_000 + b"</row></sheetData>"
            ),
        ),
    ),
    "more tags than anybody writes": (
        "template_too_intricate",
        _with_sheet(
            as_xlsx([["Aktivitet"]]),
            lambda xml: xml.replace(
                b"</sheetData>", b"<row><c/><c/><c/></row>" * 1_300_000 + b"</sheetData>"
            ),
        ),
    ),
    "cells merged over and over": (
        "template_too_many_merged",
        _with_sheet(
            as_xlsx([["x"]] * 100),
            lambda xml: xml.replace(
                b"</sheetData>",
                b"</sheetData><mergeCells>"
                + b'<mergeCell ref="A1:XFD1048576"/>' * 30
                + b"</mergeCells>",
            ),
        ),
    ),
    "a quotation": ("template_quotation", b'Aktivitet;Frist\n"Kage;T-1\nMere;T-2\n'),
    "a picture": ("template_no_text", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xd8\0"),
    "no encoding": ("template_encoding", "Aktivitet\nKøb\n".encode() + b"\x81\x8d\n"),
    "broken UTF-8": ("template_encoding", "Aktivitet\nKøb\nBlåbæ".encode()[:-1]),
    "no TOML": ("toml_wrong", b'[[activity]]\ntitle = "Kage\n'),
    "TOML of another": ("toml_nothing", b'[[stakeholder]]\nname = "Bagere"\n'),
    "TOML of nothing": ("toml_nothing", b"[activity]\nx = 1\n"),
    "deep TOML": ("toml_wrong", b"activity = " + b"[" * 30_000),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_refused_with_a_code_that_has_a_sentence(case: str) -> None:
    code, data = BAD[case]
    with fails(InvalidInput, code):
        for kind, sheet in read_file(data, A).items():
            find_headings(kind, sheet)
    assert code in ERRORS


def test_a_bomb_is_not_unpacked() -> None:
    data = _bomb()
    assert len(data) < UNPACKED_LIMIT // 100
    with fails(InvalidInput, "template_unpacks_too_large"):
        read_file(data, A)


def test_fifty_megabytes_are_not_even_read_to_the_end() -> None:
    stream = BytesIO(b"x" * (50 * 2**20))
    with fails(InvalidInput, "template_too_large"):
        read_bounded(stream)
    assert stream.tell() <= SIZE_LIMIT + 1


def test_where_a_letter_cannot_be_read_is_told() -> None:
    with fails(InvalidInput, "template_encoding") as caught:
        read_file("Aktivitet\nKøb\n".encode() + b"\x81\n", A)
    assert caught.value.params["row"] == 3


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"PK\x03\x04" + b"\0" * 60)
@example(b"\xff\xfe\0")
def test_no_file_makes_it_fail(data: bytes) -> None:
    assert all(outcome(data, kind) in ("read", *ERRORS) for kind in (A, C))


@settings(max_examples=60, deadline=None)
@given(st.integers(0), st.integers(1, 30))
def test_no_damaged_workbook_makes_it_fail(seed: int, wounds: int) -> None:
    chance = random.Random(seed)
    data = bytearray(as_xlsx([*ROWS, ["=A1", 7]], merged=["A2:B2"]))
    for _wound in range(wounds):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert outcome(bytes(data), A) in ("read", *ERRORS)


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
    ]
