"""How a class looks, how many attended it, and who still lacks one."""

from collections.abc import Mapping
from datetime import date

from db.queries.training import LackingRow, TrainingRow
from db.rules.text import safe
from db.rules.training import lacks_numbers, stayed_away
from sapa_tui.locale import _

from .dates import day_plain, day_short, week
from .facts import Fact, Words
from .words import responsible_word


def date_words(day: date | None, today: date) -> str:
    """The day of a class: ``ma 12-10 uge 42``, in another year ``12-10-2027``."""
    if day is None:
        return "–"
    return f"{day_short(day)} {week(day)}" if day.year == today.year else day_plain(day)


def department_words(row: TrainingRow) -> str:
    """For whom a class is: ``Jobcenter``, or ``fælles``."""
    return safe(row.department_name) if row.department is not None else _("common")


# Cells --------------------------------------------------------------------------------


def combined_cell(row: TrainingRow) -> Words:
    """Whether workflows and SAPA are taught in one."""
    return ("✓", "accent") if row.combined else ("", "quiet")


def invited_cell(row: TrainingRow) -> Words:
    """How many were invited; a dash where nobody was by name."""
    return (str(row.invited), "text") if row.invited else ("–", "quiet")


def attended_cell(row: TrainingRow, today: date) -> Words:
    """How many attended, or that nobody has said it although the class has been held."""
    if row.attended is not None:
        return str(row.attended), "text"
    if lacks_numbers(row.held_on, row.attended, today):
        return "! " + _("no numbers"), "late"
    return "–", "quiet"


def lacking_cell(row: LackingRow) -> Words:
    """How many users of a department still lack a class."""
    left = row.numbers.lacking
    return (str(left), "text") if left else ("✓ 0", "done")


def next_cell(row: LackingRow, today: date) -> Words:
    """The next class that its users can go to."""
    numbers = row.numbers
    if numbers.next_on is None:
        return ("! " + _("none planned"), "late") if numbers.lacking else ("–", "quiet")
    shared = " " + _("(common)") if numbers.next_shared else ""
    return date_words(numbers.next_on, today) + shared, "text"


# What stands about one ----------------------------------------------------------------


def class_facts(row: TrainingRow, names: Mapping[str, str]) -> list[Fact]:
    """What the table has no room for."""
    return [
        Fact(_("Attendance"), attendance_words(row), 2),
        Fact(_("Trainer"), responsible_word(row.trainer, names) if row.trainer else ""),
        Fact(_("Place"), row.place, 2),
        Fact(_("Note"), row.note, 4),
    ]


def attendance_words(row: TrainingRow) -> str:
    """``9 deltog af 12 inviterede · 3 udeblev``."""
    invited = _("{n} invited").format(n=row.invited)
    if row.attended is None:
        return invited if row.invited else ""
    came = _("{n} attended").format(n=row.attended)
    if not row.invited:
        return came
    away = stayed_away(row.invited, row.attended)
    stayed = _("{n} stayed away").format(n=away)
    return " · ".join([came, invited, *([stayed] if away else [])])
