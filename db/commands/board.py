"""Writes to the board: activities, their checklists, and the columns' limits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from peewee import fn

from db.errors import InvalidInput, NeedsConfirmation, NotFound, Refused
from db.models import Activity, BoardColumn, ChecklistItem, Plan
from db.rules.codes import Column, Condition, Kind, Role
from db.rules.due import Due
from db.rules.moves import WipLimit, WipVerdict, rank_between, starts_too_early, wip_verdict
from db.rules.text import NOTE_LIMIT, TITLE_LIMIT

from ._change import Change, Edit, command
from ._fields import (
    DUE_FIELDS,
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    cleaned,
    code,
    due_values,
    line,
    note,
)

ACTIVITY_FIELDS: Mapping[str, Cleaner] = {
    "title": line("title", TITLE_LIMIT, required=True),
    "description": note("description", NOTE_LIMIT),
    "kind": code("kind", Kind),
    "condition": code("condition", Condition),
    "card_part": line("card_part", 20),
    "responsible": line("responsible", PERSON_LIMIT),
    "assignee": line("assignee", PERSON_LIMIT),
    "waiting_reason": note("waiting_reason", REASON_LIMIT),
    **DUE_FIELDS,
}
"""Fields of an activity that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER)
def add(
    change: Change,
    /,
    title: str,
    *,
    kind: Kind = Kind.PREPARATION,
    due: Due = Due(),  # noqa: B008 - frozen
    **fields: str,
) -> None:
    """Create an activity at the end of Ikke startet; ``fields`` as in ACTIVITY_FIELDS."""
    values = {"title": title, "kind": kind, "responsible": "", **fields}
    clean = {name: ACTIVITY_FIELDS[name](value) for name, value in values.items()}
    row = change.insert(
        Activity,
        **clean,
        **due_values(due),
        column=Column.NOT_STARTED.value,
        column_since=change.now,
        rank=_rank(change, Column.NOT_STARTED, None),
    )
    change.about("activity.added", row)


