"""A report as Markdown: its tables are those that GitHub and most wikis understand."""

from collections.abc import Iterator, Sequence
from datetime import date

from db.rules.text import safe
from sapa_tui.presentation.dates import day_long, day_plain
from sapa_tui.presentation.document import escaped, marked
from sapa_tui.presentation.report_model import Fact, Part, Report, Row, Share, Table, Value

_BAR = 10
"""Characters of a bar that stands for all."""


def markdown(report: Report) -> str:
    """The whole of it; stored words stay words, whatever they look like."""
    blocks = [f"# {marked(report.title)}", marked(report.subtitle)]
    blocks.append("\n".join(map(_fact, report.facts)))
    blocks += [block for part in report.parts for block in _part(part)]
    return "\n\n".join(block for block in blocks if block)


def _fact(fact: Fact) -> str:
    value = day_long(fact.value) if isinstance(fact.value, date) else fact.value
    note = f" · {escaped(safe(fact.note))}" if fact.note else ""
    return f"- **{escaped(safe(fact.label))}:** {marked(value)}{note}"


def _part(part: Part) -> Iterator[str]:
    yield f"## {marked(part.heading)}"
    yield from map(marked, part.words)
    if part.table is None or not part.table.rows:
        return
    for name, table in part.table.groups():
        if name:
            yield f"### {marked(name)}"
        yield "\n".join(_table(table))


def _table(table: Table) -> Iterator[str]:
    yield _line([escaped(safe(field.heading)) for field in table.fields])
    yield _line(["--:" if field.number else "---" for field in table.fields])
    for row in table.rows:
        yield _line(_cells(row))
    if table.sum:
        yield _line([f"**{cell}**" if cell else "" for cell in _cells(table.sum)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: Row) -> list[str]:
    return [escaped(safe(_words(value))) for value in row.values]


def _words(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "✓" if value else "○"
        case date():
            return day_plain(value)
        case Share():
            full = value.percent * _BAR // 100
            return f"{'█' * full}{'░' * (_BAR - full)} {value.percent} %"
    return str(value)
