"""A month drawn as a grid: every day once, in its week, under its weekday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from db.queries.board import Card
from db.queries.plan import PlanFacts
from db.rules.calendar import WorkingCalendar, days_off_here
from db.rules.codes import Column, Kind
from db.rules.due import Due
from sapa_tui import locale
from sapa_tui.presentation.calendar import Happens, agenda, dated
from sapa_tui.presentation.calendar_rows import agenda_rows, day_rows
from sapa_tui.presentation.month import Look, grid_of, legend, month_lines

TODAY = date(2017, 4, 3)
months = st.dates(date(2015, 1, 1), date(2040, 12, 1)).map(lambda day: day.replace(day=1))
rooms = st.tuples(st.integers(53, 120), st.integers(8, 44))
titles = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)


def facts(closed: tuple[tuple[date, date, str], ...] = ()) -> PlanFacts:
    """A plan whose go-live is 1 May 2017."""
    calendar = WorkingCalendar(days_off_here({}, (), closed))
    return PlanFacts("Aabenraa", "da", date(2017, 5, 1), 5, 7, calendar, {}, 1)


def card(number: int, due: date, title: str = "Ring", *, done: bool = False) -> Card:
    """A card that is due on a day."""
    column = Column.DONE if done else Column.NOT_STARTED
    return Card(number, title, Kind.PREPARATION, column, "a", "mk", Due(None, due), "", "", 0, 0, 1)


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_every_sign_is_explained_in_the_smallest_window(language: str) -> None:
    locale.use(language)
    lines = ["".join(text for text, _style in line) for line in legend(76)]
    assert all(cell_len(line) <= 76 for line in lines)
    assert all(sign in "".join(lines) for sign in "●▲■◦◊►□!~·✓")


@given(months, rooms, st.lists(titles, max_size=3))
def test_every_day_is_drawn_once_in_its_own_place(
    first: date, room: tuple[int, int], words: list[str]
) -> None:
    width, height = room
    due = dated([card(n, first, title) for n, title in enumerate(words)], [], facts(), TODAY)
    grid = grid_of(first, width, height)
    lines = month_lines(grid, width, Look(due, facts(), TODAY, first, "cursor"))
    assert len(lines) == 2 + 6 * grid.height <= height
    assert {sum(cell_len(text) for text, _style in line) for line in lines} == {width}
    where = {
        day: (x, y)
        for y in range(height)
        for x in range(width)
        if (day := grid.day_at(x, y)) is not None
    }
    in_month = (first + timedelta(n) for n in range(31))
    assert sorted(where) == [day for day in in_month if day.month == first.month]
    for line in lines[2 :: grid.height]:
        assert all(not text.strip() or not style.startswith("late") for text, style in line[:1])
    for day, (_x, y) in where.items():
        week = "".join(text for text, _style in lines[y - (grid.height - 1)])[:4]
        assert int(week) == day.isocalendar().week


@given(months, st.integers(0, 200), st.integers(0, 200))
def test_a_click_beside_the_days_is_none(first: date, x: int, y: int) -> None:
    day = grid_of(first, 74, 8).day_at(x, y)
    assert day is None or day.replace(day=1) == first


def test_a_closing_week_is_one_row_of_the_list_and_a_due_date_in_it_is_marked() -> None:
    monday = date(2017, 4, 10)
    closed = facts(((monday, monday + timedelta(6), "Lukkeuge"),))
    found = dated([card(1, date(2017, 4, 12)), card(2, date(2017, 3, 1))], [], closed, TODAY)
    rows = agenda(found, closed, TODAY, TODAY, date(2017, 4, 30))
    assert [(row.day, row.happens, row.until) for row in rows] == [
        (monday, Happens.DAY_OFF, date(2017, 4, 16)),
        (date(2017, 4, 12), Happens.DUE, None),
    ]
    said = agenda_rows(found, closed, TODAY, {})
    assert said[0].text == "! Late · 1"
    assert next(row for row in said if row.key == ("activity", 1)).note == (
        "! Lukkeuge: Fri 07-04-2017 is the last working day before"
    )


def test_a_day_off_is_a_warning_only_where_something_is_still_to_be_done() -> None:
    saturday = date(2017, 4, 8)
    for done, sign in ((True, "◦"), (False, "!")):
        found = dated([card(1, saturday, done=done)], [], facts(), TODAY)
        rows = day_rows(saturday, found, facts(), TODAY, {})
        assert rows[0].text == f"{sign} Saturday: Fri 07-04-2017 is the last working day before"


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(0, 400))
def test_the_list_holds_each_due_date_of_its_days_once(first: date, length: int) -> None:
    last = first + timedelta(length)
    cards = [card(n, first + timedelta(n - 1)) for n in range(min(length, 40) + 3)]
    plan = facts()
    rows = agenda(dated(cards, [], plan, TODAY), plan, TODAY, first, last)
    due = [row.entry.item.id for row in rows if row.entry]
    assert due == [
        one.id for one in cards if one.due.due_date and first <= one.due.due_date <= last
    ]
    assert [row.day for row in rows] == sorted(row.day for row in rows)
