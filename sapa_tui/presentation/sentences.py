"""What went wrong, and what happened, each in one plain sentence."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from db.changes import EventRow, FieldChange
from db.errors import Conflict, SapaError
from db.rules.closing import ReadyLine
from db.rules.codes import Column, CommunicationState, DecisionTopic, Role, Step
from db.rules.text import safe
from sapa_tui.locale import _

from .dates import day_long, day_plain
from .department_words import ready_line_word
from .due_rules import NO_POINTS, Points
from .error_texts import ERRORS
from .event_texts import EVENTS, FIELDS, NOTED
from .refusal_texts import REFUSED
from .template_texts import import_words
from .words import (
    Names,
    column_word,
    entity_word,
    field_word,
    initials,
    login_word,
    role_word,
    state_word,
    step_word,
    topic_word,
    value_word,
)

TITLE_SHOWN = 80
"""Characters of a title that a sentence quotes; a message may be as long as a letter."""
VALUE_SHOWN = 40
"""Characters of a new value up to which a sentence names it."""
_RULE_SHOWN = 80
"""The same for what a due date is counted from, which often has a title in it."""

DUE_FIELDS = ("offset_weeks", "due_date", "due_rule")
_EDITED = (
    "activity.edited",
    "communication.edited",
    "decision.edited",
    "department.edited",
    "precondition.edited",
    "roster_entry.edited",
    "stakeholder.edited",
    "training_class.edited",
    "workflow.edited",
)
_FOLLOWED_EDITS = ("activity.edited", "communication.edited", "department.edited")
FOLLOWED = (*_FOLLOWED_EDITS, "plan.go_live_set")
"""Actions that due dates follow; the note has how many."""
_RENAMED = ("title", "name", "message")
_NUMBERED = ("department", "stakeholder")
"""Fields that hold the number of something else, which tells a person nothing."""
_LINKED = "workflow_department"
"""Rows that give a workflow to a department; which ones is said with the event."""
_ABOUT_COLLEAGUE = (
    "key_taken",
    "last_leader",
    "person_inactive",
    "standup_led",
    "standup_not_leading",
)
"""Whose ``name`` is a colleague to talk to; elsewhere it is a login to be typed."""
_OWN_SPELLING = ("{name}", "{who}", "{path}")
"""A long login or a path keeps its small letter at the beginning of a sentence."""
_WHOLE = ("path", "backup", "names", "allowed", "told", "candidates", "chain")
_PARAMS: Mapping[str, Callable[[str], str]] = {
    "column": lambda code: column_word(Column(code)),
    "entity": entity_word,
    "lines": lambda codes: ", ".join(ready_line_word(ReadyLine(one)) for one in codes.split(", ")),
    "field": lambda field: _lower_first(field_word(field)),
    "needed": lambda code: role_word(Role(code)),
    "role": lambda code: role_word(Role(code)),
    "state": lambda code: state_word(CommunicationState(code)),
    "topic": lambda code: _lower_first(topic_word(DecisionTopic(code))),
}


def error_sentence(error: SapaError) -> str:
    """Say what happened and what to do about it."""
    if error.code not in ERRORS:
        return _("It could not be done ({code}).").format(code=error.code)
    words: dict[str, str] = defaultdict(lambda: "?")
    words |= {name: _param(name, value) for name, value in error.params.items()}
    if "who" in error.params:
        words["who"] = login_word(str(error.params["who"])) or _("Somebody")
    if error.code in _ABOUT_COLLEAGUE and "name" in error.params:
        words["name"] = login_word(str(error.params["name"]))
    if isinstance(error, Conflict):
        words["fields"] = _listed(list(error.fields))
        words["values"] = _both_values(error)
    pattern = _(ERRORS[error.code])
    sentence = pattern.format_map(words)
    if pattern.startswith(_OWN_SPELLING):
        return sentence
    return sentence[:1].upper() + sentence[1:]


def delay_sentence(fault: SapaError | None) -> str:
    """Say that the plan has to be waited for, and why; with None that it answers again."""
    if fault is None:
        return _("The plan answers again.")
    if fault.code == "disk_full":
        return _("The disk is full, so nothing can be saved now; tell whoever runs the server.")
    return _("The plan is in use by another program; saving waits until it is free.")


def event_sentence(
    event: EventRow, people: Names, points: Points = NO_POINTS, *, remarked: bool = True
) -> str:
    """Say what somebody did: ``MK flyttede “Kortlæg interessenterne” fra I gang til Færdig``.

    What was said with it follows, unless it is not to be ``remarked``.
    """
    if event.undone and event.action in ("undo", "redo"):
        return _played_sentence(event, people, points)
    event = event._replace(changes=_own_changes(event))
    words = _event_words(event, people, points)
    sentence = _event_pattern(event, words).format_map(defaultdict(lambda: "?", words))
    remark = event_remark(event) if remarked else ""
    if event.action in _FOLLOWED_EDITS:
        return " · ".join(filter(None, (sentence, remark)))
    return f"{sentence}: {remark}" if remark else sentence


def quoted(title: str, limit: int = TITLE_SHOWN) -> str:
    """A title on one line, cut with a sign where it is too long for a sentence."""
    text = safe(title)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _played_sentence(event: EventRow, people: Names, points: Points) -> str:
    """What was undone or done again, told as it was told when it happened."""
    changes = event.changes
    if event.action == "undo":
        changes = tuple(change._replace(old=change.new, new=change.old) for change in changes)
    changes, note = event.undone_changes or changes, event.undone_note
    first = event._replace(action=event.undone, changes=changes, note=note, undone="")
    undid = event.action == "undo"
    pattern = _("{actor} undid: {what}") if undid else _("{actor} did again: {what}")
    what = event_sentence(first, people, points, remarked=event.undone.startswith("note."))
    return pattern.format(actor=_actor(event, people), what=what)


def _own_changes(event: EventRow) -> tuple[FieldChange, ...]:
    """The changes that somebody has made; those that followed are told by their number."""
    if event.action not in FOLLOWED:
        return event.changes
    item = event.entity, event.entity_id
    return tuple(
        change
        for change in event.changes
        if change.field not in DUE_FIELDS or (change.entity, change.entity_id) == item
    )


def _actor(event: EventRow, people: Names) -> str:
    return initials(event.actor, people) if event.actor else _("The program")


def _param(name: str, value: Any) -> str:
    if isinstance(value, date):
        return day_plain(value)
    try:
        return _PARAMS[name](str(value)) if name in _PARAMS else _shown(name, str(value))
    except ValueError:
        return quoted(str(value))


def _shown(name: str, value: str) -> str:
    # A path is to be found again and a list to be chosen from, so neither is cut.
    return safe(value) if name in _WHOLE else quoted(value)


def _both_values(conflict: Conflict) -> str:
    """Of each disputed field what was asked for and what stands there: ``title: “a”, now “b”``."""
    pattern = _("{field}: yours “{mine}”, now “{theirs}”")
    return "; ".join(
        pattern.format(
            field=_lower_first(field_word(name)),
            mine=quoted(value_word(name, mine, {})),
            theirs=quoted(value_word(name, theirs, {})),
        )
        for name, (_base, mine, theirs) in conflict.fields.items()
    )


def _listed(fields: list[str]) -> str:
    # An offset and a date are one thing to people: when it is due.
    names = dict.fromkeys("due" if name in DUE_FIELDS else name for name in fields)
    words = [
        _(FIELDS[name]) if name in FIELDS else _lower_first(field_word(name)) for name in names
    ]
    if len(words) < 2:
        return "".join(words)
    return _("{several} and {last}").format(several=", ".join(words[:-1]), last=words[-1])


def _said_of(change: FieldChange) -> str:
    """What a sentence calls a field; the rows that give a workflow to departments are one."""
    if change.entity == _LINKED:
        return "departments"
    both = (change.entity, change.field) == ("workflow", "systems")
    return "workflow_systems" if both else change.field


def _lower_first(word: str) -> str:
    return word[:1].lower() + word[1:]


def _event_pattern(event: EventRow, words: Mapping[str, str]) -> str:
    step = _step(event)
    if step is not None:
        return {
            "ticked": _("{actor} ticked {step} of “{title}”"),
            "unticked": _("{actor} took the tick off {step} of “{title}”"),
        }[event.action.rpartition("_")[2]]
    if event.action == "plan.go_live_set" and "go_live" not in words:
        return _("{actor} took the go-live date away: a new one is awaited")
    if event.action == "plan.go_live_set" and "go_live_before" in words:
        return _("{actor} moved go-live from {go_live_before} to {go_live}")
    if event.action == "column.limited" and not words.get("limit"):
        if "limit" in words:
            return _("{actor} took the limit of {limited} away")
        return _("{actor} changed the limit of {limited}")
    if event.action == "refused":
        return _refused_pattern(event)
    if "imported" in words:
        return _("{actor} imported {imported}: {added} added, {altered} changed")
    if event.action == "adoption.set" and "in_use" not in words:
        return _("{actor} reported on the use in “{title}”")
    if event.action == "note.added":
        return _(NOTED.get(words.get("noted", ""), EVENTS["note.added"]))
    if event.action in _EDITED:
        return _edited_pattern(event, words)
    return _(EVENTS[event.action]) if event.action in EVENTS else "{actor}: {action} “{title}”"


def _refused_pattern(event: EventRow) -> str:
    attempted = event.note.partition(" ")[2]
    if not event.title and not attempted.startswith("standup."):
        return _("{actor} was refused a change")
    return _(REFUSED.get(attempted, EVENTS["refused"]))


def _edited_pattern(event: EventRow, words: Mapping[str, str]) -> str:
    if "start" in words and len(event.changes) == 1:
        return _("{actor} let “{title}” start {start} instead of {start_before}")
    if words.get("renamed_from"):
        return _("{actor} changed {fields} from “{renamed_from}” to “{renamed_to}”")
    if words.get("new"):
        return {
            "assignee": _("{actor} put {new} on “{title}”"),
            "responsible": _("{actor} made {new} responsible for “{title}”"),
        }.get(event.changes[0].field, _("{actor} set {fields} of “{title}” to {new}"))
    return _(EVENTS[event.action])


def _event_words(event: EventRow, people: Names, points: Points) -> dict[str, str]:
    if event.action == "template.imported":  # its thousands of changes are not listed
        return {"actor": _actor(event, people), **import_words(event.note)}
    words = {
        "actor": _actor(event, people),
        "action": safe(event.action),
        "title": quoted(event.title),
        "where": _("about the plan"),
        "fields": _listed([_said_of(change) for change in event.changes]),
    }
    for change in event.changes:
        words |= _change_words(change, people)
    if event.entity != "note":
        words["where"] = _("about “{title}”").format(title=words["title"])
    if event.title in list(Column):
        words["limited"] = column_word(Column(event.title))
    if (step := _step(event)) is not None:
        words["step"] = step_word(step)
    if len(event.changes) == 1 and event.changes[0].entity != _LINKED:
        words |= _only_change_words(event.changes[0], people, points)
    return words


def _only_change_words(change: FieldChange, people: Names, points: Points) -> dict[str, str]:
    old, new = (
        value_word(change.field, value, people, points) for value in (change.old, change.new)
    )
    most = _RULE_SHOWN if change.field == "due_rule" else VALUE_SHOWN
    words = {"new": new if len(new) <= most and change.field not in _NUMBERED else ""}
    # Two long ones would be cut, perhaps before they differ; both stand on the event's page.
    if change.field in _RENAMED and old and words["new"] and len(old) <= VALUE_SHOWN:
        words["renamed_from"], words["renamed_to"] = quoted(old), quoted(new)
    return words


def _change_words(change: FieldChange, people: Names) -> dict[str, str]:
    new = value_word(change.field, change.new, people)
    match change.field:
        case "column":
            return {"old_column": value_word("column", change.old, people), "new_column": new}
        case "go_live" if change.new and change.old:
            before, after = (day_plain(date.fromisoformat(str(d))) for d in change[-2:])
            return {"go_live_before": before, "go_live": after}
        case "go_live" if change.new:
            return {"go_live": day_long(date.fromisoformat(change.new))}
        case "kind" if change.entity == "note":
            return {"noted": str(change.new)}
        case "attended":
            return {"attended": new}
        case "in_use":
            return {"in_use": new}
        case "role":
            return {"role": new}
        case "start_of_use":
            return {"start": _start(change.new), "start_before": _start(change.old)}
        case "backup_generations":
            return {"generations": new}
        case "standup_minutes":
            return {"minutes": new}
        case "wip_limit":
            return {"limit": new}
    return {}


def _step(event: EventRow) -> Step | None:
    """The step that a ``communication.draft_ticked`` and its like are about."""
    name, _underscore, verb = event.action.removeprefix("communication.").rpartition("_")
    return Step(name) if name in list(Step) and verb in ("ticked", "unticked") else None


def event_remark(event: EventRow) -> str:
    """What was said with it: a reason, a checklist point, or that a warning was confirmed."""
    if event.action in ("refused", "undo", "redo", "template.imported"):
        return ""  # the note is for programs: a code, or the number of an event
    if event.note == "starts_before_go_live":
        return _("before go-live, and confirmed")
    if event.action in FOLLOWED:
        return _followed_remark(event.note)
    return quoted(event.note)


def _start(stored: str | None) -> str:
    """When a department starts, as its row holds it."""
    return day_plain(date.fromisoformat(stored)) if stored else _("with go-live")


def _followed_remark(note: str) -> str:
    """Why something was moved, and how many due dates followed."""
    from db.rules.go_live_move import said

    from .move_words import followed_words

    reason, followed = said(note)
    words = [quoted(reason)] if reason else []
    return " · ".join([*words, followed_words(followed)] if followed else words)
