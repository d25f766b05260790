"""What is said of each of the two dates that are counted down to, in words and large figures."""

from datetime import date
from enum import Enum
from typing import NamedTuple

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

from db.rules.countdown import Countdown, DateWarning
from sapa_tui.locale import _, ngettext
from sapa_tui.presentation.dates import day_short
from sapa_tui.presentation.words import day_off_name

_GLYPHS: list[str] = DIGITS3X3_BOLD


class Target(NamedTuple):
    """One of the two dates that are counted down to."""

    title: str
    day: date | None
    days: int | None
    working_days: int | None
    warning: DateWarning | None


class Warned(Enum):
    """How much a warning says: all, the first reason, or only the day that counts."""

    FULLY = 0
    BRIEFLY = 1
    BARELY = 2


def targets(countdown: Countdown) -> tuple[Target, Target]:
    """The two dates that are counted down to, with their titles."""
    rule = _("End date: go-live + {weeks} weeks").format(weeks=countdown.end_offset_weeks)
    return (
        Target(
            _("Go-live"),
            countdown.go_live,
            countdown.days_to_go_live,
            countdown.working_days_to_go_live,
            countdown.go_live_warning,
        ),
        Target(
            rule,
            countdown.end_date,
            countdown.days_to_end,
            countdown.working_days_to_end,
            countdown.end_date_warning,
        ),
    )


def unit(days: int) -> str:
    """What stands beside the large number of days: how far, and on which side."""
    if days < 0:
        return ngettext("day over", "days over", -days)
    return ngettext("day left", "days left", days)


def working(days: int) -> str:
    """Working days beside the calendar days; negative ones are over."""
    if days < 0:
        return ngettext("{n} working day over", "{n} working days over", -days).format(n=-days)
    return ngettext("{n} working day", "{n} working days", days).format(n=days)


def warning_words(warning: DateWarning, warned: Warned = Warned.FULLY) -> str:
    """That a date is a day off, and the last working day before it."""
    names = [day_off_name(name) for name in warning.names]
    day = day_short(warning.last_working_day)
    if warned is Warned.BARELY:
        return "! " + _("day off: by {day}").format(day=day)
    if warned is Warned.BRIEFLY:
        return "! " + _("{name}: by {day}").format(name=names[0], day=day)
    both = _(" and ").join(names)
    return "! " + _("{name}: {day} is the last working day").format(name=both, day=day)


def big(number: str) -> list[str]:
    """A number in figures three lines high."""
    rows = ["", "", ""]
    for figure in number:
        place = DIGITS.index(figure) * 3
        for row in range(3):
            rows[row] += f"{_GLYPHS[place + row]:<3}"
    return rows
