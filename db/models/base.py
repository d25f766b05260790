"""What every table has in common."""

from collections.abc import Iterable
from typing import Any

from peewee import SQL, Check, Model, TextField


class Table(Model):
    """A table that is bound to no database: each query names the one it is meant for."""

    class Meta:
        legacy_table_names = False


def one_of(column: str, codes: Iterable[str]) -> Any:
    """Constraint: the column holds one of an enum's codes."""
    quoted = ", ".join(f"'{code}'" for code in codes)
    return Check(f'"{column}" IN ({quoted})')


def text(limit: int, **options: Any) -> Any:
    """A text column that holds at most ``limit`` code points (SQLite ignores a mere type)."""
    name = str(options.pop("column"))
    before = options.pop("constraints", [])
    return TextField(constraints=[*before, Check(f'length("{name}") <= {limit}')], **options)


def added_later(default: str) -> Any:
    """Constraint: what the rows have that were there before the column; SQL of a literal."""
    return SQL(f"DEFAULT {default}")


def refers_to(table: str) -> Any:
    """Constraint: the column holds the id of a row there; for columns that came later.

    A ``ForeignKeyField`` would say so behind the columns, where no column can be added to.
    """
    return SQL(f'REFERENCES "{table}" ("id")')


def at_least(column: str, least: int) -> Any:
    """Constraint: the column holds no smaller number."""
    return Check(f'"{column}" >= {least}')


def one_due() -> Any:
    """Constraint: something is due by weeks from go-live or by a date, never by both."""
    return Check('"offset_weeks" IS NULL OR "due_date" IS NULL')


def due_by_rule() -> Any:
    """A column for what is due by another rule, as ``rules.due.Rule.stored`` writes it."""
    alone = Check('"due_rule" IS NULL OR ("offset_weeks" IS NULL AND "due_date" IS NULL)')
    return text(60, column="due_rule", null=True, index=True, constraints=[alone])
