"""What a due date means while it is being typed."""

from dataclasses import dataclass
from datetime import date

from db.errors import InvalidInput
from db.queries.plan import PlanFacts
from db.rules.due import Due, format_offset, parse_due
from sapa_tui.locale import _, ngettext

from .dates import day_long, day_plain, days_phrase, week
from .sentences import error_sentence
from .words import day_off_name


@dataclass(frozen=True, slots=True)
class DuePreview:
    """A line about what is typed; ``wrong`` when it cannot be read, ``warning`` on a day off."""

    text: str
    warning: str = ""
    wrong: bool = False


def typed_due(due: Due) -> str:
    """A due date as it stands in an editor, readable by ``parse_due``."""
    if due.offset_weeks is not None:
        return format_offset(due.offset_weeks)
    return day_plain(due.due_date) if due.due_date else ""


def due_words(due: Due, facts: PlanFacts) -> str:
    """A due date in full: ``T-8 = man 28-09-2026, uge 40``; a dash when nothing is due."""
    if due == Due():
        return "–"
    day = due.resolve(facts.go_live)
    if due.offset_weeks is None:
        return _day_and_week(due.due_date) if due.due_date else "–"
    anchor = format_offset(due.offset_weeks)
    return f"{anchor} = {_day_and_week(day)}" if day else f"{anchor} = {_from_go_live(due)}"


def due_preview(text: str, facts: PlanFacts, today: date) -> DuePreview:
    """Read what is typed and say in words what it comes to, today."""
    try:
        due = parse_due(text, today)
        day = due.resolve(facts.go_live)
    except InvalidInput as error:
        return DuePreview(error_sentence(error), wrong=True)
    if due == Due():
        return DuePreview(_("No due date."))
    if day is None:
        unknown = _("the go-live date is not known yet")
        return DuePreview(f"{due_words(due, facts)}; {unknown}")
    distance = days_phrase((day - today).days)
    return DuePreview(f"{due_words(due, facts)} · {distance}", _day_off_warning(day, facts))


def _day_and_week(day: date) -> str:
    return f"{day_long(day)}, {week(day)}"


def _from_go_live(due: Due) -> str:
    weeks = due.offset_weeks or 0
    if weeks < 0:
        words = ngettext("{weeks} week before go-live", "{weeks} weeks before go-live", -weeks)
        return words.format(weeks=-weeks)
    if weeks > 0:
        words = ngettext("{weeks} week after go-live", "{weeks} weeks after go-live", weeks)
        return words.format(weeks=weeks)
    return _("on the day of go-live")


def _day_off_warning(day: date, facts: PlanFacts) -> str:
    names = facts.calendar.day_off_names(day)
    if not names:
        return ""
    last = day_long(facts.calendar.last_working_day_before(day))
    said = ", ".join(day_off_name(name) for name in names)
    return _("{day_off}: {day} is the last working day").format(day_off=said, day=last)
