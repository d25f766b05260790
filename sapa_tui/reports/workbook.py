"""A report as a workbook: what it says at the first glance, and a sheet for each table."""

from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any

from sapa_tui.locale import _
from sapa_tui.presentation.report_model import Report, Share, Table, Value
from sapa_tui.templates.cells import Cell, column_letter
from sapa_tui.templates.workbook_writer import Percent, Styles, add_sheet, printable, stored

_BAR = "FF7FA8B5"
_LABEL, _VALUE, _NOTE = 26, 34, 90
_TITLE_SIZE = 18


def workbook(report: Report) -> bytes:
    """The whole of it; every text is stored as text, whatever it begins with."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _overview(book.create_sheet(_("Overview")), report)
    for part in report.parts:
        if part.table is not None:
            _table(book, part.table)
    return stored(book)


def _overview(sheet: Any, report: Report) -> None:
    printable(sheet, (_LABEL, _VALUE, _NOTE))
    plain, strong = Styles(sheet), Styles(sheet, bold=True)
    sheet.append([Styles(sheet, bold=True, size=_TITLE_SIZE).unlined(report.title)])
    sheet.append([plain.unlined(report.subtitle)])
    sheet.append([])
    for fact in report.facts:
        sheet.append([plain.body(fact.label), strong.body(fact.value), plain.body(fact.note)])
    for part in report.parts:
        for heading, words in zip(chain([part.heading], repeat("")), part.words, strict=False):
            sheet.append([plain.body(heading), plain.body(""), plain.body(words)])


def _table(book: Any, table: Table) -> None:
    sheet = add_sheet(
        book,
        table.name,
        [field.heading for field in table.fields],
        [field.width for field in table.fields],
        [_cells(row.values) for row in table.rows],
        still=table.still,
        last=_cells(table.sum.values) if table.sum else (),
    )
    for place in range(len(table.fields)):
        if any(isinstance(row.values[place], Share) for row in table.rows):
            _draw_bars(sheet, column_letter(place), len(table.rows))


def _draw_bars(sheet: Any, column: str, rows: int) -> None:
    """A bar behind each share, whose full width is the goal."""
    from openpyxl.formatting.rule import DataBarRule

    rule = DataBarRule("num", 0, "num", 1, color=_BAR)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"{column}2:{column}{rows + 1}", rule)


def _cells(values: Sequence[Value]) -> list[Cell]:
    return [_cell(value) for value in values]


def _cell(value: Value) -> Cell:
    if isinstance(value, Share):
        return Percent(value.percent / 100)
    if isinstance(value, bool):
        return "✓" if value else ""
    return value
