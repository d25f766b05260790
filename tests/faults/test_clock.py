"""Clocks that jump: the log keeps its order, and no day is counted wrong."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db.backup import backup, daily
from db.clock import StoppedClock, local, stamp, unstamp
from db.commands import board, presence, undo
from db.commands.plan import keep_backups, set_go_live
from db.errors import InvalidInput, Refused
from db.models import Activity
from db.queries.history import history
from db.queries.plan import plan_facts
from db.queries.wall import who_is_in
from db.rules.codes import Column
from db.rules.due import Due
from db.rules.typed_due import parse_date
from sapa_tui import daily_backup
from sapa_tui.presentation.dates import clock_time
from tests.drivers import MONDAY, PATIENCE, PersonDriver, PlanDriver, changed, fails

from .conftest import Open

CARD = 4
AUTUMN = datetime(2017, 10, 29, 0, 30, tzinfo=UTC)
"""02:30 in Denmark, for the first time that night; an hour later it is 02:30 again."""
SPRING = datetime(2017, 3, 26, 0, 59, 59, tzinfo=UTC)
"""01:59:59 in Denmark; a second later it is 03:00."""


def test_the_log_keeps_its_order_when_the_clock_is_set_back(
    plan: PlanDriver, mk: PersonDriver, ak: PersonDriver
) -> None:
    first = mk.does(board.move, CARD, Column.IN_PROGRESS).event
    plan.later(days=-3)
    second = ak.does(board.move, CARD, Column.DONE).event
    assert first is not None
    assert [event.id for event in history(plan.database, limit=2)] == [second, first]
    assert [event.id for event in plan.events(after=first)] == [second]
    assert plan.broken_links() == []
    plan.later(days=3)
    with fails(Refused, "undo_overtaken"):
        mk.does(undo.undo)


def test_whoever_was_in_before_the_clock_was_set_back_is_not_in_for_ever(plan: PlanDriver) -> None:
    presence.beat(plan.database, "s1", "ak", plan.clock.now())
    plan.later(hours=-1)
    assert who_is_in(plan.database, plan.clock.now()) == ()
    presence.beat(plan.database, "s1", "ak", plan.clock.now())
    assert [row.name for row in who_is_in(plan.database, plan.clock.now())] == ["ak"]


async def test_a_dashboard_outlives_a_clock_that_is_set_back(dashboard: Open) -> None:
    clock = StoppedClock(MONDAY)
    mk, ak = dashboard("mk", clock=clock), dashboard("ak", clock=clock)
    clock.instant -= timedelta(days=40)
    outcome = await mk.does(board.move, CARD, Column.DONE)
    # One reading may bring both, and none may come after it.
    assert ak.reads(
        lambda wall: (
            wall.last_event == outcome.event and {row.name for row in wall.present} == {"mk", "ak"}
        )
    )


async def test_the_first_dashboard_of_the_day_makes_the_backup(
    dashboard: Open, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_backup, "AFTER_SECONDS", 0.0)
    folder = plan_path.parent / "backups"
    clock = StoppedClock(MONDAY)
    mk, ak = dashboard("mk", clock=clock), dashboard("ak", clock=clock)
    until(lambda: (folder / "plan-daily-2017-04-03.db").exists())
    clock.instant += timedelta(hours=20)  # past midnight in Denmark
    until(lambda: (folder / "plan-daily-2017-04-04.db").exists())
    await mk.does(keep_backups, 0)
    assert ak.reads(lambda wall: wall.facts.backup_generations == 0)
    clock.instant += timedelta(days=1)
    beaten = stamp(clock.now())
    until(lambda: seen(plan_path, beaten) == 2)
    assert len(list(folder.glob("plan-daily-*.db"))) == 2


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition, not for a time."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def seen(path: Path, instant: str) -> int:
    """How many dashboards have given a sign of life since."""
    with closing(sqlite3.connect(path)) as file:
        query = "SELECT count(*) FROM presence WHERE seen_at >= ?"
        return int(file.execute(query, (instant,)).fetchone()[0])


def test_the_hour_that_comes_twice(plan: PlanDriver, ak: PersonDriver) -> None:
    plan.clock.instant = AUTUMN
    first = ak.does(board.move, CARD, Column.IN_PROGRESS).event
    made = backup(plan.path, None, plan.clock.now())
    plan.later(hours=1)
    second = ak.does(board.move, CARD, Column.DONE).event
    again = backup(plan.path, None, plan.clock.now())
    assert (made.stem[-6:], again.stem[-8:]) == ("023000", "023000-2")
    newest, before = history(plan.database, limit=2)
    assert (newest.id, before.id) == (second, first)
    assert newest.at > before.at
    today = local(AUTUMN).date()
    assert clock_time(newest.at, today) == clock_time(before.at, today) == "today 02:30"
    assert unstamp(newest.at) - unstamp(before.at) == timedelta(hours=1)


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_a_night_of_23_or_25_hours_is_one_day(plan: PlanDriver, night: datetime) -> None:
    facts = plan_facts(plan.database)
    counts = []
    for hours in range(-24, 49):
        today = local(night + timedelta(hours=hours)).date()
        counts.append((today, facts.countdown(today).days_to_go_live))
    days = dict(counts)
    assert len(days) in (3, 4)
    assert all(days[day] == (date(2017, 5, 1) - day).days for day in days)


def test_a_leap_day(plan: PlanDriver, mk: PersonDriver) -> None:
    plan.clock.instant = datetime(2028, 2, 28, 8, tzinfo=UTC)
    leap = date(2028, 2, 29)
    mk.does(set_go_live, leap, reason="Skudår")
    weeks = plan.row(Activity, CARD)["offset_weeks"]
    mk.does(board.edit, CARD, changed(offset_weeks=(weeks, None), due_date=(None, leap)))
    facts = plan_facts(plan.database)
    assert facts.countdown(date(2028, 2, 28)).days_to_go_live == 1
    assert facts.countdown(date(2028, 3, 1)).days_to_go_live == -1
    assert facts.countdown(leap).end_date == date(2028, 4, 4)
    assert facts.anchors._replace(go_live=leap).resolve(Due(-52)) == date(2027, 3, 2)
    plan.later(days=1)
    made = daily(plan.path, 3, plan.clock.now())
    assert made is not None
    assert made.name == "plan-daily-2028-02-29.db"


@pytest.mark.parametrize(
    ("text", "today", "found"),
    [
        ("29-02-2028", date(2027, 3, 1), date(2028, 2, 29)),
        ("29-02", date(2027, 3, 1), date(2028, 2, 29)),
        ("29-02", date(2028, 2, 29), date(2028, 2, 29)),
        ("29/2", date(2028, 3, 1), date(2032, 2, 29)),
    ],
)
def test_a_leap_day_that_is_typed(text: str, today: date, found: date) -> None:
    assert parse_date(text, today) == found


@pytest.mark.parametrize("text", ["29-02-2027", "2027-02-29", "30-02", "31-04-2027"])
def test_a_day_that_does_not_exist(text: str) -> None:
    with fails(InvalidInput, "date_not_understood"):
        parse_date(text, date(2027, 1, 1))
