"""Writes to the register of stakeholders."""

from collections.abc import Mapping

from db.errors import InvalidInput
from db.models import Stakeholder
from db.rules.codes import Attitude, Level, Role

from ._change import Change, Edit
from ._door import command
from ._fields import PERSON_LIMIT, REASON_LIMIT, Cleaner, clean_values, cleaned, code, line, note
from ._rows import last_rank, open_row, set_archived

STAKEHOLDER_FIELDS: Mapping[str, Cleaner] = {
    "name": line("name", required=True),
    "influence": code("influence", Level),
    "impact": code("impact", Level),
    "attitude": code("attitude", Attitude),
    "expectation": note("expectation", REASON_LIMIT),
    "handling": note("handling", REASON_LIMIT),
    "responsible": line("responsible", PERSON_LIMIT),
}
"""Fields of a stakeholder that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=Stakeholder)
def add(change: Change, /, name: str, **fields: str) -> None:
    """Add a stakeholder group to the register."""
    values = {"name": name, **fields}
    clean = clean_values(STAKEHOLDER_FIELDS, values)
    row = change.insert(Stakeholder, **clean, rank=last_rank(change, Stakeholder))
    change.about("stakeholder.added", row, title=row.name)


@command(needs=Role.MEMBER, on=Stakeholder)
def edit(change: Change, /, stakeholder_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of a stakeholder; raises as ``board.edit`` does."""
    row = open_row(change, Stakeholder, stakeholder_id)
    change.merge(row, cleaned(STAKEHOLDER_FIELDS, edits))
    change.about("stakeholder.edited", row, title=row.name)


@command(needs=Role.MEMBER, on=Stakeholder)
def set_relevant(
    change: Change, /, stakeholder_id: int, relevant: bool, *, reason: str = ""
) -> None:
    """Say whether the plan must reach this group; not relevant needs a reason."""
    row = open_row(change, Stakeholder, stakeholder_id)
    remark = str(note("reason", REASON_LIMIT)(reason))
    if not relevant and not remark:
        raise InvalidInput("reason_missing", field="reason")
    change.update(row, relevant=relevant, not_relevant_reason="" if relevant else remark)
    action = "stakeholder.relevant" if relevant else "stakeholder.not_relevant"
    change.about(action, row, title=row.name, note=remark)


@command(needs=Role.MEMBER, on=Stakeholder)
def archive(change: Change, /, stakeholder_id: int) -> None:
    """Take a stakeholder out of the register; its communication items stay."""
    row = set_archived(change, Stakeholder, stakeholder_id, True)
    change.about("stakeholder.archived", row, title=row.name)


@command(needs=Role.MEMBER, on=Stakeholder)
def restore(change: Change, /, stakeholder_id: int) -> None:
    """Put an archived stakeholder back into the register."""
    row = set_archived(change, Stakeholder, stakeholder_id, False)
    change.about("stakeholder.restored", row, title=row.name)
