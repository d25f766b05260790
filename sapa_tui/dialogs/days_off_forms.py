"""The forms of the municipality's own days off."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual.widget import Widget

from db.rules.calendar import agreed_name
from db.rules.closures import Period
from sapa_tui.locale import _
from sapa_tui.presentation.words import agreed_words, day_off_name
from sapa_tui.widgets.fields import LineField
from sapa_tui.widgets.period_field import PeriodField
from sapa_tui.widgets.tick_field import TickField
from sapa_tui.writing import Writing

from .form import FormDialog, Save

AGREEABLE = ("05-01", "06-05", "12-24", "12-31")
"""The days that are free in some municipalities and not in others."""


class ClosureForm(FormDialog):
    """When the town hall is closed besides, and what that is called."""

    entity = "closure"

    def __init__(self, day: date, today: date, *, save: Save, writing: Writing) -> None:
        lead = _("They count as days off in every count of working days.")
        super().__init__(_("New days off"), lead, new=True, save=save, writing=writing)
        self._day = day
        self._today = today

    def body(self) -> Iterable[Widget]:
        yield PeriodField("period", Period(self._day, self._day), self._today)
        yield LineField("name", "")


class AgreedDaysForm(FormDialog):
    """Which days of every year are free by agreement."""

    def __init__(self, agreed: Sequence[str], *, save: Save, writing: Writing) -> None:
        lead = _("Space ticks a day that is free here every year.")
        super().__init__(_("Free by agreement"), lead, new=False, save=save, writing=writing)
        self._agreed = agreed

    def body(self) -> Iterable[Widget]:
        known = sorted({*AGREEABLE, *self._agreed})
        options = [(as_number(day), _named(day)) for day in known]
        yield TickField("days_by_agreement", [as_number(day) for day in self._agreed], options)


def _named(day: str) -> str:
    return f"{agreed_words([day])}  {day_off_name(agreed_name(day))}"


def as_number(day: str) -> int:
    """A day ``MM-DD`` as a field of ticks knows it."""
    return int(day.replace("-", ""))


def as_day(number: int) -> str:
    """A ticked day as ``MM-DD``."""
    return f"{number // 100:02}-{number % 100:02}"
