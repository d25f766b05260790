"""The plan's codes and field names as words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from db.clock import local, unstamp
from db.rules.codes import (
    Attitude,
    Column,
    CommunicationState,
    Condition,
    DecisionTopic,
    Kind,
    Level,
    NoteKind,
    Purpose,
    Role,
    Step,
)
from db.rules.due import format_offset
from db.rules.text import safe
from sapa_tui.locale import N_, _

from .dates import day_plain
from .department_words import ADOPTION, ANSWERS, SIZES
from .due_rules import NO_POINTS, Points, stored_rule_words
from .precondition_words import PRECONDITION_KINDS, SIGN_OFFS

Names = Mapping[str, str]
"""Full names by login name."""
INITIALS_LIMIT = 8
_LOGIN_AS_INITIALS = 4

_COLUMNS = {
    Column.NOT_STARTED: N_("Not started"),
    Column.IN_PROGRESS: N_("In progress"),
    Column.WAITING: N_("Waiting"),
    Column.DONE: N_("Done"),
    Column.NOT_APPLICABLE: N_("Not applicable"),
}
_KINDS = {Kind.PREPARATION: N_("preparation"), Kind.IMPLEMENTATION: N_("implementation")}
_STATES = {
    CommunicationState.PLANNED: N_("planned"),
    CommunicationState.READY: N_("ready"),
    CommunicationState.COMPLETED: N_("completed"),
    CommunicationState.CANCELLED: N_("cancelled"),
}
_STEPS = {
    Step.DRAFT: N_("draft"),
    Step.APPROVED: N_("approved"),
    Step.SENT: N_("sent/held"),
    Step.UNDERSTOOD: N_("received and understood"),
}
_ROLES = {
    Role.LEADER: N_("project leader"),
    Role.MEMBER: N_("member"),
    Role.VIEWER: N_("viewer"),
}
_LEVELS = {Level.LOW: N_("low"), Level.MEDIUM: N_("medium"), Level.HIGH: N_("high")}
_ATTITUDES = {
    Attitude.POSITIVE: N_("positive"),
    Attitude.NEUTRAL: N_("neutral"),
    Attitude.SCEPTICAL: N_("sceptical"),
}
_PURPOSES = {
    Purpose.DECISION: N_("decision"),
    Purpose.OWNERSHIP: N_("ownership"),
    Purpose.DIALOGUE: N_("dialogue"),
    Purpose.AWARENESS: N_("awareness"),
    Purpose.ACTION: N_("action"),
    Purpose.ATTITUDE: N_("attitude"),
    Purpose.KNOWLEDGE: N_("knowledge"),
}
_NOTE_KINDS = {
    NoteKind.NOTE: N_("note"),
    NoteKind.DECISION: N_("decision"),
    NoteKind.FOLLOW_UP: N_("follow-up"),
}
_ENTITIES = {
    "activity": N_("activity"),
    "checklist_item": N_("checklist point"),
    "closure": N_("days off"),
    "communication_item": N_("communication item"),
    "decision": N_("recorded decision"),
    "department": N_("department"),
    "note": N_("note"),
    "precondition": N_("precondition"),
    "roster_entry": N_("helper"),
    "stakeholder": N_("stakeholder"),
    "training_class": N_("class"),
    "workflow": N_("workflow"),
}
_TOPICS = {
    DecisionTopic.INTRODUCTION: N_("Introduction"),
    DecisionTopic.MOTIVATION: N_("Motivation"),
}
_CONDITIONS = {
    Condition.ALWAYS: N_("always"),
    Condition.NEW_WORKFLOWS: N_("if there are new workflows"),
    Condition.LARGE_CHANGE: N_("if the change is large"),
}
# Whom the planted A08 plan gives an activity to before somebody has a name.
_RESPONSIBLE = {
    "PL": N_("Project leader"),
    "LED": N_("Department manager"),
    "ADM": N_("SAPA administrator"),
    "SYS": N_("SAPA system owner"),
    "SB": N_("Super user"),
}
# The days off as db.rules.calendar names them; the names are the catalogue's keys.
_DAYS_OFF = (
    N_("New Year's Day"),
    N_("Maundy Thursday"),
    N_("Good Friday"),
    N_("Easter Sunday"),
    N_("Easter Monday"),
    N_("Great Prayer Day"),
    N_("Ascension Day"),
    N_("Pentecost"),
    N_("Whit Monday"),
    N_("Christmas Day"),
    N_("Second Day of Christmas"),
    N_("May Day"),
    N_("Constitution Day"),
    N_("Christmas Eve"),
    N_("New Year's Eve"),
    N_("Day off by agreement"),
    N_("Saturday"),
    N_("Sunday"),
)
_FIELDS = {
    "active": N_("Active"),
    "activity": N_("Activity"),
    "added_at": N_("Added at"),
    "approved_by": N_("Approved by"),
    "approved_on": N_("Approved on"),
    "archived": N_("Archived"),
    "assignee": N_("Assignee"),
    "attended": N_("Attended"),
    "attitude": N_("Attitude"),
    "audience": N_("Audience"),
    "backup_generations": N_("Daily backups kept"),
    "blob": N_("Public key"),
    "card_part": N_("Part of the card"),
    "change_size": N_("Change"),
    "changes": N_("What changes"),
    "channel": N_("Channel"),
    "closed_at": N_("Closed at"),
    "closed_by": N_("Closed by"),
    "closing_note": N_("Closing note"),
    "code": N_("Code"),
    "column": N_("Column"),
    "column_before": N_("Column before"),
    "column_since": N_("In the column since"),
    "combined": N_("Combined"),
    "comment": N_("Comment"),
    "completed_at": N_("Completed at"),
    "completed_by": N_("Completed by"),
    "completed_on": N_("Completed on"),
    "condition": N_("Condition"),
    "created_at": N_("Created"),
    "days_by_agreement": N_("Free by agreement"),
    "decided_by": N_("Decided by"),
    "decided_on": N_("Decided on"),
    "department": N_("Department"),
    "departments": N_("Departments"),
    "description": N_("Description"),
    "done_at": N_("Done at"),
    "done_by": N_("Done by"),
    "due": N_("Due"),
    "due_date": N_("Due date"),
    "due_rule": N_("Due date"),
    "end_offset_weeks": N_("Weeks from go-live to the end date"),
    "ended_at": N_("Ended at"),
    "entity": N_("About"),
    "entity_id": N_("About no."),
    "every_weeks": N_("Weeks between"),
    "exception": N_("Exception"),
    "exception_by": N_("Exception noted by"),
    "exception_on": N_("Exception noted on"),
    "expectation": N_("Expectation"),
    "fingerprint": N_("Fingerprint"),
    "first_day": N_("First day"),
    "full_name": N_("Full name"),
    "go_live": N_("Go-live date"),
    "handling": N_("Handling"),
    "held": N_("Held"),
    "held_on": N_("Date"),
    "help_note": N_("Which help"),
    "impact": N_("Impact"),
    "in_use": N_("Users in use"),
    "influence": N_("Influence"),
    "invited": N_("Invited"),
    "item": N_("Communication item"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "last_day": N_("Last day off"),
    "legacy_cases": N_("Open cases"),
    "legacy_cases_handled": N_("Open cases handled"),
    "legacy_closed_by": N_("Who closed it"),
    "legacy_closed_on": N_("Closed on"),
    "legacy_closer": N_("To be closed by"),
    "legacy_last_day": N_("Last day"),
    "legacy_title": N_("Old workflow"),
    "local_leader": N_("Local leader"),
    "message": N_("Message"),
    "met_at": N_("In place since"),
    "met_by": N_("Found in place by"),
    "municipality": N_("Municipality"),
    "name": N_("Name"),
    "needs_help": N_("Needs extra help"),
    "new_workflows": N_("New workflows"),
    "new_workflows_by": N_("Answered by"),
    "new_workflows_on": N_("Answered on"),
    "new_workflows_reason": N_("Reason for the answer"),
    "not_relevant_reason": N_("Reason for not being relevant"),
    "note": N_("Note"),
    "occasion": N_("Occasion"),
    "offset_weeks": N_("Offset in weeks"),
    "owner": N_("Owner"),
    "period": N_("When"),
    "person": N_("Person no."),
    "place": N_("Place"),
    "planned_minutes": N_("Planned length in minutes"),
    "points": N_("Checklist"),
    "purpose": N_("Purpose"),
    "rank": N_("Order"),
    "reason": N_("Reason"),
    "relevant": N_("Relevant"),
    "reported_at": N_("Reported at"),
    "reported_by": N_("Reported by"),
    "responsible": N_("Responsible"),
    "revoked_at": N_("Revoked at"),
    "role": N_("Role"),
    "sender": N_("Sender"),
    "series": N_("Repeats no."),
    "series_length": N_("Times"),
    "series_number": N_("Which time"),
    "sign_off": N_("Sign-off"),
    "sign_off_reason": N_("Reason for the sign-off"),
    "signed_off_by": N_("Signed off by"),
    "signed_off_on": N_("Signed off on"),
    "soon_within_days": N_("Days that count as soon"),
    "stakeholder": N_("Stakeholder"),
    "standup": N_("Standup no."),
    "standup_minutes": N_("Length of a standup in minutes"),
    "start_of_use": N_("Start of use"),
    "started_at": N_("Started at"),
    "state": N_("State"),
    "step": N_("Step"),
    "superusers": N_("Super users"),
    "systems": N_("Systems used together"),
    "task_card": N_("Task card"),
    "text": N_("Text"),
    "ticked_at": N_("Ticked at"),
    "ticked_by": N_("Ticked by"),
    "times": N_("Times"),
    "title": N_("Title"),
    "topic": N_("Topic"),
    "trainer": N_("Trainer"),
    "trigger": N_("Triggered by"),
    "type": N_("Type"),
    "undoes": N_("Undoes event"),
    "users": N_("Users"),
    "version": N_("Version"),
    "waiting_on": N_("Unblocked by"),
    "waiting_reason": N_("Waiting for"),
    "waits_for": N_("Waits for activity"),
    "week": N_("Week of use"),
    "weeks": N_("Weeks of help"),
    "wip_hard": N_("Limit refuses"),
    "wip_limit": N_("Limit"),
    "workflow": N_("Workflow no."),
    "written_at": N_("Written at"),
    "written_by": N_("Written by"),
}
_CODES: Mapping[str, Mapping[Any, str]] = {
    "column": _COLUMNS,
    "kind": {**_KINDS, **_NOTE_KINDS, **PRECONDITION_KINDS},
    "entity": _ENTITIES,
    "state": {**_STATES, **ADOPTION},
    "new_workflows": ANSWERS,
    "change_size": SIZES,
    "sign_off": SIGN_OFFS,
    "column_before": _COLUMNS,
    "step": _STEPS,
    "role": _ROLES,
    "influence": _LEVELS,
    "impact": _LEVELS,
    "attitude": _ATTITUDES,
    "purpose": _PURPOSES,
    "condition": _CONDITIONS,
    "topic": _TOPICS,
}
_PEOPLE = (
    *("responsible", "assignee", "waiting_on"),
    *("ticked_by", "completed_by", "done_by", "written_by", "approved_by", "closed_by"),
    *("local_leader", "new_workflows_by", "exception_by", "reported_by"),
    *("owner", "legacy_closer", "legacy_closed_by"),
    *("met_by", "signed_off_by"),
    *("decided_by", "trainer"),
)
_DATES = (
    *("due_date", "completed_on", "go_live", "start_of_use"),
    *("legacy_last_day", "legacy_closed_on"),
    *("approved_on", "exception_on", "new_workflows_on", "signed_off_on"),
    *("decided_on", "held_on", "first_day", "last_day"),
)
_INSTANTS = (
    "ticked_at",
    "completed_at",
    "column_since",
    "created_at",
    "done_at",
    "written_at",
    "added_at",
    "revoked_at",
    "started_at",
    "ended_at",
    "reported_at",
    "closed_at",
    "met_at",
)


def column_word(column: Column) -> str:
    """A column's heading: ``I gang``."""
    return _(_COLUMNS[column])


