"""What the lists of activities and communication have in common."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from db.queries.board import cards
from db.queries.communication import items
from db.queries.people import people
from db.queries.plan import PlanFacts, plan_facts
from db.rules.due import AnchorKey, Due, Urgency
from db.rules.typed_due import parse_due, parse_offset
from sapa_tui.locale import _
from sapa_tui.presentation.dates import days_phrase, urgency_sign
from sapa_tui.presentation.due_preview import due_choices
from sapa_tui.presentation.due_rules import due_text

NUMBER = click.IntRange(1, 2**31 - 1)
"""The number of an item, as the lists show it."""
_PRESSING = (Urgency.LATE, Urgency.TODAY, Urgency.SOON)


def names(database: Any) -> dict[str, str]:
    """Full names by login name."""
    return {person.name: person.full_name for person in people(database)}


def due_from(
    database: Any,
    offset: str | None,
    due: str | None,
    today: date,
    *,
    me: AnchorKey | None = None,
    department: int | None = None,
) -> Due | None:
    """The due date that a command's two options ask for; None when neither is given.

    Blank text takes the due date away. ``me`` is the item that is due, ``department`` its own one.
    Raises InvalidInput for what cannot be understood.
    """
    if offset is not None and due is not None:
        raise click.UsageError(_("Give either --offset or --due, not both."))
    if offset is None and due is None:
        return None
    if not (offset or due or "").strip():
        return Due()
    if offset is not None:
        return Due(offset_weeks=parse_offset(offset))
    facts, found = plan_facts(database), (cards(database), items(database))
    choices = due_choices(*found, facts, me=me, department=department)
    return parse_due(due or "", today, choices)


def due_cell(due: Due, facts: PlanFacts, today: date, *, finished: bool) -> str:
    """When it is due, and in words when that presses: ``T-8 ma 06-03 ! 20 dage over``."""
    timing = facts.timing(due, today, finished=finished)
    text = due_text(timing)
    if timing.days is None or timing.urgency not in _PRESSING:
        return text
    return f"{text} {urgency_sign(timing.urgency)} {days_phrase(timing.days)}"


def due_fields(form: str) -> tuple[str, ...]:
    """The columns that tell when something is due: to a spreadsheet as a date too."""
    return ("due", "due_date") if form == "csv" else ("due",)


def due_cells(
    due: Due, facts: PlanFacts, today: date, form: str, *, finished: bool
) -> tuple[str, ...]:
    """The cells of :func:`due_fields`."""
    words = due_cell(due, facts, today, finished=finished)
    day = facts.anchors.resolve(due)
    return (words, day.isoformat() if day else "") if form == "csv" else (words,)


def due_data(due: Due, facts: PlanFacts) -> Mapping[str, Any]:
    """When it is due, as JSON holds it."""
    day = facts.anchors.resolve(due)
    return {
        "due": day and day.isoformat(),
        "offset_weeks": due.offset_weeks,
        "due_rule": due.rule and due.rule.stored,
    }
