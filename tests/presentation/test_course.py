"""The countdown in large: the line of weeks, the bars, and what is due next."""

import re
from datetime import date

import pytest

from db.commands import board
from db.commands import plan as plan_commands
from db.queries.status import Progress
from db.queries.wall import read_wall
from db.rules.calendar import DEFAULT_DAYS_BY_AGREEMENT, WorkingCalendar, days_off
from db.rules.countdown import Countdown, count_down
from db.rules.due import Anchor, Rule, due_by
from sapa_tui.presentation.course import NEXT, bar_line, course_lines, due_next, large
from sapa_tui.presentation.planting import Contents, planting_lines
from sapa_tui.presentation.timeline import timeline
from tests.drivers import PersonDriver, PlanDriver

GO_LIVE = date(2017, 5, 1)
CALENDAR = WorkingCalendar(days_off(range(2016, 2028), DEFAULT_DAYS_BY_AGREEMENT))


def counted(today: date, go_live: date | None = GO_LIVE) -> Countdown:
    """The countdown on a day."""
    return count_down(today, go_live, CALENDAR)


def drawn(countdown: Countdown, width: int) -> list[str]:
    """The course as plain text, line by line."""
    return ["".join(text for text, _style in line) for line in course_lines(countdown, -12, width)]


@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_the_line_fills_the_width_and_its_marks_stand_in_order(width: int) -> None:
    line, weeks, days, legend = drawn(counted(date(2017, 4, 3)), width)
    assert len(line) == width
    assert line.index("●") < line.index("▲") < line.index("■") == width - 1
    assert weeks.split()[0] == "T-12"
    assert weeks.split()[-1] == "T+5"
    assert "T+0" in weeks
    assert "01-05" in days
    assert "today" in legend


@pytest.mark.parametrize("width", [40, 78, 118, 198])
def test_names_under_the_line_never_touch(width: int) -> None:
    _line, weeks, days, _legend = drawn(counted(date(2017, 4, 3)), width)
    assert all(name.startswith("T") and len(name) <= 4 for name in weeks.split())
    assert all(len(day) == 5 for day in days.split())
    assert len(days.split()) == len(weeks.split())


@pytest.mark.parametrize("first_week", [-12, -20, -24, -52])
@pytest.mark.parametrize("width", [60, 78, 118])
def test_every_name_under_the_line_has_its_tick(width: int, first_week: int) -> None:
    lines = course_lines(counted(date(2017, 4, 3)), first_week, width)
    line, weeks = ("".join(text for text, _style in lines[row]) for row in (0, 1))
    for name in re.finditer(r"\S+", weeks):
        around = line[max(0, name.start() - 2) : name.end() + 2]
        assert set(around) & set("┿┼●▲■"), name[0]
    if 3 * (5 - first_week) > width:
        ticks = [place for place, sign in enumerate(line) if sign in "┿┼"]
        assert len(ticks) <= len(weeks.split())


def test_without_a_date_the_weeks_stand_alone() -> None:
    line, weeks, legend = drawn(counted(date(2017, 4, 3), None), 78)
    assert "●" not in line
    assert "T-12" in weeks
    assert "awaits a date" in legend


@pytest.mark.parametrize("today", [date(2016, 9, 1), date(2017, 8, 1)])
def test_the_line_reaches_as_far_as_today(today: date) -> None:
    line, *_rest, legend = drawn(counted(today), 118)
    assert {"●", "▲", "■"} <= set(line)
    assert "more than a year" not in legend


def test_a_day_far_away_is_said_to_be() -> None:
    assert "more than a year off" in drawn(counted(date(2014, 1, 1)), 118)[-1]


@pytest.mark.parametrize("width", [0, 5, 12])
def test_where_there_is_no_room_there_is_no_line(width: int) -> None:
    assert drawn(counted(date(2017, 4, 3)), width) == []


def test_figures_are_five_lines_high_and_of_one_width() -> None:
    rows = large("1234567890")
    assert len(rows) == 5
    assert {len(row) for row in rows} == {10 * 6 + 9 * 2}


def test_a_bar_says_its_numbers_too() -> None:
    line = "".join(text for text, _style in bar_line("preparation", Progress(5, 20), 71))
    assert "5/20" in line
    assert "25 %" in line
    assert line.count("━") * 3 == line.count("─")


def test_a_bar_of_nothing_has_no_percent() -> None:
    line = "".join(text for text, _style in bar_line("implementation", Progress(0, 0), 70))
    assert "– %" in line


def test_what_is_most_overdue_comes_first(plan: PlanDriver) -> None:
    wall = read_wall(plan.database, plan.clock.now())
    entries = due_next(wall, plan.clock.today())
    days = [entry.timing.days for entry in entries]
    assert len(entries) == NEXT
    assert days == sorted(days, key=lambda n: n or 0)
    assert entries[0].timing.offset_weeks == -12


def test_without_a_date_weeks_from_go_live_come_first_and_then_what_else_is_counted(
    plan: PlanDriver, mk: PersonDriver
) -> None:
    from_end = mk.adds(board.add, "From the end", due=due_by(Rule(Anchor.END_DATE, -30)))
    mk.does(plan_commands.set_go_live, None, reason="Postponed")
    wall = read_wall(plan.database, plan.clock.now())
    open_ones = {number: wall.cards[number] for number in (from_end, *sorted(wall.cards)[-4:-1])}
    few = wall._replace(cards=open_ones, items={})
    weeks = [entry.timing.offset_weeks for entry in due_next(few, plan.clock.today())]
    *known, other = weeks
    assert other is None
    assert known == sorted(known, key=lambda week: week or 0)


def test_the_preview_of_a_plan_warns_of_a_day_off() -> None:
    planted = Contents(25, 9, 19, -12)
    lines = [text for text, _style in planting_lines(planted, GO_LIVE, date(2017, 4, 3))]
    assert lines[0] == "25 activities · 9 stakeholders · 19 messages"
    assert lines[1] == "Go-live: Mon 01-05-2017, week 18 · in 28 days"
    assert lines[2] == "End date: Mon 05-06-2017, week 23 · in 63 days"
    assert "Whit Monday" in lines[3]
    assert "Fri 02-06-2017" in lines[3]
    assert "Mon 06-02-2017" in lines[4]


def test_the_preview_of_a_plan_at_the_years_end() -> None:
    lines = planting_lines(Contents(25, 9, 19, -12), date(2026, 11, 23), date(2026, 11, 23))
    assert lines[2][0] == "End date: Mon 28-12-2026, week 53 · in 35 days"


def test_the_preview_without_a_date_names_none() -> None:
    lines = planting_lines(Contents(25, 9, 19, -12), None, date(2017, 4, 3))
    assert len(lines) == 2
    assert "T-8" in lines[1][0]


def test_the_small_line_begins_with_today_when_go_live_has_moved_far_away() -> None:
    text = "".join(mark.text for mark in timeline(counted(date(2016, 10, 3)), -12, 40))
    assert text.startswith("T-30 ●─")
    assert text.endswith("■ T+5")
    assert (
        "".join(mark.text for mark in timeline(counted(date(2017, 4, 3)), -12, 40))[:6] == "T-12 ━"
    )
