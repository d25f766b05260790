"""``board``: the activities, column by column."""

from typing import Any

from db.queries.board import Card, cards
from db.queries.plan import plan_facts
from db.rules.codes import Column
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import column_word, field_word, kind_word, responsible_word

from .items import due_cells, due_data, due_fields, names
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command, option


@command("board", N_("The board's activities, column by column."))
@option("--archived", is_flag=True, help=N_("Those that have been archived instead."))
@formatted
@pass_session
def board(session: Session, archived: bool, form: str) -> None:
    """Write the board."""
    today = session.clock.today()
    with session.plan() as database:
        facts, people = plan_facts(database), names(database)
        found = sorted(
            cards(database, archived=archived), key=lambda card: list(Column).index(card.column)
        )

    def table() -> Table:
        fields = ("title", "column", *due_fields(form), "responsible", "kind")
        rows = [
            (
                card.id,
                card.title,
                column_word(card.column),
                *due_cells(card.due, facts, today, form, finished=card.finished),
                responsible_word(card.responsible, people),
                kind_word(card.kind),
            )
            for card in found
        ]
        return Table((_("No."), *(field_word(field) for field in fields)), rows)

    emit(form, table, lambda: [card_data(card, facts) for card in found])


def card_data(card: Card, facts: Any) -> dict[str, Any]:
    """An activity as JSON holds it: codes, ISO dates, null for what is not set."""
    return {
        "id": card.id,
        "title": card.title,
        "column": card.column.value,
        "responsible": card.responsible or None,
        **due_data(card.due, facts),
        "kind": card.kind.value,
        "column_since": card.column_since,
        "waiting_reason": card.waiting_reason or None,
        "waiting_on": card.waiting_on or None,
        "checklist": {"done": card.ticked, "total": card.points},
        "version": card.version,
    }
