"""Words for tests of templates: files as people make them, and what they would do."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook, load_workbook

from db.commands.template import NewRow
from db.queries.template import PlanGround, plan_ground
from db.rules.template import TemplateKind
from sapa_tui.presentation.template_preview import refusal_sentence
from sapa_tui.templates.comparing import Preview, compare
from sapa_tui.templates.files import read_file
from tests.drivers import PlanDriver

TODAY = date(2017, 4, 3)
A, C, S = TemplateKind.ACTIVITIES, TemplateKind.COMMUNICATION, TemplateKind.STAKEHOLDERS
KINDS = (A, C, S)
FIRST = "Afklar, om der er nye arbejdsgange"
Rows = Iterable[Sequence[Any]]


def as_csv(rows: Rows, between: str = ";", encoding: str = "utf-8") -> bytes:
    """A csv file."""
    stream = StringIO()
    csv.writer(stream, delimiter=between).writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(rows: Rows, *, merged: Sequence[str] = (), title: str = "Ark1") -> bytes:
    """A workbook as somebody would make it by hand; texts with a = in front are formulas."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for ref in merged:
        sheet.merge_cells(ref)
    return saved(book)


def saved(book: Any) -> bytes:
    """A workbook's file."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes) -> Any:
    """The first sheet of a workbook, as openpyxl sees it."""
    return load_workbook(BytesIO(data)).active


def ground(plan: PlanDriver) -> PlanGround:
    """The plan as templates see it."""
    return plan_ground(plan.database)


def preview(plan: PlanDriver, kind: TemplateKind, data: bytes) -> Preview:
    """What a file would do to a plan."""
    return compare(kind, read_file(data, kind), ground(plan), TODAY)


def told(found: Preview) -> list[str]:
    """What is said about the rows that are not understood."""
    return [refusal_sentence(refusal) for refusal in found.refused]


def values(found: Preview) -> list[dict[str, Any]]:
    """What would be added or changed, in the order of the rows."""
    return [
        dict(entry.work.values)
        if isinstance(entry.work, NewRow)
        else {name: edit.mine for name, edit in entry.work.edits.items()}
        for entry in found.entries
    ]
