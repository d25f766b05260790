"""``stakeholders``: the register, and whom the plan has reached."""

from typing import Any

from db.queries.stakeholders import StakeholderRow
from db.queries.stakeholders import stakeholders as read_stakeholders
from sapa_tui.locale import N_, _
from sapa_tui.presentation.words import attitude_word, field_word, level_word

from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command


@command("stakeholders", N_("The stakeholders, and whom the plan has reached."))
@formatted
@pass_session
def stakeholders(session: Session, form: str) -> None:
    """Write the register."""
    with session.plan() as database:
        found = read_stakeholders(database)
    emit(form, lambda: _table(found), lambda: [_data(row) for row in found])


def _table(found: list[StakeholderRow]) -> Table:
    fields = ("name", "influence", "impact", "attitude", "relevant")
    headers = (_("No."), *(field_word(field) for field in fields), _("Reached"), _("Messages"))
    rows = [
        (
            row.id,
            row.name,
            level_word(row.influence),
            level_word(row.impact),
            attitude_word(row.attitude),
            row.relevant,
            row.reached,
            _("{done} of {total}").format(done=row.completed, total=row.items),
        )
        for row in found
    ]
    return Table(headers, rows)


def _data(row: StakeholderRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "influence": row.influence.value,
        "impact": row.impact.value,
        "attitude": row.attitude.value,
        "responsible": row.responsible or None,
        "relevant": bool(row.relevant),
        "not_relevant_reason": row.not_relevant_reason or None,
        "reached": row.reached,
        "communication": {"done": row.completed, "total": row.items},
        "last_contact": row.last_contact,
    }
