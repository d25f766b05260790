"""A workflow as the register shows it, and what becomes of the old one that it replaces."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.queries.workflows import WorkflowRow
from db.rules.calendar import WorkingCalendar
from db.rules.text import safe
from db.rules.workflows import ends_soon, still_running
from sapa_tui.locale import _, ngettext

from .dates import day_plain, days_phrase
from .departments import signed
from .facts import Fact, Words
from .sentences import quoted
from .words import initials, responsible_word

_NAME = 40
"""Characters of an old workflow's name that the warning has room for."""
_NOTHING: Words = ("–", "quiet")


def days_over(row: WorkflowRow, today: date) -> int:
    """Days for which people have worked the old way past its last day."""
    return still_running(row.legacy_title, row.legacy_last_day, row.legacy_closed_on, today)


def running(rows: Sequence[WorkflowRow], today: date) -> list[WorkflowRow]:
    """The workflows whose old one still runs past its last day, the longest over first."""
    found = [row for row in rows if days_over(row, today)]
    return sorted(found, key=lambda row: -days_over(row, today))


def running_line(rows: Sequence[WorkflowRow], today: date) -> str:
    """Names the old workflows past their last day; empty when there are none."""
    late = running(rows, today)
    names = ", ".join(quoted(row.legacy_title, _NAME) for row in late)
    return _("Old workflows that still run: {names}").format(names=names) if late else ""


# Cells --------------------------------------------------------------------------------


def title_cell(row: WorkflowRow) -> Words:
    """What the new one is called."""
    return safe(row.title), "text"


def departments_cell(row: WorkflowRow) -> Words:
    """Who gets it."""
    names = ", ".join(safe(one.name) for one in row.departments)
    return (names, "quiet") if names else _NOTHING


def owner_cell(row: WorkflowRow, names: Mapping[str, str]) -> Words:
    """Who answers for it."""
    return (initials(row.owner, names), "quiet") if row.owner else _NOTHING


def legacy_cell(row: WorkflowRow) -> Words:
    """What it replaces."""
    if not row.legacy_title:
        return _NOTHING
    return safe(row.legacy_title), "quiet" if row.legacy_closed_on else "text"


def end_cell(row: WorkflowRow, today: date, calendar: WorkingCalendar) -> Words:
    """How near the old one's end is: ``fr 07-04 ! 4 dage over``, ``✓ lukket ma 12-10``."""
    if not row.legacy_title:
        return _NOTHING
    if row.legacy_closed_on:
        day = _day(row.legacy_closed_on, today)
        return "✓ " + _("closed {day}").format(day=day), "done"
    if row.legacy_last_day is None:
        return "? " + _("not agreed"), "soon"
    day = _day(row.legacy_last_day, today)
    if over := days_over(row, today):
        return f"{day} ! {days_phrase(-over)}", "late"
    facts = row.legacy_title, row.legacy_last_day, row.legacy_closed_on
    return (f"~ {day}", "soon") if ends_soon(*facts, today, calendar) else (day, "text")


def cases_cell(row: WorkflowRow) -> Words:
    """Whether the old one's open cases are handled."""
    if not row.legacy_title:
        return _NOTHING
    if row.legacy_cases_handled:
        return "✓ " + _("handled"), "done"
    return "○ " + _("still open"), "quiet" if row.legacy_closed_on else "soon"


# What stands about one ----------------------------------------------------------------


def note_facts(row: WorkflowRow, names: Mapping[str, str], today: date) -> list[Fact]:
    """What the register has no room for, the old workflow's trouble first."""
    given = ", ".join(one.name for one in row.departments)
    facts = [
        Fact(_("What changes"), row.changes, 2),
        Fact(_("Departments"), given or _("none yet; e ticks them")),
        Fact(_("Owner"), _owner(row, names)),
    ]
    if not row.legacy_title:
        return facts
    over = days_over(row, today)
    old = [
        Fact(_("The old one"), _old(row, today), 2, "late" if over else "text"),
        Fact(_("Closing"), _closing(row, names)),
        Fact(_("Open cases"), _cases(row), 2),
    ]
    return [*old, *facts] if over else [*facts, *old]


def _owner(row: WorkflowRow, names: Mapping[str, str]) -> str:
    systems = _("systems: {names}").format(names=row.systems) if row.systems else ""
    owner = responsible_word(row.owner, names) if row.owner else ""
    return " · ".join(part for part in (owner, systems) if part)


def _old(row: WorkflowRow, today: date) -> str:
    if row.legacy_last_day is None:
        return _("{title} · its last day is not agreed").format(title=row.legacy_title)
    day = day_plain(row.legacy_last_day)
    words = _("{title} · last day {day}").format(title=row.legacy_title, day=day)
    if over := days_over(row, today):
        words = f"! {words} · {days_phrase(-over)}"
    return words


def _cases(row: WorkflowRow) -> str:
    state = "✓ " + _("handled") if row.legacy_cases_handled else "○ " + _("not handled")
    return f"{state}: {row.legacy_cases}" if row.legacy_cases else state


def _closing(row: WorkflowRow, names: Mapping[str, str]) -> str:
    if row.legacy_closed_on:
        return signed("✓ " + _("closed"), row.legacy_closed_by, row.legacy_closed_on, names)
    if row.legacy_closer:
        who = responsible_word(row.legacy_closer, names)
        return _("not yet; to be closed by {who}").format(who=who)
    return _("not yet; nobody is named to close it")


def replaces_words(title: str) -> str:
    """Beside a workflow in a list: what it replaces; empty when it replaces none."""
    return _("replaces {title}").format(title=safe(title)) if title else ""


def heading_words(rows: Sequence[WorkflowRow], today: date) -> tuple[str, str]:
    """How many are new, and how many old ones still run; the second may be empty."""
    new, late = len(rows), len(running(rows, today))
    still = ngettext("{n} old one still runs", "{n} old ones still run", late).format(n=late)
    return ngettext("{n} new", "{n} new", new).format(n=new), still if late else ""


def _day(day: date, today: date) -> str:
    return f"{day:%d-%m}" if day.year == today.year else day_plain(day)
