"""The calendar: months walked day by day, days off of one's own, and the next weeks as a list."""

from datetime import date
from pathlib import Path

import pytest
from textual.geometry import Offset

from db.commands import board, days_off, departments, notes, training
from db.rules.codes import Column, NoteKind
from sapa_tui.dialogs.days_off_forms import AgreedDaysForm, ClosureForm
from sapa_tui.screens.calendar import CalendarScreen
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.widgets.calendar_grid import CalendarGrid
from sapa_tui.widgets.follow_ups import FollowUps
from tests.drivers import PersonDriver, changed

from .note_driver import follows_up
from .view_driver import go_to, is_at, row_in_focus
from .wall_driver import WallDriver, dashboard

SIZES = [(80, 24), (120, 36), (200, 50)]


def view(driver: WallDriver) -> CalendarScreen:
    """The calendar, also while something stands in front of it."""
    return next(one for one in driver.app.screen_stack if isinstance(one, CalendarScreen))


def months(driver: WallDriver) -> str:
    """The months as they are read."""
    grid = view(driver).query_one(CalendarGrid)
    lines = grid.lines_for(grid.content_size.width)
    return "\n".join("".join(text for text, _style in line).rstrip() for line in lines)


def told(driver: WallDriver) -> list[str]:
    """The rows beside the months, or the next weeks."""
    rows = view(driver).due_list.entries
    return [" ".join(filter(None, (row.label, row.text, row.note))) for row in rows]


async def look_at(driver: WallDriver, day: date) -> None:
    """Put the cursor on a day, and wait until it is told about."""
    view(driver).look_at(day)
    await driver.pilot.pause()
    await driver.until(lambda: view(driver).grid.cursor == day)


