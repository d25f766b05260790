"""The plan's registers as files: for Excel, for programs, and as a template for another plan."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any, NamedTuple

from db.queries.due import DUE_COLUMNS, due_columns, read_due
from db.queries.template import PlanGround, PlanRow
from db.rules.codes import Column, CommunicationState
from db.rules.template import PARTS, TemplateKind
from db.rules.text import safe
from sapa_tui import locale
from sapa_tui.presentation.who import ROLE_CODES

from .cells import Cell, Progress, as_text, silent
from .fields import FIELDS, TITLES, TOML_TABLES, Field
from .spelling import PEOPLE, spelt
from .when import for_another_plan

FORMATS = ("xlsx", "csv", "toml")
_FORMULA = ("=", "+", "-", "@")
_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for an older code page."""


class Table(NamedTuple):
    """A register as a file shows it."""

    title: str
    fields: Sequence[Field]
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def exported(
    kind: TemplateKind, form: str, ground: PlanGround, progress: Progress = silent
) -> bytes:
    """A register as a file in one of FORMATS; the whole plan as a template, always in TOML.

    Raises:
        Refused: the plan has fixed dates and no go-live date that weeks could be counted from
            ("template_needs_go_live").
    """
    if kind is TemplateKind.PLAN:
        return _toml(kind, as_template(ground)).encode()
    match form:
        case "toml":
            return _toml(kind, ground).encode()
        case "csv":
            return (_BYTE_ORDER_MARK + _csv(table(kind, ground))).encode()
    from .workbook_writer import workbook

    found = table(kind, ground)
    widths = [field.width for field in found.fields]
    return workbook(found.title, found.headings, widths, found.rows, progress)


def table(kind: TemplateKind, ground: PlanGround) -> Table:
    """A register's headings and rows, in the language of the screen."""
    fields = FIELDS[kind]
    rows = [[spelt(field.name, row, ground) for field in fields] for row in ground.rows[kind]]
    language = locale.language()
    title = TITLES[kind][0 if language == "da" else 1]
    return Table(title, fields, [field.heading(language) for field in fields], rows)


def _csv(found: Table) -> str:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(found.headings)
    writer.writerows([_harmless(cell) for cell in row] for row in found.rows)
    return buffer.getvalue()


def _harmless(cell: Cell) -> str:
    """A cell that a spreadsheet takes for text; the import takes the apostrophe away again."""
    text = safe(as_text(cell), lines=True)
    if isinstance(cell, str) and text.lstrip("'").startswith(_FORMULA):
        return f"'{text}"
    return text


# The plan as a template -------------------------------------------------------------------


def as_template(ground: PlanGround) -> PlanGround:
    """The plan without people and without what has been done; its dates as weeks from go-live.

    So is what hangs on departments and items, which another plan has not. A week is never later
    than the date was. What a move of go-live has planted is left out: the
    message that it was made after stands there, for the next move.
    """
    rows = {
        kind: tuple(_bare(row, ground) for row in _lasting(found))
        for kind, found in ground.rows.items()
    }
    return ground._replace(rows=rows)


def _lasting(rows: Iterable[PlanRow]) -> Iterator[PlanRow]:
    rows = tuple(rows)
    planted_after = {_said(row) for row in rows if row.values.get("trigger")}
    for row in rows:
        if row.values.get("trigger") or _said(row) not in planted_after:
            yield row


def _said(row: PlanRow) -> tuple[Any, ...]:
    return tuple(row.values.get(name) for name in ("stakeholder", "audience", "message"))


def _bare(row: PlanRow, ground: PlanGround) -> PlanRow:
    values = dict(row.values)
    for name in PEOPLE:
        if name in values and values[name] not in ROLE_CODES:
            values[name] = ""
    names = {name.casefold() for one in ground.people for name in (one.name, one.full_name)}
    if str(values.get("sender", "")).casefold() in names:
        values["sender"] = ""
    if "column" in values:
        values |= {"column": Column.NOT_STARTED.value, "waiting_reason": "", "waiting_on": ""}
    if "department" in values:
        values["department"] = None
    if "state" in values:
        values["state"] = CommunicationState.PLANNED.value
    if "due_rule" in values:
        due = read_due(*(values[name] for name in DUE_COLUMNS))
        values |= due_columns(for_another_plan(due, ground.facts.anchors))
    return row._replace(values=values)


# TOML -------------------------------------------------------------------------------------


def _toml(kind: TemplateKind, ground: PlanGround) -> str:
    parts = [part for part in PARTS[kind] if ground.rows[part]]
    return "\n".join(_toml_rows(kind, part, ground) for part in parts)


def _toml_rows(kind: TemplateKind, part: TemplateKind, ground: PlanGround) -> str:
    name = next(name for name, one in TOML_TABLES.items() if one is part)
    # A template is for other plans too, whose items have other numbers.
    fields = [f for f in FIELDS[part] if not (kind is TemplateKind.PLAN and f.name == "number")]
    lines: list[str] = []
    for row in ground.rows[part]:
        lines += [f"[[{name}]]", *_toml_fields(row, fields, ground), ""]
    return "\n".join(lines)


def _toml_fields(row: PlanRow, fields: Sequence[Field], ground: PlanGround) -> Iterator[str]:
    for field in fields:
        value = _toml_value(spelt(field.name, row, ground, codes=True))
        if field.name == "points":
            value = f"[{', '.join(map(_toml_value, row.points))}]" if row.points else ""
        if value and value != '""':
            yield f"{field.name} = {value}"


def _toml_value(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case int():
            return str(cell)
        case date():
            return cell.isoformat()
    return _toml_string(safe(str(cell), lines=True))


def _toml_string(text: str) -> str:
    escaped = "".join(_ESCAPES.get(letter, letter) for letter in text)
    return f'"{escaped}"'


_ESCAPES: Mapping[str, str] = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    **{chr(code): f"\\u{code:04x}" for code in (*range(9), 11, 12, *range(14, 32), 127)},
}
