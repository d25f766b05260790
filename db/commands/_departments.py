"""What must hold of a department, whichever write has touched it."""

from typing import Any

from db.errors import InvalidInput
from db.models import Adoption, Department
from db.queries.named import same_name

from ._change import Change


def demand_sound(change: Change, row: Department) -> None:
    """Check a department as it now stands in the plan, unless it is archived.

    Raises:
        InvalidInput: another one has its name ("department_exists"); it has fewer users than
            have been reported in use last ("in_use_over_users").
    """
    if row.archived:
        return
    others = Department.select(Department.name).where(
        (Department.id != row.id) & ~Department.archived
    )
    for (name,) in others.tuples().execute(change.database):
        if same_name(name, row.name):
            raise InvalidInput("department_exists", name=name)
    newest = _reports(row.id).order_by(Adoption.week.desc()).limit(1).scalar(change.database)
    check_in_use(row, newest or 0)


def check_in_use(row: Department, in_use: int) -> None:
    """Whether so many users can be in use; raises InvalidInput("in_use_over_users")."""
    if in_use > row.users:
        raise InvalidInput("in_use_over_users", title=row.name, in_use=in_use, users=row.users)


def _reports(department_id: int) -> Any:
    return Adoption.select(Adoption.in_use).where(
        (Adoption.department == department_id) & ~Adoption.archived
    )
