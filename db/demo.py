"""The demo plan's history, played through the commands as if people had lived it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from .clock import MUNICIPAL_TIME, local
from .commands import (
    Edit,
    Request,
    adoption,
    board,
    communication,
    decisions,
    departments,
    notes,
    preconditions,
    readiness,
    roster,
    standup,
    training,
    workflows,
)
from .models import Activity, ChecklistItem, CommunicationItem, Department, Precondition
from .queries.due import due_columns
from .queries.standup import planned_walk, walk_under_way
from .rules.calendar import WorkingCalendar
from .rules.codes import Answer, ChangeSize, Column, DecisionTopic, Kind, NoteKind, SignOff, Step
from .rules.due import Due, stored_rule

PARTS = ("step", "meeting", "readiness", "workflows", "training", "support")
"""The parts of the script that have steps."""
Said = Mapping[str, Any]
"""A step as the script has it."""


class Stage(NamedTuple):
    """Where the script is played, and the day on which it ends."""

    database: SqliteDatabase
    language: str
    today: date
    calendar: WorkingCalendar

    def when(self, step: Said) -> datetime:
        """The instant of a step: a wall-clock time some days, or working days, ago."""
        if "workdays_ago" in step:
            day = self.calendar.add_working_days(self.today, -step["workdays_ago"])
        else:
            day = self.today - timedelta(days=step["days_ago"])
        return instant(day, step["time"])

    def due(self, step: Said) -> date | None:
        """The day by which something is to be done, if a step names one."""
        if "workdays_from_now" in step:
            return self.calendar.add_working_days(self.today, step["workdays_from_now"])
        days = step.get("days_from_now")
        return None if days is None else self.today + timedelta(days=days)

    def words(self, step: Said, field: str) -> str:
        """What is said in a step, in the plan's language; empty where nothing is."""
        return str(step.get(field, {}).get(self.language, ""))


def instant(day: date, clock_time: str) -> datetime:
    """A wall-clock time of the script, such as 09:04, on a day in Denmark."""
    return datetime.combine(day, time.fromisoformat(clock_time), ZoneInfo(MUNICIPAL_TIME))


def play(stage: Stage, steps: Iterable[Said], now: datetime) -> None:
    """Let the steps happen one after the other, none of them later than ``now``."""
    for step in sorted(steps, key=stage.when):
        asked = Request(step["actor"], min(stage.when(step), now))
        _VERBS[step["verb"]](stage, asked, step)


def _value(at: Stage, table: Any, row_id: int, field: str) -> Any:
    query = table.select(getattr(table, field)).where(table.id == row_id)
    return query.scalar(at.database)


def _move(at: Stage, asked: Request, step: Said) -> None:
    reason, helper = at.words(step, "reason"), at.words(step, "waiting_on")
    target = Column(step["to"])
    board.move(at.database, asked, step["activity"], target, reason=reason, waiting_on=helper)


def _assign(at: Stage, asked: Request, step: Said) -> None:
    base = _value(at, Activity, step["activity"], "responsible")
    edits = {"responsible": Edit(base, step["responsible"])}
    board.edit(at.database, asked, step["activity"], edits)


def _promise(at: Stage, asked: Request, step: Said) -> None:
    board.edit(at.database, asked, step["activity"], _due_edits(at, Activity, step))


def _schedule(at: Stage, asked: Request, step: Said) -> None:
    communication.edit(at.database, asked, step["item"], _due_edits(at, CommunicationItem, step))


def _due_edits(at: Stage, table: Any, step: Said) -> dict[str, Edit]:
    number = step["activity" if table is Activity else "item"]
    weeks = {"offset_weeks": _value(at, table, number, "offset_weeks")}
    mine = due_columns(_due(at, step))
    return {name: Edit(weeks.get(name), value) for name, value in mine.items()}


def _due(at: Stage, step: Said) -> Due:
    rule = stored_rule(step["rule"]) if "rule" in step else None
    return Due(step.get("offset_weeks"), at.due(step), rule)


def _tick(at: Stage, asked: Request, step: Said) -> None:
    points = ChecklistItem.select(ChecklistItem.id).where(
        ChecklistItem.activity == step["activity"]
    )
    ids = [row[0] for row in points.order_by(ChecklistItem.rank).tuples().execute(at.database)]
    board.set_tick(at.database, asked, ids[step["item"] - 1], True)


def _edit(at: Stage, asked: Request, step: Said) -> None:
    base = _value(at, Activity, step["activity"], step["field"])
    edits = {step["field"]: Edit(base, at.words(step, "text"))}
    board.edit(at.database, asked, step["activity"], edits)


def _add(at: Stage, asked: Request, step: Said) -> None:
    due, kind = _due(at, step), Kind(step["kind"])
    fields = {name: step[name] for name in ("responsible", "department") if name in step}
    board.add(at.database, asked, at.words(step, "title"), kind=kind, due=due, **fields)


def _step(at: Stage, asked: Request, step: Said) -> None:
    communication.set_step(at.database, asked, step["item"], Step(step["step"]), True)


def _ready(at: Stage, asked: Request, step: Said) -> None:
    communication.mark_ready(at.database, asked, step["item"])


def _complete(at: Stage, asked: Request, step: Said) -> None:
    communication.complete(at.database, asked, step["item"])


def _edit_communication(at: Stage, asked: Request, step: Said) -> None:
    base = _value(at, CommunicationItem, step["item"], step["field"])
    edits = {step["field"]: Edit(base, at.words(step, "text"))}
    communication.edit(at.database, asked, step["item"], edits)


def _meet(at: Stage, asked: Request, step: Said) -> None:
    agenda = planned_walk(at.database, local(asked.at).date())
    standup.start(at.database, asked, agenda, session=f"demo.{step['actor']}")


