"""The line of facts below a message: when it is due, how far it has come, and who answers."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from rich.segment import Segment

from db.queries.communication import Item
from db.queries.plan import PlanFacts
from db.rules.codes import CommunicationState
from db.rules.due import Timing, Urgency
from sapa_tui.locale import _

from .awaited import Awaited
from .cards import Paint
from .dates import days_phrase
from .due_cells import DAY_CELLS, due_in
from .off_days import by_then, off_sign
from .words import initials, state_word
from .wrapping import cut

_URGENT = {Urgency.LATE: "late", Urgency.TODAY: "soon", Urgency.SOON: "soon"}


class ListFacts(NamedTuple):
    """What the lines depend on besides the items."""

    plan: PlanFacts
    today: date
    names: Mapping[str, str]
    fresh: Mapping[int, str]
    writers: Mapping[int, str]
    awaited: Mapping[int, Awaited]


def state_colour(item: Item, timing: Timing) -> str:
    """The style of the sign that says how far a message has come."""
    if item.state is CommunicationState.COMPLETED:
        return "done"
    return _URGENT.get(timing.urgency, "quiet")


def facts_line(
    item: Item, timing: Timing, room: int, facts: ListFacts, offset: int, paint: Paint
) -> list[Segment]:
    """Due, how urgent, the four steps as boxes, and who answers for it.

    ``offset`` are the cells for the marks before due dates.
    """
    off = off_sign(timing, facts.plan)
    steps = "".join("■" if tick.ticked_by else "□" for tick in item.steps)
    colleague = facts.fresh.get(item.id) or facts.writers.get(item.id)
    who = f" {colleague or initials(item.responsible, facts.names):>3}"
    turn = "{}/{} ".format(*item.turn) if item.turn else ""
    space = room - len(turn) - len(steps) - len(who)
    due = due_in(timing, offset + DAY_CELLS, offset)
    if not due and item.trigger:
        due = _("when go-live moves")
    left = cut(f"{due:<{offset - 1}}{off or ' '} " if due else "", space - 1)
    word, style = _standing(item, timing)
    word = cut(word, space - len(left) - 1)
    by = f"  {by_then(timing, facts.plan)}" if off else ""
    by = by if len(left) + len(word) + len(by) < space else ""
    return [
        Segment(left, paint("quiet")),
        Segment(word, paint(style)),
        Segment(by, paint("soon")),
        Segment(" " * max(1, space - len(left) - len(word) - len(by))),
        Segment(turn, paint("quiet")),
        Segment(steps, paint("done" if "□" not in steps else "quiet")),
        Segment(who, paint("accent" if colleague else "quiet")),
    ]


def _standing(item: Item, timing: Timing) -> tuple[str, str]:
    """How urgent a message is, else how far it has come; and the style of that."""
    if item.finished:
        return state_word(item.state), "done"
    if timing.urgency in _URGENT:
        sign = "!" if timing.urgency is Urgency.LATE else "~"
        return f"{sign} {days_phrase(timing.days or 0)}", _URGENT[timing.urgency]
    return state_word(item.state), "quiet"
