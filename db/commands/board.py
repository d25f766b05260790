"""Writes to the board: activities, their checklists, and the columns' limits."""

from collections.abc import Mapping
from typing import Any

from peewee import fn

from db.errors import InvalidInput, NotFound
from db.models import Activity, BoardColumn, ChecklistItem
from db.rules.codes import Column, Condition, Kind, Role
from db.rules.due import Due
from db.rules.moves import LARGEST_LIMIT, rank_between
from db.rules.text import NOTE_LIMIT, TITLE_LIMIT

from ._arrival import check_arrival, check_limit, rank_in
from ._change import Change, Edit
from ._door import command
from ._due import DUE_FIELDS, check_due, due_values
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    line,
    note,
    reference,
)
from ._following import merge_item
from ._rows import department_of, open_row

ACTIVITY_FIELDS: Mapping[str, Cleaner] = {
    "title": line("title", TITLE_LIMIT, required=True),
    "description": note("description", NOTE_LIMIT),
    "kind": code("kind", Kind),
    "condition": code("condition", Condition),
    "card_part": line("card_part", 20),
    "responsible": line("responsible", PERSON_LIMIT),
    "assignee": line("assignee", PERSON_LIMIT),
    "waiting_reason": note("waiting_reason", REASON_LIMIT),
    "waiting_on": line("waiting_on", PERSON_LIMIT),
    "department": reference("department"),
    **DUE_FIELDS,
}
"""Fields of an activity that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Activity)
def add(
    change: Change,
    /,
    title: str,
    *,
    kind: Kind = Kind.PREPARATION,
    due: Due = Due(),  # noqa: B008 - frozen
    **fields: Any,
) -> None:
    """Create an activity at the end of Ikke startet; ``fields`` as in ACTIVITY_FIELDS."""
    values = {"title": title, "kind": kind, "responsible": "", **fields}
    clean = clean_values(ACTIVITY_FIELDS, values) | due_values(due)
    department_of(change, clean.get("department"))
    check_limit(change, Column.NOT_STARTED)
    row = change.insert(
        Activity,
        **clean,
        column=Column.NOT_STARTED.value,
        column_since=change.now,
        rank=rank_in(change, Column.NOT_STARTED, None),
    )
    check_due(change, row)
    change.about("activity.added", row)


@command(needs=Role.MEMBER, on=Activity)
def edit(
    change: Change, /, activity_id: int, edits: Mapping[str, Edit], *, version: int | None = None
) -> None:
    """Change fields of an activity; what colleagues changed in other fields stays.

    What is counted from its due date follows it, but for what has been done.

    Raises:
        Conflict: a colleague has changed one of these fields since ``base`` was read, or any
            field since ``version``, where that is given.
        InvalidInput: a value cannot be understood or is too long.
        NotFound: the activity does not exist; Refused("archived") when it is archived.
    """
    row = open_row(change, Activity, activity_id)
    change.demand_version(row, version, edits)
    clean = cleaned(ACTIVITY_FIELDS, edits)
    theirs = clean.get("department", Edit(None, None))
    if theirs.mine != theirs.base:
        department_of(change, theirs.mine)
    remark = merge_item(change, row, clean)
    change.about("activity.edited", row, note=remark)


@command(needs=Role.MEMBER, on=Activity)
def move(
    change: Change,
    /,
    activity_id: int,
    target: Column,
    *,
    before: int | None = None,
    reason: str | None = None,
    waiting_on: str = "",
    confirmed: bool = False,
    base: Column | None = None,
) -> None:
    """Move an activity to a column, or within it: above the activity ``before``, else last.

    Last also when ``before`` is no longer in that column. ``base`` is the column in which the
    person saw the activity. In Afventer it waits for the ``reason``, and ``waiting_on`` is who can
    end that.

    Raises:
        Conflict: a colleague has moved it out of ``base`` meanwhile, and elsewhere.
        Refused: the column's hard limit is reached ("column_full": column, limit, count).
        NeedsConfirmation: an implementation activity would start before go-live (A08: new
            workflows are implemented only when the employees take SAPA into use).
        InvalidInput: it goes to Afventer and no ``reason`` is given ("reason_missing").
    """
    row = open_row(change, Activity, activity_id)
    target = Column(code("column", Column)(target))
    if base is not None and row.column not in (base, target):
        raise change.conflict(row, {"column": (base, target.value, row.column)})
    values: dict[str, Any] = {"rank": rank_in(change, target, before, moving=activity_id)}
    remark = ""
    if target != row.column:
        remark = check_arrival(change, row, target, reason, confirmed)
        values |= {
            "column": target.value,
            "column_since": change.now,
            "completed_on": change.request.today.isoformat() if target is Column.DONE else None,
            "column_before": None,  # it stays where a hand has put it
            "waiting_reason": remark if target is Column.WAITING else "",
            "waiting_on": ACTIVITY_FIELDS["waiting_on"](
                waiting_on if target is Column.WAITING else ""
            ),
        }
    moved = target != row.column
    change.update(row, **values)
    change.about("activity.moved" if moved else "activity.reordered", row, note=remark)


@command(needs=Role.MEMBER, on=Activity)
def archive(change: Change, /, activity_id: int) -> None:
    """Take an activity off the board; it can be restored."""
    row = change.row(Activity, activity_id)
    change.update(row, archived=True)
    change.about("activity.archived", row)


@command(needs=Role.MEMBER, on=Activity)
def restore(change: Change, /, activity_id: int) -> None:
    """Put an archived activity back where it was."""
    row = change.row(Activity, activity_id)
    if row.archived:
        check_limit(change, Column(row.column))
    change.update(row, archived=False)
    change.about("activity.restored", row)


@command(needs=Role.MEMBER, on=Activity)
def add_checklist_item(change: Change, /, activity_id: int, text: str) -> None:
    """Add a point to the end of an activity's checklist."""
    row = open_row(change, Activity, activity_id)
    last = ChecklistItem.select(fn.MAX(ChecklistItem.rank)).where(
        ChecklistItem.activity == activity_id
    )
    item = change.insert(
        ChecklistItem,
        activity=activity_id,
        text=line("text", required=True)(text),
        rank=rank_between(last.scalar(change.database), None),
    )
    change.about("checklist.added", row, note=item.text)


