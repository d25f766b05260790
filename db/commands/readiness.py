"""The go or no-go of a department, as its leader has said it."""

from typing import Any, Literal

from peewee import fn

from db.errors import InvalidInput
from db.models import Department, Precondition
from db.rules.codes import Role, SignOff

from ._change import Change
from ._door import command
from ._fields import PERSON_LIMIT, REASON_LIMIT, code, line, note
from ._rows import open_row, said_already

UNSEEN: Literal["unseen"] = "unseen"
"""Stands for what has been said of a department where nobody has looked."""


@command(needs=Role.MEMBER, on=Department)
def sign_off(
    change: Change,
    /,
    department_id: int,
    said: SignOff | None,
    *,
    by: str = "",
    reason: str = "",
    base: SignOff | Literal["unseen"] | None = UNSEEN,
) -> None:
    """Say that a department is ready, or is not; None takes back what was said.

    ``by`` is who spoke for it, its leader unless somebody else is named, and whoever writes it
    down where it has none. ``base`` is what the person saw.

    Raises:
        InvalidInput: it is ready in spite of open points ("points_open") or not ready
            ("reason_missing"), and no reason is given.
        Refused: somebody has spoken since ``base`` was read: otherwise, or with another reason
            ("said_already").
    """
    row = open_row(change, Department, department_id)
    before = row.sign_off
    values = _values(change, row, said, by, reason)
    if base != UNSEEN and before not in (base, said):
        raise said_already(row.name, row.signed_off_by)
    same_words = values["sign_off_reason"] in ("", row.sign_off_reason)
    if base not in (UNSEEN, before) and not same_words:
        raise said_already(row.name, row.signed_off_by)
    if any(row.__data__[name] != value for name, value in values.items()):
        on = change.request.today.isoformat() if said else None
        change.update(row, **values, signed_off_on=on)
    action = f"department.signed_{said}" if said else "department.sign_off_withdrawn"
    change.about(action, row, title=row.name, note=values["sign_off_reason"])


def _values(
    change: Change, row: Department, said: SignOff | None, by: str, reason: str
) -> dict[str, Any]:
    if said is None:
        return {"sign_off": None, "sign_off_reason": "", "signed_off_by": ""}
    remark = str(note("sign_off_reason", REASON_LIMIT)(reason))
    stored = code("sign_off", SignOff)(said)
    if not remark and stored == SignOff.NOT_READY:
        raise InvalidInput("reason_missing", field="sign_off_reason")
    if not remark and (count := _open_points(change, row.id)):
        about = {"title": row.name, "number": count}
        raise InvalidInput("points_open", field="sign_off_reason", **about)
    spoke = line("signed_off_by", PERSON_LIMIT)(by) or row.local_leader or change.request.actor
    return {"sign_off": stored, "sign_off_reason": remark, "signed_off_by": spoke}


def _open_points(change: Change, department_id: int) -> int:
    theirs = (Precondition.department == department_id) & ~Precondition.archived
    query = Precondition.select(fn.COUNT(Precondition.id))
    return int(query.where(theirs & Precondition.met_at.is_null()).scalar(change.database))
