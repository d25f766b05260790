"""What is written besides when something moves that due dates are counted from."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.models import Activity, CommunicationItem, CommunicationStep
from db.queries.due import read_due
from db.queries.go_live_move import GoLiveMove, dated_items
from db.queries.plan import plan_facts
from db.queries.start_move import StartMove
from db.rules.codes import CommunicationState, Step
from db.rules.due import Anchor, AnchorKey, Anchors, Due
from db.rules.go_live_move import Move, move_anchors, noted

from ._change import Change, Edit
from ._due import due_of, due_values, merge_due
from ._rows import last_rank

_TABLES: Mapping[Anchor, Any] = {
    Anchor.ACTIVITY: Activity,
    Anchor.COMMUNICATION: CommunicationItem,
}
_COPIED = ("stakeholder", "audience", "occasion", "message", "purpose", "channel", "sender")


def follow_go_live(change: Change, found: GoLiveMove) -> None:
    """Hold the dates of what has been done, and plant the messages about the move."""
    _hold(change, found.move)
    for message in found.messages:
        _plant(change, change.row(CommunicationItem, message.id), Due(due_date=found.message_due))


def follow_start(change: Change, found: StartMove) -> str:
    """Hold what has been done, and count what is still to be from the department's start.

    Returns what the log is to keep of it.
    """
    _hold(change, found.move)
    for key, due in found.recounted.items():
        _write(change, key, due)
    return followed_note(found.followed)


def merge_item(change: Change, row: Activity | CommunicationItem, edits: Mapping[str, Edit]) -> str:
    """Merge edits as :func:`._due.merge_due` does; what is counted from the item follows.

    Returns what the log is to keep of that.
    """
    before = due_of(row.__data__)
    merge_due(change, row, edits)
    if due_of(row.__data__) == before:
        return ""
    return followed_note(follow_items(change, {item_key(row): before}))


def item_key(row: Activity | CommunicationItem) -> AnchorKey:
    """How due dates call an item that are counted from it."""
    return Anchor.ACTIVITY if isinstance(row, Activity) else Anchor.COMMUNICATION, row.id


def follow_items(change: Change, moved: Mapping[AnchorKey, Due]) -> int:
    """Hold what has been done and is counted from items whose due dates have been written.

    ``moved`` is when they were due before. Returns how many due dates follow.
    """
    if not _counted_from(change, moved):
        return 0
    after = plan_facts(change.database).anchors
    points = {
        key: after.points[key]._replace(due=moved[key]) for key in moved.keys() & after.points
    }
    before = after._replace(points={**after.points, **points})
    rest = [item for item in dated_items(change.database) if item.key not in moved]
    found = move_anchors(before, after, rest, change.request.today)
    _hold(change, found)
    return found.followed


def follow_calendar(change: Change, before: Anchors) -> None:
    """Hold what has been done where other days off make another date of its working days."""
    after = plan_facts(change.database).anchors
    items = dated_items(change.database)
    _hold(change, move_anchors(before, after, items, change.request.today))


def followed_note(followed: int) -> str:
    """What the log keeps of a move that needs no reason; nothing where nothing has followed."""
    return noted("", followed) if followed else ""


def _counted_from(change: Change, keys: Iterable[AnchorKey]) -> bool:
    """Whether anything is counted from one of these items."""
    if not (wanted := set(keys)):
        return False
    one, other = (
        table.select(table.due_rule).where(table.due_rule > "") for table in _TABLES.values()
    )
    rules = (
        read_due(None, None, rule).rule
        for (rule,) in (one | other).tuples().execute(change.database)
    )
    return any(rule.key in wanted for rule in rules if rule is not None)


def _hold(change: Change, move: Move) -> None:
    for stay in move.stays:
        if stay.pinned and stay.item.key is not None:
            _write(change, stay.item.key, Due(due_date=stay.day))


def _write(change: Change, key: AnchorKey, due: Due) -> None:
    anchor, number = key
    change.update(change.row(_TABLES[anchor], number), **due_values(due))


def _plant(change: Change, like: CommunicationItem, due: Due) -> None:
    row = change.insert(
        CommunicationItem,
        **{name: like.__data__[name] for name in (*_COPIED, "responsible")},
        **due_values(due),
        state=CommunicationState.PLANNED.value,
        rank=last_rank(change, CommunicationItem),
    )
    for step in Step:
        change.insert(CommunicationStep, item=row.id, step=step.value)
