"""What the plan says, as a cell of a template says it; the reading of it is in ``values``."""

from collections.abc import Mapping
from typing import Any

from db.queries.due import DUE_COLUMNS, due_columns, read_due
from db.queries.template import PlanGround, PlanRow
from db.rules.codes import Column, CommunicationState
from sapa_tui import locale
from sapa_tui.presentation.who import typed_person
from sapa_tui.presentation.words import column_word, state_word, value_word

from .cells import Cell
from .when import for_another_plan, spelt_due
from .words import WHEN_MOVED

PEOPLE = ("responsible", "assignee", "waiting_on")
CODES = ("kind", "condition", "influence", "impact", "attitude", "purpose")


def spelt(name: str, row: PlanRow, ground: PlanGround, *, codes: bool = False) -> Cell:
    """A field of a row; ``codes`` writes the fixed words as programs do, and not in a language."""
    values = row.values
    match name:
        case "number":
            return row.id
        case "points":
            return "\n".join(row.points)
        case "due":
            due = read_due(*(values[name] for name in DUE_COLUMNS))
            return spelt_due(due, ground.choices, "en" if codes else locale.language())
        case "recipient":
            return ground.groups.get(values["stakeholder"], "")
        case "department":
            return ground.departments.get(values[name], "")
        case "whom":
            return str(values["audience"])
        case "relevant":
            return bool(values[name]) if codes else value_word(name, bool(values[name]), {})
        case "column" if not codes:
            return column_word(Column(values[name]))
        case "state" if not codes:
            return state_word(CommunicationState(values[name]))
        case "trigger" if values[name] and not codes:
            return WHEN_MOVED[locale.language()]
    if name in PEOPLE:
        return typed_person(values[name], ground.people)
    if name in CODES and not codes:
        return value_word(name, values[name], {})
    return str(values[name])


def without_its_own_due(
    row: PlanRow, said: Mapping[str, Any], ground: PlanGround
) -> dict[str, Any]:
    """What is said of a row but for its own due date, as a template of the plan has that."""
    due = {name: said[name] for name in DUE_COLUMNS if name in said}
    own = read_due(*(row.values.get(name) for name in DUE_COLUMNS))
    anchors = ground.facts.anchors
    same = anchors.go_live is not None and due == due_columns(for_another_plan(own, anchors))
    return {name: value for name, value in said.items() if not (same and name in due)}
