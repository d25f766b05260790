"""A register as a workbook that is ready to be worked in."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from db.rules.text import safe

from .cells import Cell, Progress, as_text, column_letter, silent, told

_DAY = "DD-MM-YYYY"
_HEAD, _ON_HEAD, _LINE = "FF1F4E5F", "FFFFFFFF", "FFD5DCE0"
_HEAD_HEIGHT = 24
_A4 = 9
_FORMULA = ("=", "+", "-", "@")


def workbook(
    title: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[Cell]],
    progress: Progress = silent,
) -> bytes:
    """A workbook of one sheet: bold headings that stay, a filter, wrapped text, ready to print.

    ``widths`` are in characters. Every text is stored as text, whatever it begins with.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    _lay_out(sheet, widths, len(rows))
    styles = _Styles(sheet)
    sheet.append([styles.head(heading) for heading in headings])
    for number, row in enumerate(rows):
        told(progress, "writing", number)
        sheet.append([styles.body(value) for value in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lay_out(sheet: Any, widths: Sequence[int], rows: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    for index, width in enumerate(widths):
        sheet.column_dimensions[column_letter(index)].width = width
    sheet.row_dimensions[1].height = _HEAD_HEIGHT
    sheet.freeze_panes = "C2"  # the number and what it is called stay beside what is read
    sheet.auto_filter.ref = f"A1:{column_letter(len(widths) - 1)}{rows + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


class _Styles:
    """Makes cells, each like one that has been styled: to style each takes ten times as long."""

    def __init__(self, sheet: Any) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet = sheet
        line = Border(bottom=Side(style="thin", color=_LINE))
        top = Alignment(vertical="top", wrap_text=True)
        self._head = self._cell(
            font=Font(bold=True, color=_ON_HEAD),
            fill=PatternFill("solid", start_color=_HEAD),
            alignment=Alignment(vertical="center", wrap_text=True),
        )
        self._text = self._cell(alignment=top, border=line)
        # Typing in such a cell must not make a formula of it either.
        self._formula = self._cell(alignment=top, border=line, quotePrefix=True)
        self._day = self._cell(
            alignment=Alignment(vertical="top", horizontal="left"), border=line, number_format=_DAY
        )

    def _cell(self, **style: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in style.items():
            setattr(cell, name, value)
        return cell

    def head(self, heading: str) -> Any:
        """A cell of the headings."""
        return self._filled(self._head, heading)

    def body(self, value: Cell) -> Any:
        """A cell below them."""
        if isinstance(value, date):
            return self._filled(self._day, value)
        if isinstance(value, int) and not isinstance(value, bool):
            return self._filled(self._text, value)
        text = safe(as_text(value), lines=True)
        return self._filled(self._formula if text.startswith(_FORMULA) else self._text, text)

    def _filled(self, like: Any, value: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet, value if value != "" else None)
        cell._style = like._style
        if isinstance(value, str) and value:
            cell.data_type = "s"  # not what it looks like: a formula, or a fault of one
        return cell