@command(needs=Role.MEMBER, on=ChecklistItem)
def edit_checklist_item(change: Change, /, item_id: int, edit: Edit) -> None:
    """Change the words of a point."""
    item, row = _point(change, item_id)
    change.merge(item, {"text": Edit(edit.base, line("text", required=True)(edit.mine))})
    change.about("checklist.edited", row, note=item.text)


@command(needs=Role.MEMBER, on=ChecklistItem)
def remove_checklist_item(change: Change, /, item_id: int) -> None:
    """Take a point off the checklist; it stays in the history."""
    item, row = _point(change, item_id)
    change.update(item, archived=True)
    change.about("checklist.removed", row, note=item.text)


@command(needs=Role.MEMBER, on=ChecklistItem)
def set_tick(change: Change, /, item_id: int, ticked: bool) -> None:
    """Set or clear the tick of a point, with the person and the instant."""
    item, row = _point(change, item_id)
    if ticked != (item.ticked_by is not None):
        by, at = (change.request.actor, change.now) if ticked else (None, None)
        change.update(item, ticked_by=by, ticked_at=at)
    change.about("checklist.ticked" if ticked else "checklist.unticked", row, note=item.text)


@command(needs=Role.LEADER, on=BoardColumn)
def set_limit(change: Change, /, column: Column, limit: int | None, *, hard: bool = False) -> None:
    """Set how many activities a column may hold; None takes the limit away."""
    if limit is not None and not 1 <= limit <= LARGEST_LIMIT:
        raise InvalidInput("limit_out_of_range", limit=limit)
    row = change.row(BoardColumn, code("column", Column)(column))
    change.update(row, wip_limit=limit, wip_hard=hard)
    change.action, change.entity, change.title = "column.limited", "board_column", row.code


def _point(change: Change, item_id: int) -> tuple[ChecklistItem, Activity]:
    item = change.row(ChecklistItem, item_id)
    if item.archived:
        raise NotFound("item_missing", entity="checklist_item", id=item_id)
    return item, open_row(change, Activity, item.__data__["activity"])
