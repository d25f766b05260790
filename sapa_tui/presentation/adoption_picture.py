"""How far the users have come: all of them week by week towards the goal, then each department."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from db.queries.departments import DepartmentRow
from db.rules.codes import Answer
from db.rules.due import format_offset
from db.rules.text import safe
from sapa_tui.locale import _, ngettext

from . import departments as told
from .facts import Words
from .wrapping import cut, wrapped

Line = list[Words]
_FILLED = " ▁▂▃▄▅▆▇█"
_AXIS = 6
"""Cells for ``100 %`` and a blank before the columns."""
_GAP = 2
_NARROWEST, _WIDEST = 3, 10
"""Cells of a column."""
_LEAST = 30
_INDENT = "  "


class WeekTotal(NamedTuple):
    """All users in use by a week since the start of use; ``reported`` departments told of it.

    A department that has told nothing of the week counts with what it told last.
    """

    week: int
    in_use: int
    reported: int


def week_totals(rows: Sequence[DepartmentRow]) -> list[WeekTotal]:
    """The sum week by week, up to the last week that somebody has told of."""
    counted = [row for row in rows if row.new_workflows is not Answer.NO]
    last = max((row.adoption.week for row in counted if row.adoption), default=-1)
    totals = []
    for week in range(last + 1):
        told_last = [[one for one in row.trend if one.week <= week][-1:] for row in counted]
        known = [reports[0] for reports in told_last if reports]
        fresh = sum(report.week == week for report in known)
        totals.append(WeekTotal(week, sum(report.in_use for report in known), fresh))
    return totals


def picture_lines(
    rows: Sequence[DepartmentRow],
    names: Mapping[str, str],
    go_live: date | None,
    today: date,
    size: tuple[int, int],
) -> list[Line]:
    """The picture in a width and a height of cells; the departments stand beneath it."""
    width, height = size
    if width < _LEAST:
        return []
    totals = week_totals(rows)
    lines = [*_headline(rows, width), []]
    if not totals:
        nothing = _("No numbers have been reported yet. i enters this week's.")
        lines += [[(line, "text")] for line in wrapped(nothing, width, 3)]
    else:
        lines += _chart(totals, told.totals([*rows]).users, width, max(6, min(14, height - 12)))
    for row in rows:
        lines += [[], *_department(row, names, go_live, today, width)]
    return [_within(line, width) for line in lines]


def _within(line: Line, width: int) -> Line:
    """A line that is no wider than the page; what is cut shows that it is."""
    found: Line = []
    for text, style in line:
        if cell_len(text) > width:
            return [*found, (cut(text, width), style)]
        found.append((text, style))
        width -= cell_len(text)
    return found


def _headline(rows: Sequence[DepartmentRow], width: int) -> list[Line]:
    in_use, users = told.totals([*rows])
    mark = ("✓ ", "done") if in_use == users > 0 else ("○ ", "soon")
    words = _("{in_use} of {users} users in use · {percent} %")
    said = words.format(in_use=in_use, users=users, percent=told.percent(in_use, users))
    return [[mark, (cut(said, width - 2), "strong")]]


# All of them --------------------------------------------------------------------------


def _chart(totals: list[WeekTotal], users: int, width: int, height: int) -> list[Line]:
    """A column a week under the line of the goal, the numbers beside it or beneath."""
    numbers = [_numbers(total, users) for total in totals]
    taken = _AXIS + max(cell_len("".join(text for text, _style in line)) for line in numbers) + _GAP
    most = (width - taken) // (_NARROWEST + _GAP)
    beside = most >= told.WEEKS_SHOWN
    room = width - (taken if beside else _AXIS)
    # Beside the columns there are as many lines as the columns are high.
    most = min(most, height) if beside else room // (_NARROWEST + _GAP)
    weeks = min(most, max(told.WEEKS_SHOWN, len(totals)))
    column = min(_WIDEST, room // weeks - _GAP)
    drawn = _columns(totals[-weeks:], weeks, users, (column, height))
    if not beside:
        return [*drawn, [], *numbers]
    rest: list[Line] = [[], *numbers[-weeks:], *[[]] * len(drawn)]
    return [[*line, (" " * _GAP, "quiet"), *more] for line, more in zip(drawn, rest, strict=False)]


def _columns(totals: list[WeekTotal], weeks: int, users: int, size: tuple[int, int]) -> list[Line]:
    column, height = size
    wide = weeks * (column + _GAP)
    goal: Line = [("100 % ", "quiet"), ("┄" * wide, "strong")]
    lines = [goal]
    for row in range(height - 1, -1, -1):
        line: Line = [(f"{'50 %' if row == height // 2 - 1 else '':>5} ", "quiet")]
        for total in totals:
            eighths = 8 * height * total.in_use // users if users else 0
            full = users and total.in_use >= users
            filled = _FILLED[max(0, min(8, eighths - 8 * row))]
            line += [(filled * column, "done" if full else "accent"), (" " * _GAP, "quiet")]
        lines.append([*line, (" " * ((weeks - len(totals)) * (column + _GAP)), "quiet")])
    first = totals[0].week
    labels = "".join(f"{format_offset(first + n):<{column + _GAP}}" for n in range(weeks))
    return [*lines, [("  0 % ", "quiet"), ("─" * wide, "quiet")], [(" " * _AXIS + labels, "quiet")]]


def _numbers(total: WeekTotal, users: int) -> Line:
    digits = len(str(users))
    said = ngettext("{n} reported", "{n} reported", total.reported).format(n=total.reported)
    return [
        (f"{format_offset(total.week):<5}", "quiet"),
        (f"{total.in_use:>{digits}}/{users} {told.percent(total.in_use, users):>4} %", "text"),
        (f"  {said}", "quiet"),
    ]


# Each of them -------------------------------------------------------------------------


def _department(
    row: DepartmentRow, names: Mapping[str, str], go_live: date | None, today: date, width: int
) -> list[Line]:
    """Its name and where it stands, why that may be enough, and its weeks."""
    lines: list[Line] = [[(cut(safe(row.name, lines=False), width), "strong")]]
    late = told.undecided_late(row, go_live, today)
    stands: Line = [(_INDENT, "quiet")]
    for words, style in (
        _answered(row, late=late),
        *([] if row.new_workflows is Answer.NO else [told.in_use_cell(row), told.state_cell(row)]),
    ):
        stands += [(words, style), ("  ", "quiet")]
    lines.append(stands)
    if row.needs_help:
        lines += _about(_("needs help"), row.help_note, "! ", "late", width)
    if row.exception:
        why = told.signed(row.exception, row.exception_by, row.exception_on, names)
        lines += _about(_("excepted"), why, "⊘ ", "text", width)
    if row.new_workflows is Answer.NO:
        return lines + _about("", row.new_workflows_reason, "", "quiet", width)
    bar = max(10, min(60, width - 30))
    return lines + [[(_INDENT, "quiet"), *line] for line in told.course_lines(row, bar)]


def _answered(row: DepartmentRow, *, late: bool) -> Words:
    words, style = told.answer_cell(row, late=late)
    return _("new workflows: {answer}").format(answer=words), style


def _about(label: str, text: str, sign: str, style: str, width: int) -> list[Line]:
    said = f"{label}: {text}" if label and text else label or text
    shown = wrapped(sign + safe(said, lines=False), width - len(_INDENT), 3)
    return [[(_INDENT, "quiet"), (line, style)] for line in shown if line]
