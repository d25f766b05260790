"""The roster of extra help: who helps where, week by week, and where nobody does."""

from collections.abc import Mapping
from datetime import date, timedelta

from db.queries.roster import DepartmentRoster, Helper
from db.rules.codes import ChangeSize, SupportRole
from db.rules.due import format_offset
from db.rules.roster import format_weeks, gaps_press
from db.rules.text import safe
from sapa_tui.locale import N_, _

from .dates import day_plain, week
from .department_words import size_word
from .facts import Fact, Words, fact_lines
from .words import responsible_word

Row = DepartmentRoster | Helper
"""A department, or one of its helpers under it."""
HERE, GAP, NOBODY = "●", "!", "·"
_ROLES = {
    SupportRole.SUPER_USER: N_("super user"),
    SupportRole.LEADER: N_("local leader"),
    SupportRole.OTHER: N_("other"),
}


def role_words(role: SupportRole) -> str:
    """Who a helper is: ``superbruger``."""
    return _(_ROLES[role])


def name_cell(row: Row, names: Mapping[str, str]) -> Words:
    """The department, or the helper under it."""
    if isinstance(row, Helper):
        return "  " + safe(responsible_word(row.name, names)), "text"
    return safe(row.department.name), "strong"


def role_cell(row: Row) -> Words:
    """Who the helper is, or how large the department's change is."""
    if isinstance(row, Helper):
        return role_words(row.role), "quiet"
    size = row.department.change_size
    return size_word(size), "strong" if size is ChangeSize.LARGE else "quiet"


def week_cell(row: Row, number: int) -> Words:
    """Whether a helper is there in a week; of a department how many are, or that nobody is."""
    if isinstance(row, Helper):
        return (HERE, "accent") if number in row.weeks else (NOBODY, "quiet")
    if number in row.gaps:
        return GAP, "late"
    there = sum(number in helper.weeks for helper in row.helpers)
    return (str(there) if there else NOBODY), "quiet"


def gap_words(roster: DepartmentRoster) -> str:
    """The weeks in which nobody helps, of which there are some: ``T+0, T+3–T+5``."""
    runs = [part.split("-") for part in format_weeks(roster.gaps).split(", ")]
    return ", ".join("–".join(format_offset(int(end)) for end in run) for run in runs)


def pressing(roster: DepartmentRoster, go_live: date | None, today: date) -> tuple[int, ...]:
    """The gaps of a department that begins soon or has begun."""
    return gaps_press(roster.gaps, roster.department.starts(go_live), today)


def roster_note(
    row: Row, names: Mapping[str, str], go_live: date | None, width: int
) -> list[list[Words]]:
    """What stands about a row beneath the roster."""
    if isinstance(row, Helper):
        weeks = " ".join(format_offset(number) for number in row.weeks)
        facts = [
            Fact(_("Role"), role_words(row.role)),
            Fact(_("Weeks"), weeks),
            Fact(_("Note"), row.note, 3),
        ]
        return fact_lines(facts, width)
    department = row.department
    start = department.starts(go_live)
    facts = [Fact(_("Start"), _span(start))]
    if row.gaps:
        words = _("nobody helps in {weeks}; the change is large").format(weeks=gap_words(row))
        facts.append(Fact(_("Gaps"), f"! {words}", 2, "late"))
    if department.needs_help:
        facts.append(Fact(_("Needs help"), f"! {department.help_note}".rstrip(), 2, "late"))
    facts.append(Fact(_("Super users"), department.superusers, 2))
    leader = department.local_leader
    facts.append(Fact(_("Leader"), responsible_word(leader, names) if leader else ""))
    return fact_lines(facts, width)


def _span(start: date | None) -> str:
    if start is None:
        return _("nobody knows yet when it starts")
    last = start + timedelta(weeks=5)
    words = _("T+0 is {first} ({first_week}), T+5 is {last} ({last_week})")
    return words.format(
        first=day_plain(start), first_week=week(start), last=day_plain(last), last_week=week(last)
    )
