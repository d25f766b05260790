"""A register as a workbook that is ready to be worked in."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from db.rules.text import safe

from .cells import Cell, Progress, as_text, column_letter, silent, told

_DAY, _PERCENT = "DD-MM-YYYY", "0 %"
_HEAD, _ON_HEAD, _LINE = "FF1F4E5F", "FFFFFFFF", "FFD5DCE0"
_HEAD_HEIGHT = 24
_A4 = 9
_FORMULA = ("=", "+", "-", "@")


class Percent(float):
    """A part of a whole, 1 being all of it."""


def workbook(
    title: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[Cell]],
    progress: Progress = silent,
) -> bytes:
    """A workbook of one sheet; as :func:`add_sheet`."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    add_sheet(book, title, headings, widths, rows, progress=progress)
    return stored(book)


def stored(book: Any) -> bytes:
    """A workbook as the bytes of a file."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def add_sheet(
    book: Any,
    title: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[Cell]],
    *,
    still: int = 2,
    last: Sequence[Cell] = (),
    progress: Progress = silent,
) -> Any:
    """A sheet of bold headings that stay, a filter, wrapped text, ready to print.

    ``widths`` are in characters; the first ``still`` columns do not scroll away; ``last`` is a
    bold line that the filter leaves alone. Every text is stored as text, whatever it begins with.
    """
    sheet: Any = book.create_sheet(title)
    printable(sheet, widths)
    sheet.row_dimensions[1].height = _HEAD_HEIGHT
    sheet.freeze_panes = f"{column_letter(still)}2"
    sheet.auto_filter.ref = f"A1:{column_letter(len(widths) - 1)}{len(rows) + 1}"
    sheet.print_title_rows = "1:1"
    styles = Styles(sheet)
    sheet.append([styles.head(heading) for heading in headings])
    for number, row in enumerate(rows):
        told(progress, "writing", number)
        sheet.append([styles.body(value) for value in row])
    if last:
        bold = Styles(sheet, bold=True)
        sheet.append([bold.body(value) for value in last])
    return sheet


def printable(sheet: Any, widths: Sequence[int]) -> None:
    """Columns of these widths, on landscape A4 as wide as the paper."""
    from openpyxl.worksheet.properties import PageSetupProperties

    for index, width in enumerate(widths):
        sheet.column_dimensions[column_letter(index)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.right.text = "&P / &N"


class Styles:
    """Makes cells, each like one that has been styled: to style each takes ten times as long."""

    def __init__(self, sheet: Any, *, bold: bool = False, size: int = 11) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet = sheet
        line = Border(bottom=Side(style="thin", color=_LINE))
        font = Font(bold=bold, size=size)
        top = Alignment(vertical="top", wrap_text=True)
        below: dict[str, Any] = {"font": font, "border": line}
        self._head = self._cell(
            font=Font(bold=True, color=_ON_HEAD),
            fill=PatternFill("solid", start_color=_HEAD),
            alignment=Alignment(vertical="center", wrap_text=True),
        )
        self._text = self._cell(alignment=top, **below)
        # Typing in such a cell must not make a formula of it either.
        self._formula = self._cell(alignment=top, quotePrefix=True, **below)
        left = Alignment(vertical="top", horizontal="left")
        self._day = self._cell(alignment=left, number_format=_DAY, **below)
        self._percent = self._cell(alignment=top, number_format=_PERCENT, **below)

    def _cell(self, **style: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet)
        for name, value in style.items():
            setattr(cell, name, value)
        return cell

    def head(self, heading: str) -> Any:
        """A cell of the headings."""
        return self._filled(self._head, safe(heading))

    def body(self, value: Cell) -> Any:
        """A cell below them."""
        if isinstance(value, date):
            return self._filled(self._day, value)
        if isinstance(value, Percent):
            return self._filled(self._percent, float(value))
        if isinstance(value, int) and not isinstance(value, bool):
            return self._filled(self._text, value)
        text = safe(as_text(value), lines=True)
        return self._filled(self._formula if text.startswith(_FORMULA) else self._text, text)

    def unlined(self, text: str) -> Any:
        """A cell whose text runs on across the columns."""
        from openpyxl.styles import Alignment, Border

        cell = self.body(text)
        cell.alignment, cell.border = Alignment(), Border()
        return cell

    def _filled(self, like: Any, value: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet, value if value != "" else None)
        cell._style = like._style
        if isinstance(value, str) and value:
            cell.data_type = "s"  # not what it looks like: a formula, or a fault of one
        return cell
