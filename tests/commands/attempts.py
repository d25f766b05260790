"""Every command once, with what it takes and what it leaves."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from db.commands import (
    Edit,
    Outcome,
    adoption,
    board,
    closing,
    communication,
    departments,
    keys,
    notes,
    people,
    plan,
    stakeholders,
    standup,
    template,
)
from db.commands.template import ChangedRow, Import
from db.rules.codes import Answer, Column, NoteKind, Role, Step
from db.rules.template import TemplateKind
from tests.drivers import PersonDriver, PlanDriver, changed
from tests.rules.test_keys import ED25519

CARD, POINT, ITEM, GROUP = 4, 1, 1, 1
CARD_TITLE, POINT_TEXT = "Kortlæg interessenterne", "Saml navne på grupper fra alle afdelinger"
ITEM_CHANNEL = "Styregruppemøde"
_RENAMED = ChangedRow(TemplateKind.ACTIVITIES, CARD, 1, changed(title=(CARD_TITLE, "Ny")))
_NEWEST = dict.fromkeys(TemplateKind, 1_000)


class Call:
    """A command with its arguments."""

    def __init__(self, command: Callable[..., Outcome], *args: Any, **kwargs: Any) -> None:
        self.command, self.args, self.kwargs = command, args, kwargs
        self.name = f"{command.__module__.rpartition('.')[2]}.{command.__name__}"

    def by(self, person: PersonDriver) -> Outcome:
        """Let a person try it."""
        return person.does(self.command, *self.args, **self.kwargs)


class Attempt(NamedTuple):
    """A call, the role that it needs, and the event that it leaves, about which item."""

    needs: Role
    entity: str
    entity_id: int
    call: Call
    action: str
    first: tuple[Call, ...] = ()

    def prepare(self, at: PlanDriver) -> None:
        """Bring the plan to where the call makes sense."""
        for call in self.first:
            call.by(at.person("mk"))


def _all(
    needs: Role, entity: str, entity_id: int, *rows: tuple[Call | str, ...]
) -> tuple[Attempt, ...]:
    return tuple(_attempt(needs, entity, entity_id, *row) for row in rows)


def _attempt(needs: Role, entity: str, entity_id: int, *row: Any) -> Attempt:
    call, action, *first = row
    return Attempt(needs, entity, entity_id, call, action, tuple(first))


BOARD = _all(
    Role.MEMBER,
    "activity",
    CARD,
    (Call(board.edit, CARD, changed(title=(CARD_TITLE, "Ny"))), "activity.edited"),
    (Call(board.move, CARD, Column.IN_PROGRESS), "activity.moved"),
    (Call(board.move, CARD, Column.NOT_STARTED), "activity.reordered"),
    (Call(board.archive, CARD), "activity.archived"),
    (Call(board.restore, CARD), "activity.restored", Call(board.archive, CARD)),
    (Call(board.add_checklist_item, CARD, "Spørg lederne"), "checklist.added"),
    (Call(board.edit_checklist_item, POINT, Edit(POINT_TEXT, "Saml")), "checklist.edited"),
    (Call(board.remove_checklist_item, POINT), "checklist.removed"),
    (Call(board.set_tick, POINT, True), "checklist.ticked"),
    (Call(board.set_tick, POINT, False), "checklist.unticked", Call(board.set_tick, POINT, True)),
)
COMMUNICATION = _all(
    Role.MEMBER,
    "communication_item",
    ITEM,
    (
        Call(communication.edit, ITEM, changed(channel=(ITEM_CHANNEL, "Brev"))),
        "communication.edited",
    ),
    (Call(communication.mark_ready, ITEM), "communication.ready"),
    (
        Call(communication.mark_ready, ITEM, False),
        "communication.planned",
        Call(communication.mark_ready, ITEM),
    ),
    (Call(communication.set_step, ITEM, Step.SENT, True), "communication.sent_ticked"),
    (
        Call(communication.set_step, ITEM, Step.SENT, False, reason="Det var en kladde"),
        "communication.sent_unticked",
        Call(communication.set_step, ITEM, Step.SENT, True),
    ),
    (Call(communication.archive, ITEM), "communication.archived"),
    (
        Call(communication.restore, ITEM),
        "communication.restored",
        Call(communication.archive, ITEM),
    ),
) + _all(
    Role.LEADER,
    "communication_item",
    ITEM,
    (Call(communication.complete, ITEM), "communication.completed"),
    (Call(communication.cancel, ITEM, "Mødet er aflyst"), "communication.cancelled"),
    (
        Call(communication.reopen, ITEM, "Ikke alle var med"),
        "communication.reopened",
        Call(communication.complete, ITEM),
    ),
)
REGISTER = _all(
    Role.MEMBER,
    "stakeholder",
    GROUP,
    (Call(stakeholders.edit, GROUP, changed(name=("Afdelingsledere", "L"))), "stakeholder.edited"),
    (
        Call(stakeholders.set_relevant, GROUP, False, reason="Bruger ikke SAPA"),
        "stakeholder.not_relevant",
    ),
    (
        Call(stakeholders.set_relevant, GROUP, True),
        "stakeholder.relevant",
        Call(stakeholders.set_relevant, GROUP, False, reason="Bruger ikke SAPA"),
    ),
    (Call(stakeholders.archive, GROUP), "stakeholder.archived"),
    (
        Call(stakeholders.restore, GROUP),
        "stakeholder.restored",
        Call(stakeholders.archive, GROUP),
    ),
)
_CALLS = Call(
    notes.add,
    NoteKind.FOLLOW_UP,
    "Ring til leverandøren",
    entity="activity",
    entity_id=CARD,
    responsible="ak",
    due_date=date(2017, 4, 7),
)
NOTES = _all(
    Role.MEMBER,
    "activity",
    CARD,
    (Call(notes.edit, 1, changed(text=("Ring til leverandøren", "Ring"))), "note.edited", _CALLS),
    (Call(notes.set_done, 1, True), "note.done", _CALLS),
    (Call(notes.set_done, 1, False), "note.reopened", _CALLS, Call(notes.set_done, 1, True)),
    (Call(notes.archive, 1), "note.archived", _CALLS),
    (Call(notes.restore, 1), "note.restored", _CALLS, Call(notes.archive, 1)),
)
_JOB = Call(departments.add, "Jobcenter", users=40)
_THEIRS = Call(board.edit, 21, changed(department=(None, 1)))
_NO = Call(departments.answer, 1, Answer.NO, reason="Bruger kun opslag")
DEPARTMENTS = _all(
    Role.MEMBER,
    "department",
    1,
    (Call(departments.edit, 1, changed(users=(40, 45))), "department.edited", _JOB),
    (_NO, "department.answered_no", _JOB, _THEIRS),
    (
        Call(departments.answer, 1, Answer.YES),
        "department.answered_yes",
        *(_JOB, _THEIRS, _NO),
    ),
    (
        Call(departments.answer, 1, Answer.UNDECIDED),
        "department.answered_undecided",
        *(_JOB, _THEIRS, _NO),
    ),
    (
        Call(departments.set_exception, 1, "To er på orlov"),
        "department.exception_set",
        _JOB,
    ),
    (
        Call(departments.set_exception, 1, ""),
        "department.exception_withdrawn",
        *(_JOB, Call(departments.set_exception, 1, "To er på orlov")),
    ),
    (Call(departments.archive, 1), "department.archived", _JOB),
    (
        Call(departments.restore, 1),
        "department.restored",
        *(_JOB, Call(departments.archive, 1)),
    ),
    (Call(adoption.set_use, 1, 12, week=0), "adoption.set", _JOB),
)
_NOWHERE = Call(
    departments.add, "Jobcenter", users=40, new_workflows=Answer.NO, reason="Bruger kun opslag"
)
CLOSING = _all(
    Role.LEADER,
    "plan",
    1,
    (Call(closing.approve_plan), "plan.approved"),
    (Call(closing.approve_plan, False), "plan.approval_withdrawn", Call(closing.approve_plan)),
    (Call(closing.close, "Ingen nye arbejdsgange"), "plan.closed", _NOWHERE),
    (
        Call(closing.reopen, "Alligevel"),
        "plan.reopened",
        *(_NOWHERE, Call(closing.close, "Ingen nye arbejdsgange")),
    ),
)
_LIS = Call(people.add, "lb", "Lis Bonde", Role.MEMBER)
PEOPLE = _all(
    Role.LEADER,
    "person",
    4,
    (Call(people.set_role, "lb", Role.VIEWER), "person.role_set", _LIS),
    (Call(people.set_active, "lb", False), "person.deactivated", _LIS),
    (
        Call(people.set_active, "lb", True),
        "person.activated",
        _LIS,
        Call(people.set_active, "lb", False),
    ),
    (Call(keys.add_key, "lb", ED25519), "person.key_added", _LIS),
)
PLAN = (
    *_all(
        Role.LEADER,
        "board_column",
        0,
        (Call(board.set_limit, Column.IN_PROGRESS, 5), "column.limited"),
    ),
    *_all(
        Role.LEADER,
        "plan",
        1,
        (Call(plan.set_go_live, date(2017, 6, 1), reason="Udskudt"), "plan.go_live_set"),
        (Call(plan.keep_backups, 30), "plan.backups_set"),
        (
            Call(template.apply, Import(TemplateKind.ACTIVITIES, [_RENAMED], _NEWEST)),
            "template.imported",
        ),
        (Call(standup.set_length, 20), "plan.standup_length_set"),
    ),
)
NEW = (
    *_all(Role.MEMBER, "activity", 0, (Call(board.add, "Ring rundt"), "activity.added")),
    *_all(Role.MEMBER, "stakeholder", 0, (Call(stakeholders.add, "Naboer"), "stakeholder.added")),
    *_all(
        Role.MEMBER,
        "communication_item",
        0,
        (Call(communication.add, "Husk kagen", stakeholder=None), "communication.added"),
    ),
    *_all(
        Role.MEMBER,
        "department",
        0,
        (Call(departments.add, "Jobcenter", users=40), "department.added"),
    ),
    *_all(Role.MEMBER, "note", 0, (Call(notes.add, NoteKind.DECISION, "Vi venter"), "note.added")),
    *_all(
        Role.LEADER,
        "person",
        0,
        (Call(people.add, "lb", "Lis Bonde", Role.VIEWER), "person.added"),
    ),
)
"""Commands that make something new, about which nothing could be known before."""
EVERY = (
    *(*BOARD, *COMMUNICATION, *REGISTER, *DEPARTMENTS, *NOTES),
    *(*PEOPLE, *PLAN, *CLOSING, *NEW),
)
