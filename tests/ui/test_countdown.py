"""The countdown in large, and what is due next."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.commands import board, plan
from db.rules.codes import Column
from db.seed import create_plan
from sapa_tui.presentation.course import NEXT
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.widgets.countdown_face import CountdownFace
from tests.drivers import MONDAY, PersonDriver

from .view_driver import go_to, rows
from .wall_driver import WallDriver, dashboard

SIZES = [(80, 24), (120, 36), (200, 50)]


def face(driver: WallDriver) -> str:
    """What the countdown's upper part says."""
    widget = driver.screen.query_one(CountdownFace)
    lines = widget.lines_for(widget.content_size.width)
    return "\n".join("".join(text for text, _style in line).rstrip() for line in lines)


@pytest.mark.parametrize("size", SIZES)
async def test_both_numbers_the_rule_and_the_warning_are_there(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await go_to(mk, "countdown")
        await mk.until(lambda: "Due next" in mk.says())
        assert "17 working days" in face(mk)
        assert "39 working days" in face(mk)
        assert "End date: go-live + 5 weeks" in face(mk)
        assert "Mon 01-05-2017 · week 18" in face(mk)
        assert "Whit Monday" in face(mk)
        assert "Fr 02-06 is the last working day" in face(mk)
        assert "T-12" in face(mk)
        assert "0/20" in face(mk)
        assert "0/5" in face(mk)
        assert "0/19" in face(mk)
        assert "0 of 9 relevant groups reached" in face(mk)
        assert max(len(line) for line in face(mk).splitlines()) <= size[0]
        assert len(rows(mk)) == NEXT


async def test_what_is_late_comes_first_and_enter_reads_it(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "countdown")
        assert rows(mk)[0].startswith("! 56 days over   T-12 Mo 06-02")
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen))
        await mk.until(lambda: "Afklar, om der er nye arbejdsgange" in mk.says())
        await mk.press("escape")
        await mk.until(lambda: not isinstance(mk.screen, DetailScreen))


async def test_a_colleagues_finished_card_leaves_the_list(
    plan_path: Path, ak: PersonDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "countdown")
        ak.does(board.move, 1, Column.DONE)
        await mk.until(lambda: rows(mk)[0].startswith("! 49 days over"))
        assert "1/20" in face(mk)


@pytest.mark.parametrize("size", SIZES)
async def test_without_a_date_offsets_stand_for_dates(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "plan.db"
    create_plan(path, municipality="Ærø", go_live=None, leader="mk", now=MONDAY)
    async with dashboard(path, size=size) as mk:
        await go_to(mk, "countdown")
        assert "Awaits a new date" in face(mk)
        assert "T-8 means eight weeks before go-live" in face(mk)
        assert "awaits a date" in face(mk)
        assert "T-12" in rows(mk)[0]


async def test_a_date_set_by_the_leader_changes_everything_at_once(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "countdown")
        mk.does(plan.set_go_live, date(2017, 5, 8), reason="The supplier needs a week")
        await ak.until(lambda: "Mon 08-05-2017" in face(ak))
        assert "Mon 12-06-2017" in face(ak)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2017, 5, 1, 8, 0, tzinfo=UTC), "TODAY"),
        (datetime(2017, 5, 4, 8, 0, tzinfo=UTC), "days over"),
        (datetime(2018, 5, 4, 8, 0, tzinfo=UTC), "368"),
    ],
)
async def test_on_the_day_and_after_it_the_words_are_others(
    plan_path: Path, now: datetime, words: str
) -> None:
    async with dashboard(plan_path, now=now) as mk:
        await go_to(mk, "countdown")
        if words.isdigit():
            assert "working days over" in face(mk)
        else:
            assert words in face(mk)


async def test_when_all_is_done_the_list_says_so(plan_path: Path, mk: PersonDriver) -> None:
    for number in range(1, 26):
        mk.does(board.move, number, Column.NOT_APPLICABLE)
    from db.commands import communication

    for number in range(1, 20):
        mk.does(communication.cancel, number, "Not needed")
    async with dashboard(plan_path) as leader:
        await go_to(leader, "countdown")
        assert "Nothing is waiting to be done" in leader.says()
        assert "– %" in face(leader)
