"""The countdown in large, and what is due next."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from db.backup import backup
from db.clock import local
from db.commands import board, plan
from db.rules.codes import Column
from db.seed import create_plan
from sapa_tui.dialogs.backups_form import BackupsForm
from sapa_tui.dialogs.conflict import ConflictDialog
from sapa_tui.dialogs.go_live_form import GoLiveForm
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


# The daily backups --------------------------------------------------------------------


async def open_backups(driver: WallDriver) -> None:
    """Open the form of the daily backups."""
    await go_to(driver, "countdown")
    await driver.press("b")
    await driver.until(lambda: isinstance(driver.screen, BackupsForm))


async def test_the_leader_says_how_many_backups_are_kept(plan_path: Path) -> None:
    now = datetime.now(UTC)
    made = backup(plan_path, None, now)
    async with dashboard(plan_path, now=now) as mk:
        await open_backups(mk)
        assert f"The last backup was made today {local(now):%H:%M}" in mk.says()
        assert "one a day while the plan is in use" in mk.says()
        for wrong in ("366", "-1", "mange", ""):
            await mk.write("backup_generations", wrong)
            await mk.press("ctrl+s")
            await mk.until(lambda: mk.reads("kept is from 0 to 365"))
        await mk.write("backup_generations", "0")
        await mk.until(lambda: mk.reads("No backup is made by itself any longer."))
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.app.wall.facts.backup_generations == 0)
    assert made.exists()


async def test_a_number_typed_stands_in_the_place_of_the_other(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await open_backups(mk)
        assert "There is no backup of this plan yet." in mk.says()
        await mk.types("7")
        await mk.press("ctrl+s")
        await mk.until(lambda: mk.app.wall.facts.backup_generations == 7)


async def test_only_the_leader_decides_about_backups(plan_path: Path) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "countdown")
        await ak.press("b")
        await ak.until_told("Only the project leader decides how many backups are kept.")


async def test_two_leaders_at_one_setting_are_asked(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path) as leader:
        await open_backups(leader)
        mk.does(plan.keep_backups, 30)
        await leader.types("7")
        await leader.press("ctrl+s")
        await leader.until(lambda: isinstance(leader.screen, ConflictDialog))
        await leader.press("3")
        await leader.until(lambda: isinstance(leader.screen.focused, Input))
        await leader.types("21")
        await leader.press("ctrl+s")
        await leader.until(lambda: leader.app.wall.facts.backup_generations == 21)


async def test_two_leaders_at_one_date_are_asked(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path) as leader:
        await go_to(leader, "countdown")
        await leader.press("i")
        await leader.until(lambda: isinstance(leader.screen, GoLiveForm))
        mk.does(plan.set_go_live, date(2017, 5, 8), reason="The supplier needs a week")
        await leader.write("go_live", "15-05-2017")
        await leader.write("reason", "The municipality needs two")
        await leader.press("ctrl+s")
        await leader.until(lambda: isinstance(leader.screen, ConflictDialog))
        assert leader.reads("08-05-2017")
        assert leader.reads("15-05-2017")
