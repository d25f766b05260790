"""An activity comes to a column: what must hold before, and its place among the others."""

from typing import Any

from peewee import fn

from db.clock import stored_day
from db.errors import InvalidInput, NeedsConfirmation, Refused
from db.models import Activity, BoardColumn, Plan
from db.prepared import Prepared, given
from db.rules.codes import Column, Kind
from db.rules.moves import WipLimit, WipVerdict, rank_between, starts_too_early, wip_verdict

from ._change import Change
from ._fields import REASON_LIMIT, note

_COUNT = Prepared(lambda: Activity.select(fn.COUNT(Activity.id)).where(_on_board()))
_LAST_RANK = Prepared(lambda: Activity.select(fn.MAX(Activity.rank)).where(_beside()))
_RANK_ABOVE = Prepared(
    lambda: Activity.select(fn.MAX(Activity.rank)).where(
        _beside() & (Activity.rank < given("rank"))
    )
)


def check_arrival(
    change: Change, row: Activity, target: Column, reason: str | None, confirmed: bool
) -> str:
    """What must hold before an activity enters another column; returns the event's remark."""
    check_limit(change, target)
    if target is Column.WAITING:
        remark = str(note("reason", REASON_LIMIT)(reason or ""))
        if not remark:
            raise InvalidInput("reason_missing", field="waiting_reason")
        return remark
    go_live = change.row(Plan, 1).go_live
    day = stored_day(go_live)
    if starts_too_early(Kind(row.kind), target, change.request.today, day):
        if not confirmed:
            raise NeedsConfirmation("starts_before_go_live", title=row.title, go_live=day)
        return "starts_before_go_live"
    return str(note("reason", REASON_LIMIT)(reason or ""))


def check_limit(change: Change, column: Column) -> None:
    """Refuse with ``column_full`` unless the column's hard limit lets one more in."""
    limits = change.row(BoardColumn, column.value)
    count = _COUNT.value(change.database, column=column.value)
    verdict = wip_verdict(WipLimit(limits.wip_limit, limits.wip_hard), count + 1)
    if verdict is WipVerdict.FULL:
        raise Refused("column_full", column=column.value, limit=limits.wip_limit, count=count)


def rank_in(change: Change, column: Column, before: int | None, moving: int | None = None) -> str:
    """A rank just above the activity ``before`` in the column, or after all of them."""
    beside = {"column": column.value, "moving": moving or 0}
    below = None if before in (None, moving) else change.row(Activity, before or 0)
    if below is None or below.archived or below.column != column.value:
        return rank_between(_LAST_RANK.value(change.database, **beside), None)
    above = _RANK_ABOVE.value(change.database, **beside, rank=below.rank)
    return rank_between(above, below.rank)


def _on_board() -> Any:
    return (Activity.column == given("column")) & ~Activity.archived


def _beside() -> Any:
    return _on_board() & (Activity.id != given("moving"))
