"""The map of influence and impact."""

from datetime import timedelta
from pathlib import Path

import pytest

from db.commands import communication, stakeholders
from db.models import Stakeholder
from db.rules.codes import Level
from tests.drivers import MONDAY, PersonDriver, PlanDriver, changed, values

from .map_driver import (
    at_the_map,
    field,
    group_in_focus,
    lines_in,
    names_in,
    place_in_focus,
    the_map,
    walk_to,
)
from .view_driver import is_at, row_in_focus
from .wall_driver import WallDriver, dashboard

LOW, MEDIUM, HIGH = Level.LOW, Level.MEDIUM, Level.HIGH
SIZES = [(80, 24), (120, 36), (200, 50)]


def moved(**fields: tuple[str, str]) -> dict[str, object]:
    return dict(changed(**fields))


@pytest.mark.parametrize("size", SIZES)
async def test_every_group_stands_in_its_field_under_the_quadrants_names(
    plan_path: Path, size: tuple[int, int]
) -> None:
    async with dashboard(plan_path, size=size) as mk:
        await at_the_map(mk)
        assert names_in(mk, HIGH, LOW) == ["Styregruppe"]
        assert names_in(mk, HIGH, HIGH) == ["Afdelingsledere"]
        assert names_in(mk, LOW, MEDIUM) == ["It-servicedesk"]
        assert names_in(mk, LOW, LOW) == ["Afdelinger uden SAPA"]
        assert names_in(mk, MEDIUM, HIGH) == [
            *("SAPA-administratorer", "SAPA-slutbrugere", "SAPA-superbrugere")
        ]
        for words in ("Grey eminence", "Key player", "Hostage", "External stakeholder"):
            assert words in mk.says()
        for words in ("↑ influence", "impact →", "+ positive", "= neutral", "− sceptical"):
            assert words in mk.says()
        for group in the_map(mk).fields.values():
            for entry in group.entries:
                assert entry.row.name in mk.says()


