"""The timeline: walked row by row, gone through week by week, or read as a table."""

from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset

from db.commands import board, communication, plan, training
from db.models import Activity
from db.rules.codes import Column
from db.rules.due import Due
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.screens.timeline import TimelineScreen
from sapa_tui.widgets.timeline import TimelineRows
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import go_to, is_at, row_in_focus, rows
from .wall_driver import WallDriver, dashboard

SIZES = [(80, 24), (120, 36), (200, 50)]


def view(driver: WallDriver) -> TimelineScreen:
    """The timeline, also while something stands in front of it."""
    return next(one for one in driver.app.screen_stack if isinstance(one, TimelineScreen))


def line(driver: WallDriver) -> TimelineRows:
    """The rows of the picture."""
    return view(driver).picture.rows


def drawn(driver: WallDriver, title: str) -> str:
    """A row as it is drawn, found by how its title begins."""
    listed = line(driver)
    entry = next(entry for entry in listed.entries if entry.title.startswith(title))
    segments = listed.lines_of(entry, listed._line_width)[0]
    return "".join(segment.text for segment in segments)


def focused_title(driver: WallDriver) -> str:
    row = view(driver).row
    return row.title if row else ""


@pytest.mark.parametrize("size", SIZES)
async def test_everything_that_is_due_stands_on_one_line_of_weeks(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await go_to(mk, "timeline")
        await mk.until(lambda: "T-12" in mk.says())
        says = mk.says()
        for words in ("Timeline", "Week", "From go-live", "T+0", "▲", "■", "│", "● open", "! late"):
            assert words in says
        listed = line(mk)
        held = [entry for entry in listed.entries if entry.entry is not None]
        open_cards = [
            c for c in mk.app.wall.cards.values() if c.column is not Column.NOT_APPLICABLE
        ]
        assert len(held) == len(open_cards) + len(mk.app.wall.items)
        assert listed.frame is not None
        assert listed.frame.left == -12
        assert listed.frame.more == (False, False)
        assert max(map(len, says.splitlines())) <= size[0]


async def test_the_arrows_walk_rows_and_headings_are_stepped_over(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "timeline")
        first = focused_title(mk)
        assert first
        await mk.press("down", "j", "up", "k")
        assert focused_title(mk) == first
        await mk.press("end")
        last = focused_title(mk)
        await mk.press("home")
        assert focused_title(mk) == first != last
        for _n in line(mk).entries:
            await mk.press("down")
            assert focused_title(mk)
        assert focused_title(mk) == last


async def test_z_plus_and_minus_zoom_and_the_arrows_go_through_the_weeks(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await go_to(mk, "timeline")
        listed = line(mk)
        assert listed.frame is not None
        assert listed.frame.zoom == 2
        await mk.press("plus")
        await mk.until(lambda: listed.frame and listed.frame.zoom == 4)
        assert listed.frame.weeks.today is not None
        assert listed.frame.sees(listed.frame.weeks.today)
        await mk.press("plus")
        await mk.until_told("The weeks get no larger.")
        for _n in range(20):
            await mk.press("left")
        await mk.until(lambda: listed.frame and listed.frame.left == -12)
        assert "→" in drawn(mk, "Afslut opgaven")
        assert "T+5" not in mk.says()
        for _n in range(20):
            await mk.press("l")
        await mk.until(lambda: "■" in mk.says().split("● open")[0])
        assert "←" in drawn(mk, "Afklar, om der er nye arbejdsgange")
        await mk.press("i")
        await mk.until(lambda: listed.frame and listed.frame.sees(listed.frame.weeks.today))
        await mk.press("z")
        await mk.until(lambda: listed.frame and listed.frame.zoom == 1)
        await mk.press("minus")
        await mk.until_told("The weeks get no smaller.")


async def test_the_wheel_with_ctrl_zooms(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await go_to(mk, "timeline")
        listed = line(mk)
        at = listed.content_region.offset + Offset(30, 4)
        zoom = listed.frame.zoom if listed.frame else 0
        for kind, wanted in ((events.MouseScrollUp, 4), (events.MouseScrollDown, zoom)):
            with mk.app._context():
                await mk.pilot._post_mouse_events([kind], offset=at, control=True)
            assert listed.frame is not None
            assert listed.frame.zoom == wanted
        assert listed.scroll_offset.y == 0


async def test_the_months_stand_above_the_weeks_while_go_live_is_known(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, size=(200, 50)) as leader:
        await go_to(leader, "timeline")
        await leader.until(lambda: "Apr. 2017" in leader.says())
        mk.does(plan.set_go_live, None, reason="Afventer")
        await leader.until(lambda: "Apr. 2017" not in leader.says())
        assert "T-12" in leader.says()


async def test_where_there_is_room_the_table_stands_beside_with_one_cursor(
    plan_path: Path,
) -> None:
    async with dashboard(plan_path, size=(200, 50)) as mk:
        await go_to(mk, "timeline")
        await mk.press("down", "down")
        table = view(mk).table
        assert table.display
        await mk.until(lambda: table.rows.cursor == line(mk).cursor)
        await mk.press("tab")
        assert table.rows.has_focus
        await mk.press("end")
        await mk.until(lambda: table.rows.cursor == line(mk).cursor == table.rows.entries[-1].key)
        assert focused_title(mk) in mk.says()
        await mk.resize(80, 24)
        await mk.until(lambda: line(mk).has_focus)
        await mk.press("v")
        await mk.until(lambda: view(mk).listing and table.rows.has_focus)


async def test_what_has_nothing_to_do_with_the_rows_makes_none_anew(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "timeline")
        before = line(mk).entries
        ak.does(training.add, "Hold 1", held_on="2017-04-18")
        event = ak.plan.last.id
        await mk.until(lambda: mk.app.wall.last_event == event)
        await mk.settled()
        assert line(mk).entries is before
        ak.does(board.move, 1, Column.DONE)
        await mk.until(lambda: line(mk).entries is not before)


async def test_i_goes_to_what_is_due_next(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "timeline")
        await mk.press("i")
        await mk.until(lambda: "T-4" in mk.says() and "~" in drawn(mk, focused_title(mk)))
        row = view(mk).row
        assert row is not None
        assert row.place == (-4, 0)


async def test_enter_opens_the_page_and_the_cursor_is_there_afterwards(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "timeline")
        await mk.press("down", "down")
        title = focused_title(mk)
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
        await mk.until(lambda: mk.reads(title))
        await mk.press("escape")
        await mk.until(lambda: is_at(mk, "timeline"))
        assert focused_title(mk) == title


async def test_the_mouse_points_at_a_row_opens_it_and_goes_through_the_weeks(
    plan_path: Path,
) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await go_to(mk, "timeline")
        listed = line(mk)
        at = listed.content_region.offset + Offset(30, 4)
        with mk.app._context():
            await mk.pilot.click(offset=at)
        assert focused_title(mk) == listed.entries[4].title
        await mk.press("plus")
        await mk.until(lambda: listed.frame and listed.frame.zoom == 4)
        left = listed.frame.left if listed.frame else 0
        await mk.mouse(events.MouseScrollRight, at=at)
        await mk.until(lambda: listed.frame and listed.frame.left == left + 1)
        await mk.mouse(events.MouseScrollLeft, at=at)
        await mk.until(lambda: listed.frame and listed.frame.left == left)
        assert listed.scroll_offset.y == 0
        await mk.mouse(events.MouseScrollDown, at=at)
        await mk.until(lambda: listed.scroll_offset.y > 0)
        with mk.app._context():
            await mk.pilot.click(offset=at, times=2)
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_v_shows_the_same_as_a_table_which_is_kept(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await go_to(mk, "timeline")
        await mk.press("down", "down")
        title = focused_title(mk)
        await mk.press("v")
        await mk.until(lambda: view(mk).listing and "Offset" in mk.says())
        assert "T-12" in mk.says()
        assert "┊" not in mk.says()
        assert focused_title(mk) == title
        first = rows(mk)[0].split()
        assert first[:3] == ["06-02-2017", "6", "T-12"]
        assert [row[:10] for row in rows(mk)] == sorted(
            (row[:10] for row in rows(mk)), key=lambda day: day.split("-")[::-1]
        )
        await mk.press("z")
        await mk.until_told("The table has no weeks")
        await go_to(mk, "history")
        await go_to(mk, "timeline")
        await mk.until(lambda: "Offset" in mk.says())
        assert row_in_focus(mk) == rows(mk)[0]
    async with dashboard(plan_path, size=size) as again:
        await go_to(again, "timeline")
        await again.until(lambda: "Offset" in again.says())
        await again.press("v")
        await again.until(lambda: "┊" in again.says())
        await again.press("down")
        assert focused_title(again)


async def test_the_row_in_focus_is_told_in_words(plan_path: Path, ak: PersonDriver) -> None:
    ak.does(board.edit, 4, changed(offset_weeks=(-10, None), due_date=(None, "2017-04-14")))
    title = str(ak.plan.row(Activity, 4)["title"])
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await go_to(mk, "timeline")
        line(mk).put_cursor(("activity", 4))
        await mk.until(lambda: "Fri 14-04-2017" in mk.says())
        for words in (title, "week 15", "T-3", "● Not started", "in 11 days", "working"):
            assert words in mk.says()
        assert mk.reads("Good Friday")
        await mk.resize(80, 24)
        await mk.until(lambda: f"{title}\n Fri 14-04-2017 · week 15 · T-3" in mk.says())


async def test_news_is_drawn_and_neither_cursor_nor_weeks_move(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await go_to(mk, "timeline")
        listed = line(mk)
        await mk.press("plus", "right", "down")
        await mk.until(lambda: listed.frame and listed.frame.zoom == 4)
        left, title = listed.frame.left if listed.frame else 0, focused_title(mk)
        card = next(c for c in mk.app.wall.cards.values() if c.due == Due(-4))
        assert "~" in drawn(mk, card.title)
        ak.does(board.move, card.id, Column.DONE)
        await mk.until(lambda: "✓" in drawn(mk, card.title))
        ak.does(board.edit, card.id, changed(offset_weeks=(-4, -30)))
        await mk.until(lambda: "←" in drawn(mk, card.title))
        assert listed.frame is not None
        assert (listed.frame.left, focused_title(mk)) == (left, title)
        assert listed.frame.weeks.first == -30


async def test_a_go_live_that_is_unknown_leaves_the_weeks_from_it(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(board.edit, 4, changed(offset_weeks=(-10, None), due_date=(None, "2017-04-14")))
    mk.does(board.add, "Uden frist")
    mk.does(plan.set_go_live, None, reason="Afventer")
    async with dashboard(plan_path, size=(200, 50)) as leader:
        await go_to(leader, "timeline")
        await leader.until(lambda: "awaits a date" in leader.says())
        assert "T-12" in leader.says()
        assert "│ today" not in leader.says()
        title = str(mk.plan.row(Activity, 4)["title"])
        assert "● Fri 14-04-2017" in drawn(leader, title)
        headings = [row.title[:-3] for row in line(leader).entries if row.entry is None]
        assert headings[-2:] == ["Without a place on the line", "Without a due date"]
        mk.does(plan.set_go_live, date(2017, 9, 1), reason="Ny dato")
        await leader.until(lambda: "│ today" in leader.says())


async def test_an_empty_timeline_says_how_it_is_filled(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await go_to(leader, "timeline")
        for number in list(leader.app.wall.cards):
            mk.does(board.archive, number)
        for number in list(leader.app.wall.items):
            mk.does(communication.archive, number)
        await leader.until(lambda: "Nothing is planned yet." in leader.says())
        await leader.press("enter")
        await leader.until_told("Nothing is planned yet.")
        await leader.press("z", "left", "i", "v")
        await leader.until(lambda: view(leader).listing)
        assert "Nothing is planned yet." in leader.says()


async def test_thousands_of_cards_are_drawn_only_where_they_are_seen(
    plan_path: Path, plan: PlanDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = plan.row(Activity, 1)
    fields = {name: value for name, value in card.items() if name not in ("id", "template_key")}
    many = [{**fields, "title": f"Kort {n}", "offset_weeks": n % 17 - 12} for n in range(3_000)]
    with plan.database.atomic():
        for n in range(0, 3_000, 300):
            Activity.insert_many(many[n : n + 300]).execute(plan.database)
    built: list[object] = []
    lines_of = TimelineRows.lines_of

    def counted(self: TimelineRows, entry: object, width: int) -> object:
        built.append(entry)
        return lines_of(self, entry, width)  # type: ignore[arg-type]

    monkeypatch.setattr(TimelineRows, "lines_of", counted)
    async with dashboard(plan_path, size=(120, 36)) as mk:
        await go_to(mk, "timeline")
        await mk.until(lambda: len(line(mk).entries) > 3_000)
        built.clear()
        await mk.press("left", "plus", "right", "end")
        await mk.until(lambda: line(mk).cursor == line(mk).entries[-1].key)
        assert 0 < len(built) < 300


async def test_titles_that_are_hostile_are_only_titles(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(board.add, "[red]x[/][@click=app.quit] " + "æ" * 170, due=Due(-12))
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await go_to(leader, "timeline")
        await leader.until(lambda: "[red]x[/][@click=app.quit]" in leader.says())
        assert "…" in leader.says()


async def test_a_viewer_may_look_at_it_all(plan_path: Path) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await go_to(hh, "timeline")
        await hh.press("v", "v", "z", "i", "enter")
        await hh.until(lambda: isinstance(hh.screen, DetailScreen))
