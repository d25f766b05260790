"""Writes of the classes, and of how many attended them."""

from collections.abc import Mapping
from datetime import date
from types import EllipsisType
from typing import Any

from db.errors import InvalidInput
from db.models import TrainingClass
from db.rules.codes import Role
from db.rules.training import is_held

from ._change import Change, Edit
from ._door import command
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    iso_date,
    line,
    note,
    number,
    reference,
)
from ._rows import department_of, open_row, set_archived

MOST_INVITED = 100_000
CLASS_FIELDS: Mapping[str, Cleaner] = {
    "title": line("title", required=True),
    "department": reference("department"),
    "held_on": iso_date,
    "combined": bool,
    "trainer": line("trainer", PERSON_LIMIT),
    "place": line("place"),
    "invited": number("invited", 0, MOST_INVITED),
    "note": note("note", REASON_LIMIT),
}
"""Fields of a class that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=TrainingClass)
def add(change: Change, /, title: str, **fields: Any) -> None:
    """Add a class; ``fields`` as in CLASS_FIELDS, without a department it is open to all.

    Raises:
        NotFound: there is no such department; Refused("archived") when it is archived.
    """
    clean = clean_values(CLASS_FIELDS, {"title": title, **fields})
    department_of(change, clean.get("department"))
    row = change.insert(TrainingClass, **clean)
    change.about("training_class.added", row)


@command(needs=Role.MEMBER, on=TrainingClass)
def edit(change: Change, /, class_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of a class; raises as ``board.edit``, :func:`add` and :func:`demand_fit` do."""
    row = open_row(change, TrainingClass, class_id)
    clean = cleaned(CLASS_FIELDS, edits)
    if "department" in clean:
        department_of(change, clean["department"].mine)
    change.merge(row, clean)
    demand_fit(change, row)
    change.about("training_class.edited", row)


@command(needs=Role.MEMBER, on=TrainingClass)
def set_attended(
    change: Change,
    /,
    class_id: int,
    attended: int | str | None,
    *,
    base: int | EllipsisType | None = ...,
) -> None:
    """Say how many attended a class; None takes the number away.

    ``base`` is the number that stood there when this was typed, ``...`` takes no heed of it.

    Raises:
        InvalidInput: it is no number, or below 0; see also :func:`demand_fit`.
        Conflict: somebody has given another number than ``base`` meanwhile.
    """
    row = open_row(change, TrainingClass, class_id)
    mine = None if attended is None else number("attended", 0, MOST_INVITED)(attended)
    theirs = row.attended
    if not isinstance(base, EllipsisType) and theirs not in (base, mine):
        raise change.conflict(row, {"attended": (base, mine, theirs)})
    change.update(row, attended=mine)
    demand_fit(change, row)
    verb = "attendance_cleared" if mine is None else "attendance_set"
    change.about(f"training_class.{verb}", row)


@command(needs=Role.MEMBER, on=TrainingClass)
def archive(change: Change, /, class_id: int) -> None:
    """Take a class out of the register; who attended it counts no more."""
    row = set_archived(change, TrainingClass, class_id, True)
    change.about("training_class.archived", row)


@command(needs=Role.MEMBER, on=TrainingClass)
def restore(change: Change, /, class_id: int) -> None:
    """Put an archived class back."""
    row = set_archived(change, TrainingClass, class_id, False)
    change.about("training_class.restored", row)


def demand_fit(change: Change, row: TrainingClass) -> None:
    """Check the number of a class against its date and its invitations.

    Where nobody was invited by name (``invited`` is 0), any number may have come.

    Raises:
        InvalidInput: some attended a class that has no date ("class_undated") or is yet to be
            held ("class_not_held"), or more than were invited ("attended_over_invited").
    """
    if row.attended is None:
        return
    held_on = date.fromisoformat(row.held_on) if row.held_on else None
    if held_on is None:
        raise InvalidInput("class_undated", field="held_on", title=row.title)
    if not is_held(held_on, change.request.today):
        raise InvalidInput("class_not_held", field="held_on", title=row.title, day=held_on)
    if row.attended > row.invited > 0:
        about = {"title": row.title, "attended": row.attended, "invited": row.invited}
        raise InvalidInput("attended_over_invited", field="invited", **about)