def _end_meeting(at: Stage, asked: Request, step: Said) -> None:
    walk = walk_under_way(at.database)
    assert walk is not None
    standup.end(at.database, asked, walk.id, session=walk.session)


def _write_down(at: Stage, asked: Request, step: Said) -> None:
    about: dict[str, Any] = {}
    for field, entity in (("activity", "activity"), ("item", "communication_item")):
        if field in step:
            about = {"entity": entity, "entity_id": step[field]}
    about |= {"responsible": step.get("responsible", ""), "due_date": at.due(step)}
    notes.add(at.database, asked, NoteKind(step["kind"]), at.words(step, "text"), **about)


def _follow_up(at: Stage, asked: Request, step: Said) -> None:
    notes.set_done(at.database, asked, step["note"], True)


def _department(at: Stage, asked: Request, step: Said) -> None:
    plain = ("users", "systems", "superusers", "local_leader")
    fields = {field: step[field] for field in plain if field in step}
    if "started_days_ago" in step:
        fields["start_of_use"] = at.today - timedelta(days=step["started_days_ago"])
    size = ChangeSize(step.get("change_size", ChangeSize.MEDIUM))
    departments.add(at.database, asked, at.words(step, "name"), change_size=size, **fields)


def _answer(at: Stage, asked: Request, step: Said) -> None:
    said, reason = Answer(step["answer"]), at.words(step, "reason")
    departments.answer(at.database, asked, step["department"], said, reason=reason)


def _adoption(at: Stage, asked: Request, step: Said) -> None:
    number, week = step["in_use"], step["week"]
    adoption.set_use(at.database, asked, step["department"], number, week=week)


def _call_for_help(at: Stage, asked: Request, step: Said) -> None:
    base = _value(at, Department, step["department"], "help_note")
    edits = {"needs_help": Edit(False, True), "help_note": Edit(base, at.words(step, "text"))}
    departments.edit(at.database, asked, step["department"], edits)


def _in_place(at: Stage, asked: Request, step: Said) -> None:
    theirs = Precondition.select(Precondition.id).where(
        Precondition.department == step["department"]
    )
    ids = [row[0] for row in theirs.order_by(Precondition.rank).tuples().execute(at.database)]
    for place in step["points"]:
        preconditions.set_met(at.database, Request(asked.actor, asked.at), ids[place - 1], True)


def _sign_off(at: Stage, asked: Request, step: Said) -> None:
    said, by, reason = SignOff(step["said"]), step["by"], at.words(step, "reason")
    readiness.sign_off(at.database, asked, step["department"], said, by=by, reason=reason)


def _workflow(at: Stage, asked: Request, step: Said) -> None:
    told = ("changes", "systems", "legacy_title", "legacy_cases")
    fields: dict[str, Any] = {field: at.words(step, field) for field in told}
    if "ends_in_days" in step:
        fields["legacy_last_day"] = at.today + timedelta(days=step["ends_in_days"])
    people = {name: step[name] for name in ("owner", "legacy_closer") if name in step}
    title, given = at.words(step, "title"), step["departments"]
    workflows.add(at.database, asked, title, departments=given, **fields, **people)


def _cases_handled(at: Stage, asked: Request, step: Said) -> None:
    workflows.set_cases_handled(at.database, asked, step["workflow"], True)


def _close_old(at: Stage, asked: Request, step: Said) -> None:
    workflows.close_legacy(at.database, asked, step["workflow"], reason=at.words(step, "reason"))


def _decide(at: Stage, asked: Request, step: Said) -> None:
    decisions.add(
        at.database,
        asked,
        at.words(step, "text"),
        topic=DecisionTopic(step["topic"]),
        department=step.get("department"),
        decided_by=at.words(step, "decided_by"),
        decided_on=local(asked.at).date(),
    )


def _class(at: Stage, asked: Request, step: Said) -> None:
    plain = ("department", "combined", "invited", "trainer")
    fields = {field: step[field] for field in plain if field in step}
    fields |= {"held_on": at.due(step), "place": at.words(step, "place")}
    training.add(at.database, asked, at.words(step, "title"), **fields)


def _attended(at: Stage, asked: Request, step: Said) -> None:
    training.set_attended(at.database, asked, step["class"], step["attended"])


def _helper(at: Stage, asked: Request, step: Said) -> None:
    fields = {field: step[field] for field in ("department", "weeks", "role")}
    roster.add(at.database, asked, step["name"], **fields, note=at.words(step, "note"))


def _message(at: Stage, asked: Request, step: Said) -> None:
    plain = ("stakeholder", "times", "every_weeks", "waits_for", "responsible", "purpose")
    fields = {field: step[field] for field in plain if field in step}
    fields |= {field: at.words(step, field) for field in ("channel", "sender")}
    due = Due(step.get("offset_weeks"), at.due(step))
    communication.add(at.database, asked, at.words(step, "message"), due=due, **fields)


_VERBS = {
    "move": _move,
    "assign": _assign,
    "promise": _promise,
    "schedule": _schedule,
    "tick": _tick,
    "edit": _edit,
    "add": _add,
    "step": _step,
    "ready": _ready,
    "complete": _complete,
    "edit_communication": _edit_communication,
    "meet": _meet,
    "end_meeting": _end_meeting,
    "write_down": _write_down,
    "follow_up": _follow_up,
    "department": _department,
    "answer": _answer,
    "adoption": _adoption,
    "call_for_help": _call_for_help,
    "in_place": _in_place,
    "sign_off": _sign_off,
    "workflow": _workflow,
    "cases_handled": _cases_handled,
    "close_old": _close_old,
    "decide": _decide,
    "class": _class,
    "attended": _attended,
    "helper": _helper,
    "message": _message,
}
