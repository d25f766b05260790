"""``init``, ``demo`` and ``status``: the plan itself."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from db.clock import Clock
from db.queries.departments import DepartmentRow, departments
from db.queries.go_live_history import GoLiveSet, go_live_history
from db.queries.status import Progress, Status
from db.queries.status import status as read_status
from db.rules.codes import Column
from db.rules.countdown import DateWarning
from db.rules.preconditions import go_sum
from db.rules.text import safe
from db.rules.typed_due import parse_date
from sapa_tui import locale
from sapa_tui.locale import N_, _
from sapa_tui.presentation.dates import count_working_days, day_long, days_phrase, week
from sapa_tui.presentation.precondition_words import sum_words
from sapa_tui.presentation.words import column_word, day_off_name

from . import demand_terminal, open_dashboard, say
from .output import Table, emit, formatted, write
from .readiness import readiness_data
from .session import Session, pass_session
from .starts import department_data, move_data, move_words
from .translated import command, option

UNKNOWN = ("unknown", "ukendt", "afventer", "afventer ny dato")
"""What may stand for a go-live date that is not known yet."""
_DEADLY = (signal.SIGHUP, signal.SIGTERM)


@command("init", N_("Make a new plan and plant the A08 card's activities in it."))
@option("--municipality", metavar="TEXT", required=True, help=N_("Whose plan it is."))
@option(
    "--go-live",
    metavar="DATE|unknown",
    required=True,
    help=N_("When SAPA is taken into use, such as 23-11-2026."),
)
@option("--leader", metavar="NAME", required=True, help=N_("The project leader's login name."))
@option("--name", "full_name", metavar="TEXT", default="", help=N_("The project leader's name."))
@option("--lang", type=click.Choice(locale.LANGUAGES), help=N_("Language of the planted content."))
@pass_session
def init(
    session: Session, municipality: str, go_live: str, leader: str, full_name: str, lang: str | None
) -> None:
    """Create the plan's file and say where it lies."""
    from db.seed import create_plan

    create_plan(
        session.path,
        municipality=municipality,
        go_live=read_go_live(go_live, session.clock.today()),
        leader=leader,
        full_name=full_name,
        language=lang or locale.language(),
        now=session.clock.now(),
    )
    write(safe(str(session.path)))
    say(_("The A08 plan has been planted; open it with “sapa-tui”."))


@command("demo", N_("Open a throw-away plan that is half-way through; it leaves nothing behind."))
@pass_session
def demo(session: Session) -> int:
    """Open the dashboard on a plan that lives as long as the dashboard is open."""
    from db.seed import create_demo

    demand_terminal()
    with tempfile.TemporaryDirectory(prefix="sapa-tui-") as folder, _gone_when_killed(folder):
        path = Path(folder) / "demo.db"
        leader = create_demo(path, Clock(), locale.language())
        return open_dashboard(path, session.named or leader)


@contextmanager
def _gone_when_killed(folder: str) -> Iterator[None]:
    """Remove a folder even when the terminal's window is closed, which ends us by a signal."""

    def leave(number: int, _frame: Any) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    before = {number: signal.signal(number, leave) for number in _DEADLY}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@command("status", N_("The plan in numbers."))
@option("--on", "day", metavar="DATE", help=N_("Seen from this day instead of today."))
@formatted
@pass_session
def status(session: Session, day: str | None, form: str) -> None:
    """Write the countdown and how far everything has come."""
    today = session.clock.today()
    with session.plan() as database:
        found = read_status(database, parse_date(day, today) if day else today)
        moves, register = go_live_history(database), departments(database)
    emit(form, lambda: _table(found, moves), lambda: _data(found, register, moves))


