"""A cell becomes a value of the plan, by the plan's own rules."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.commands.template import FIELDS, clean_point
from db.errors import InvalidInput
from db.queries.due import due_columns
from db.queries.template import PlanGround
from db.rules.template import TemplateKind
from db.rules.text import safe
from sapa_tui.presentation.who import stored_person
from sapa_tui.presentation.words import value_word

from .cells import Cell, as_text, is_blank
from .fields import TICK_HEADINGS
from .headings import Column
from .spelling import CODES, PEOPLE
from .when import due_of
from .words import code_of, possible_codes, says_no

_SHOWN = 60
_CODED = (*CODES, "column", "state", "trigger")
Values = dict[str, Any]


def read_values(
    kind: TemplateKind, column: Column, cell: Cell, ground: PlanGround, today: date
) -> Values:
    """What a cell says, by the plan's fields; a blank one says nothing where there are codes.

    "recipient" stays as it was written; what it means depends on its row.

    Raises:
        InvalidInput: it cannot be understood, or is not possible.
    """
    name, text = column.field.name, as_text(cell)
    match name:
        case "number":
            return {}
        case "due":
            due = due_of(cell, column.word, today, ground.choices)
            return _clean(kind, due_columns(due))
        case "points":
            lines = (line.strip(" -•*\t") for line in text.replace("\r", "\n").split("\n"))
            return {"points": tuple(clean_point(line) for line in lines if line)}
        case "recipient":
            return {"recipient": str(FIELDS[kind]["audience"](text))}
        case "department":
            return {name: _department(text, ground)}
        case "relevant":
            return {} if is_blank(cell) else {name: _code(name, text) == "yes"}
    if name == "whom":
        return _clean(kind, {"audience": text})
    if name in PEOPLE:
        person = code_of("person", text) or stored_person(safe(text), ground.people)
        return _clean(kind, {name: person})
    if name not in _CODED:
        return _clean(kind, {name: text})
    if is_blank(cell) or (column.word in TICK_HEADINGS.split("|") and says_no(text)):
        return {}
    return _clean(kind, {name: _code(name, text)})


def _clean(kind: TemplateKind, values: Mapping[str, Any]) -> Values:
    return {name: FIELDS[kind][name](value) for name, value in values.items()}


def _department(text: str, ground: PlanGround) -> int | None:
    wanted = " ".join(safe(text).casefold().split())
    for number, name in ground.departments.items():
        if wanted == " ".join(name.casefold().split()):
            return number
    if wanted:
        raise InvalidInput("department_not_found", field="department", name=safe(text)[:_SHOWN])
    return None


def _code(field: str, text: str) -> str:
    found = code_of(field, text)
    if found is None:
        codes: list[Any] = [*possible_codes(field)] if field != "relevant" else [True, False]
        words = [value_word(field, code, {}) for code in codes]
        about = {"value": safe(text)[:_SHOWN], "allowed": ", ".join(words)}
        raise InvalidInput("cell_not_possible", field=field, **about)
    return found
