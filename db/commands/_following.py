"""What is written besides the date when go-live moves."""

from db.models import Activity, CommunicationItem, CommunicationStep
from db.queries.go_live_move import GoLiveMove
from db.rules.codes import CommunicationState, Step
from db.rules.due import Due
from db.rules.go_live_move import Dated, Stay

from ._change import Change
from ._fields import due_values
from ._rows import last_rank

_COPIED = ("stakeholder", "audience", "occasion", "message", "purpose", "channel", "sender")


def follow(change: Change, found: GoLiveMove) -> None:
    """Hold the dates of what has been done, and plant the messages about the move."""
    for stay in found.move.stays:
        if stay.pinned:
            _pin(change, stay)
    for message in found.messages:
        _plant(change, change.row(CommunicationItem, message.id), Due(due_date=found.message_due))


def _pin(change: Change, stay: Stay) -> None:
    table = Activity if stay.item.kind is Dated.ACTIVITY else CommunicationItem
    row = change.row(table, stay.item.id)
    change.update(row, offset_weeks=None, due_date=stay.day.isoformat())


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
