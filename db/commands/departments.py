"""Writes to the register of departments: the answer about new workflows, and what follows."""

from collections.abc import Mapping
from typing import Any

from db.clock import stored_day
from db.errors import InvalidInput
from db.models import Activity, Department
from db.queries.start_move import read_start_move
from db.rules.codes import Answer, ChangeSize, Column, Kind, Role
from db.rules.go_live_move import Move

from ._arrival import check_limit, rank_in
from ._change import Change, Edit
from ._departments import demand_sound
from ._door import command
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    iso_date,
    line,
    note,
    number,
)
from ._following import demand_shown, follow_start
from ._planting import plant_suggestions
from ._rows import last_rank, open_row, said_already, set_archived

MOST_USERS = 1_000_000
MOST_SYSTEMS = 99
DEPARTMENT_FIELDS: Mapping[str, Cleaner] = {
    "name": line("name", required=True),
    "users": number("users", 0, MOST_USERS),
    "change_size": code("change_size", ChangeSize),
    "systems": number("systems", 1, MOST_SYSTEMS),
    "local_leader": line("local_leader", PERSON_LIMIT),
    "superusers": note("superusers", REASON_LIMIT),
    "start_of_use": iso_date,
    "needs_help": bool,
    "help_note": note("help_note", REASON_LIMIT),
}
"""Fields of a department that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Department)
def add(
    change: Change,
    /,
    name: str,
    *,
    users: int | str,
    new_workflows: Answer = Answer.UNDECIDED,
    reason: str = "",
    plant: bool = True,
    **fields: Any,
) -> None:
    """Add a department, with its answer if it has one; ``fields`` as in DEPARTMENT_FIELDS.

    ``plant``: its checklist of conditions begins with the suggested points.

    Raises:
        InvalidInput: as :func:`answer` does, and where another department in use has the name,
            whatever its capitals ("department_exists").
    """
    clean = clean_values(DEPARTMENT_FIELDS, {"name": name, "users": users, **fields})
    answered = _answered(change, new_workflows, reason)
    if answered["new_workflows"] == Answer.UNDECIDED and not answered["new_workflows_reason"]:
        answered = {}  # nobody has said anything yet
    row = change.insert(Department, **clean, **answered, rank=last_rank(change, Department))
    demand_sound(change, row)
    if plant:
        plant_suggestions(change, row)
    change.about(
        "department.added", row, title=row.name, note=answered.get("new_workflows_reason", "")
    )


@command(needs=Role.MEMBER, on=Department)
def edit(
    change: Change,
    /,
    department_id: int,
    edits: Mapping[str, Edit],
    *,
    shown: Move | None = None,
) -> None:
    """Change fields of a department; raises as ``board.edit`` and :func:`add` do.

    What is counted from its start of use follows that, and what has been done keeps its date. With
    a day of its own its open implementation activities are counted from it from now on, see
    ``rules.start_move``; where it starts with go-live again, that is what they come to. ``shown``
    is what was shown of that and agreed to; None if nothing was.

    Raises:
        Refused: it would bring about something else than ``shown`` by now ("move_overtaken").
        InvalidInput: it would have fewer users than are in use ("in_use_over_users").
    """
    row = open_row(change, Department, department_id)
    clean, remark = cleaned(DEPARTMENT_FIELDS, edits), ""
    start = clean.get("start_of_use", Edit(None, None))
    moves = start.mine not in (start.base, row.start_of_use)
    today, to = change.request.today, stored_day(start.mine)
    found = read_start_move(change.database, row.id, to, today) if moves else None
    change.merge(row, clean)
    demand_sound(change, row)
    if found is not None:
        demand_shown(found.move, shown)
        remark = follow_start(change, found)
    change.about("department.edited", row, title=row.name, note=remark)


@command(needs=Role.MEMBER, on=Department)
def answer(
    change: Change,
    /,
    department_id: int,
    new_workflows: Answer,
    *,
    reason: str = "",
    base: Answer | None = None,
) -> None:
    """Say whether a department has new workflows, with the person's name and the day.

    No sets its open implementation activities to Ikke relevant; another answer brings them back
    to the columns they were in, but for those that somebody has moved since. ``base`` is the
    answer that the person saw.

    Raises:
        InvalidInput: No is given without a reason ("reason_missing").
        Conflict: somebody has answered otherwise than ``base`` meanwhile.
        Refused: a column's hard limit has no room for what comes back ("column_full"); somebody
            has given the same answer since ``base`` was read, with another reason ("said_already").
    """
    row = open_row(change, Department, department_id)
    answered = _answered(change, new_workflows, reason)
    said, before = answered["new_workflows"], row.new_workflows
    if base is not None and before not in (base, said):
        raise change.conflict(row, {"new_workflows": (base, said, before)})
    same_words = answered["new_workflows_reason"] in ("", row.new_workflows_reason)
    if base not in (None, before) and not same_words:
        raise said_already(row.name, row.new_workflows_by)
    if (said, answered["new_workflows_reason"]) != (before, row.new_workflows_reason):
        change.update(row, **answered)
    if said != before and said == Answer.NO:
        _set_aside(change, department_id)
    elif said != before and before == Answer.NO:
        _bring_back(change, department_id)
    remark = answered["new_workflows_reason"]
    change.about(f"department.answered_{said}", row, title=row.name, note=remark)


@command(needs=Role.MEMBER, on=Department)
def set_exception(change: Change, /, department_id: int, reason: str) -> None:
    """Say why not all of its users have to use the workflows; without a reason they have to."""
    row = open_row(change, Department, department_id)
    remark = str(note("exception", REASON_LIMIT)(reason))
    if remark != row.exception:
        by, on = (
            (change.request.actor, change.request.today.isoformat()) if remark else (None, None)
        )
        change.update(row, exception=remark, exception_by=by, exception_on=on)
    action = "department.exception_set" if remark else "department.exception_withdrawn"
    change.about(action, row, title=row.name, note=remark)


@command(needs=Role.MEMBER, on=Department)
def archive(change: Change, /, department_id: int) -> None:
    """Take a department out of the register; its activities stay as they are."""
    row = set_archived(change, Department, department_id, True)
    change.about("department.archived", row, title=row.name)


@command(needs=Role.MEMBER, on=Department)
def restore(change: Change, /, department_id: int) -> None:
    """Put an archived department back; raises InvalidInput("department_exists")."""
    row = set_archived(change, Department, department_id, False)
    demand_sound(change, row)
    change.about("department.restored", row, title=row.name)


def _answered(change: Change, new_workflows: Answer, reason: str) -> dict[str, Any]:
    said = code("new_workflows", Answer)(new_workflows)
    remark = note("reason", REASON_LIMIT)(reason)
    if said == Answer.NO and not remark:
        raise InvalidInput("reason_missing", field="reason")
    return {
        "new_workflows": said,
        "new_workflows_reason": remark,
        "new_workflows_by": change.request.actor,
        "new_workflows_on": change.request.today.isoformat(),
    }


def _set_aside(change: Change, department_id: int) -> None:
    """Implement nothing where there is nothing new; what has been done already stays done."""
    settled = (Column.DONE.value, Column.NOT_APPLICABLE.value)
    theirs = (Activity.department == department_id) & ~Activity.archived
    open_ones = (Activity.kind == Kind.IMPLEMENTATION) & Activity.column.not_in(settled)
    for row in _activities(change, theirs & open_ones):
        _put(change, row, Column.NOT_APPLICABLE, column_before=row.column)


def _bring_back(change: Change, department_id: int) -> None:
    """Put back what an answer has set aside, archived or not."""
    theirs = (Activity.department == department_id) & Activity.column_before.is_null(False)
    still = Activity.column == Column.NOT_APPLICABLE
    for row in _activities(change, theirs & still):
        _put(change, row, Column(str(row.column_before)), column_before=None)


def _activities(change: Change, where: Any) -> list[Activity]:
    ids = Activity.select(Activity.id).where(where).order_by(Activity.rank, Activity.id)
    return [change.row(Activity, row[0]) for row in ids.tuples().execute(change.database)]


def _put(change: Change, row: Activity, target: Column, *, column_before: str | None) -> None:
    """Its reason for waiting stays with it, for when it comes back."""
    if not row.archived:
        check_limit(change, target)
    rank = rank_in(change, target, None, moving=row.id)
    change.update(
        row,
        column=target.value,
        column_since=change.now,
        column_before=column_before,
        rank=rank,
    )
