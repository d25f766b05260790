"""A standup that nobody ended, as the view says it the day after; and starting one too many."""

from datetime import timedelta
from pathlib import Path

from db.commands import standup
from db.queries.standup import held
from tests.drivers import MONDAY, PersonDriver, PlanDriver

from .standup_driver import CHANGES, Elsewhere, at_standup, leads, sees, start
from .wall_driver import WallDriver, dashboard

TUESDAY = MONDAY + timedelta(days=1)


def left_open(mk: PersonDriver) -> None:
    """Mk led to the first card on Monday and went home."""
    leader = Elsewhere(mk)
    leader.starts("activity:4")
    leader.goes_to(1)


def bar(driver: WallDriver) -> str:
    """The line above the view."""
    return driver.says().splitlines()[1]


async def test_it_is_shown_and_ended_without_starting_another(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    left_open(mk)
    async with dashboard(plan_path, "ak", now=TUESDAY) as ak:
        await at_standup(ak)
        await ak.until(
            lambda: "! the standup of Mo 03-04 (MK) was left open · E ends it" in bar(ak)
        )
        await ak.press("E")
        await ak.until(lambda: "The standup of Monday 3 April 2017" in ak.says())
        await ak.press("1")
        await ak.until(lambda: "held 10:12–10:12" in bar(ak))
        await ak.until(lambda: ak.reads("Standup Monday 3 April 2017"))
    assert plan.last.action == "standup.held"


async def test_it_is_called_off_and_gone(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    left_open(mk)
    async with dashboard(plan_path, now=TUESDAY, size=(60, 20)) as reader:
        await at_standup(reader)
        await reader.until(lambda: "was left open · E ends it" in bar(reader))
        await reader.press("E")
        await reader.until(lambda: "The standup of" in reader.says())
        await reader.press("2")
        await reader.until_told("The standup was called off; no minutes were written.")
        await reader.until(lambda: "left open" not in bar(reader))
    assert held(plan.database) == []


async def test_a_viewer_is_told_of_it_and_ends_nothing(plan_path: Path, mk: PersonDriver) -> None:
    left_open(mk)
    async with dashboard(plan_path, "hh", now=TUESDAY) as hh:
        await at_standup(hh)
        await hh.until(lambda: "! the standup of Mo 03-04 (MK) was left open" in bar(hh))
        assert "E ends it" not in bar(hh)
        await hh.press("E")
        await hh.until_told("You may follow a standup, but not lead one.")


async def test_a_second_one_on_a_day_is_not_started_by_keys_hit_too_often(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await start(mk)
        await mk.press("S")
        await mk.until(lambda: "End the standup?" in mk.says())
        await mk.press("enter")
        await mk.until(lambda: "o finds the minutes again" in bar(mk))
        await mk.press("S")
        await mk.until(lambda: "Start another standup?" in mk.says())
        assert "One was held today from 10:12 to 10:12." in mk.says()
        await mk.press("enter")
        await mk.until(lambda: "Start another standup?" not in mk.says())
        assert plan.last.action == "standup.held"
        await mk.press("S")
        await mk.until(lambda: "Start another standup?" in mk.says())
        await mk.press("tab", "enter")
        await sees(mk, CHANGES)
        await mk.until(lambda: leads(mk))


async def test_one_of_yesterday_is_in_nobodys_way(
    plan_path: Path, mk: PersonDriver, plan: PlanDriver
) -> None:
    leader = Elsewhere(mk)
    leader.starts("activity:4")
    mk.does(standup.end, leader.number, session=leader.session)
    async with dashboard(plan_path, now=TUESDAY) as reader:
        await at_standup(reader)
        await reader.press("S")
        await reader.until(lambda: leads(reader))