def _data(found: Status, register: list[DepartmentRow], moves: list[GoLiveSet]) -> dict[str, Any]:
    """The plan's numbers as JSON holds them: dates in ISO form, unset values null."""
    countdown, criterion = found.countdown, found.quality_criterion
    return {
        "municipality": found.municipality,
        "today": countdown.today.isoformat(),
        "phase": countdown.phase.value,
        "go_live": _iso(countdown.go_live),
        "end_date": _iso(countdown.end_date),
        "days_to_go_live": countdown.days_to_go_live,
        "working_days_to_go_live": countdown.working_days_to_go_live,
        "days_to_end": countdown.days_to_end,
        "working_days_to_end": countdown.working_days_to_end,
        "go_live_warning": _names(countdown.go_live_warning),
        "end_date_warning": _names(countdown.end_date_warning),
        "last_working_day_before_end": (
            countdown.end_date_warning and countdown.end_date_warning.last_working_day.isoformat()
        ),
        "activities": {column.value: count for column, count in found.activities.items()},
        "preparation": _progress(found.preparation),
        "implementation": _progress(found.implementation),
        "communication": _progress(found.communication),
        "quality_criterion": {
            "met": criterion.met,
            "reached": criterion.reached,
            "relevant": criterion.relevant,
            "missing": list(criterion.missing),
        },
        "go": [
            {"department": line.name, "state": line.state.value, **readiness_data(line)}
            for line in found.go
        ],
        "departments": [
            department_data(row, countdown.go_live, countdown.today) for row in register
        ],
        "go_live_history": [move_data(move) for move in moves],
    }


def read_go_live(text: str, today: date) -> date | None:
    """A go-live date, or None for one that is not known yet; raises as ``parse_date`` does."""
    return None if text.strip().casefold() in UNKNOWN else parse_date(text, today)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _names(warning: DateWarning | None) -> str | None:
    return None if warning is None else ", ".join(day_off_name(name) for name in warning.names)


def _progress(progress: Progress) -> dict[str, int]:
    return {"done": progress.done, "total": progress.total}


def _table(found: Status, moves: list[GoLiveSet]) -> Table:
    return Table((_("What"), _("Status")), list(_rows(found, moves)), whole=True)


def _rows(found: Status, moves: list[GoLiveSet]) -> Iterator[tuple[str, str]]:
    countdown, criterion = found.countdown, found.quality_criterion
    yield _("Municipality"), found.municipality
    yield (
        _("Go-live date"),
        _date_line(countdown.go_live, countdown.days_to_go_live, countdown.working_days_to_go_live),
    )
    yield from _warning(countdown.go_live_warning)
    if moves:
        yield _("Moved last"), move_words(moves[-1])
    rule = _("go-live + {weeks} weeks").format(weeks=countdown.end_offset_weeks)
    end = _date_line(countdown.end_date, countdown.days_to_end, countdown.working_days_to_end)
    yield _("End date"), f"{end} ({rule})"
    yield from _warning(countdown.end_date_warning)
    for column in Column:
        yield column_word(column), str(found.activities[column])
    yield _("Preparation"), _of(found.preparation)
    yield _("Implementation"), _of(found.implementation)
    yield _("Communication"), _of(found.communication)
    yield (
        _("Quality criterion"),
        _("{reached} of {relevant} relevant stakeholders reached").format(
            reached=criterion.reached, relevant=criterion.relevant
        ),
    )
    if criterion.missing:
        yield _("Not reached yet"), ", ".join(criterion.missing)
    if (ready := go_sum(found.go)).relevant:
        yield _("Readiness"), sum_words(ready)
        yield _("Departments started"), _of(found.started)


def _date_line(day: date | None, days: int | None, working_days: int | None) -> str:
    if day is None or days is None or working_days is None:
        return _("a new date is awaited")
    parts = (day_long(day), week(day), days_phrase(days), count_working_days(abs(working_days)))
    return " · ".join(parts)


def _warning(warning: DateWarning | None) -> Iterator[tuple[str, str]]:
    if warning is not None:
        sentence = _("{names}: {day} is the last working day before").format(
            names=_names(warning), day=day_long(warning.last_working_day)
        )
        yield "!", sentence


def _of(progress: Progress) -> str:
    return _("{done} of {total}").format(done=progress.done, total=progress.total)
