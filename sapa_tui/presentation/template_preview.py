"""What a template would do to the plan, as a page to read and as data for programs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from db.commands import Edit
from db.commands.template import NewRow
from db.queries.template import NAMED
from db.rules.text import safe
from sapa_tui.locale import _, ngettext
from sapa_tui.templates.comparing import Entry, Preview, Refusal, Skipped

from .sentences import error_sentence, quoted
from .words import Names, field_word, value_word
from .wrapping import cut, wrapped

PageLine = list[tuple[str, str]]
_SHOWN = 1_000
"""Rows of one sort that are listed; of a large template nobody reads all."""
_LINES = 4
_VALUE, _FACT = 80, 30
T = TypeVar("T")
_DUE = ("offset_weeks", "due_date", "due_rule")


def summary(preview: Preview) -> str:
    """What would happen, in numbers."""
    new, refused = len(preview.added), preview.refused_rows
    parts = [
        ngettext("{number} new", "{number} new", new).format(number=new),
        _("{number} changed").format(number=len(preview.changed)),
        _("{number} as before").format(number=len(preview.unchanged)),
    ]
    if refused:
        parts.append(_("{number} not understood").format(number=refused))
    return " · ".join(parts)


def refusal_sentence(refusal: Refusal) -> str:
    """What is wrong with a row, and where: ``Række 7, kolonne C “Frist”: …``."""
    why = error_sentence(refusal.error)
    if refusal.letter:
        pattern = _("Row {row}, column {letter} “{heading}”: {why}")
    elif refusal.heading:
        pattern = _("Row {row}, “{heading}”: {why}")
    else:
        pattern = _("Row {row}: {why}")
    heading = safe(refusal.heading)
    return pattern.format(row=refusal.row, letter=refusal.letter, heading=heading, why=why)


def skipped_sentence(skipped: Skipped) -> str:
    """That a column is not read, and why."""
    column = skipped.column
    pattern = (
        _("The plan has no place for the column {column}; it is left out.")
        if column.known
        else _("The column {column} is not known and is left out.")
    )
    return pattern.format(column=f"{column.letter} “{safe(column.heading)}”".strip())


def preview_lines(preview: Preview, people: Names, width: int) -> list[PageLine]:
    """The page: what is not understood, what would be new, what would be changed."""
    lines: list[PageLine] = [[(line, "strong")] for line in wrapped(summary(preview), width, 2)]
    for skipped in preview.skipped:
        lines += _signed("~ ", "soon", skipped_sentence(skipped), width)
    lines += _section(_("Not understood"), preview.refused, width, _refused_lines)
    lines += _section(
        _("Would be added"), preview.added, width, partial(_new_lines, preview, people)
    )
    changed = partial(_changed_lines, preview, people)
    lines += _section(_("Would be changed"), preview.changed, width, changed)
    return lines


def preview_data(preview: Preview, people: Names) -> dict[str, Any]:
    """The preview as JSON holds it."""
    return {
        "kind": preview.kind.value,
        "added": [
            {
                "kind": entry.work.kind.value,
                "row": entry.row,
                "title": entry.title,
                "values": _plain(entry.work) if isinstance(entry.work, NewRow) else {},
            }
            for entry in preview.added
        ],
        "changed": [_changed_data(entry, preview, people) for entry in preview.changed],
        "refused": [
            {
                "kind": refusal.kind.value,
                "row": refusal.row,
                "column": refusal.letter or None,
                "heading": refusal.heading or None,
                "code": refusal.error.code,
                "reason": refusal_sentence(refusal),
            }
            for refusal in preview.refused
        ],
        "unchanged": [
            {"kind": one.kind.value, "row": one.row, "id": one.id} for one in preview.unchanged
        ],
        "left_out": [skipped_sentence(skipped) for skipped in preview.skipped],
    }


def _section(
    title: str, found: Sequence[T], width: int, lines_of: Callable[[T, int], list[PageLine]]
) -> list[PageLine]:
    if not found:
        return []
    lines: list[PageLine] = [[], [(cut(title, width), "accent")]]
    for one in found[:_SHOWN]:
        lines += lines_of(one, width)
    if (more := len(found) - _SHOWN) > 0:
        words = ngettext("and {number} more row", "and {number} more rows", more)
        lines.append([(cut(words.format(number=more), width), "quiet")])
    return lines


def _signed(sign: str, style: str, text: str, width: int) -> list[PageLine]:
    """A text behind a sign, which stands before its first line only."""
    first, *rest = wrapped(text, width - len(sign), _LINES)
    return [[(sign, style), (first, "text")], *([(" " * len(sign) + r, "text")] for r in rest)]


def _refused_lines(refusal: Refusal, width: int) -> list[PageLine]:
    return _signed("! ", "late", refusal_sentence(refusal), width)


def _new_lines(preview: Preview, people: Names, entry: Entry, width: int) -> list[PageLine]:
    lines = _signed("+ ", "done", _headed(entry), width)
    facts = " · ".join(_facts(entry, preview, people))
    lines += [[("    ", "quiet"), (line, "quiet")] for line in wrapped(facts, width - 4, 2) if line]
    if entry.lost:
        words = _("“{name}” is not in the register of stakeholders, so nobody there is reached.")
        lines += _signed("  ~ ", "soon", words.format(name=quoted(entry.lost)), width)
    return lines


def _changed_lines(preview: Preview, people: Names, entry: Entry, width: int) -> list[PageLine]:
    lines = _signed("≠ ", "soon", _headed(entry), width)
    for name, old, new in _changes(entry, preview, people):
        words = f"{field_word(name)}: {_value(old)} → {_value(new)}"
        lines += [[("    ", "quiet"), (line, "quiet")] for line in wrapped(words, width - 4, 2)]
    return lines


def _facts(entry: Entry, preview: Preview, people: Names) -> Iterator[str]:
    """What a new row says besides what it is called, as it has been understood."""
    work = entry.work
    assert isinstance(work, NewRow)
    for name, value in work.values.items():
        if name != NAMED[work.kind] and (word := _word(name, value, preview, people)):
            label, room = (field_word("due"), _VALUE) if name in _DUE else (field_word(name), _FACT)
            yield f"{label}: {quoted(word, room)}"


def _headed(entry: Entry) -> str:
    return _("Row {row}: {title}").format(row=entry.row, title=quoted(entry.title))


def _value(words: str) -> str:
    return quoted(words, _VALUE) if words else _("(nothing)")


def _changes(entry: Entry, preview: Preview, people: Names) -> Iterator[tuple[str, str, str]]:
    """Each field that would change, with its words before and after; a due date is one field."""
    work = entry.work
    if isinstance(work, NewRow):
        return
    due = {name: edit for name, edit in work.edits.items() if name in _DUE}
    for name, edit in work.edits.items():
        if name not in _DUE:
            old, new = (_word(name, value, preview, people) for value in edit)
            yield name, old, new
    if due:
        yield "due", _due_word(due, 0, preview), _due_word(due, 1, preview)
    if work.points:
        yield "points", "", "; ".join(work.points)


def _due_word(due: Mapping[str, Edit], place: int, preview: Preview) -> str:
    words = (_word(name, edit[place], preview, {}) for name, edit in due.items())
    return " ".join(filter(None, words))


def _word(name: str, value: Any, preview: Preview, people: Names) -> str:
    if name == "stakeholder" and isinstance(value, int):
        return safe(preview.groups.get(value, ""))
    if name == "relevant":
        return value_word(name, bool(value), people)
    return value_word(name, value, people, preview.points)


def _changed_data(entry: Entry, preview: Preview, people: Names) -> dict[str, Any]:
    work = entry.work
    assert not isinstance(work, NewRow)
    return {
        "kind": work.kind.value,
        "row": entry.row,
        "id": work.id,
        "title": entry.title,
        "fields": {
            name: {"old": old, "new": new} for name, old, new in _changes(entry, preview, people)
        },
    }


def _plain(work: NewRow) -> dict[str, Any]:
    """A new row's values as they would be stored, with what its checklist would hold."""
    return dict(work.values) | ({"points": list(work.points)} if work.points else {})
