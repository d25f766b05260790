"""A report as one page of HTML that loads nothing, and comes well out of a printer."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from db.rules.text import safe
from sapa_tui.presentation.dates import day_long
from sapa_tui.presentation.document import page
from sapa_tui.presentation.report_model import (
    Fact,
    Field,
    Part,
    Report,
    Row,
    Share,
    Table,
    Value,
)

from .style import STYLE


def html(report: Report) -> str:
    """The whole page; every word is escaped, and cleaned of what is no word."""
    body = [
        f'<header>\n<p class="of">{_text(report.subtitle)}</p>',
        f"<h1>{_text(report.title)}</h1>\n</header>",
        '<dl class="facts">',
        *map(_fact, report.facts),
        "</dl>",
        *(line for part in report.parts for line in _part(part)),
    ]
    return page(f"{report.title} · {report.subtitle}", STYLE, "\n".join(body))


def _fact(fact: Fact) -> str:
    value = day_long(fact.value) if isinstance(fact.value, date) else fact.value
    words = _text(fact.note).replace(" · ", "&nbsp;· ")  # no line begins with the dot
    note = f'<dd class="note">{words}</dd>' if words else ""
    return f"<div><dt>{_text(fact.label)}</dt><dd>{_text(value)}</dd>{note}</div>"


def _part(part: Part) -> Iterator[str]:
    yield f"<section>\n<h2>{_text(part.heading)}</h2>"
    for words in part.words:
        yield f"<p>{_text(words)}</p>"
    if part.table is not None and part.table.rows:
        for name, table in part.table.groups():
            if name:
                yield f"<h3>{_text(name)}</h3>"
            yield from _table(table)
    yield "</section>"


# Tables -----------------------------------------------------------------------------------


def _table(table: Table) -> Iterator[str]:
    columns = _columns(table)
    whole = sum(table.fields[place].width for place, *_beneath in columns)
    yield '<div class="wide"><table>\n<colgroup>'
    for place, *_beneath in columns:
        yield f'<col style="width:{table.fields[place].width * 100 / whole:.1f}%">'
    yield "</colgroup>\n<thead><tr>"
    for place, *_beneath in columns:
        field = table.fields[place]
        # A heading like “Sendt/afholdt” is narrower in two lines.
        words = _text(field.heading).replace("/", "/<wbr>")
        yield f'<th scope="col"{_class(field)}>{words}</th>'
    yield "</tr></thead>\n<tbody>"
    for row in table.rows:
        yield _row(table, columns, row, "settled" if row.settled else "")
    if table.sum:
        yield _row(table, columns, table.sum, "sum")
    yield "</tbody>\n</table></div>"


def _columns(table: Table) -> list[list[int]]:
    """The places of the columns, each followed by those of what stands beneath it."""
    columns: list[list[int]] = []
    for place, field in enumerate(table.fields):
        if field.beneath and columns:
            columns[-1].append(place)
        else:
            columns.append([place])
    return columns


def _row(table: Table, columns: Sequence[Sequence[int]], row: Row, name: str) -> str:
    cells = []
    for place, *beneath in columns:
        kind = _class(table.fields[place])
        under = _beneath([(table.fields[n], row.values[n]) for n in beneath])
        cells.append(f"<td{kind}>{_cell(row.values[place])}{under}</td>")
    kind = f' class="{name}"' if name else ""
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _class(field: Field) -> str:
    return ' class="number"' if field.number else ""


def _beneath(found: Sequence[tuple[Field, Value]]) -> str:
    said = [(field, value) for field, value in found if value not in (None, "")]
    words = {
        loud: [
            _unbroken(_text(field.beneath.format(value=_words(value))), value)
            for field, value in said
            if field.loud is loud
        ]
        for loud in (False, True)
    }
    lines = [f'<span class="beneath">{" · ".join(words[False])}</span>'] if words[False] else []
    return "".join([*lines, *(f'<span class="loud">{one}</span>' for one in words[True])])


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return '<span class="yes">✓</span>' if value else '<span class="no">○</span>'
    if isinstance(value, Share):
        return _bar(value)
    return _unbroken(_text(_words(value)), value)


def _unbroken(words: str, value: Value) -> str:
    """A date stays on one line: its hyphens are no place to break it."""
    return f'<span class="day">{words}</span>' if isinstance(value, date) else words


def _words(value: Value) -> str:
    if value is None:
        return ""
    return day_long(value) if isinstance(value, date) else str(value)


def _bar(share: Share) -> str:
    """A bar towards the goal, which is a line at its end; drawn, for printers leave fills out."""
    full = share.percent
    return (
        '<span class="share"><svg viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="all" y="2" width="100" height="6"/>'
        f'<rect class="part" y="2" width="{full}" height="6"/>'
        '<rect class="goal" x="99.2" width="0.8" height="10"/></svg>'
        f"<span>{full} %</span></span>"
    )


def _text(words: str) -> str:
    return escape(safe(words))
