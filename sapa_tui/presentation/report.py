"""What is handed to the steering group: the plan, the communication plan, the adoption.

A register gets into a report by a function from the ground to a part, named in ``REPORTS``.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from db.queries.report import ReportGround
from db.rules.countdown import DateWarning
from sapa_tui.locale import N_, _

from .dates import count_working_days, day_long, days_phrase, week
from .report_adoption import adoption, in_use
from .report_communication import messages, reached, stakeholders_reached
from .report_model import Fact, Part, Report
from .report_plan import activities, progress, readiness
from .task_card import capital
from .words import day_off_name


class _Kind(NamedTuple):
    """A report: its title, the fact that matters most in it, its parts in order."""

    title: str
    standing: Callable[[ReportGround], Fact]
    parts: tuple[Callable[[ReportGround], Part], ...]


REPORTS: Mapping[str, _Kind] = {
    "plan": _Kind(N_("Implementation plan"), progress, (readiness, activities)),
    "communication": _Kind(N_("Communication plan"), reached, (stakeholders_reached, messages)),
    "adoption": _Kind(N_("Status of the adoption"), in_use, (adoption,)),
}


def report_title(kind: str) -> str:
    """What a report is called: ``Kommunikationsplan``."""
    return _(REPORTS[kind].title)


def report(kind: str, ground: ReportGround) -> Report:
    """A report of REPORTS, in the language spoken now."""
    card = ground.status.card
    return Report(
        title=report_title(kind),
        subtitle=" · ".join((ground.facts.municipality, f"{card.id} {card.title}")),
        facts=[*_dates(ground), REPORTS[kind].standing(ground)],
        parts=[part(ground) for part in REPORTS[kind].parts],
    )


def _dates(ground: ReportGround) -> list[Fact]:
    count = ground.facts.countdown(ground.today)
    rule = _("go-live + {weeks} weeks").format(weeks=count.end_offset_weeks)
    end = _day(
        _("End date"),
        count.end_date,
        count.days_to_end,
        count.working_days_to_end,
        count.end_date_warning,
    )
    return [
        Fact(_("As of"), ground.today, week(ground.today)),
        _day(
            _("Go-live"),
            count.go_live,
            count.days_to_go_live,
            count.working_days_to_go_live,
            count.go_live_warning,
        ),
        end._replace(note=" · ".join(filter(None, (rule, end.note)))),
    ]


def _day(
    label: str,
    day: date | None,
    days: int | None,
    working_days: int | None,
    warning: DateWarning | None,
) -> Fact:
    if day is None or days is None:
        return Fact(label, capital(_("a new date is awaited")))
    notes = [week(day), days_phrase(days)]
    if days > 0 and working_days is not None:
        notes[1] = f"{notes[1]} ({count_working_days(working_days)})"
    if warning is not None:
        sentence = _("{names}: {day} is the last working day before")
        names = ", ".join(map(day_off_name, warning.names))
        notes.append(sentence.format(names=names, day=day_long(warning.last_working_day)))
    return Fact(label, day, " · ".join(notes))
