"""Days, instants and lengths of time in the words of the people who read them.

Danish order throughout (``23-11-2026``), in both languages: the plan is a Danish one.
"""

from datetime import date, timedelta

from db.clock import local, unstamp
from db.rules.due import Urgency
from sapa_tui.locale import N_, _, ngettext

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
SHORT_WEEKDAYS = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_FULL_WEEKDAYS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday")),
    *(N_("Saturday"), N_("Sunday")),
)
_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_SIGNS = {
    Urgency.LATE: "!",
    Urgency.TODAY: "~",
    Urgency.SOON: "~",
    Urgency.FINISHED: "✓",
}


def month_name(month: int) -> str:
    """A month by its number: ``april``."""
    return _(_MONTHS[month - 1])


def month_short(month: int) -> str:
    """A month by its number, in few letters: ``apr.``, ``maj``, ``juni``."""
    name = month_name(month)
    return name if len(name) <= 4 else f"{name[:3]}."


def day_plain(day: date) -> str:
    """A date without its weekday: ``23-11-2026``."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def day_long(day: date) -> str:
    """A date in full: ``man 23-11-2026``."""
    return f"{_(_WEEKDAYS[day.weekday()])} {day_plain(day)}"


def day_short(day: date) -> str:
    """A date whose year goes without saying: ``ma 23-11``."""
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {day.day:02}-{day.month:02}"


def week(day: date) -> str:
    """The ISO week of a date: ``uge 48``."""
    return _("week {number}").format(number=day.isocalendar().week)


def clock_time(instant: str, today: date) -> str:
    """A stored UTC instant as the clock on the wall showed it: ``i dag 10:12``.

    Other days are called by their date, with the year when that is another than today's.
    """
    there = local(unstamp(instant))
    day = there.date()
    if day == today:
        name = _("today")
    elif day == today - timedelta(days=1):
        name = _("yesterday")
    elif day.year == today.year:
        name = day_short(day)
    else:
        name = f"{day_short(day)}-{day.year:04}"
    return f"{name} {there:%H:%M}"


def days_phrase(days: int) -> str:
    """How far off a day is: ``om 12 dage``, ``i morgen``, ``i dag``, ``3 dage over``."""
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 1:
        return ngettext("in {days} day", "in {days} days", days).format(days=days)
    return ngettext("{days} day over", "{days} days over", -days).format(days=-days)


def days_short(days: int) -> str:
    """As :func:`days_phrase` for a narrow card: ``om 12 d``, ``3 d over``."""
    if abs(days) <= 1 and days >= 0:
        return days_phrase(days)
    if days > 0:
        return _("in {days} d").format(days=days)
    return _("{days} d over").format(days=-days)


def count_days(days: int) -> str:
    """A number of days with its noun: ``1 dag``, ``28 dage``."""
    return ngettext("{days} day", "{days} days", abs(days)).format(days=days)


def count_working_days(days: int) -> str:
    """A number of working days with its noun: ``17 arbejdsdage``."""
    return ngettext("{days} working day", "{days} working days", abs(days)).format(days=days)


def urgency_sign(urgency: Urgency) -> str:
    """One character of width 1 for how pressing it is; a blank when it is not."""
    return _SIGNS.get(urgency, " ")


def day_in_words(day: date) -> str:
    """A date as it is spoken: ``mandag den 3. april 2017``."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=_(_FULL_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=_(_MONTHS[day.month - 1]),
        year=day.year,
    )


def day_brief(day: date, near: date) -> str:
    """A date in a text of another day: ``fre 07-04``, with its year when that is another."""
    year = "" if day.year == near.year else f"-{day.year:04}"
    return f"{_(_WEEKDAYS[day.weekday()])} {day.day:02}-{day.month:02}{year}"
