"""Columns that several tables of a report have."""

from collections.abc import Mapping
from datetime import date

from db.clock import local, unstamp
from db.queries.plan import PlanFacts
from db.rules.due import Due, Urgency
from sapa_tui.locale import _

from .dates import days_phrase
from .due_rules import WHOLE, counted_words
from .report_model import Field, Value
from .words import field_word, responsible_word

DAY_WIDTH, WHO_WIDTH = 18, 20


def number_field() -> Field:
    """The number by which everybody knows an item."""
    return Field(_("No."), 6, number=True)


def labelled(name: str, width: int) -> Field:
    """A column that stands on paper beneath the one before, with its own name before it."""
    heading = field_word(name)
    return Field(heading, width, heading + ": {value}")


def due_fields() -> list[Field]:
    """When something is due; the cells are those of :func:`due_values`."""
    return [
        Field(field_word("due"), DAY_WIDTH),
        Field(_("Week"), 7, _("week {value}"), number=True),
        Field(_("Counted from"), 24, "{value}"),
        Field(_("Overdue"), 16, "! {value}", loud=True),
    ]


def due_values(
    due: Due, facts: PlanFacts, today: date, *, finished: bool, otherwise: str = ""
) -> list[Value]:
    """The date, its week, what it is counted from, how late it is; without any ``otherwise``."""
    timing = facts.timing(due, today, finished=finished)
    counted = counted_words(timing, facts.anchor_points, WHOLE)
    late = timing.urgency is Urgency.LATE and timing.days is not None
    return [
        timing.due,
        timing.due.isocalendar().week if timing.due else None,
        counted or (otherwise if timing.due is None else ""),
        days_phrase(timing.days or 0) if late else "",
    ]


def by_due(due: Due, facts: PlanFacts, number: int) -> tuple[object, ...]:
    """Where an item stands in due order; what has no date comes last."""
    day = facts.anchors.resolve(due)
    offset = due.offset_weeks
    return (day is None, day or date.max, offset is None, offset or 0, number)


def who(value: str, names: Mapping[str, str]) -> str:
    """Somebody by name or role; empty for nobody."""
    return responsible_word(value, names) if value else ""


def day_of(instant: str | None) -> date | None:
    """The day in Denmark of a stored UTC instant."""
    return local(unstamp(instant)).date() if instant else None
