"""The decisions on introduction and motivation, and those that are missing."""

from pathlib import Path

import pytest

from db.commands import decisions, departments
from db.models import Decision
from db.queries.decisions import decisions as register
from db.rules.codes import Answer, DecisionTopic
from tests.drivers import PersonDriver, PlanDriver, changed

from .view_driver import put_cursor, row_in_focus, rows
from .wall_driver import WallDriver, dashboard

INTRODUCTION, MOTIVATION = DecisionTopic
SERVICE, JOB = 1, 2


@pytest.fixture(autouse=True)
def known(mk: PersonDriver) -> None:
    """Two departments that need decisions, and one that has answered No."""
    mk.adds(departments.add, "Borgerservice", users=40)
    mk.adds(departments.add, "Jobcenter", users=64)
    no = {"new_workflows": Answer.NO, "reason": "Kun opslag"}
    mk.adds(departments.add, "Bibliotek", users=6, **no)


async def at_decisions(driver: WallDriver) -> None:
    """Go to the decisions, and wait until they have been read."""
    await driver.press("f4")
    await driver.until(lambda: "Introduction and motivation" in driver.says() and rows(driver))


async def test_what_is_missing_stands_among_what_was_decided(
    plan_path: Path, mk: PersonDriver
) -> None:
    mk.does(decisions.add, "En time ved bordet", topic=INTRODUCTION, decided_by="mk")
    mk.does(decisions.add, "Lederen følger op", topic=MOTIVATION, department=SERVICE)
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_decisions(leader)
        assert "! 1 missing" in leader.says()
        found = [" ".join(row.split()) for row in rows(leader)]
        assert found == [
            "Introduction common En time ved bordet 03-04-2017",
            "Motivation Borgerservice Lederen følger op 03-04-2017",
            "Motivation Jobcenter ! missing –",
        ]
        await leader.press("end")
        await leader.until(lambda: "! missing: Motivation – Jobcenter" in leader.says())


@pytest.mark.parametrize("key", ["enter", "e", "n"])
async def test_a_missing_one_is_recorded_where_it_stands(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver, key: str
) -> None:
    mk.does(decisions.add, "En time ved bordet", topic=INTRODUCTION)
    async with dashboard(plan_path) as leader:
        await at_decisions(leader)
        await leader.press("home", "down", key)
        await leader.until(lambda: "Record a decision" in leader.says())
        await leader.types("Lederen viser en sag")
        await leader.press("ctrl+s")
        await leader.until(lambda: "Lederen viser en sag" in rows(leader)[1])
        await leader.until(lambda: "Lederen viser en sag" in row_in_focus(leader))
        await leader.until(lambda: "! 1 missing" in leader.says())
    row = register(plan.database)[-1]
    assert (row.topic, row.department, str(row.decided_on)) == (MOTIVATION, SERVICE, "2017-04-03")


async def test_what_was_typed_about_one_is_not_offered_for_another(plan_path: Path) -> None:
    async with dashboard(plan_path) as leader:
        await at_decisions(leader)
        await leader.press("enter")
        await leader.until(lambda: "Record a decision" in leader.says())
        await leader.types("Kun til borgerservice")
        await leader.press("escape")
        await leader.until(lambda: "Record a decision" not in leader.says())
        await leader.press("down", "enter")
        await leader.until(lambda: "Record a decision" in leader.says())
        assert "Kun til borgerservice" not in leader.says()
        await leader.press("escape")
        await leader.until(lambda: "Record a decision" not in leader.says())
        await leader.press("up", "enter")
        await leader.until(lambda: "Kun til borgerservice" in leader.says())


async def test_a_second_common_decision_is_refused_and_the_words_stay(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(decisions.add, "En time ved bordet", topic=INTRODUCTION)
    async with dashboard(plan_path) as leader:
        await at_decisions(leader)
        await leader.press("home", "n")
        await leader.until(lambda: "Record a decision" in leader.says())
        await leader.press("tab", "tab")
        await leader.types("Noget andet")
        await leader.press("ctrl+s")
        await leader.until(lambda: leader.reads("There is a common decision on introduction"))
        assert "Noget andet" in leader.says()
    assert len(register(plan.database)) == 1


async def test_the_whole_text_stands_in_the_note(plan_path: Path, mk: PersonDriver) -> None:
    text = "Hver afdeling begynder\nmed en time ved superbrugerens bord, " + "to og to, " * 9
    mk.does(decisions.add, text, topic=INTRODUCTION, decided_by="Ledermødet")
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_decisions(leader)
        await put_cursor(leader, "Introduction")
        await leader.until(lambda: "Ledermødet · 03-04-2017" in leader.says())
        assert leader.says().count("to og to") == 9


async def test_a_decision_is_edited_archived_and_put_back(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    number = mk.adds(decisions.add, "En time", topic=INTRODUCTION, department=JOB)
    async with dashboard(plan_path) as leader:
        await at_decisions(leader)
        await put_cursor(leader, "Introduction  Jobcenter")
        await leader.press("e")
        await leader.until(lambda: "Edit what was decided" in leader.says())
        await leader.press("tab", "tab", "ctrl+end")
        await leader.types(" hver")
        await leader.press("ctrl+s")
        await leader.until(lambda: any("En time hver" in row for row in rows(leader)))
        await leader.press("d")
        await leader.until(lambda: "It leaves the register" in leader.says())
        await leader.press("enter")
        await leader.until(lambda: "! 4 missing" in leader.says())
        await leader.press("A")
        await leader.until(lambda: "Put back which one?" in leader.says())
        await leader.press("1")
        await leader.until(lambda: "! 3 missing" in leader.says())
    assert not plan.row(Decision, number)["archived"]


async def test_a_missing_one_cannot_be_archived(plan_path: Path, plan: PlanDriver) -> None:
    before = len(plan.events())
    async with dashboard(plan_path) as leader:
        await at_decisions(leader)
        await leader.press("d")
        await leader.until(lambda: "No decision has the focus here." in leader.says())
    assert len(plan.events()) == before


async def test_a_colleagues_decision_is_seen_at_once(plan_path: Path, mk: PersonDriver) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_decisions(ak)
        assert "! 4 missing" in ak.says()
        mk.does(decisions.add, "En time", topic=INTRODUCTION)
        await ak.until(lambda: "! 2 missing" in ak.says())
        mk.does(decisions.add, "Følg op", topic=MOTIVATION)
        await ak.until(lambda: "✓ none is missing" in ak.says())
        mk.does(departments.edit, JOB, changed(name=("Jobcenter", "Job")))


async def test_viewers_only_read(plan_path: Path) -> None:
    async with dashboard(plan_path, "hh") as hh:
        await at_decisions(hh)
        await hh.press("n")
        await hh.until(lambda: hh.reads("read"))
        assert "Record a decision" not in hh.says()
