"""What is due on a day off: its sign, and the last working day before."""

from db.queries.plan import PlanFacts
from db.rules.due import Timing, Urgency
from sapa_tui.locale import _

from .dates import day_short

DAY_OFF = "◦"
"""The sign of a day off, and of what is due on one."""


def off_sign(timing: Timing, facts: PlanFacts) -> str:
    """``◦`` where something is yet to be done and due on a day off; nothing elsewhere."""
    if timing.due is None or timing.urgency is Urgency.FINISHED:
        return ""
    return "" if facts.calendar.is_working_day(timing.due) else DAY_OFF


def by_then(timing: Timing, facts: PlanFacts) -> str:
    """By when it is to be done, then: ``senest fr 02-06``; nothing where it is a working day."""
    if timing.due is None or not off_sign(timing, facts):
        return ""
    return _("by {day}").format(day=day_short(facts.calendar.last_working_day_before(timing.due)))
