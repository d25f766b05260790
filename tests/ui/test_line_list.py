"""The list that everything is drawn with: its cursor, its place on the screen, what it redraws."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from sapa_tui.widgets.line_list import LineList
from sapa_tui.widgets.line_map import Key

HEIGHT, WIDTH = 20, 30


class Row(NamedTuple):
    """An entry of some lines; without ``open_to_cursor`` it is a heading."""

    key: int
    height: int = 3
    text: str = "row"
    open_to_cursor: bool = True


class Rows(LineList[Row]):
    """A list that counts how often it draws what."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[int] = []
        self.refreshed: list[tuple[Region, ...]] = []

    def key_of(self, entry: Row) -> Key:
        return entry.key

    def height_of(self, entry: Row, width: int) -> int:
        return entry.height

    def lines_of(self, entry: Row, width: int) -> list[list[Segment]]:
        self.drawn.append(entry.key)
        return [[Segment(f"{entry.text} {entry.key}.{line}")] for line in range(entry.height)]

    def selectable(self, entry: Row) -> bool:
        return entry.open_to_cursor

    def empty_lines(self, width: int) -> list[list[Segment]]:
        return [[Segment("nothing yet")]]

    def refresh(self, *regions: Region, **options: Any) -> "Rows":
        self.refreshed.append(regions)
        super().refresh(*regions, **options)
        return self

    def forget(self) -> None:
        """Begin to count anew."""
        self.drawn.clear()
        self.refreshed.clear()

    @property
    def lines_refreshed(self) -> set[int]:
        """The lines that are to be drawn anew; all of them when it was not said which."""
        whole = (Region(0, 0, self.size.width, self.size.height),)
        asked = [region for regions in self.refreshed for region in regions or whole]
        return {y for region in asked for y in range(region.y, region.bottom)}

    def seen(self) -> list[str]:
        """The lines in view, from top to bottom."""
        return [self.render_line(y).text.rstrip() for y in range(self.size.height)]


