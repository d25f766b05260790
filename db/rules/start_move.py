"""What a department counts from its own start of use."""

from collections.abc import Iterable

from db.rules.due import Anchor, AnchorKey, Due, Rule, due_by
from db.rules.go_live_move import Dated, Item, Standing


def recounted(items: Iterable[Item], department_id: int) -> dict[AnchorKey, Due]:
    """The activities that a department with a day of its own counts from that day, and how.

    A08 has the new workflows carried out only when the employees take SAPA into use, and that is
    department by department (the card's text; domain: row 8, and departments start in waves). So
    the open implementation activities are due as many weeks from the department's start as from
    go-live until now. Preparation is done for go-live, and what has been done keeps its date.
    """
    found: dict[AnchorKey, Due] = {}
    for item in items:
        weeks = item.due.offset_weeks
        if item.kind is not Dated.ACTIVITY or item.department_id != department_id:
            continue
        if item.waits_for_use and item.standing is not Standing.DONE and weeks is not None:
            rule = Rule(Anchor.DEPARTMENT, weeks, id=department_id)
            found[Anchor.ACTIVITY, item.id] = due_by(rule)
    return found
