"""The leader's last words on the plan: it is approved, the card is closed, and opened again."""

from db.errors import InvalidInput, Refused
from db.models import Plan
from db.queries.card import card_readiness
from db.queries.standup import walk_under_way
from db.rules.codes import Role

from ._change import Change
from ._door import command
from ._fields import REASON_LIMIT, note


@command(needs=Role.LEADER, on=Plan)
def approve_plan(change: Change, /, approved: bool = True) -> None:
    """Note that the plan has been approved, with the leader's name and the day, or no longer is."""
    plan = change.row(Plan, 1)
    if approved != (plan.approved_on is not None):
        by, on = (
            (change.request.actor, change.request.today.isoformat()) if approved else (None, None)
        )
        change.update(plan, approved_by=by, approved_on=on)
    action = "plan.approved" if approved else "plan.approval_withdrawn"
    change.about(action, plan, title=plan.municipality)


@command(needs=Role.LEADER, on=Plan)
def close(change: Change, /, closing_note: str) -> None:
    """Close the card: from now on the plan can only be read.

    Raises:
        InvalidInput: there is no closing note ("text_missing").
        Refused: something is still lacking ("not_ready_to_close": lines), or a standup has not
            been ended ("standup_open": day).
    """
    plan = change.row(Plan, 1)
    remark = note("closing_note", REASON_LIMIT, required=True)(closing_note)
    demand_ready(change)
    change.update(plan, closed_by=change.request.actor, closed_at=change.now, closing_note=remark)
    change.about("plan.closed", plan, title=plan.municipality, note=remark)


@command(needs=Role.LEADER, on=Plan, when_closed=True)
def reopen(change: Change, /, reason: str) -> None:
    """Open a closed card again; raises InvalidInput("reason_missing")."""
    plan = change.row(Plan, 1)
    remark = str(note("reason", REASON_LIMIT)(reason))
    if not remark:
        raise InvalidInput("reason_missing", field="reason")
    change.update(plan, closed_by=None, closed_at=None, closing_note="")
    change.about("plan.reopened", plan, title=plan.municipality, note=remark)


def demand_ready(change: Change) -> None:
    """Refuse with ``not_ready_to_close`` and the lines that the card still lacks.

    An open standup is refused too ("standup_open"): its minutes would tell of what came after.
    """
    found = card_readiness(change.database)
    if not found.ready:
        raise Refused("not_ready_to_close", lines=", ".join(found.lacking))
    walk = walk_under_way(change.database)
    if walk is not None:
        raise Refused("standup_open", day=walk.day)