class Host(App[None]):
    """An application with nothing but the list."""

    def compose(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.query_one(Rows).focus()


def rows(*keys: int, height: int = 3) -> list[Row]:
    """Entries with these keys."""
    return [Row(key, height) for key in keys]


@asynccontextmanager
async def listing(entries: Sequence[Row]) -> AsyncIterator[tuple[Rows, Pilot[None]]]:
    """A list in a window of its own."""
    app = Host()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        listed = app.query_one(Rows)
        listed.show(entries)
        await pilot.pause()
        listed.forget()
        yield listed, pilot


def at(listed: Rows) -> object:
    """The key under the cursor."""
    return listed.cursor


# The cursor ---------------------------------------------------------------------------


async def test_the_cursor_stands_on_a_key_and_not_on_a_place() -> None:
    async with listing(rows(1, 2, 3)) as (listed, pilot):
        await pilot.press("down")
        assert at(listed) == 2
        listed.show(rows(3, 9, 8, 1, 2))
        assert at(listed) == 2
        assert listed.entry() == Row(2)


async def test_when_the_entry_goes_the_cursor_is_on_what_now_stands_there() -> None:
    async with listing(rows(1, 2, 3)) as (listed, pilot):
        await pilot.press("down")
        listed.show(rows(1, 3))
        assert at(listed) == 3
        listed.show(rows(1))
        assert at(listed) == 1
        listed.show([])
        assert at(listed) is None
        listed.show(rows(7))
        assert at(listed) == 7


async def test_headings_are_stepped_over() -> None:
    entries = [Row(0, 1, "head", False), Row(1), Row(2, 1, "head", False), Row(3), Row(4)]
    async with listing(entries) as (listed, pilot):
        assert at(listed) == 1
        await pilot.press("j")
        assert at(listed) == 3
        await pilot.press("k")
        assert at(listed) == 1
        await pilot.press("k")
        assert at(listed) == 1
        await pilot.press("G")
        assert at(listed) == 4


async def test_going_up_past_the_first_entry_shows_the_heading_above_it() -> None:
    entries = [Row(0, 2, "head", False), *rows(*range(1, 20))]
    async with listing(entries) as (listed, pilot):
        await pilot.press("end")
        await pilot.press("home")
        assert at(listed) == 1
        await pilot.press("up")
        await pilot.pause()
        assert listed.seen()[0] == "head 0.0"


async def test_keys_go_by_entry_by_page_and_to_the_ends() -> None:
    async with listing(rows(*range(100))) as (listed, pilot):
        await pilot.press("pagedown")
        assert at(listed) == 6
        assert "row 6.2" in listed.seen()
        await pilot.press("pagedown", "pageup", "pageup", "pageup")
        assert at(listed) == 0
        await pilot.press("end")
        assert at(listed) == 99
        assert listed.seen()[-1] == "row 99.2"
        await pilot.press("down")
        assert at(listed) == 99
        await pilot.press("g")
        assert at(listed) == 0
        assert listed.seen()[0] == "row 0.0"


async def test_an_empty_list_says_what_belongs_there_and_takes_every_key() -> None:
    async with listing([]) as (listed, pilot):
        assert listed.seen()[0] == "nothing yet"
        await pilot.press("up", "down", "pageup", "pagedown", "home", "end", "enter")
        await pilot.click(offset=(3, 3))
        assert at(listed) is None
        assert listed.cursor_top == 0
        listed.put_cursor_near(4)
        assert at(listed) is None


async def test_a_list_of_headings_only_has_no_cursor() -> None:
    async with listing([Row(1, 1, "head", False)] * 1) as (listed, pilot):
        await pilot.press("down", "up", "end", "pagedown")
        await pilot.click(offset=(1, 0))
        assert at(listed) is None


async def test_the_cursor_from_beside_comes_to_the_nearest_entry() -> None:
    async with listing(rows(*range(50))) as (listed, _pilot):
        listed.put_cursor_near(7)
        assert at(listed) == 2
        listed.put_cursor_near(10_000)
        assert at(listed) == 49


# What is redrawn ----------------------------------------------------------------------


async def test_the_same_entries_again_draw_nothing() -> None:
    async with listing(rows(*range(9))) as (listed, pilot):
        listed.show(rows(*range(9)))
        await pilot.pause()
        assert listed.refreshed == []
        assert listed.drawn == []


async def test_a_changed_entry_is_the_only_one_drawn_anew() -> None:
    async with listing(rows(*range(9))) as (listed, pilot):
        listed.show([Row(n, 3, "new" if n == 2 else "row") for n in range(9)])
        assert listed.lines_refreshed == {6, 7, 8}
        await pilot.pause()
        assert set(listed.drawn) == {2}
        assert listed.seen()[6] == "new 2.0"


async def test_a_step_of_the_cursor_draws_two_entries() -> None:
    async with listing(rows(*range(5))) as (listed, pilot):
        await pilot.press("down")
        await pilot.pause()
        assert listed.lines_refreshed == {0, 1, 2, 3, 4, 5}
        assert set(listed.drawn) == {0, 1}


async def test_a_changed_entry_out_of_sight_draws_nothing_in_sight() -> None:
    async with listing(rows(*range(50))) as (listed, pilot):
        before = listed.seen()
        listed.forget()
        listed.show([Row(n, 3, "new" if n == 40 else "row") for n in range(50)])
        await pilot.pause()
        assert listed.drawn == []
        assert listed.seen() == before


async def test_of_ten_thousand_entries_only_those_in_view_are_drawn() -> None:
    async with listing(rows(*range(10_000))) as (listed, pilot):
        await pilot.press("end", "pageup", "home", "down", "end")
        await pilot.pause()
        assert at(listed) == 9_999
        assert listed.seen()[-1] == "row 9999.2"
        assert len(listed.drawn) < 12 * HEIGHT


async def test_it_stays_small_in_memory_however_far_one_scrolls() -> None:
    async with listing(rows(*range(10_000), height=1)) as (listed, _pilot):
        for top in range(0, 9_000, HEIGHT):
            listed.scroll_to(y=top, animate=False, force=True)
            listed.seen()
        assert len(listed._cache) <= 2_001


# Where the reader is ------------------------------------------------------------------


async def test_entries_that_arrive_above_do_not_move_what_is_read() -> None:
    async with listing(rows(*range(50))) as (listed, pilot):
        listed.scroll_to(y=31, animate=False, force=True)
        await pilot.pause()
        before = listed.seen()
        assert before[0] == "row 10.1"
        listed.show([*rows(100, 101, 102), *rows(*range(50))])
        await pilot.pause()
        assert listed.seen() == before


async def test_at_the_top_new_entries_are_seen_at_once() -> None:
    async with listing(rows(*range(50))) as (listed, pilot):
        listed.show(rows(100, *range(50)))
        await pilot.pause()
        assert listed.seen()[0] == "row 100.0"


async def test_a_list_grown_short_shows_its_end_and_no_emptiness() -> None:
    async with listing(rows(*range(50))) as (listed, pilot):
        await pilot.press("end")
        listed.show(rows(*range(8)))
        await pilot.pause()
        assert at(listed) == 7
        assert listed.scroll_offset.y == listed.max_scroll_y
        assert listed.seen()[-1] == "row 7.2"


async def test_another_width_measures_anew_and_keeps_the_cursor_in_it() -> None:
    async with listing(rows(*range(50))) as (listed, pilot):
        await pilot.press(*["down"] * 9)
        await pilot.resize_terminal(50, 10)
        await pilot.pause()
        assert at(listed) == 9
        assert len(listed.render_line(0).text) >= 49


async def test_a_key_past_the_end_shows_the_last_entry_that_news_have_pushed_out_of_sight() -> None:
    async with listing(rows(*range(3))) as (listed, pilot):
        await pilot.press("end")
        listed.show(rows(*range(10, 40), 2))
        await pilot.pause()
        assert listed.cursor_top >= listed.size.height, "a refresh never scrolls"
        await pilot.press("down")
        await pilot.pause()
        assert 0 <= listed.cursor_top < listed.size.height


# Anything at all ----------------------------------------------------------------------

KEYS = ("up", "down", "pageup", "pagedown", "home", "end", "j", "k", "g", "G")
ENTRIES = st.lists(
    st.builds(
        Row,
        key=st.integers(0, 40),
        height=st.integers(1, 6),
        text=st.sampled_from(("row", "new")),
        open_to_cursor=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda row: row.key,
)
STEPS = st.lists(st.one_of(st.sampled_from(KEYS), ENTRIES), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(first=ENTRIES, steps=STEPS)
@example(
    first=[Row(39, 1, open_to_cursor=False), Row(15, 1, open_to_cursor=False), Row(14, 5)],
    steps=[
        [
            Row(0, 5, open_to_cursor=False),
            Row(35, 2),
            Row(12, 4, open_to_cursor=False),
            Row(11, 6, open_to_cursor=False),
            Row(27, 4),
        ],
        "pageup",
    ],
)
def test_whatever_comes_the_list_shows_what_it_holds(
    first: list[Row], steps: list[str | list[Row]]
) -> None:
    asyncio.run(_play(first, steps))


async def _play(first: list[Row], steps: list[str | list[Row]]) -> None:
    async with listing(first) as (listed, pilot):
        for step in steps:
            cursor = listed.cursor
            if isinstance(step, str):
                await pilot.press(step)
            else:
                listed.show(step)
                if any(row.key == cursor for row in step):
                    assert at(listed) == cursor
            await pilot.pause()
            _check(listed, pressed=isinstance(step, str))


def _check(listed: Rows, *, pressed: bool) -> None:
    open_to_cursor = [row.key for row in listed.entries if row.open_to_cursor]
    if listed.cursor is not None:
        assert listed.cursor in {row.key for row in listed.entries}
    # Up from the first entry shows the headings above it, however far that is.
    if pressed and listed.cursor in open_to_cursor[1:]:
        entry = listed.entry()
        assert entry is not None
        assert 0 <= listed.cursor_top <= max(0, listed.size.height - entry.height)
    lines = [
        f"{row.text} {row.key}.{line}" for row in listed.entries for line in range(row.height)
    ] or ["nothing yet"]
    top = listed.scroll_offset.y
    assert 0 <= top <= max(0, len(lines) - listed.size.height)
    seen = listed.seen()
    assert seen == [*lines[top : top + len(seen)], *[""] * len(seen)][: len(seen)]
