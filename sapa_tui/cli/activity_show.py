"""``activity show``: every field of one activity."""

from typing import Any

import click

from db.queries.board import ActivityDetail, Card
from db.queries.board import activity as read_activity
from db.queries.plan import PlanFacts, plan_facts
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import (
    column_word,
    field_word,
    kind_word,
    responsible_word,
    value_word,
)

from .board import card_data
from .items import NUMBER, due_cell, names
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command


@command("show", N_("Everything about one activity."))
@click.argument("number", metavar="ID", type=NUMBER)
@formatted
@pass_session
def show(session: Session, number: int, form: str) -> None:
    """Write every field of an activity."""
    today = session.clock.today()
    with session.plan() as database:
        found = read_activity(database, number)
        facts, people_names = plan_facts(database), names(database)
    card = found.card

    def table() -> Table:
        when = due_cell(card.due, facts, today, finished=card.finished)
        return Table((_("Field"), _("Value")), _fields(found, when, people_names), whole=True)

    emit(form, table, lambda: _data(found, facts))


def _fields(found: ActivityDetail, due: str, people_names: dict[str, str]) -> list[tuple[str, str]]:
    card: Card = found.card
    values = {
        "title": card.title,
        "column": column_word(card.column),
        "waiting_reason": card.waiting_reason,
        "waiting_on": responsible_word(card.waiting_on, people_names),
        "due": due,
        "responsible": responsible_word(card.responsible, people_names),
        "assignee": responsible_word(found.assignee, people_names),
        "kind": kind_word(card.kind),
        "department": found.department_name,
        "condition": value_word("condition", found.condition, people_names),
        "card_part": found.card_part,
        "completed_on": value_word("completed_on", found.completed_on, people_names),
        "version": str(card.version),
        "description": found.description,
    }
    rows = [(field_word(name), value) for name, value in values.items() if value]
    for point in found.checklist:
        rows.append(("✓" if point.ticked_by else "-", point.text))
    return rows


def _data(found: ActivityDetail, facts: PlanFacts) -> dict[str, Any]:
    return {
        **card_data(found.card, facts),
        "description": found.description,
        "assignee": found.assignee or None,
        "department": found.department_name or None,
        "condition": found.condition,
        "card_part": found.card_part or None,
        "completed_on": found.completed_on and found.completed_on.isoformat(),
        "archived": bool(found.archived),
        "points": [
            {"text": point.text, "ticked_by": point.ticked_by, "ticked_at": point.ticked_at}
            for point in found.checklist
        ],
    }