def kind_word(kind: Kind) -> str:
    """Which half of A08 an activity belongs to: ``forberedelse``."""
    return _(_KINDS[kind])


def state_word(state: CommunicationState) -> str:
    """How far a communication item has come: ``gennemført``."""
    return _(_STATES[state])


def step_word(step: Step) -> str:
    """A step of a communication item's checklist: ``modtaget og forstået``."""
    return _(_STEPS[step])


def role_word(role: Role) -> str:
    """What a person may do: ``projektleder``."""
    return _(_ROLES[role])


def level_word(level: Level) -> str:
    """A stakeholder's influence, or how much it is affected: ``høj``."""
    return _(_LEVELS[level])


def attitude_word(attitude: Attitude) -> str:
    """A stakeholder's attitude: ``skeptisk``."""
    return _(_ATTITUDES[attitude])


def purpose_word(purpose: Purpose) -> str:
    """What a communication item is for: ``kendskab``."""
    return _(_PURPOSES[purpose])


def note_kind_word(kind: NoteKind) -> str:
    """What was written down in a standup: ``beslutning``."""
    return _(_NOTE_KINDS[kind])


def entity_word(entity: str) -> str:
    """A kind of item by its table: ``aktivitet``; an unknown one keeps its own name."""
    return _(_ENTITIES[entity]) if entity in _ENTITIES else safe(entity)


