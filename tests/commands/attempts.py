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
    days_off,
    decisions,
    departments,
    keys,
    notes,
    people,
    plan,
    preconditions,
    readiness,
    roster,
    stakeholders,
    standup,
    template,
    training,
    workflows,
)
from db.commands.template import ChangedRow, Import
from db.queries.roster import ProposedActivity
from db.rules.codes import Answer, Column, DecisionTopic, NoteKind, Role, SignOff, Step
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
_HELPS = Call(roster.add, "Ida Holm", department=1, weeks="0-2")
ROSTER = (
    *_all(
        Role.MEMBER,
        "roster_entry",
        1,
        (Call(roster.edit, 1, changed(weeks=("0-2", "0-5"))), "roster_entry.edited", _JOB, _HELPS),
        (Call(roster.archive, 1), "roster_entry.archived", _JOB, _HELPS),
        (
            Call(roster.restore, 1),
            "roster_entry.restored",
            *(_JOB, _HELPS, Call(roster.archive, 1)),
        ),
    ),
    *_all(
        Role.MEMBER,
        "department",
        1,
        (
            Call(roster.propose, 1, [ProposedActivity("Saml op", "Hver morgen", 1, "SB")]),
            "department.support_proposed",
            _JOB,
        ),
    ),
)
_POINT = "Alle brugere kan logge på SAPA fra deres egen plads"
_READY = Call(readiness.sign_off, 1, SignOff.READY, reason="Skærmene kommer mandag")
READINESS = (
    *_all(
        Role.MEMBER,
        "department",
        1,
        (_READY, "department.signed_ready", _JOB),
        (
            Call(readiness.sign_off, 1, SignOff.NOT_READY, reason="Bemanding"),
            "department.signed_not_ready",
            _JOB,
        ),
        (Call(readiness.sign_off, 1, None), "department.sign_off_withdrawn", _JOB, _READY),
        (
            Call(preconditions.plant, 1),
            "department.preconditions_planted",
            Call(departments.add, "Jobcenter", users=40, plant=False),
        ),
    ),
    *_all(
        Role.MEMBER,
        "precondition",
        1,
        (Call(preconditions.edit, 1, changed(text=(_POINT, "Ny"))), "precondition.edited", _JOB),
        (Call(preconditions.set_met, 1, True), "precondition.met", _JOB),
        (
            Call(preconditions.set_met, 1, False),
            "precondition.reopened",
            *(_JOB, Call(preconditions.set_met, 1, True)),
        ),
        (Call(preconditions.archive, 1), "precondition.archived", _JOB),
        (
            Call(preconditions.restore, 1),
            "precondition.restored",
            *(_JOB, Call(preconditions.archive, 1)),
        ),
    ),
)
_ADVIS = Call(
    workflows.add,
    "Adviser i SAPA",
    departments=[1],
    legacy_title="KMD Sag Advis",
    legacy_last_day="2017-04-03",
)
_WITH_ADVIS = (_JOB, _ADVIS)
_SEALED = Call(workflows.close_legacy, 1, reason="Sagerne lukkes i SAPA")
WORKFLOWS = _all(
    Role.MEMBER,
    "workflow",
    1,
    (
        Call(workflows.edit, 1, changed(owner=("", "ak"), departments=([1], []))),
        "workflow.edited",
        *_WITH_ADVIS,
    ),
    (_SEALED, "workflow.legacy_closed", *_WITH_ADVIS),
    (Call(workflows.reopen_legacy, 1), "workflow.legacy_reopened", *(*_WITH_ADVIS, _SEALED)),
    (Call(workflows.set_cases_handled, 1, True), "workflow.cases_handled", *_WITH_ADVIS),
    (
        Call(workflows.set_cases_handled, 1, False),
        "workflow.cases_open",
        *(*_WITH_ADVIS, Call(workflows.set_cases_handled, 1, True)),
    ),
    (Call(workflows.archive, 1), "workflow.archived", *_WITH_ADVIS),
    (Call(workflows.restore, 1), "workflow.restored", *(*_WITH_ADVIS, Call(workflows.archive, 1))),
)
_DECIDED = Call(decisions.add, "En time hver", topic=DecisionTopic.INTRODUCTION)
DECISIONS = _all(
    Role.MEMBER,
    "decision",
    1,
    (
        Call(decisions.edit, 1, changed(text=("En time hver", "To timer hver"))),
        "decision.edited",
        _DECIDED,
    ),
    (Call(decisions.archive, 1), "decision.archived", _DECIDED),
    (
        Call(decisions.restore, 1),
        "decision.restored",
        *(_DECIDED, Call(decisions.archive, 1)),
    ),
)
_CLASS = Call(training.add, "Hold 1", held_on=date(2017, 3, 31), invited=12)
_COUNTED = Call(training.set_attended, 1, 9)
TRAINING = _all(
    Role.MEMBER,
    "training_class",
    1,
    (Call(training.edit, 1, changed(title=("Hold 1", "Hold A"))), "training_class.edited", _CLASS),
    (_COUNTED, "training_class.attendance_set", _CLASS),
    (
        Call(training.set_attended, 1, None),
        "training_class.attendance_cleared",
        *(_CLASS, _COUNTED),
    ),
    (Call(training.archive, 1), "training_class.archived", _CLASS),
    (
        Call(training.restore, 1),
        "training_class.restored",
        *(_CLASS, Call(training.archive, 1)),
    ),
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
_SUMMER = Call(days_off.add, "Sommerferie", first_day=date(2017, 7, 17), last_day=date(2017, 7, 30))
DAYS_OFF = (
    *_all(
        Role.LEADER,
        "closure",
        1,
        (Call(days_off.archive, 1), "closure.archived", _SUMMER),
        (
            Call(days_off.restore, 1),
            "closure.restored",
            *(_SUMMER, Call(days_off.archive, 1)),
        ),
    ),
    *_all(
        Role.LEADER, "plan", 1, (Call(days_off.agree, ["05-01", "12-24"]), "plan.days_off_agreed")
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
    *_all(
        Role.MEMBER,
        "precondition",
        0,
        (Call(preconditions.add, "Headset", department=1), "precondition.added", _JOB),
    ),
    *_all(Role.MEMBER, "roster_entry", 0, (_HELPS, "roster_entry.added", _JOB)),
    *_all(
        Role.MEMBER,
        "decision",
        0,
        (
            Call(decisions.add, "En time hver", topic=DecisionTopic.INTRODUCTION),
            "decision.added",
        ),
    ),
    *_all(
        Role.MEMBER,
        "training_class",
        0,
        (Call(training.add, "Hold 1"), "training_class.added"),
    ),
    *_all(
        Role.MEMBER,
        "workflow",
        0,
        (Call(workflows.add, "Adviser i SAPA", departments=[1]), "workflow.added", _JOB),
    ),
    *_all(Role.MEMBER, "note", 0, (Call(notes.add, NoteKind.DECISION, "Vi venter"), "note.added")),
    *_all(
        Role.LEADER,
        "person",
        0,
        (Call(people.add, "lb", "Lis Bonde", Role.VIEWER), "person.added"),
    ),
    *_all(Role.LEADER, "closure", 0, (_SUMMER, "closure.added")),
)
"""Commands that make something new, about which nothing could be known before."""
EVERY = (
    *(*BOARD, *COMMUNICATION, *REGISTER, *DEPARTMENTS, *READINESS, *WORKFLOWS, *NOTES),
    *(*ROSTER, *DECISIONS, *TRAINING, *PEOPLE, *PLAN, *CLOSING, *DAYS_OFF, *NEW),
)
