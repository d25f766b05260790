"""Lists on stdout: tables for people, JSON and CSV for programs."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from db.rules.text import safe
from sapa_tui.locale import N_, _
from sapa_tui.streams import put

from . import say
from .translated import option

FORMATS = ("plain", "github", "html", "json", "csv")
CELL_SHOWN = 80
"""Characters of a cell in a plain table; the other formats hold all of it."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for an older code page."""

F = TypeVar("F", bound=Callable[..., Any])

# What JSON allows in a string but a terminal or an eye would obey.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to be shown; ``whole`` keeps long cells and their lines even in a plain table."""

    headers: Sequence[str]
    rows: Sequence[Sequence[Any]]
    whole: bool = False


def formatted(function: F) -> F:
    """Give a command the option ``--format``, as its argument ``form``."""
    text = N_("How the list is written; csv has semicolons, as Danish Excel expects.")
    choice = click.Choice(FORMATS)
    return option("--format", "form", type=choice, default="plain", help=text)(function)


def emit(
    form: str, table: Callable[[], Table], data: Callable[[], Any], *, nothing: str = ""
) -> None:
    """Write a list in one of FORMATS to stdout; ``nothing`` tells a person why it is empty."""
    if form == "json":
        write(as_json(data()), utf8=True)
    elif form == "csv":
        write(BYTE_ORDER_MARK + _csv(table()), utf8=True)
    elif (found := table()).rows or form != "plain":
        write(_table(found, form))
    else:
        say(nothing or _("Nothing here yet."))


def as_json(data: Any) -> str:
    """Readable JSON that is harmless in a terminal."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write(text: str, *, utf8: bool = False, done: bool = False) -> None:
    """Write to stdout; when that is impossible the program ends, see :func:`put`."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and sys.stdout.encoding.lower().replace("-", "") != "utf8":
        reconfigure(**({"encoding": "utf-8"} if utf8 else {"errors": "replace"}))
    put(text, done=done)


def _table(table: Table, form: str) -> str:
    from tabulate import tabulate

    rows = [[_cell(value, form, table.whole) for value in row] for row in table.rows]
    numbers = [type(value) is int for value in table.rows[0]] if rows else []
    return tabulate(
        rows,
        headers=table.headers,
        tablefmt=form,
        disable_numparse=True,
        colalign=["right" if number else "left" for number in numbers],
    )


def _cell(value: Any, form: str, whole: bool) -> str:
    text = _text(value, lines=whole and form == "plain")
    if form == "github":
        return re.sub(r"([\\|<])", r"\\\1", text)
    if form == "plain" and not whole and len(text) > CELL_SHOWN:
        return text[: CELL_SHOWN - 1] + "…"
    return text


def _csv(table: Table) -> str:
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    writer.writerow([_text(header) for header in table.headers])
    for row in table.rows:
        writer.writerow([_harmless(value) for value in row])
    return buffer.getvalue().removesuffix("\n")


def _harmless(value: Any) -> str:
    """A cell that a spreadsheet takes as text, even when it looks like a formula."""
    text = _text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _text(value: Any, *, lines: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return safe(str(value), lines=lines)
