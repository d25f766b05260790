"""Everybody's screen walks along, and nobody is torn out of what they are doing."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from db.commands import people, presence, standup
from db.models import Activity
from db.rules.codes import Role
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.sitting import Sitting
from tests.drivers import MONDAY, PersonDriver, PlanDriver

from .standup_driver import (
    CHANGES,
    SILENT,
    SUMMARY,
    Elsewhere,
    at_standup,
    in_front,
    leads,
    sees,
    start,
    step_on,
    time_passes,
    walk,
)
from .view_driver import go_to, is_at
from .wall_driver import WallDriver, dashboard

CARD, OTHER, THIRD, MESSAGE = "activity:4", "activity:5", "activity:6", "communication_item:1"
STOPS = CARD, OTHER, THIRD, MESSAGE


@pytest.fixture
def leader(mk: PersonDriver) -> Elsewhere:
    """The project leader, in a window of her own."""
    return Elsewhere(mk)


async def test_everybody_comes_along_card_by_card(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await start(mk)
        await sees(ak, CHANGES)
        await ak.until(lambda: "MK leads" in ak.says())
        await mk.until(lambda: "you lead" in mk.says())
        for place in (1, 2, 3):
            await step_on(mk)
            await sees(mk, walk(mk).agenda[place])
            await sees(ak, walk(mk).agenda[place])
            await ak.until(lambda place=place: f"card {place} of " in ak.says())  # type: ignore[misc]
        await mk.press("left")
        await sees(ak, walk(mk).agenda[2])


async def test_ten_keys_at_once_are_ten_steps(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk, dashboard(plan_path, "ak") as ak:
        await start(mk)
        with mk.app._context():
            await mk.pilot.press(*["right"] * 7, *["l"] * 5, "left", "h")
        await mk.until(lambda: walk(mk).place == 10)
        await mk.settled()
        assert walk(mk).place == 10
        await sees(mk, walk(mk).agenda[10])
        await sees(ak, walk(mk).agenda[10])


async def test_who_comes_later_lands_on_the_present_card(
    plan_path: Path, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    leader.goes_to(2)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, OTHER)
        leader.goes_to(4)
        await sees(ak, MESSAGE)


# Stepping aside -----------------------------------------------------------------------


@pytest.mark.parametrize("key", ["S", "escape"])
async def test_one_key_steps_aside_and_one_goes_along_again(
    plan_path: Path, leader: Elsewhere, key: str
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "countdown")
        leader.starts(*STOPS)
        await sees(ak, CHANGES)
        await ak.press(key)
        await ak.until(lambda: is_at(ak, "countdown"))
        leader.goes_to(1)
        await ak.until(lambda: ak.reads("MK leads the standup · card 1 of 4 · S follows"))
        leader.goes_to(3)
        await ak.until(lambda: ak.reads("card 3 of 4"))
        assert is_at(ak, "countdown")
        await ak.press("S")
        await sees(ak, THIRD)
        leader.calls_off()
        await ak.until(lambda: "was called off" in ak.told())
        await ak.press("escape")
        await ak.until(lambda: is_at(ak, "countdown"))
        assert "S follows" not in ak.says()


async def test_to_go_to_another_view_is_to_step_aside(plan_path: Path, leader: Elsewhere) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak", size=(80, 24)) as ak:
        await sees(ak, CHANGES)
        await ak.press("1")
        await ak.until(lambda: is_at(ak, "board"))
        leader.goes_to(1)
        await ak.until(lambda: ak.reads("card 1 of 4 · S follows"))
        await ak.press("7")
        await sees(ak, CARD)
        assert "S follows" not in ak.says()


async def test_back_to_the_checklists_from_where_one_came(
    plan_path: Path, leader: Elsewhere
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("2")
        leader.starts(*STOPS)
        await sees(ak, CHANGES)
        await ak.press("escape")
        await ak.until(lambda: is_at(ak, "board"))
        assert ak.talk.has_focus


async def test_who_stepped_aside_comes_along_to_the_next_one(
    plan_path: Path, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, CHANGES)
        await ak.press("escape")
        await ak.until(lambda: is_at(ak, "board"))
        leader.calls_off()
        await ak.until(lambda: ak.app.wall.walk is None)
        leader.starts(*STOPS)
        await sees(ak, CHANGES)


async def test_a_click_on_the_line_goes_along(plan_path: Path, leader: Elsewhere) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, CHANGES)
        await ak.press("1")
        await ak.until(lambda: "S follows" in ak.says())
        line = ak.screen.query_one("#walk-line")
        with ak.app._context():
            await ak.pilot.click("#walk-line")
        assert line.region.y == 1
        await sees(ak, CHANGES)


# Not torn out -------------------------------------------------------------------------


async def test_an_open_form_is_not_interrupted(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("e")
        await ak.until(lambda: ak.in_dialog and ak.screen.focused is not None)
        await ak.types("Hej ")
        leader.starts(*STOPS)
        await ak.until(lambda: "MK leads a standup; you come along when" in ak.told())
        leader.goes_to(1)
        await ak.until(lambda: walk(ak).place == 1)
        await ak.types("du")
        assert ak.dialog.reads("title").endswith("Hej du")
        assert in_front(ak) == ""
        await ak.press("ctrl+s")
        await sees(ak, CARD)
    assert plan.row(Activity, 1)["title"].endswith("Hej du")


async def test_a_line_that_is_searched_in_is_not_interrupted(
    plan_path: Path, leader: Elsewhere
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("slash")
        await ak.until(lambda: isinstance(ak.screen.focused, Input))
        leader.starts(*STOPS)
        await ak.until(lambda: "you come along when" in ak.told())
        await ak.types("plan")
        assert isinstance(ak.screen.focused, Input)
        await ak.press("enter")
        await sees(ak, CHANGES)


async def test_a_page_that_is_read_gives_way(plan_path: Path, leader: Elsewhere) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await ak.press("enter")
        await ak.until(lambda: isinstance(ak.screen, DetailScreen))
        leader.starts(*STOPS)
        await sees(ak, CHANGES)
        await ak.press("escape")
        await ak.until(lambda: is_at(ak, "board"))


async def edits_the_card_in_front(ak: WallDriver) -> None:
    """Open the form of the card that everybody looks at, and type into it."""
    await sees(ak, CARD)
    await ak.press("e")
    await ak.until(lambda: "Edit activity" in ak.says())
    await ak.types("!")


async def test_a_form_opened_in_the_walk_stays_while_the_others_go_on(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    leader.goes_to(1)
    async with dashboard(plan_path, "ak") as ak:
        await edits_the_card_in_front(ak)
        leader.goes_to(2)
        await ak.until(lambda: walk(ak).place == 2)
        assert "Edit activity" in ak.says()
        await ak.press("ctrl+s")
        await sees(ak, OTHER)
    assert plan.row(Activity, 4)["title"].endswith("!")


async def test_a_form_outlives_the_standup_and_the_minutes_stand_behind_it(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    leader.goes_to(1)
    async with dashboard(plan_path, "ak") as ak:
        await edits_the_card_in_front(ak)
        leader.ends()
        await ak.until(lambda: ak.app.wall.walk is None)
        assert "Edit activity" in ak.says()
        await ak.press("ctrl+s")
        await sees(ak, SUMMARY)
    assert plan.row(Activity, 4)["title"].endswith("!")


# Who leads ----------------------------------------------------------------------------


async def test_a_follower_is_told_who_leads_and_moves_nobody(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, CHANGES)
        with plan.no_trace():
            for key in ("right", "left", "p", "g"):
                await ak.press(key)
                await ak.until_told("MK leads; esc steps aside.")


async def test_a_viewer_follows_and_does_not_lead(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await at_standup(hh)
        await hh.press("S")
        await hh.until_told("You may follow a standup, but not lead one.")
        leader.starts(*STOPS)
        await hh.until(lambda: hh.app.wall.walk is not None)
        leader.goes_to(1)
        await sees(hh, CARD)
        await hh.press("right")
        await hh.until_told("You may follow a standup, but not lead one.")
        time_passes(hh, seconds=SILENT)
        await hh.until(lambda: "! MK has left" in hh.says())
        assert "takes over" not in hh.says()
        await hh.press("S")
        await hh.until(lambda: is_at(hh, "board"))
    assert plan.last.action == "standup.started"


async def test_when_the_leader_falls_silent_anybody_leads_on_from_the_same_card(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    leader.goes_to(2)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, OTHER)
        assert "MK leads" in ak.says()
        time_passes(ak, seconds=SILENT)
        await ak.until(lambda: ak.reads("! MK has left · S takes over"))
        await ak.press("right")
        await ak.until_told("MK has left; S takes over.")
        await ak.press("S")
        await ak.until(lambda: leads(ak))
        assert in_front(ak) == OTHER
        await ak.press("right")
        await sees(ak, THIRD)
    assert plan.last.action == "standup.taken_over"


async def test_when_the_leader_closes_the_dashboard_anybody_leads_on(plan_path: Path) -> None:
    async with dashboard(plan_path, "ak") as ak:
        async with dashboard(plan_path, "mk") as mk:
            await start(mk)
            await step_on(mk)
            await sees(ak, walk(mk).stop)
            await mk.press("q")
            await mk.until(lambda: "it waits until somebody" in mk.says())
        await ak.until(lambda: ak.reads("! MK has left · S takes over"))
        await ak.press("S")
        await ak.until(lambda: leads(ak))
        assert walk(ak).place == 1


async def test_who_led_and_comes_back_follows(plan_path: Path, ak: PersonDriver) -> None:
    async with dashboard(plan_path, "mk") as mk:
        await start(mk)
        await step_on(mk)
        plan = ak.plan
        plan.later(seconds=SILENT)
        ak.does(standup.take_over, walk(mk).id, session="the window of ak")
        presence.beat(plan.database, "the window of ak", "ak", MONDAY)
        await mk.until(lambda: "AK leads" in mk.says())
        await mk.press("right")
        await mk.until_told("AK leads; esc steps aside.")


async def test_a_leader_who_may_only_read_from_now_on_leads_no_more(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak, dashboard(plan_path, "mk") as other:
        await start(ak)
        await sees(other, CHANGES)
        mk.does(people.set_role, "ak", Role.VIEWER)
        await other.until(lambda: other.reads("! AK has left · S takes over"))
        await ak.until(lambda: ak.reads("AK (viewer)"))
        await ak.press("right")
        await ak.until_told("You may follow a standup, but not lead one.")
        await other.press("S")
        await other.until(lambda: leads(other))


async def test_another_window_of_the_leader_leads_on_at_once(
    plan_path: Path, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "mk") as mk:
        await sees(mk, CHANGES)
        assert not leads(mk)
        await mk.press("S")
        await mk.until(lambda: leads(mk))


async def test_two_who_start_at_once_are_one_leader_and_one_sentence(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_standup(ak)
        ak.app.session.tell(lambda _news: None)  # ak's screen has not heard of it yet
        leader.starts(*STOPS)
        await ak.press("S")
        await ak.until_told("MK is leading a standup already")
        ak.app.session.tell(ak.app._hear)
        leader.goes_to(1)
        await sees(ak, CARD)
        assert not leads(ak)
    assert [event.action for event in plan.events()].count("standup.started") == 1


async def test_two_who_take_over_at_once_are_one_leader_and_one_sentence(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere, hh: PersonDriver, mk: PersonDriver
) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, CHANGES)
        time_passes(ak, seconds=SILENT)
        await ak.until(lambda: ak.reads("S takes over"))
        ak.app.session.tell(lambda _news: None)
        plan.later(seconds=SILENT)
        leader.gives_a_sign_of_life()
        await ak.press("S")
        await ak.until_told("MK is leading a standup already")
        ak.app.session.tell(ak.app._hear)
        assert not leads(ak)


async def test_the_leader_may_look_elsewhere_and_goes_on_leading(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk") as mk:
        await start(mk)
        await step_on(mk)
        stop = walk(mk).stop
        await mk.press("5")
        await mk.until(lambda: is_at(mk, "history") and "● You lead the standup" in mk.says())
        await mk.press("S")
        await sees(mk, stop)
        assert leads(mk)


# When it is followed ------------------------------------------------------------------


async def test_a_walk_of_yesterday_is_followed_by_nobody(
    plan_path: Path, plan: PlanDriver, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak", now=MONDAY + timedelta(days=1)) as ak:
        await ak.settled()
        assert is_at(ak, "board")
        await start(ak)
    assert plan.last.action == "standup.started"


async def test_at_midnight_the_walk_is_over_for_everybody(
    plan_path: Path, leader: Elsewhere
) -> None:
    leader.starts(*STOPS)
    async with dashboard(plan_path, "ak") as ak:
        await sees(ak, CHANGES)
        leader.goes_to(1)
        await sees(ak, CARD)
        time_passes(ak, days=1)
        ak.app._tick()
        await ak.until(lambda: ak.reads("was left open · E ends it"))
        assert "called off" not in ak.told()


async def test_the_command_starts_a_walk_and_the_next_one_joins_it(plan_path: Path) -> None:
    async with dashboard(plan_path, "mk", standup=True) as mk:
        await mk.until(lambda: leads(mk))
        await sees(mk, CHANGES)
        await step_on(mk)
        async with dashboard(plan_path, "ak", standup=True) as ak:
            await sees(ak, walk(mk).stop)
            assert not leads(ak)


async def test_a_viewer_who_would_start_one_is_told(plan_path: Path) -> None:
    async with dashboard(plan_path, "hh", standup=True) as hh:
        await hh.until_told("You may follow a standup, but not lead one.")
        assert is_at(hh, "standup")


def test_a_step_is_heard_and_read_by_everybody_at_once(plan_path: Path, leader: Elsewhere) -> None:
    leader.starts(*STOPS)
    at = Sitting(plan_path, "ak", leader.person.plan.clock, 1.0, lambda _: None)
    at.open()
    at.listen()
    assert at.ear is not None
    at.ear.heard()
    leader.goes_to(3)
    assert at.ear.heard(), "a step rings the bell, though it leaves no event"
    at.watch()
    assert at.wall is not None
    assert at.wall.walk is not None
    assert at.wall.walk.place == 3
    at.leave(None)
