"""What is written besides when something moves that due dates are counted from."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from db.errors import Refused
from db.models import Activity, CommunicationItem, CommunicationStep
from db.queries.due import due_columns, read_due
from db.queries.go_live_move import GoLiveMove, dated_items
from db.queries.plan import plan_facts
from db.queries.start_move import StartMove
from db.rules.codes import CommunicationState, Step
from db.rules.due import Anchor, AnchorKey, Due
from db.rules.go_live_move import Move, Stay, move_anchors, noted

from ._change import Change, Edit
from ._due import DUE_FIELDS, due_values, merge_due
from ._rows import last_rank

_TABLES: Mapping[Anchor, Any] = {
    Anchor.ACTIVITY: Activity,
    Anchor.COMMUNICATION: CommunicationItem,
}
ITEM_ANCHORS = {anchor.value: anchor for anchor in _TABLES}
"""The items that others are counted from, by the name of their table."""
_COPIED = ("stakeholder", "audience", "occasion", "message", "purpose", "channel", "sender")


def demand_shown(found: Move, shown: Move | None) -> None:
    """Refuse a move that is another than was ``shown``; raises Refused("move_overtaken")."""
    if shown is not None and found != shown:
        raise Refused("move_overtaken")


def follow_go_live(change: Change, found: GoLiveMove) -> None:
    """Hold the dates of what has been done, and plan the messages about the move."""
    _hold(change, found.move)
    due = Due(due_date=found.message_due)
    for message in found.messages:
        if message.planned is None:
            _plant(change, change.row(CommunicationItem, message.id), due)
        else:
            _write(change, (Anchor.COMMUNICATION, message.planned), due)


def follow_start(change: Change, found: StartMove) -> str:
    """Hold what has been done, and count what is still to be from the department's start.

    Returns what the log is to keep of it.
    """
    _hold(change, found.move)
    for key, due in found.recounted.items():
        _write(change, key, due)
    return followed_note(found.followed)


@dataclass(slots=True)
class Following:
    """What follows a write: how many due dates, known afterwards.

    ``meant`` are the items whose due dates are what is written, so that they are not held;
    ``holds`` tells of another whether it is.
    """

    meant: set[AnchorKey] = field(default_factory=set)
    followed: int = 0
    holds: Callable[[Stay], bool] = lambda _stay: True


@contextmanager
def holding(change: Change) -> Iterator[Following]:
    """Hold what has been done while something is written that due dates are counted from."""
    before = plan_facts(change.database).anchors
    dues = {item.key: item.due for item in dated_items(change.database)}
    following = Following()
    yield following
    after, items, recounted = plan_facts(change.database).anchors, [], {}
    for item in dated_items(change.database):
        if item.key is None or item.key not in dues or item.key in following.meant:
            continue
        if item.due != dues[item.key]:
            recounted[item.key] = item.due
        items.append(item._replace(due=dues[item.key]))
    move = move_anchors(before, after, items, change.request.today, recounted)
    _hold(change, move, following.holds)
    following.followed = move.followed


def merge_item(change: Change, row: Activity | CommunicationItem, edits: Mapping[str, Edit]) -> str:
    """Merge edits as :func:`._due.merge_due` does; what is counted from the item follows.

    Returns what the log is to keep of that.
    """
    if edits.keys().isdisjoint(DUE_FIELDS) or not _is_counted_from(change, item_key(row)):
        merge_due(change, row, edits)
        return ""
    with holding(change) as following:
        following.meant.add(item_key(row))
        merge_due(change, row, edits)
    return followed_note(following.followed)


def item_key(row: Activity | CommunicationItem) -> AnchorKey:
    """How due dates call an item that are counted from it."""
    return Anchor.ACTIVITY if isinstance(row, Activity) else Anchor.COMMUNICATION, row.id


def followed_note(followed: int) -> str:
    """What the log keeps of a move that needs no reason; nothing where nothing has followed."""
    return noted("", followed) if followed else ""


def _is_counted_from(change: Change, item: AnchorKey) -> bool:
    """Whether anything is counted from an item."""
    one, other = (
        table.select(table.due_rule).where(table.due_rule > "") for table in _TABLES.values()
    )
    rules = (
        read_due(None, None, rule).rule
        for (rule,) in (one | other).tuples().execute(change.database)
    )
    return any(rule.key == item for rule in rules if rule is not None)


def _hold(change: Change, move: Move, holds: Callable[[Stay], bool] = lambda _stay: True) -> None:
    for stay in (*move.stays, *move.shelved):
        if stay.pinned and holds(stay) and stay.item.key is not None:
            _write(change, stay.item.key, Due(due_date=stay.day))


def _write(change: Change, key: AnchorKey, due: Due) -> None:
    anchor, number = key
    # Any day, also one that nobody could type: a date that has been kept is what it was.
    change.update(change.row(_TABLES[anchor], number), **due_columns(due))


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
