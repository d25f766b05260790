"""Writes of how many users have the new workflows in use."""

from datetime import date
from types import EllipsisType

from db.errors import InvalidInput
from db.models import Adoption, Department, Plan
from db.rules.adoption import LAST_WEEK, adoption_state, week_of_use
from db.rules.codes import AdoptionState, Role
from db.rules.due import format_offset

from ._change import Change
from ._departments import check_in_use
from ._door import command
from ._fields import code, number
from ._rows import open_row
from .departments import MOST_USERS


@command(needs=Role.MEMBER, on=Department)
def set_use(
    change: Change,
    /,
    department_id: int,
    in_use: int | str,
    *,
    week: int | str | None = None,
    state: AdoptionState | None = None,
    base: int | EllipsisType | None = ...,
) -> None:
    """Report how many users of a department are in use in a week, this one if none is named.

    Weeks count from the department's start of use, from 0. Without a ``state`` the number tells
    it. ``base`` is the number that stood there when this was typed, None where there was none;
    ``...`` takes no heed of it.

    Raises:
        InvalidInput: the number is no number, below 0, or above the department's users
            ("in_use_over_users"); the ``state`` contradicts it ("adoption_state_unfit"); no week
            is named and use has not started ("adoption_before_start"), or nobody knows when it
            will ("start_of_use_unknown").
        Conflict: somebody has reported another number than ``base`` meanwhile.
    """
    row = open_row(change, Department, department_id)
    users_in_use = number("in_use", 0, MOST_USERS)(in_use)
    check_in_use(row, users_in_use)
    chosen = None if state is None else AdoptionState(code("state", AdoptionState)(state))
    judged = adoption_state(users_in_use, row.users, chosen).value
    which = _present_week(change, row) if week is None else number("week", 0, LAST_WEEK)(week)
    report = _report(change, department_id, which)
    if report is None:
        change.insert(
            Adoption,
            department=department_id,
            week=which,
            in_use=users_in_use,
            state=judged,
            reported_by=change.request.actor,
            reported_at=change.now,
        )
    else:
        _check_base(change, report, base, users_in_use)
        _report_anew(change, report, users_in_use, judged)
    change.about("adoption.set", row, title=row.name, note=format_offset(which))


def _report_anew(change: Change, report: Adoption, in_use: int, state: str) -> None:
    if report.archived or (report.in_use, report.state) != (in_use, state):
        change.update(
            report,
            in_use=in_use,
            state=state,
            reported_by=change.request.actor,
            reported_at=change.now,
            archived=False,
        )


def _check_base(
    change: Change, report: Adoption, base: int | EllipsisType | None, mine: int
) -> None:
    theirs = None if report.archived else report.in_use
    if not isinstance(base, EllipsisType) and theirs not in (base, mine):
        raise change.conflict(report, {"in_use": (base, mine, theirs)})


def _report(change: Change, department_id: int, week: int) -> Adoption | None:
    """The week's report, also one that has been undone."""
    query = Adoption.select(Adoption.id).where(
        (Adoption.department == department_id) & (Adoption.week == week)
    )
    found = query.scalar(change.database)
    return None if found is None else change.row(Adoption, found)


def _present_week(change: Change, row: Department) -> int:
    start = row.start_of_use or change.row(Plan, 1).go_live
    if start is None:
        raise InvalidInput("start_of_use_unknown", title=row.name)
    day = date.fromisoformat(start)
    week = week_of_use(day, change.request.today)
    if week is None:
        raise InvalidInput("adoption_before_start", title=row.name, start=day)
    return week