def condition_word(condition: Condition) -> str:
    """When an activity belongs in the plan: ``hvis der er nye arbejdsgange``."""
    return _(_CONDITIONS[condition])


def topic_word(topic: DecisionTopic) -> str:
    """What a decision is about: ``Introduktion``."""
    return _(_TOPICS[topic])


def day_off_name(english_name: str) -> str:
    """A day off by the name that ``db.rules.calendar`` gave it: ``2. pinsedag``."""
    return safe(_(english_name)) if english_name else ""


def agreed_words(days: Iterable[str]) -> str:
    """Days ``MM-DD`` as they are spoken of: ``5/6, 24/12``."""
    parts = (safe(day).partition("-") for day in days)
    return ", ".join(f"{day.lstrip('0')}/{month.lstrip('0')}" for month, _dash, day in parts)


def field_word(field: str) -> str:
    """The label of a field: ``Ansvarlig``; an unknown field keeps its own name."""
    return _(_FIELDS[field]) if field in _FIELDS else safe(field)


def responsible_word(value: str, people: Names) -> str:
    """Who answers for something: a full name, a role in words, or the text as it was typed."""
    if value in people:
        return safe(people[value])
    return _(_RESPONSIBLE[value]) if value in _RESPONSIBLE else safe(value)


def login_word(login: str) -> str:
    """A colleague by login, as their initials stand everywhere: ``MK``; a longer one as it is."""
    text = safe(login)
    return text.upper() if len(text) <= _LOGIN_AS_INITIALS else text


def initials(value: str, people: Names) -> str:
    """Who answers for something, in at most eight characters: ``MK``, ``SYS``, ``Drift o…``."""
    if value in people and len(value) <= _LOGIN_AS_INITIALS:
        return login_word(value)
    text = safe(value)
    return text if len(text) <= INITIALS_LIMIT else text[: INITIALS_LIMIT - 1] + "…"


def value_word(field: str, value: Any, people: Names, points: Points = NO_POINTS) -> str:
    """A field's stored value as a person reads it; empty when there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in _CODES.get(field, {}):
        return _(_CODES[field][value])
    if field in _PEOPLE:
        return responsible_word(str(value), people)
    if field == "offset_weeks":
        return format_offset(value)
    if field == "due_rule":
        return stored_rule_words(str(value), points)
    if field == "days_by_agreement":
        return agreed_words(str(value).split())
    try:
        return _time_word(field, str(value))
    except ValueError:
        return safe(str(value))


def _time_word(field: str, value: str) -> str:
    if field in _DATES:
        return day_plain(date.fromisoformat(value))
    if field in _INSTANTS:
        return f"{local(unstamp(value)):%d-%m-%Y %H:%M}"
    return safe(value)
