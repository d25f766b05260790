"""What the registers' writes have in common: a row that is in use, and the place after the last."""

from typing import TypeVar

from peewee import fn

from db.errors import Refused
from db.models import Department, Table
from db.rules.moves import rank_between

from ._change import Change
from ._titles import TITLES

Row = TypeVar("Row", bound=Table)


def open_row(change: Change, table: type[Row], row_id: int) -> Row:
    """A row in use; raises NotFound, and Refused("archived")."""
    row = change.row(table, row_id)
    if row.__data__["archived"]:
        title = row.__data__[TITLES[table]]
        raise Refused("archived", entity=table._meta.table_name, id=row_id, title=title)
    return row


def set_archived(change: Change, table: type[Row], row_id: int, archived: bool) -> Row:
    """A row taken out of its register, or put back into it; raises NotFound."""
    row = change.row(table, row_id)
    change.update(row, archived=archived)
    return row


def said_already(title: str, who: str | None) -> Refused:
    """What to raise where a colleague has said the same meanwhile, in other words."""
    return Refused("said_already", title=title, who=who or "")


def department_of(change: Change, department_id: int | None) -> Department | None:
    """A department in use that a row is about; None where it is about all of them."""
    return None if department_id is None else open_row(change, Department, department_id)


def last_rank(change: Change, table: type[Table]) -> str:
    """The place after the last row of a register."""
    rank = table._meta.fields["rank"]
    last = table.select(fn.MAX(rank)).scalar(change.database)
    return rank_between(last, None)