@command(needs=Role.MEMBER)
def edit(change: Change, /, activity_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of an activity; what colleagues changed in other fields stays.

    Raises:
        Conflict: a colleague has changed one of these fields since ``base`` was read.
        InvalidInput: a value cannot be understood or is too long.
        NotFound: the activity does not exist; Refused("archived") when it is archived.
    """
    row = _open_activity(change, activity_id)
    clean = cleaned(ACTIVITY_FIELDS, edits)
    gains_date = "due_date" in clean and clean["due_date"].mine is not None
    if gains_date and "offset_weeks" in clean and clean["offset_weeks"].mine is not None:
        raise InvalidInput("due_twice")
    change.merge(row, clean)
    change.about("activity.edited", row)


@command(needs=Role.MEMBER)
def move(
    change: Change,
    /,
    activity_id: int,
    target: Column,
    *,
    before: int | None = None,
    reason: str | None = None,
    confirmed: bool = False,
) -> None:
    """Move an activity to a column, or within it: above the activity ``before``, else last.

    Raises:
        Refused: the column's hard limit is reached ("column_full": column, limit, count).
        NeedsConfirmation: an implementation activity would start before go-live (A08: new
            workflows are implemented only when the employees take SAPA into use).
        InvalidInput: it goes to Afventer and no ``reason`` is given ("reason_missing").
    """
    row = _open_activity(change, activity_id)
    target = Column(target)
    values: dict[str, Any] = {"rank": _rank(change, target, before, moving=activity_id)}
    remark = ""
    if target != row.column:
        remark = _check_arrival(change, row, target, reason, confirmed)
        values |= {
            "column": target.value,
            "column_since": change.now,
            "completed_on": change.request.today.isoformat() if target is Column.DONE else None,
            "waiting_reason": remark if target is Column.WAITING else "",
        }
    moved = target != row.column
    change.update(row, **values)
    change.about("activity.moved" if moved else "activity.reordered", row, note=remark)


@command(needs=Role.MEMBER)
def archive(change: Change, /, activity_id: int) -> None:
    """Take an activity off the board; it can be restored."""
    row = change.row(Activity, activity_id)
    change.update(row, archived=True)
    change.about("activity.archived", row)


@command(needs=Role.MEMBER)
def restore(change: Change, /, activity_id: int) -> None:
    """Put an archived activity back where it was."""
    row = change.row(Activity, activity_id)
    if row.archived:
        _check_limit(change, Column(row.column), arriving=True)
    change.update(row, archived=False)
    change.about("activity.restored", row)


@command(needs=Role.MEMBER)
def add_checklist_item(change: Change, /, activity_id: int, text: str) -> None:
    """Add a point to the end of an activity's checklist."""
    row = _open_activity(change, activity_id)
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


@command(needs=Role.MEMBER)
def edit_checklist_item(change: Change, /, item_id: int, edit: Edit) -> None:
    """Change the words of a point."""
    item, row = _point(change, item_id)
    change.merge(item, {"text": Edit(edit.base, line("text", required=True)(edit.mine))})
    change.about("checklist.edited", row, note=item.text)


@command(needs=Role.MEMBER)
def remove_checklist_item(change: Change, /, item_id: int) -> None:
    """Take a point off the checklist; it stays in the history."""
    item, row = _point(change, item_id)
    change.update(item, archived=True)
    change.about("checklist.removed", row, note=item.text)


@command(needs=Role.MEMBER)
def set_tick(change: Change, /, item_id: int, ticked: bool) -> None:
    """Set or clear the tick of a point, with the person and the instant."""
    item, row = _point(change, item_id)
    if ticked != (item.ticked_by is not None):
        by, at = (change.request.actor, change.now) if ticked else (None, None)
        change.update(item, ticked_by=by, ticked_at=at)
    change.about("checklist.ticked" if ticked else "checklist.unticked", row, note=item.text)


@command(needs=Role.LEADER)
def set_limit(change: Change, /, column: Column, limit: int | None, *, hard: bool = False) -> None:
    """Set how many activities a column may hold; None takes the limit away."""
    if limit is not None and not 1 <= limit <= 999:
        raise InvalidInput("limit_out_of_range", limit=limit)
    row = change.row(BoardColumn, Column(column).value)
    change.update(row, wip_limit=limit, wip_hard=hard)
    change.action, change.entity, change.title = "column.limited", "board_column", column.value


def _open_activity(change: Change, activity_id: int) -> Activity:
    row = change.row(Activity, activity_id)
    if row.archived:
        raise Refused("archived", title=row.title, id=activity_id)
    return row


def _point(change: Change, item_id: int) -> tuple[ChecklistItem, Activity]:
    item = change.row(ChecklistItem, item_id)
    if item.archived:
        raise NotFound("item_missing", entity="checklist_item", id=item_id)
    return item, _open_activity(change, item.__data__["activity"])


def _check_arrival(
    change: Change, row: Activity, target: Column, reason: str | None, confirmed: bool
) -> str:
    """What must hold before an activity enters another column; returns the event's remark."""
    _check_limit(change, target, arriving=True)
    if target is Column.WAITING:
        remark = str(note("reason", REASON_LIMIT)(reason or ""))
        if not remark:
            raise InvalidInput("reason_missing", field="waiting_reason")
        return remark
    go_live = change.row(Plan, 1).go_live
    day = date.fromisoformat(go_live) if go_live else None
    if starts_too_early(Kind(row.kind), target, change.request.today, day):
        if not confirmed:
            raise NeedsConfirmation("starts_before_go_live", title=row.title, go_live=day)
        return "starts_before_go_live"
    return str(note("reason", REASON_LIMIT)(reason or ""))


def _check_limit(change: Change, column: Column, *, arriving: bool) -> None:
    limits = change.row(BoardColumn, column.value)
    here = (Activity.column == column.value) & ~Activity.archived
    count = Activity.select(fn.COUNT(Activity.id)).where(here).scalar(change.database)
    verdict = wip_verdict(WipLimit(limits.wip_limit, limits.wip_hard), count + int(arriving))
    if verdict is WipVerdict.FULL:
        raise Refused("column_full", column=column.value, limit=limits.wip_limit, count=count)


def _rank(change: Change, column: Column, before: int | None, moving: int | None = None) -> str:
    """A rank just above the activity ``before`` in the column, or after all of them."""
    here = (Activity.column == column.value) & ~Activity.archived & (Activity.id != moving)
    if before is None or before == moving:
        last = Activity.select(fn.MAX(Activity.rank)).where(here)
        return rank_between(last.scalar(change.database), None)
    below = change.row(Activity, before)
    above = Activity.select(fn.MAX(Activity.rank)).where(here & (Activity.rank < below.rank))
    return rank_between(above.scalar(change.database), below.rank)
