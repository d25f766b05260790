"""The register of stakeholders."""

from datetime import timedelta
from pathlib import Path

import pytest

from db.commands import communication, stakeholders
from db.models import Stakeholder
from tests.drivers import MONDAY, PersonDriver, PlanDriver, changed

from .view_driver import go_to, put_cursor, row_in_focus, rows
from .wall_driver import dashboard

NAMES = [
    "Afdelinger uden SAPA",
    "Afdelingsledere",
    "It-servicedesk",
    "MED-udvalg",
    "SAPA-administratorer",
    "SAPA-slutbrugere",
    "SAPA-superbrugere",
    "SAPA-systemansvarlig",
    "Styregruppe",
]


async def test_every_group_stands_there_in_alphabetical_order(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "stakeholders")
        assert [row[:20].rstrip() for row in rows(mk)] == NAMES
        assert "0 of 9 relevant groups reached" in mk.says()
        assert all("○ not reached" in row for row in rows(mk))


async def test_a_completed_message_reaches_its_group_while_one_looks_on(
    plan_path: Path, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await go_to(ak, "stakeholders")
        await put_cursor(ak, "MED-udvalg")
        mk.does(communication.complete, 2)  # to the heads of department
        await ak.until(lambda: "1 of 9 relevant groups reached" in ak.says())
        assert "1/3" in rows(ak)[1]
        assert "✓ reached" in rows(ak)[1]
        assert row_in_focus(ak).startswith("MED-udvalg")


async def test_a_group_that_is_not_relevant_goes_last_with_its_reason(plan_path: Path) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "stakeholders")
        await mk.press("x")
        await mk.until(lambda: "Why need this group not be reached?" in mk.says())
        await mk.types("All departments use SAPA")
        await mk.press("enter")
        await mk.until(lambda: rows(mk)[-1].startswith("Afdelinger uden SAPA"))
        assert "⊘ not relev" in rows(mk)[-1]
        assert row_in_focus(mk).startswith("Afdelinger uden SAPA")
        assert "All departments use SAPA" in mk.says()
        assert "0 of 8 relevant groups reached" in mk.says()
        await mk.press("x")
        await mk.until(lambda: rows(mk)[0].startswith("Afdelinger uden SAPA"))


async def test_a_new_group_stands_in_its_place(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "stakeholders")
        await mk.press("n")
        await mk.until(lambda: "New stakeholder" in mk.says())
        await mk.write("name", "Æbleskivelauget")
        await mk.press("ctrl+s")
        await mk.until(lambda: rows(mk)[-1].startswith("Æbleskivelauget"))
    assert plan.last.action == "stakeholder.added"


async def test_enter_edits_the_group_under_the_cursor(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as mk:
        await go_to(mk, "stakeholders")
        await put_cursor(mk, "Styregruppe")
        await mk.press("enter")
        await mk.until(lambda: "Edit stakeholder" in mk.says())
        await mk.write("name", "Styregruppen")
        await mk.press("ctrl+s")
        await mk.until(lambda: row_in_focus(mk).startswith("Styregruppen"))
    assert plan.last.action == "stakeholder.edited"


async def test_the_words_about_a_group_follow_the_cursor(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as mk:
        await go_to(mk, "stakeholders")
        first = mk.says()
        await mk.press("down")
        await mk.until(lambda: mk.says() != first)
        assert "─Afdelingsledere" in mk.says()
        assert "Handling" in mk.says()


async def test_where_there_is_room_the_row_tells_quadrant_and_contacts(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(communication.complete, 1)
    async with dashboard(plan_path, size=(200, 50)) as leader:
        await go_to(leader, "stakeholders")
        row = next(row for row in rows(leader) if row.startswith("Styregruppe"))
        for words in ("Grey eminence", "✓ reached", "T+5 Mo 05-06", "today 10:12"):
            assert words in row, row
        desk = next(row for row in rows(leader) if row.startswith("It-servicedesk"))
        assert "Hostage" in desk
        assert "○ not reached !" in desk
        await leader.resize(120, 36)
        await leader.until(lambda: "Next contact" in leader.says())
        assert "Quadrant" in leader.says()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_silent_group_is_warned_of_with_the_advice_for_it(
    plan_path: Path, mk: PersonDriver, size: tuple[int, int]
) -> None:
    mk.does(communication.complete, 1)
    later = MONDAY + timedelta(days=35)
    async with dashboard(plan_path, size=size, now=later) as leader:
        await go_to(leader, "stakeholders")
        await put_cursor(leader, "Styregruppe")
        words = "! Nothing has been said to the group for 22 working days."
        await leader.until(lambda: words in leader.says())
        assert "Grey eminence – ask before decisions, respect the answer" in leader.says()
        assert "T+5 Mo 05-06" in leader.says()
        assert "✓ reached !" in row_in_focus(leader)


async def test_a_viewer_changes_nothing(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await go_to(hh, "stakeholders")
        for key in ("n", "e", "x", "d"):
            await hh.press(key)
        assert "You may read this plan" in hh.told()
        assert not [e for e in plan.events() if e.action.startswith("stakeholder.")]


async def test_an_empty_register_says_which_key_fills_it(plan_path: Path, mk: PersonDriver) -> None:
    for number in range(1, 10):
        mk.does(stakeholders.archive, number)
    async with dashboard(plan_path) as leader:
        await go_to(leader, "stakeholders")
        assert "n adds the first" in leader.says()
        await leader.press("e")
        assert "No stakeholder has the focus" in leader.told()


async def test_names_that_are_hostile_are_only_names(plan_path: Path, mk: PersonDriver) -> None:
    old = mk.plan.row(Stakeholder, 1)["name"]
    mk.does(stakeholders.edit, 1, changed(name=(old, "[red]x[/nope][@click=app.quit]")))
    async with dashboard(plan_path) as leader:
        await go_to(leader, "stakeholders")
        assert "[red]x[/nope][@cli" in leader.says()
