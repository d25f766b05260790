"""A TOML file becomes tables of cells, one a register."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from db.errors import InvalidInput
from db.rules.template import MOST_ROWS, PARTS, TemplateKind

from .cells import Cell, Line, Sheet
from .fields import TOML_TABLES

SIZE_LIMIT = 5 * 2**20
"""Bytes: TOML is read ten times as slowly as the others, and nobody writes so much of it."""
_LINE = re.compile(r"line (\d+)")
_NAMES = "|".join(TOML_TABLES)
_LOOKS_SO = re.compile(rf"(?m)^[ \t]*\[\[?[ \t]*(?:{_NAMES})[ \t]*\]|\A\s*(?:{_NAMES})\s*=")


def looks_like_toml(text: str) -> bool:
    """Whether a text has a heading that only TOML has, or begins as TOML does."""
    return _LOOKS_SO.search(text.removeprefix("\ufeff")) is not None


def read_toml(text: str, kind: TemplateKind) -> Mapping[TemplateKind, Sheet]:
    """The registers of a kind that a TOML text holds.

    Raises:
        InvalidInput: it is too long, no TOML ("toml_wrong": row), or holds none of them
            ("toml_nothing").
    """
    import tomllib

    if len(text) > SIZE_LIMIT:
        about = {"size": len(text) // 2**20, "limit": SIZE_LIMIT // 2**20}
        raise InvalidInput("template_too_large", **about)
    try:
        found = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        line = _LINE.search(str(fault))
        raise InvalidInput("toml_wrong", row=line[1] if line else "?") from fault
    sheets = {
        TOML_TABLES[name]: _sheet(name, rows)
        for name, rows in found.items()
        if TOML_TABLES.get(name) in PARTS[kind]
    }
    if not sheets:
        names = ", ".join(f"[[{name}]]" for name, one in TOML_TABLES.items() if one in PARTS[kind])
        raise InvalidInput("toml_nothing", allowed=names)
    return sheets


def _sheet(name: str, rows: Any) -> Sheet:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidInput("toml_nothing", allowed=f"[[{name}]]")
    if len(rows) > MOST_ROWS:
        raise InvalidInput("template_too_many_rows", limit=MOST_ROWS)
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines = [Line(0, keys)]
    lines += [
        Line(number, [_cell(row.get(key)) for key in keys]) for number, row in enumerate(rows, 1)
    ]
    return Sheet(lines, lettered=False)


def _cell(value: Any) -> Cell:
    match value:
        case None | str() | bool() | float() | datetime() | date():
            return value
        case int():
            return value if abs(value) < 2**63 else str(hex(value))
        case list():
            return "\n".join(str(one) for one in value)
    return str(value)