async def test_an_attitude_is_a_sign_and_where_there_is_room_a_word_too(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await at_the_map(mk)
        assert lines_in(mk, MEDIUM, HIGH)[1] == "− SAPA-slutbrugere"
        await mk.resize(120, 36)
        await mk.until(lambda: lines_in(mk, MEDIUM, HIGH)[1].split()[2:] == ["sceptical"])


async def test_the_walk_begins_where_influence_and_impact_are_greatest(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        assert group_in_focus(mk) == "Afdelingsledere"


async def test_the_arrows_walk_between_groups_and_fields(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        steps = {
            "down": "SAPA-administratorer",
            "j": "SAPA-slutbrugere",
            "left": "MED-udvalg",
            "up": "SAPA-systemansvarlig",
            "h": "Styregruppe",
        }
        for key, name in steps.items():
            await mk.press(key)
            assert group_in_focus(mk) == name
        await mk.press("left")  # the map ends there
        assert group_in_focus(mk) == "Styregruppe"
        await mk.press("right", "down", "down", "down")
        assert group_in_focus(mk) == "It-servicedesk"
        await mk.press("k", "l", "k")
        assert group_in_focus(mk) == "Afdelingsledere"


async def test_an_empty_field_tells_its_advice_too(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        await walk_to(mk, "Styregruppe")
        await mk.press("down")
        assert place_in_focus(mk) == (MEDIUM, LOW)
        await mk.until(lambda: "No group stands in this field." in mk.says())
        assert mk.reads("Grey eminence – has influence, but is hardly affected: ask before")
        await mk.press("shift+up")
        await mk.until_told("No stakeholder has the focus here.")
        await mk.press("down")
        assert group_in_focus(mk) == "Afdelinger uden SAPA"


async def test_keys_that_are_typed_fast_lead_where_slow_ones_do(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        await mk.press(*("down",) * 4, *("left",) * 2)
        assert group_in_focus(mk) == "Afdelinger uden SAPA"


async def test_shift_and_an_arrow_move_the_group_and_u_takes_it_back(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        await walk_to(mk, "It-servicedesk")
        with plan.one_event("stakeholder.edited") as changes:
            await mk.press("shift+up")
            await mk.until(lambda: names_in(mk, MEDIUM, MEDIUM)[0] == "It-servicedesk")
        assert values(changes) == {"influence": ("low", "medium")}
        assert group_in_focus(mk) == "It-servicedesk"
        await mk.until(lambda: mk.reads("Key player – has influence and is affected"))
        await mk.press("L")
        await mk.until(lambda: "It-servicedesk" in names_in(mk, MEDIUM, HIGH))
        await mk.press("shift+left", "shift+left", "shift+down")
        await mk.until(lambda: "It-servicedesk" in names_in(mk, LOW, LOW))
        assert group_in_focus(mk) == "It-servicedesk"
        await mk.press("u")
        await mk.until(lambda: names_in(mk, MEDIUM, LOW) == ["It-servicedesk"])
        assert group_in_focus(mk) == "It-servicedesk"


async def test_where_the_map_ends_nothing_is_written(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        before = plan.last
        await mk.press("shift+up")
        await mk.until_told("The map ends here.")
        assert plan.last == before


async def test_the_focus_stays_with_a_group_that_a_colleague_moves(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_the_map(ak)
        await walk_to(ak, "SAPA-slutbrugere")
        mk.does(stakeholders.edit, 5, moved(influence=("medium", "low")))
        mk.does(stakeholders.edit, 9, moved(impact=("low", "high")))
        await ak.until(lambda: len(names_in(ak, LOW, HIGH)) == 2)
        assert names_in(ak, LOW, HIGH) == ["Afdelinger uden SAPA", "SAPA-slutbrugere"]
        assert group_in_focus(ak) == "SAPA-slutbrugere"
        mk.does(stakeholders.archive, 5)
        await ak.until(lambda: group_in_focus(ak) == "Afdelinger uden SAPA")


async def test_two_who_move_a_group_at_once_are_told(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_the_map(ak)
        await walk_to(ak, "MED-udvalg")
        ak.app.session.tell(lambda _news: None)  # the news is still under way
        mk.does(stakeholders.edit, 7, moved(influence=("medium", "high")))
        await ak.press("shift+down")
        await ak.until_told("A colleague has just moved the group; look again.")
    assert mk.plan.row(Stakeholder, 7)["influence"] == "high"


async def test_enter_edits_the_group_and_n_adds_one(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        await mk.press("enter")
        await mk.until(lambda: "Edit stakeholder" in mk.says())
        await mk.write("name", "Lederne")
        await mk.press("ctrl+s")
        await mk.until(lambda: is_at(mk, "stakeholder_map") and group_in_focus(mk) == "Lederne")
        await mk.press("n")
        await mk.until(lambda: "New stakeholder" in mk.says())
        await mk.write("name", "Nabokommunen")
        await mk.press("ctrl+s")
        await mk.until(lambda: group_in_focus(mk) == "Nabokommunen")
        assert place_in_focus(mk) == (MEDIUM, MEDIUM)
    assert plan.last.action == "stakeholder.added"


async def test_m_goes_to_the_same_group_in_the_register_and_back(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        await walk_to(mk, "MED-udvalg")
        await mk.press("m")
        await mk.until(lambda: is_at(mk, "stakeholders") and row_in_focus(mk)[:3] == "MED")
        await mk.press("down", "m")
        await mk.until(lambda: is_at(mk, "stakeholder_map"))
        await mk.until(lambda: group_in_focus(mk) == "SAPA-administratorer")


async def test_what_a_group_has_heard_and_will_hear(plan_path: Path, mk: PersonDriver) -> None:
    mk.does(communication.complete, 1)
    later = MONDAY + timedelta(days=35)
    async with dashboard(plan_path, now=later) as leader:
        await at_the_map(leader)
        await walk_to(leader, "Styregruppe")
        await leader.until(lambda: "22 working days ago" in leader.says())
        assert "! Nothing has been said to the group for 22 working days." in leader.says()
        assert "T+5 Mo 05-06 · Resultat" in leader.says()
        assert "= neutral" in leader.says()
        assert lines_in(leader, HIGH, LOW)[0].endswith("!")


async def test_a_first_message_without_why_and_none_at_all(
    plan_path: Path, mk: PersonDriver
) -> None:
    for number in (2, 10, 17):
        mk.does(communication.archive, number)
    async with dashboard(plan_path) as leader:
        await at_the_map(leader)
        await leader.until(lambda: "! High influence, but no message is planned." in leader.says())
        assert "none planned" in leader.says()
        await walk_to(leader, "It-servicedesk")
        words = "! The first message (knowledge) does not say why."
        await leader.until(lambda: words in leader.says())


async def test_a_group_that_is_not_relevant_stands_last_and_is_never_warned_of(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(stakeholders.edit, 8, moved(influence=("low", "medium"), impact=("medium", "high")))
    mk.does(stakeholders.set_relevant, 8, False, reason="Ligger hos staten")
    async with dashboard(plan_path) as leader:
        await at_the_map(leader)
        await walk_to(leader, "It-servicedesk")
        assert lines_in(leader, MEDIUM, HIGH)[-1] == "⊘ It-servicedesk"
        await leader.until(lambda: "Ligger hos staten" in leader.says())
        assert "Warning" not in leader.says()


@pytest.mark.parametrize("size", SIZES)
async def test_forty_groups_in_a_field_scroll_and_say_how_many_there_are(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int]
) -> None:
    for number in range(40):
        name = f"{number:02} En gruppe med et navn, som der aldrig er plads til på kortet"
        mk.does(stakeholders.add, name, influence="high", impact="medium")
    async with dashboard(plan_path, size=size) as leader:
        await at_the_map(leader)
        await leader.press("left")
        listed = field(leader, HIGH, MEDIUM)
        shown = listed.scrollable_content_region.height
        assert f"↓{41 - shown}" in leader.says().replace("↓ ", "↓")
        assert all("…" in line for line in lines_in(leader, HIGH, MEDIUM)[:40])
        await leader.press("G")
        assert group_in_focus(leader) == "SAPA-systemansvarlig"
        await leader.until(lambda: f"↑{41 - shown}" in leader.says().replace("↑ ", "↑"))
        assert "Key player" in leader.says()


async def test_an_empty_map_says_which_key_fills_it(plan_path: Path, mk: PersonDriver) -> None:
    for number in range(1, 10):
        mk.does(stakeholders.archive, number)
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_the_map(leader)
        assert leader.reads("No stakeholders yet.")
        await leader.press("e")
        await leader.until_told("No stakeholder has the focus here.")
        mk.does(stakeholders.restore, 7)
        await leader.until(lambda: "MED-udvalg" in leader.says())
        assert "No stakeholders yet" not in leader.says()


async def test_a_viewer_walks_and_changes_nothing(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await at_the_map(hh)
        await hh.press("down")
        for key in ("shift+up", "e", "n", "x"):
            await hh.press(key)
            await hh.until_told("You may read this plan")
        assert not [e for e in plan.events() if e.action.startswith("stakeholder.")]


async def test_names_that_are_hostile_are_only_names(plan_path: Path, mk: PersonDriver) -> None:
    old = str(mk.plan.row(Stakeholder, 1)["name"])
    mk.does(stakeholders.edit, 1, changed(name=(old, "[red]x[/][@click=app.quit]")))
    async with dashboard(plan_path) as leader:
        await at_the_map(leader)
        assert "[red]x[/][@click=app.quit]" in leader.says()


async def test_the_mouse_points_at_a_group_and_a_double_click_opens_it(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await at_the_map(mk)
        at = field(mk, LOW, MEDIUM).content_region
        await _click(mk, at.x + 3, at.y)
        assert group_in_focus(mk) == "It-servicedesk"
        await _click(mk, at.x + 3, at.y, times=2)
        await mk.until(lambda: "Edit stakeholder" in mk.says())


async def _click(driver: WallDriver, x: int, y: int, times: int = 1) -> None:
    with driver.app._context():
        await driver.pilot.click(offset=(x, y), times=times)