@pytest.mark.parametrize("size", SIZES)
async def test_the_month_names_the_weeks_and_what_is_due(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await go_to(mk, "calendar")
        await mk.until(lambda: "April 2017" in mk.says())
        assert months(mk).splitlines()[1].split().count("Mo") == (3 if size[0] == 200 else 1)
        assert " 3●" in months(mk)
        assert any(line.startswith("14   3●") for line in months(mk).splitlines())
        assert max(len(line) for line in months(mk).splitlines()) <= size[0]
        assert told(mk)[0] == "today"
        await mk.until(lambda: "─Mon 03-04-2017 · week 14" in mk.says())


async def test_the_arrows_walk_days_and_the_pages_months(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        grid = view(mk).grid
        await mk.press("down", "right", "right", "right", "right")
        assert grid.cursor == date(2017, 4, 14)
        await mk.until(lambda: "─Fri 14-04-2017" in mk.says())
        assert told(mk)[0] == "◦ Good Friday: Wed 12-04-2017 is the last working day before"
        await mk.press("pagedown", "pagedown")
        assert grid.cursor == date(2017, 6, 14)
        assert "June 2017" in months(mk)
        await mk.press("i")
        assert grid.cursor == date(2017, 4, 3)
        await look_at(mk, date(2017, 3, 31))
        await mk.press("pageup")
        assert grid.cursor == date(2017, 2, 28)


async def test_go_live_and_the_end_date_stand_there_with_sign_and_word(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await go_to(mk, "calendar")
        await look_at(mk, date(2017, 5, 1))
        assert " 1▲" in months(mk)
        assert "▲ Go-live" in told(mk)
        await look_at(mk, date(2017, 6, 5))
        assert " 5■" in months(mk)
        assert told(mk)[:2] == [
            "■ End date",
            "! Whit Monday, Constitution Day: Fri 02-06-2017 is the last working day before",
        ]


async def test_enter_reads_what_is_due_and_asks_which_where_there_are_several(
    plan_path: Path, ak: PersonDriver
) -> None:
    ak.does(board.edit, 4, changed(offset_weeks=(-10, None), due_date=(None, "2017-04-08")))
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await look_at(mk, date(2017, 4, 8))
        assert "! Saturday: Fri 07-04-2017 is the last working day before" in told(mk)
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
        await mk.until(lambda: "Kortlæg interessenterne" in mk.says())
        assert "last working day is Fri 07-04-2017" in mk.says()
        await mk.press("escape")
        await mk.until(lambda: isinstance(mk.screen, CalendarScreen))
        ak.does(board.edit, 5, changed(offset_weeks=(-10, None), due_date=(None, "2017-04-08")))
        await mk.until(lambda: len(view(mk).due_list.openable) == 2)
        await mk.press("enter")
        await mk.until(lambda: view(mk).due_list.has_focus)
        assert isinstance(mk.screen, CalendarScreen)
        await mk.press("down", "enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))


async def test_a_day_without_anything_says_so(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await look_at(mk, date(2017, 4, 4))
        assert told(mk)[-1] == "Nothing is due on this day."
        await mk.press("enter")
        await mk.until_told("Nothing is due on this day.")


async def test_a_colleague_finishes_a_card_and_the_day_shows_it(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await look_at(mk, date(2017, 2, 6))
        late = [row for row in told(mk) if row.startswith("!")]
        assert late
        ak.does(board.move, 1, Column.DONE)
        await mk.until(lambda: [row for row in told(mk) if row.startswith("!")] != late)
        assert any(row.startswith("✓ Afklar") for row in told(mk))


async def test_the_next_weeks_as_a_list_and_back_to_the_day(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await mk.press("a")
        await mk.until(lambda: "The next 8 weeks" in mk.says())
        rows = told(mk)
        assert rows[0].startswith("! Late · ")
        assert "week 14 · Mo 03-04 – Su 09-04" in rows
        assert "Th 13-04 ◦ Maundy Thursday" in rows
        assert "Mo 01-05 ▲ Go-live" in rows
        await mk.press("end", "enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
        await mk.press("escape")
        await mk.until(lambda: isinstance(mk.screen, CalendarScreen))
        last = view(mk).day
        await mk.press("a")
        assert view(mk).grid.cursor == last
        assert view(mk).grid.has_focus


@pytest.mark.parametrize("size", SIZES)
async def test_classes_starts_and_follow_ups_stand_there_with_sign_and_word(
    plan_path: Path, ak: PersonDriver, size: tuple[int, int]
) -> None:
    ak.does(training.add, "Hold 1", held_on="2017-04-18", trainer="ak")
    follows_up(ak, "Ring til leverandøren", due_date=date(2017, 4, 7))
    async with dashboard(plan_path, size=size) as mk:
        await go_to(mk, "calendar")
        await mk.until(lambda: "18   ◊" in months(mk))
        assert "7   ~□" in months(mk)
        for meaning in ("◊ training", "► a department starts", "□ follow-up"):
            assert meaning in mk.says()
        await look_at(mk, date(2017, 4, 18))
        assert "◊ Training: Hold 1" in told(mk)
        start = date(2017, 4, 19)
        ak.does(departments.add, "Bibliotek", users=10, start_of_use=start)
        await mk.until(lambda: "19   ►" in months(mk))
        await mk.press("a")
        await mk.until(lambda: "We 19-04 ► Bibliotek takes SAPA into use" in told(mk))
        assert "Fr 07-04 ~ □ Follow-up: Ring til leverandøren" in told(mk)


async def opens(driver: WallDriver, day: date) -> None:
    """Go to the calendar, and open what stands on a day."""
    await go_to(driver, "calendar")
    await driver.until(lambda: "◊" in months(driver))
    await look_at(driver, day)
    await driver.press("enter")


async def test_enter_goes_to_what_a_day_belongs_to(plan_path: Path, ak: PersonDriver) -> None:
    ak.does(training.add, "Hold 0", held_on="2017-04-10")
    ak.does(training.add, "Hold 1", held_on="2017-04-18")
    ak.does(departments.add, "Jobcenter", users=5)
    ak.does(departments.add, "Bibliotek", users=10, start_of_use=date(2017, 4, 19))
    follows_up(ak, "Om kortet", due_date=date(2017, 4, 20))
    ak.does(
        notes.add, NoteKind.FOLLOW_UP, "Den første", responsible="ak", due_date=date(2017, 4, 5)
    )
    ak.does(
        notes.add, NoteKind.FOLLOW_UP, "Om det hele", responsible="ak", due_date=date(2017, 4, 21)
    )
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await opens(mk, date(2017, 4, 18))
        await mk.until(lambda: is_at(mk, "training") and "Hold 1" in row_in_focus(mk))
        await opens(mk, date(2017, 4, 19))
        await mk.until(lambda: is_at(mk, "departments") and "Bibliotek" in row_in_focus(mk))
        await opens(mk, date(2017, 4, 20))
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
        await mk.press("escape")
        await mk.until(lambda: is_at(mk, "calendar"))
        await look_at(mk, date(2017, 4, 21))
        await mk.press("enter")
        await mk.until(lambda: is_at(mk, "standup"))
        listed = mk.screen.query_one(FollowUps)
        await mk.until(lambda: listed.note is not None and listed.note.text == "Om det hele")
        assert listed.has_focus


async def test_the_leader_closes_a_week_and_every_count_follows(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await look_at(mk, date(2017, 4, 21))
        assert "in 18 days · 11 working days" in told(mk)
        await mk.press("n")
        await mk.until(lambda: isinstance(mk.screen, ClosureForm))
        await mk.write("period", "uge 16")
        await mk.until(lambda: "Mon 17-04-2017 – Sun 23-04-2017 · 7 days" in mk.says())
        await mk.write("name", "Lukkeuge")
        await mk.press("ctrl+s")
        await mk.until(lambda: isinstance(mk.screen, CalendarScreen))
        await mk.until(lambda: any("Lukkeuge" in row for row in told(mk)))
        assert "in 18 days · 7 working days" in told(mk)
        await mk.press("d")
        await mk.until(lambda: mk.in_dialog)
        await mk.press("enter")
        await mk.until(lambda: "in 18 days · 11 working days" in told(mk))
        await mk.press("u")
        await mk.until(lambda: "in 18 days · 7 working days" in told(mk))
        await mk.press("u")
        await mk.until(lambda: "in 18 days · 11 working days" in told(mk))


async def test_what_was_taken_away_is_brought_back(plan_path: Path, mk: PersonDriver) -> None:
    number = mk.adds(days_off.add, "Lukkeuge", first_day=date(2017, 4, 18))
    mk.does(days_off.archive, number)
    async with dashboard(plan_path) as screen:
        await go_to(screen, "calendar")
        await screen.press("A")
        await screen.until(lambda: screen.in_dialog and "Lukkeuge" in screen.says())
        await screen.press("enter")
        await look_at(screen, date(2017, 4, 18))
        await screen.until(lambda: any("Lukkeuge" in row for row in told(screen)))


async def test_the_days_by_agreement_are_ticked(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await look_at(mk, date(2018, 5, 1))
        await mk.press("b")
        await mk.until(lambda: isinstance(mk.screen, AgreedDaysForm))
        await mk.press("space", "ctrl+s")
        await mk.until(lambda: isinstance(mk.screen, CalendarScreen))
        await mk.until(lambda: any("May Day" in row for row in told(mk)))


async def test_a_member_reads_but_sets_no_days_off(plan_path: Path) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "calendar")
        for key in ("n", "b", "A"):
            await ak.press(key)
            await ak.until_told("Only the project leader decides on days off.")


async def test_a_click_goes_to_a_day(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await go_to(mk, "calendar")
        grid = view(mk).grid
        lines = months(mk).splitlines()
        row = next(n for n, line in enumerate(lines) if line.startswith("16"))
        at = grid.content_region.offset + Offset(lines[row].index("20"), row)
        with mk.app._context():
            await mk.pilot.click(offset=(at.x, at.y))
        await mk.until(lambda: grid.cursor == date(2017, 4, 20))


@pytest.mark.parametrize("size", [(10, 3), (20, 5), (40, 10), (101, 12), (161, 20)])
async def test_windows_of_odd_sizes_are_stood(plan_path: Path, size: tuple[int, int]) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "calendar")
        await mk.resize(*size)
        await mk.press("down", "pagedown", "a", "down", "up", "a", "pageup")
        await mk.resize(120, 36)
        await mk.until(lambda: "April 2017" in months(mk))
        assert view(mk).grid.cursor == date(2017, 4, 10)
