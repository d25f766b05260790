"""Whatever is typed or pasted is stored clean or refused, in every field that takes words."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from db.commands import Edit, board, communication, people, stakeholders
from db.commands.board import ACTIVITY_FIELDS
from db.commands.communication import COMMUNICATION_FIELDS
from db.commands.plan import set_go_live
from db.commands.stakeholders import STAKEHOLDER_FIELDS
from db.errors import InvalidInput
from db.rules.codes import Column, Role, Step
from tests.drivers import PersonDriver, PlanDriver

HOSTILE = {
    "clipboard": "x\x1b]52;c;aGVq\x07y",
    "colours": "\x1b[31mrød\x1b[0m",
    "c1": "a\x9b2Jb\x85c",
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "bidi": "a\u202egnp.exe\u2066b\u200f",
    "zero width": "a\u200b\ufeff\u2060b",
    "marks": "e" + "\u0301" * 200,
    "line": "a\r\nb\u2028c\td",
    "markup": "[@click=app.quit]x[/] [/nope] [A1] :smile: $x",
}
LINES = ("title", "name", "responsible", "channel", "audience", "text", "full_name", "assignee")
NOT_WORDS = {"kind", "condition", "purpose", "offset_weeks", "due_date", "stakeholder"}
NOT_WORDS |= {"influence", "impact", "attitude"}

Typing = Callable[[PersonDriver, str], Any]
FORMS: dict[str, Typing] = {
    "add": lambda who, text: who.does(board.add, text),
    "point": lambda who, text: who.does(board.add_checklist_item, 4, text),
    "point.edit": lambda who, text: who.does(board.edit_checklist_item, 1, Edit(None, text)),
    "wait": lambda who, text: who.does(board.move, 4, Column.WAITING, reason=text),
    "drop": lambda who, text: who.does(board.move, 4, Column.NOT_APPLICABLE, reason=text),
    "message": lambda who, text: who.does(communication.add, text, stakeholder=None),
    "cancel": lambda who, text: who.does(communication.cancel, 1, text),
    "group": lambda who, text: who.does(stakeholders.add, text),
    "relevant": lambda who, text: who.does(stakeholders.set_relevant, 1, False, reason=text),
    "person": lambda who, text: who.does(people.add, "lb", text[:60], Role.VIEWER),
    "go_live": lambda who, text: who.does(set_go_live, None, reason=text),
}
EDITS = (
    (board.edit, ACTIVITY_FIELDS),
    (communication.edit, COMMUNICATION_FIELDS),
    (stakeholders.edit, STAKEHOLDER_FIELDS),
)


def typed(command: Any, name: str) -> Typing:
    """Type into one field of a form."""
    return lambda who, text: who.does(command, 1, {name: Edit(_now(who, command, name), text)})


def _now(who: PersonDriver, command: Any, name: str) -> Any:
    table = {board.edit: "activity", communication.edit: "communication_item"}
    return who.plan.rows()[table.get(command, "stakeholder"), 1][name]


for _command, _fields in EDITS:
    for _name in _fields:
        if _name not in NOT_WORDS:
            FORMS[f"{_command.__module__}.{_name}"] = typed(_command, _name)
del FORMS["point.edit"]


def words_in(plan: PlanDriver) -> list[str]:
    """Every text of the tables and of the log."""
    cells = [value for row in plan.rows().values() for value in row.values()]
    for event in plan.events():
        cells += [event.title, event.note, *(change.new for change in event.changes)]
    return [cell for cell in cells if isinstance(cell, str)]


@pytest.mark.parametrize("form", FORMS)
def test_no_field_stores_what_a_terminal_obeys(plan: PlanDriver, form: str) -> None:
    for text in HOSTILE.values():
        plan.close()
        plan.database.connect()
        FORMS[form](plan.person("mk"), text) if not _taken(plan, form) else None
    for text in words_in(plan):
        bad = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
        assert bad <= {"\n"}, (form, text)
