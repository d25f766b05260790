"""Queries whose words cost nothing at the lock: peewee takes ten times as long to word one as
SQLite to answer it, and every other writer waits meanwhile. The simplest are written here.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from peewee import BooleanField, SqliteDatabase, Value

from .models import Table

Row = TypeVar("Row", bound=Table)

_WORDS_KEPT = 128  # of each kind; the sets of fields that forms change are far fewer


class _Given(NamedTuple):
    name: str


def given(name: str) -> Any:
    """Stands in a query where the value of this name comes in."""
    return Value(_Given(name), converter=False, unpack=False)


class Prepared:
    """A query and its words.

    Values go in, and come back, as SQLite has them: a yes or no is 1 or 0.
    """

    def __init__(self, build: Callable[[], Any]) -> None:
        """``build`` makes the query, with :func:`given`; it is asked when that is first run."""
        self._build = build
        self._words: tuple[str, list[Any]] | None = None

    def run(self, database: SqliteDatabase, **values: Any) -> Any:
        """Run it; returns the cursor."""
        sql, parts = self.words(database)
        filled = [values[part.name] if isinstance(part, _Given) else part for part in parts]
        return database.execute_sql(sql, filled)  # type: ignore[no-untyped-call]

    def rows(self, database: SqliteDatabase, **values: Any) -> list[tuple[Any, ...]]:
        """Run it; returns all rows, as one left over would keep the reading open."""
        return list(self.run(database, **values).fetchall())

    def value(self, database: SqliteDatabase, **values: Any) -> Any:
        """Run it; returns the first value of the first row, None when there is no row."""
        rows = self.rows(database, **values)
        return rows[0][0] if rows else None

    def words(self, database: SqliteDatabase) -> tuple[str, list[Any]]:
        """The SQL and its values; made when first asked for, which had better be outside a lock."""
        if self._words is None:
            self._words = database.get_sql_context().parse(self._build())  # type: ignore[no-untyped-call]
        return self._words


def find(database: SqliteDatabase, table: type[Row], name: str, value: Any) -> Row | None:
    """The row in which a unique field has a value."""
    sql, names, yes_or_no = _select(database.param, table, name)
    found = database.execute_sql(sql, (value,)).fetchall()  # type: ignore[no-untyped-call]
    if not found:
        return None
    row = table(__no_default__=1)
    row.__data__ = dict(zip(names, found[0], strict=True))
    for each in yes_or_no:
        row.__data__[each] = bool(row.__data__[each])
    return row


def insert(database: SqliteDatabase, table: type[Table], values: Mapping[str, Any]) -> Any:
    """Add a row, of which every field but the id must be given; returns the id."""
    sql = _insert(database.param, table, tuple(values))
    return database.execute_sql(sql, [*values.values()]).lastrowid  # type: ignore[no-untyped-call]


def update(
    database: SqliteDatabase,
    table: type[Table],
    values: Mapping[str, Any],
    where: Mapping[str, Any],
) -> int:
    """Write fields of the rows that have the values of ``where``; returns how many there were."""
    sql = _update(database.param, table, tuple(values), tuple(where))
    filled = [*values.values(), *where.values()]
    return int(database.execute_sql(sql, filled).rowcount)  # type: ignore[no-untyped-call]


@lru_cache(_WORDS_KEPT)
def _select(
    mark: str, table: type[Table], name: str
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The SQL that finds a row, its fields in order, and which of them say yes or no."""
    fields = table._meta.sorted_fields
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    sql = f'SELECT {columns} FROM "{table._meta.table_name}" WHERE {_equal(mark, table, [name])[0]}'
    yes_or_no = tuple(field.name for field in fields if isinstance(field, BooleanField))
    return sql, tuple(field.name for field in fields), yes_or_no


@lru_cache(_WORDS_KEPT)
def _insert(mark: str, table: type[Table], names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{table._meta.fields[name].column_name}"' for name in names)
    marks = ", ".join([mark] * len(names))
    return f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({marks})'


@lru_cache(_WORDS_KEPT)
def _update(mark: str, table: type[Table], new: tuple[str, ...], had: tuple[str, ...]) -> str:
    values, where = _equal(mark, table, new), _equal(mark, table, had)
    return f'UPDATE "{table._meta.table_name}" SET {", ".join(values)} WHERE {" AND ".join(where)}'


def _equal(mark: str, table: type[Table], names: Iterable[str]) -> list[str]:
    return [f'"{table._meta.fields[name].column_name}" = {mark}' for name in names]
