"""Classes, starts of use and follow-ups in the calendar: their signs and words."""

from datetime import date
from typing import NamedTuple

from db.queries.appointments import Appointment, AppointmentKind
from db.queries.plan import PlanFacts
from db.rules.due import Due, Timing
from db.rules.text import safe
from sapa_tui.locale import N_, _

from .course import DueEntry, what_words
from .dates import urgency_sign

SIGNS = {
    AppointmentKind.TRAINING: "◊",
    AppointmentKind.START: "►",
    AppointmentKind.FOLLOW_UP: "□",
}
MEANINGS = {
    AppointmentKind.TRAINING: N_("training"),
    AppointmentKind.START: N_("a department starts"),
    AppointmentKind.FOLLOW_UP: N_("follow-up"),
}


class Appointed(NamedTuple):
    """An appointment seen from a day."""

    item: Appointment
    timing: Timing

    @property
    def key(self) -> tuple[str, int]:
        """What identifies it: its kind, and its id."""
        return self.item.kind.value, self.item.id


Entry = DueEntry | Appointed
"""Whatever stands on a day of the calendar."""


def appointed(row: Appointment, facts: PlanFacts, today: date) -> Appointed | None:
    """An appointment seen from a day; None where it has none, or where go-live tells of it."""
    is_start = row.kind is AppointmentKind.START
    if row.day is None or (is_start and row.day == facts.go_live):
        return None
    held = row.kind is not AppointmentKind.FOLLOW_UP and row.day < today
    return Appointed(row, facts.timing(Due(due_date=row.day), today, finished=held))


def entry_sign(entry: Entry) -> str:
    """How pressing it is, and what kind it is where that is no due date: ``~``, ``·``, ``~ ◊``."""
    urgency = urgency_sign(entry.timing.urgency).strip()
    if isinstance(entry, Appointed):
        return f"{urgency} {SIGNS[entry.item.kind]}".lstrip()
    return urgency or "·"


def entry_words(entry: Entry, *, marked: bool = True) -> str:
    """What it is: ``Undervisning: Hold 1 · Jobcenter``."""
    if isinstance(entry, DueEntry):
        return what_words(entry.item, marked=marked)
    return appointment_words(entry.item)


def appointment_words(row: Appointment) -> str:
    """What it is: ``Undervisning: Hold 1 · Jobcenter``."""
    title = short_words(row)
    if row.kind is AppointmentKind.START:
        return _("{department} takes SAPA into use").format(department=title)
    if row.kind is AppointmentKind.FOLLOW_UP:
        return _("Follow-up: {text}").format(text=title)
    return _("Training: {title}").format(
        title=f"{title} · {safe(row.about)}" if row.about else title
    )


def short_words(row: Appointment) -> str:
    """What it is called, on one line."""
    return " ".join(safe(row.title).split())
