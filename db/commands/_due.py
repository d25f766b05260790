"""Writing when something is due: its columns, and what may hang on what."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.errors import InvalidInput
from db.models import Activity, CommunicationItem, Department, Table
from db.queries.due import read_due
from db.queries.plan import plan_facts
from db.rules.due import (
    OF_A_ROW,
    OFFSET_LIMIT,
    Anchor,
    AnchorKey,
    Due,
    chain_of,
    due_by,
    stored_rule,
)
from db.rules.text import safe

from ._change import Change, Edit
from ._fields import Cleaner, iso_date
from ._rows import open_row


def offset_weeks(value: Any) -> int | None:
    """Weeks from go-live, or None; raises InvalidInput as ``rules.typed_due.parse_offset`` does."""
    if value is None:
        return None
    try:
        weeks = int(value)
    except (ValueError, OverflowError):
        raise InvalidInput("offset_not_understood", text=safe(str(value)[:60])) from None
    if not -OFFSET_LIMIT <= weeks <= OFFSET_LIMIT:
        raise InvalidInput("offset_out_of_range", text=safe(str(value)[:60]), limit=OFFSET_LIMIT)
    return weeks


def due_rule(value: Any) -> str | None:
    """A rule as stored, or None.

    Raises InvalidInput as ``rules.due.stored_rule`` does, and "offset_out_of_range". Weeks from
    go-live belong in their own column ("due_not_understood").
    """
    if value is None:
        return None
    found = due_by(stored_rule(str(value)))
    if found.rule is None:
        raise InvalidInput("due_not_understood", text=safe(str(value)[:60]))
    return found.rule.stored


DUE_FIELDS: Mapping[str, Cleaner] = {
    "offset_weeks": offset_weeks,
    "due_date": iso_date,
    "due_rule": due_rule,
}
_TABLES: Mapping[Anchor, type[Table]] = {
    Anchor.DEPARTMENT: Department,
    Anchor.ACTIVITY: Activity,
    Anchor.COMMUNICATION: CommunicationItem,
}
_ANCHORS = {table: anchor for anchor, table in _TABLES.items()}


def due_values(due: Due) -> dict[str, Any]:
    """The columns in which a due date is stored."""
    rule = due_by(due.rule).rule if due.rule else None
    return {
        "offset_weeks": offset_weeks(due.offset_weeks),
        "due_date": iso_date(due.due_date),
        "due_rule": rule and rule.stored,
    }


def due_of(values: Mapping[str, Any]) -> Due:
    """The due date in a row's columns; raises InvalidInput("due_both_set")."""
    return read_due(*(values.get(name) for name in DUE_FIELDS))


def merge_due(change: Change, row: Table, edits: Mapping[str, Edit]) -> bool:
    """Merge edits into a row that can be due; the columns of its due date count as one field.

    Raises:
        Conflict: as ``Change.merge`` does, and where one of them is set while a colleague has set
            another.
        InvalidInput: more than one is set ("due_twice"); "due_circle", see :func:`check_due`.
    """
    if sum(edits[name].mine is not None for name in DUE_FIELDS if name in edits) > 1:
        raise InvalidInput("due_twice")
    nothing = Edit(None, None)
    for name in DUE_FIELDS:
        edit = edits.get(name, nothing)
        if edit.mine is None or edit.mine == edit.base:
            continue
        for other in DUE_FIELDS.keys() - {name}:
            kept, theirs = edits.get(other, nothing), row.__data__[other]
            if theirs is not None and kept.base is None:
                raise change.conflict(row, {other: (kept.base, kept.mine, theirs)})
    before = row.__data__["due_rule"]
    written = change.merge(row, edits)
    if row.__data__["due_rule"] != before:
        check_due(change, row)
    return written


def check_due(change: Change, row: Table) -> None:
    """Check what a row that has been written is counted from.

    Raises as :func:`demand_anchor` and :func:`demand_no_circles` do.
    """
    demand_anchor(change, row)
    demand_no_circles(change, [row])


def demand_anchor(change: Change, row: Table) -> None:
    """Refuse what is counted from a row that is not there ("item_missing"), or "archived".

    Raises NotFound, Refused.
    """
    due = due_of(row.__data__)
    if due.rule is not None and due.rule.anchor in OF_A_ROW:
        open_row(change, _TABLES[due.rule.anchor], due.rule.id)


def demand_no_circles(change: Change, rows: Iterable[Table]) -> None:
    """Refuse due dates that hang on themselves.

    Raises InvalidInput: "due_circle"; ``chain`` has the titles on the way.
    """
    hanging = [
        (row, due)
        for row in rows
        if (due := due_of(row.__data__)).rule is not None and due.rule.anchor in OF_A_ROW
    ]
    if not hanging:
        return
    anchors = plan_facts(change.database).anchors
    for row, due in hanging:
        mine: AnchorKey = (_ANCHORS[type(row)], row.get_id())  # type: ignore[no-untyped-call]
        circle = anchors.circle(mine, due)
        if circle:
            titles = [anchors.points[key].title for key in circle]
            raise InvalidInput("due_circle", chain=chain_of(titles))
