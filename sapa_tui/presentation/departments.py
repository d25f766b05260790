"""A department in the register: its answer, its numbers, its course, and what stands about it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from db.queries.departments import DepartmentRow
from db.rules.adoption import week_of_use
from db.rules.closing import answers_late
from db.rules.codes import AdoptionState, Answer, ChangeSize
from db.rules.due import format_offset
from sapa_tui.locale import _, ngettext

from .dates import day_plain
from .department_words import adoption_word, answer_word, size_word
from .facts import LABEL, Fact, Words, fact_lines
from .words import responsible_word

WEEKS_SHOWN = 6
"""A08 follows the use from T+0 to T+5."""
_COURSE = 40
"""Cells of a bar that stands for all users: its end is the goal."""
_BARS = "▁▂▃▄▅▆▇█"
_NO_REPORT = "·"


class Totals(NamedTuple):
    """How many users have the workflows in use, of those who are to."""

    in_use: int
    users: int


def totals(rows: list[DepartmentRow]) -> Totals:
    """The sum over the departments that have not answered No."""
    counted = [row for row in rows if row.new_workflows is not Answer.NO]
    return Totals(sum(row.in_use for row in counted), sum(row.users for row in counted))


def undecided_late(row: DepartmentRow, go_live: date | None, today: date) -> bool:
    """Whether a department ought to have answered by now."""
    undecided = row.new_workflows is Answer.UNDECIDED
    return undecided and answers_late(row.starts(go_live), today)


def present_week(row: DepartmentRow, go_live: date | None, today: date) -> int | None:
    """The week of use that a department is in; None before it, or while nobody knows."""
    start = row.starts(go_live)
    return None if start is None else week_of_use(start, today)


def percent(in_use: int, users: int) -> int:
    """Whole per cent, 100 only when it is all of them."""
    if in_use >= users:
        return 100 if users else 0
    return min(99, round(in_use * 100 / users))


# Cells --------------------------------------------------------------------------------


def answer_cell(row: DepartmentRow, *, late: bool) -> Words:
    """Whether it has new workflows; ``late`` warns of what is not decided yet."""
    word = answer_word(row.new_workflows)
    match row.new_workflows:
        case Answer.YES:
            return f"✓ {word}", "text"
        case Answer.NO:
            return f"⊘ {word}", "quiet"
    return (f"! {word}", "late") if late else (f"? {word}", "soon")


def size_cell(row: DepartmentRow) -> Words:
    """How much changes."""
    large = row.change_size is ChangeSize.LARGE and row.new_workflows is not Answer.NO
    return size_word(row.change_size), "strong" if large else "quiet"


def in_use_cell(row: DepartmentRow) -> Words:
    """``17/64  27 %``."""
    if row.new_workflows is Answer.NO:
        return "–", "quiet"
    return f"{row.in_use}/{row.users} {percent(row.in_use, row.users):>3} %", "text"


def state_cell(row: DepartmentRow) -> Words:
    """How far it has come; an exception says that it need not come all the way."""
    if row.new_workflows is Answer.NO:
        return "–", "quiet"
    word = adoption_word(row.state)
    if row.state is AdoptionState.FULLY:
        return f"✓ {word}", "done"
    return ("⊘ " + _("excepted"), "quiet") if row.exception else (word, "text")


def help_cell(row: DepartmentRow) -> Words:
    """The flag for extra help."""
    return ("! " + _("help"), "late") if row.needs_help else ("", "quiet")


def trend_cell(row: DepartmentRow) -> Words:
    """A bar a week, the full height being all users; a dot where nothing was reported."""
    if row.new_workflows is Answer.NO:
        return "–", "quiet"
    weeks = {report.week: report.in_use for report in row.trend}
    last = max([WEEKS_SHOWN - 1, *weeks])
    bars = ""
    for week in range(last - WEEKS_SHOWN + 1, last + 1):
        height = percent(weeks.get(week, 0), row.users) * (len(_BARS) - 1) // 100
        bars += _BARS[min(height, len(_BARS) - 1)] if week in weeks else _NO_REPORT
    return bars, "accent"


# What stands about one ----------------------------------------------------------------


def note_lines(
    row: DepartmentRow,
    names: Mapping[str, str],
    go_live: date | None,
    width: int,
    *,
    drawn: bool = False,
) -> list[list[Words]]:
    """What the register has no room for: who said what and when, the weeks, who helps.

    The course of the weeks is ``drawn`` where there is room for it.
    """
    weeks = _("Week by week")
    facts = [
        Fact(_("New workflows"), _answered(row, names), 2),
        Fact(weeks, _weeks(row)),
        Fact(_("Change"), _change(row, go_live)),
        Fact(_("Leader"), responsible_word(row.local_leader, names) if row.local_leader else ""),
        Fact(_("Super users"), row.superusers, 2),
    ]
    if row.needs_help:
        facts.insert(1, Fact(_("Needs help"), f"! {row.help_note}".rstrip(), 2, "late"))
    if row.exception:
        words = signed(row.exception, row.exception_by, row.exception_on, names)
        facts.insert(1, Fact(_("Exception"), words, 2))
    lines: list[list[Words]] = []
    for fact in facts:
        if drawn and row.trend and fact.label == weeks:
            labels = [weeks, *[""] * WEEKS_SHOWN]
            course = zip(labels, course_lines(row), strict=False)
            lines += [[(f"{label:<{LABEL}}", "quiet"), *line] for label, line in course]
        else:
            lines += fact_lines([fact], width)
    return lines


def signed(text: str, by: str | None, on: date | None, names: Mapping[str, str]) -> str:
    """Somebody's words with their name and the day: ``… (Mette Kragh, 12-10-2026)``."""
    if by is None or on is None:
        return text
    who = _("({who}, {day})").format(who=responsible_word(by, names), day=day_plain(on))
    return f"{text} {who}".strip()


def _answered(row: DepartmentRow, names: Mapping[str, str]) -> str:
    said = answer_word(row.new_workflows)
    words = f"{said}: {row.new_workflows_reason}" if row.new_workflows_reason else said
    return signed(words, row.new_workflows_by, row.new_workflows_on, names)


def _weeks(row: DepartmentRow) -> str:
    if not row.trend:
        return _("nothing has been reported yet")
    said = " · ".join(f"{format_offset(r.week)} {r.in_use}" for r in row.trend[-WEEKS_SHOWN:])
    return _("{weeks} · of {users}").format(weeks=said, users=row.users)


def course_lines(row: DepartmentRow, cells: int = _COURSE) -> list[list[Words]]:
    """A bar a week towards the goal, which is so many cells away, with its number behind it."""
    lines: list[list[Words]] = []
    for report in row.trend[-WEEKS_SHOWN:]:
        full = percent(report.in_use, row.users) * cells // 100
        number = f" {report.in_use:>{len(str(row.users))}}/{row.users}"
        lines.append(
            [
                (f"{format_offset(report.week):<5}", "quiet"),
                ("━" * full, "accent"),
                ("─" * (cells - full), "quiet"),
                ("│", "strong"),
                (f"{number} {percent(report.in_use, row.users):>4} %", "text"),
            ]
        )
    return lines


def _change(row: DepartmentRow, go_live: date | None) -> str:
    systems = ngettext("{n} system", "{n} systems used together", row.systems)
    start = row.starts(go_live)
    when = (
        _("in use from {day}").format(day=day_plain(start))
        if start
        else _("nobody knows yet when it starts")
    )
    return " · ".join([size_word(row.change_size), systems.format(n=row.systems), when])
