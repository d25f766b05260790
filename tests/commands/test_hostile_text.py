"""Whatever is typed or pasted is stored clean or refused, in every field that takes words."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from db.commands import (
    Edit,
    board,
    closing,
    communication,
    departments,
    notes,
    people,
    preconditions,
    readiness,
    stakeholders,
)
from db.commands.board import ACTIVITY_FIELDS
from db.commands.communication import COMMUNICATION_FIELDS
from db.commands.departments import DEPARTMENT_FIELDS
from db.commands.plan import set_go_live
from db.commands.preconditions import PRECONDITION_FIELDS
from db.commands.stakeholders import STAKEHOLDER_FIELDS
from db.errors import InvalidInput
from db.models import Activity
from db.rules.codes import Answer, Column, NoteKind, Role, SignOff, Step
from tests.drivers import PersonDriver, PlanDriver, fails

ALL_AT_ONCE = "a\x1b]52;c;x\x07\x9b\x00\ud800\u202e\u200b\ufeff\u2028\r\n\te" + "\u0301" * 99
MARKUP = "[/nope] [A1] :x: $x"
CARD, POINT, ITEM, GROUP = 4, 1, 1, 1
NOT_WORDS = {"kind", "condition", "purpose", "offset_weeks", "due_date", "due_rule", "stakeholder"}
NOT_WORDS |= {"influence", "impact", "attitude", "department", "waits_for"}
NOT_WORDS |= {"users", "change_size", "systems", "start_of_use", "needs_help"}
EDITORS: tuple[tuple[Any, str, Any], ...] = (
    (board.edit, "activity", ACTIVITY_FIELDS),
    (communication.edit, "communication_item", COMMUNICATION_FIELDS),
    (stakeholders.edit, "stakeholder", STAKEHOLDER_FIELDS),
    (departments.edit, "department", DEPARTMENT_FIELDS),
    (preconditions.edit, "precondition", PRECONDITION_FIELDS),
)
FORMS = [
    (command, entity, name)
    for command, entity, fields in EDITORS
    for name in fields
    if name not in NOT_WORDS
]
Typing = Callable[[PersonDriver, str], Any]
COMMANDS: dict[str, Typing] = {
    "activity": lambda mk, text: mk.does(board.add, text, responsible=text),
    "point": lambda mk, text: mk.does(board.add_checklist_item, CARD, text),
    "waiting": lambda mk, text: mk.does(
        board.move, CARD, Column.WAITING, reason=text, waiting_on=text[:60]
    ),
    "dropped": lambda mk, text: mk.does(board.move, CARD, Column.NOT_APPLICABLE, reason=text),
    "message": lambda mk, text: mk.does(communication.add, text, stakeholder=None, sender=text),
    "cancelled": lambda mk, text: mk.does(communication.cancel, ITEM, text),
    "group": lambda mk, text: mk.does(stakeholders.add, text, handling=text),
    "relevance": lambda mk, text: mk.does(stakeholders.set_relevant, GROUP, False, reason=text),
    "department": lambda mk, text: mk.does(
        departments.add, text, users=40, new_workflows=Answer.NO, reason=text
    ),
    "exception": lambda mk, text: mk.does(
        departments.set_exception, mk.adds(departments.add, "Jobcenter", users=40), text
    ),
    "condition": lambda mk, text: mk.does(
        preconditions.add, text, department=mk.adds(departments.add, "Jobcenter", users=40)
    ),
    "sign-off": lambda mk, text: mk.does(
        readiness.sign_off,
        mk.adds(departments.add, "Jobcenter", users=40),
        SignOff.NOT_READY,
        by=text[:60],
        reason=text,
    ),
    "closed": lambda mk, text: (
        mk.does(departments.add, "Vej", users=1, new_workflows=Answer.NO, reason=text),
        mk.does(closing.close, text),
    ),
    "person": lambda mk, text: mk.does(people.add, "lb", text, Role.VIEWER),
    "note": lambda mk, text: mk.does(notes.add, NoteKind.NOTE, text),
    "go-live": lambda mk, text: mk.does(set_go_live, None, reason=text),
}


def has_only_clean_words(plan: PlanDriver) -> bool:
    """Whether no text in the tables or the log holds anything but letters, signs and newlines."""
    cells = [value for row in plan.rows().values() for value in row.values()]
    for event in plan.events():
        cells += [event.title, event.note, *(change.new for change in event.changes)]
    characters = {character for cell in cells if isinstance(cell, str) for character in cell}
    bad = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return {c for c in characters if unicodedata.category(c) in bad} <= {"\n"}


@pytest.mark.parametrize(
    ("command", "entity", "name"), FORMS, ids=[f"{entity}.{name}" for _, entity, name in FORMS]
)
def test_a_form_field(
    plan: PlanDriver, mk: PersonDriver, command: Any, entity: str, name: str
) -> None:
    mk.does(departments.add, "Jobcenter", users=40)
    base = plan.rows()[entity, 1][name]
    mk.does(command, 1, {name: Edit(base, ALL_AT_ONCE)})
    assert has_only_clean_words(plan)
    stored = plan.rows()[entity, 1][name]
    assert stored.replace("\n", " ").split()[0] == "a]52;c;x\N{REPLACEMENT CHARACTER}"
    mk.does(command, 1, {name: Edit(stored, MARKUP)})
    assert plan.rows()[entity, 1][name] == MARKUP  # markup is words like any other


@pytest.mark.parametrize("what", COMMANDS)
def test_a_command(plan: PlanDriver, mk: PersonDriver, what: str) -> None:
    COMMANDS[what](mk, ALL_AT_ONCE)
    assert has_only_clean_words(plan)
    assert plan.broken_links() == []


@pytest.mark.parametrize(
    "what", sorted(COMMANDS.keys() - {"dropped", "exception", "condition", "sign-off"})
)
def test_what_cannot_be_seen_is_nothing(plan: PlanDriver, mk: PersonDriver, what: str) -> None:
    with plan.no_trace(), pytest.raises(InvalidInput):
        COMMANDS[what](mk, "\u200b \x1b\x07\n")


def test_a_cleared_step_and_a_changed_point(plan: PlanDriver, mk: PersonDriver) -> None:
    mk.does(communication.set_step, ITEM, Step.SENT, True)
    mk.does(communication.set_step, ITEM, Step.SENT, False, reason=ALL_AT_ONCE)
    mk.does(communication.complete, ITEM)
    mk.does(communication.reopen, ITEM, ALL_AT_ONCE)
    words = "Saml navne på grupper fra alle afdelinger"
    mk.does(board.edit_checklist_item, POINT, Edit(words, ALL_AT_ONCE))
    assert has_only_clean_words(plan)


@pytest.mark.parametrize("length", [1, 199, 200])
def test_a_title_up_to_its_limit(plan: PlanDriver, ak: PersonDriver, length: int) -> None:
    new = ak.adds(board.add, "å" * length)
    assert len(plan.row(Activity, new)["title"]) == length


@pytest.mark.parametrize("length", [201, 10_000, 200_000])
def test_a_title_past_its_limit(plan: PlanDriver, ak: PersonDriver, length: int) -> None:
    with plan.no_trace(), fails(InvalidInput, "text_too_long") as refusal:
        ak.does(board.add, "å" * length)
    assert refusal.value.params == {"field": "title", "limit": 200, "length": length}
