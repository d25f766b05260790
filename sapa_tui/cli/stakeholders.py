"""``stakeholders``: the register, whom the plan has reached, and how well each is covered."""

from datetime import date
from typing import Any

from db.queries.coverage import Covered, covered
from db.queries.stakeholders import StakeholderRow
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import day_plain
from sapa_tui.presentation.stakeholder_words import quadrant_word, warning_sentence
from sapa_tui.presentation.words import attitude_word, field_word, level_word

from .items import due_cell, due_data
from .output import Table, emit, formatted
from .session import Session, pass_session
from .translated import command


@command("stakeholders", N_("The stakeholders, and whom the plan has reached."))
@formatted
@pass_session
def stakeholders(session: Session, form: str) -> None:
    """Write the register."""
    today = session.clock.today()
    with session.plan() as database:
        found = covered(database, today)
    emit(form, lambda: _table(found, today), lambda: [_data(row, found) for row in found.rows])


def _table(found: Covered, today: date) -> Table:
    fields = ("name", "influence", "impact", "attitude", "relevant")
    headers = (
        *(_("No."), *(field_word(field) for field in fields), _("Reached"), _("Messages")),
        *(_("Quadrant"), _("Last contact"), _("Next contact"), _("Warnings")),
    )
    return Table(headers, [_row(row, found, today) for row in found.rows])


def _row(row: StakeholderRow, found: Covered, today: date) -> tuple[Any, ...]:
    coverage = found.coverages[row.id]
    upcoming = found.items.get(coverage.next_contact or 0)
    warnings = [warning_sentence(warning, found.items) for warning in coverage.warnings]
    return (
        row.id,
        row.name,
        level_word(row.influence),
        level_word(row.impact),
        attitude_word(row.attitude),
        row.relevant,
        row.reached,
        _("{done} of {total}").format(done=row.completed, total=row.items),
        quadrant_word(row.quadrant),
        day_plain(coverage.last_contact) if coverage.last_contact else "",
        due_cell(upcoming.due, found.facts, today, finished=False) if upcoming else "",
        " ".join(warnings),
    )


def _data(row: StakeholderRow, found: Covered) -> dict[str, Any]:
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
        "quadrant": row.quadrant.value,
        "coverage": _coverage(row, found),
    }


def _coverage(row: StakeholderRow, found: Covered) -> dict[str, Any]:
    """What stands for nothing is null, also the days or the item of a warning that has none."""
    coverage = found.coverages[row.id]
    upcoming = found.items.get(coverage.next_contact or 0)
    return {
        "silent_working_days": coverage.silent_days,
        "next_contact": upcoming and {"item": upcoming.id, **due_data(upcoming.due, found.facts)},
        "warnings": [
            {"code": warning.code.value, "days": warning.days, "item": warning.item}
            for warning in coverage.warnings
        ],
    }
