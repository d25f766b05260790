"""Writes to the municipality's own days off: closing days, holiday weeks, days by agreement.

What is counted in working days follows; what has been done keeps its date.
"""

from collections.abc import Sequence
from datetime import date

from db.models import Closure, Plan
from db.rules.calendar import CLOSURE_NAME_LIMIT, check_agreed
from db.rules.closures import period
from db.rules.codes import Role

from ._change import Change, Edit
from ._door import command
from ._fields import iso_date, line
from ._following import holding
from ._rows import set_archived


@command(needs=Role.LEADER, on=Closure)
def add(change: Change, /, name: str, *, first_day: date, last_day: date | None = None) -> None:
    """Close the town hall from a day to another, both included; every count of days follows.

    Raises:
        InvalidInput: no name; "period_backwards", "period_too_long", or a date out of range.
    """
    first, last = period(first_day, last_day or first_day)
    with holding(change):
        row = change.insert(
            Closure,
            name=line("name", CLOSURE_NAME_LIMIT, required=True)(name),
            first_day=iso_date(first),
            last_day=iso_date(last),
        )
    change.about("closure.added", row, title=row.name)


@command(needs=Role.LEADER, on=Closure)
def archive(change: Change, /, closure_id: int) -> None:
    """Let the town hall be open on these days after all."""
    with holding(change):
        row = set_archived(change, Closure, closure_id, True)
    change.about("closure.archived", row, title=row.name)


@command(needs=Role.LEADER, on=Closure)
def restore(change: Change, /, closure_id: int) -> None:
    """Close the town hall on these days again."""
    with holding(change):
        row = set_archived(change, Closure, closure_id, False)
    change.about("closure.restored", row, title=row.name)


@command(needs=Role.LEADER, on=Plan)
def agree(change: Change, /, days: Sequence[str], *, base: Sequence[str] | None = None) -> None:
    """Say which days of every year are free by agreement, as ``MM-DD``.

    ``base`` are those that stood there when this was decided; None takes no heed of them.

    Raises:
        InvalidInput: a day that no year has, or too many ("day_off_not_understood").
        Conflict: somebody has set others than ``base`` meanwhile.
    """
    plan = change.row(Plan, 1)
    then = plan.days_by_agreement if base is None else " ".join(base)
    with holding(change):
        change.merge(plan, {"days_by_agreement": Edit(then, " ".join(check_agreed(days)))})
    change.about("plan.days_off_agreed", plan, title=plan.municipality)
