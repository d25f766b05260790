"""Writes to the roster of extra help in the weeks after a department has begun."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.errors import InvalidInput, Refused
from db.models import Activity, Department, RosterEntry
from db.queries.roster import ProposedActivity
from db.rules.codes import Answer, Column, Role, SupportRole
from db.rules.roster import WEEKS, format_weeks, helpers_named, parse_weeks
from db.rules.text import TITLE_LIMIT

from ._arrival import check_limit, rank_in
from ._change import Change, Edit
from ._door import command
from ._due import due_values
from ._fields import (
    PERSON_LIMIT,
    REASON_LIMIT,
    Cleaner,
    clean_values,
    cleaned,
    code,
    line,
    note,
    reference,
)
from ._rows import department_of, open_row, set_archived

ROSTER_FIELDS: Mapping[str, Cleaner] = {
    "department": reference("department"),
    "name": line("name", PERSON_LIMIT, required=True),
    "role": code("role", SupportRole),
    "weeks": lambda value: format_weeks(parse_weeks(str(value))),
    "note": note("note", REASON_LIMIT),
}
"""Fields of a roster entry that a form may change, with the cleaning of each."""


@command(needs=Role.MEMBER, on=RosterEntry)
def add(change: Change, /, name: str, *, department: int, weeks: str, **fields: Any) -> None:
    """Put a helper on the roster of a department; ``weeks`` as ``rules.roster.parse_weeks`` reads.

    Raises:
        InvalidInput: the helper is on that roster already ("on_roster_already").
    """
    values = {"department": department, "name": name, "weeks": weeks, **fields}
    clean = {"role": SupportRole.SUPER_USER.value} | clean_values(ROSTER_FIELDS, values)
    _check_department(change, clean["department"])
    row = change.insert(RosterEntry, **clean)
    demand_once(change, row)
    change.about("roster_entry.added", row, title=row.name)


@command(needs=Role.MEMBER, on=RosterEntry)
def edit(change: Change, /, entry_id: int, edits: Mapping[str, Edit]) -> None:
    """Change fields of an entry; raises as ``board.edit`` and :func:`add` do."""
    row = open_row(change, RosterEntry, entry_id)
    clean = cleaned(ROSTER_FIELDS, edits)
    theirs = clean.get("department", Edit(None, None))
    if theirs.mine != theirs.base:
        _check_department(change, theirs.mine)
    change.merge(row, clean)
    demand_once(change, row)
    change.about("roster_entry.edited", row, title=row.name)


@command(needs=Role.MEMBER, on=RosterEntry)
def archive(change: Change, /, entry_id: int) -> None:
    """Take a helper off the roster."""
    row = set_archived(change, RosterEntry, entry_id, True)
    change.about("roster_entry.archived", row, title=row.name)


@command(needs=Role.MEMBER, on=RosterEntry)
def restore(change: Change, /, entry_id: int) -> None:
    """Put a helper back on the roster; raises InvalidInput("on_roster_already")."""
    row = set_archived(change, RosterEntry, entry_id, False)
    demand_once(change, row)
    change.about("roster_entry.restored", row, title=row.name)


@command(needs=Role.MEMBER, on=Department)
def propose(change: Change, /, department_id: int, activities: Sequence[ProposedActivity]) -> None:
    """Plan the extra help that a large change calls for (A08: superbrugere og lokale ledere).

    Its superusers and its local leader come on the roster in every week, and the activities on
    the board, where they are counted from its start of use; what is there already stays as it is.

    Raises:
        Refused: the department has answered No ("no_new_workflows"), or everything is there
            already ("nothing_to_propose").
    """
    row = open_row(change, Department, department_id)
    if row.new_workflows == Answer.NO:
        raise Refused("no_new_workflows", title=row.name)
    before = len(change.fields)
    _propose_helpers(change, row)
    _propose_activities(change, row, activities)
    if len(change.fields) == before:
        raise Refused("nothing_to_propose", title=row.name)
    change.about("department.support_proposed", row, title=row.name)


def demand_once(change: Change, row: RosterEntry) -> None:
    """Raise InvalidInput("on_roster_already") where a department has a helper twice."""
    if not row.archived and _helpers(change, row.__data__["department"]).count(_same(row.name)) > 1:
        raise InvalidInput("on_roster_already", name=row.name)


def _propose_helpers(change: Change, row: Department) -> None:
    known = set(_helpers(change, row.id))
    roles = dict.fromkeys(helpers_named(row.superusers), SupportRole.SUPER_USER)
    for leader in helpers_named(row.local_leader):
        roles.setdefault(leader, SupportRole.LEADER)
    for name, role in roles.items():
        short = str(line("name", TITLE_LIMIT * 5)(name))[:PERSON_LIMIT].strip()
        if short and _same(short) not in known:
            known.add(_same(short))
            weeks = format_weeks(WEEKS)
            change.insert(RosterEntry, department=row.id, name=short, role=role.value, weeks=weeks)


def _propose_activities(
    change: Change, row: Department, activities: Sequence[ProposedActivity]
) -> None:
    query = Activity.select(Activity.title).where(
        (Activity.department == row.id) & ~Activity.archived
    )
    known = {title for (title,) in query.tuples().execute(change.database)}
    for proposed in activities:
        if proposed.title not in known:
            check_limit(change, Column.NOT_STARTED)
            change.insert(
                Activity,
                title=proposed.title,
                description=proposed.description,
                responsible=proposed.responsible,
                kind=proposed.kind.value,
                **due_values(proposed.due_in(row.id)),
                card_part="B5",
                department=row.id,
                column=Column.NOT_STARTED.value,
                column_since=change.now,
                rank=rank_in(change, Column.NOT_STARTED, None),
            )


def _helpers(change: Change, department_id: int) -> list[str]:
    query = RosterEntry.select(RosterEntry.name).where(
        (RosterEntry.department == department_id) & ~RosterEntry.archived
    )
    return [_same(name) for (name,) in query.tuples().execute(change.database)]


def _check_department(change: Change, department_id: int | None) -> None:
    if department_of(change, department_id) is None:
        raise InvalidInput("text_missing", field="department")


def _same(name: str) -> str:
    return name.casefold()
