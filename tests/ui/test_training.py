"""The classes, how many attended them, and who still lacks one."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from db.commands import departments, training
from db.queries.training import TrainingRow, training_classes
from db.rules.codes import Answer
from sapa_tui.widgets.attendance_field import AttendanceField
from tests.drivers import PersonDriver, PlanDriver

from .view_driver import put_cursor, rows
from .wall_driver import WallDriver, dashboard

TODAY = date(2017, 4, 3)
SERVICE, JOB = 1, 2


def day(offset: int) -> date:
    """A day before or after the tests' Monday."""
    return TODAY + timedelta(offset)


@pytest.fixture(autouse=True)
def classes(mk: PersonDriver) -> None:
    """Two classes that have been held, one of them without numbers, and one that is to come."""
    mk.adds(departments.add, "Borgerservice", users=40)
    mk.adds(departments.add, "Jobcenter", users=64)
    no = {"new_workflows": Answer.NO, "reason": "Kun opslag"}
    mk.adds(departments.add, "Bibliotek", users=6, **no)
    own = {"department": JOB, "combined": True, "invited": 12}
    first = mk.adds(training.add, "Hold 1", held_on=day(-6), **own)
    mk.does(training.set_attended, first, 9)
    mk.adds(training.add, "Hold 2", held_on=day(-3), trainer="ak", **own)
    mk.adds(training.add, "Hold 3", held_on=day(4), **own)


def stored(plan: PlanDriver) -> dict[str, TrainingRow]:
    """The classes by their title."""
    return {row.title: row for row in training_classes(plan.database)}


def fields(driver: WallDriver) -> list[AttendanceField]:
    """The fields of the form of numbers."""
    return list(driver.screen.query(AttendanceField))


async def at_training(driver: WallDriver) -> None:
    """Go to the classes, and wait until they have been read."""
    await driver.press("f5")
    await driver.until(lambda: "Lacks training" in driver.says() and rows(driver))


async def test_a_row_says_when_for_whom_and_how_many(plan_path: Path) -> None:
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_training(leader)
        assert [" ".join(row.split()) for row in rows(leader)] == [
            "Tu 28-03 week 13 Hold 1 Jobcenter ✓ 12 9",
            "Fr 31-03 week 13 Hold 2 Jobcenter ✓ 12 ! no numbers",
            "Fr 07-04 week 14 Hold 3 Jobcenter ✓ 12 –",
        ]
        assert "! 1 without numbers" in leader.says()
        assert "9 attended · 12 invited · 3 stayed away" in leader.says()


async def test_who_lacks_training_stands_beneath(plan_path: Path, mk: PersonDriver) -> None:
    shared = mk.adds(training.add, "Opsamling", held_on=day(-1))
    mk.does(training.set_attended, shared, 5)
    async with dashboard(plan_path, size=(80, 24)) as leader:
        await at_training(leader)
        said = " ".join(leader.says().split())
        assert "○ 95 users · 5 in common classes, not subtracted" in said
        assert "Borgerservice 40 0 40 ! none planned" in said
        assert "Jobcenter 64 9 55 Fr 07-04 week 14" in said
        assert "Bibliotek" not in said


async def test_all_held_classes_are_counted_in_one_form(plan_path: Path, plan: PlanDriver) -> None:
    before = len(plan.events())
    async with dashboard(plan_path) as leader:
        await at_training(leader)
        await leader.press("i")
        await leader.until(lambda: fields(leader))
        assert [(field.row.title, field.draft) for field in fields(leader)] == [
            ("Hold 2", ""),
            ("Hold 1", "9"),
        ]
        await leader.types("11")
        await leader.press("enter")
        await leader.types("10")
        await leader.press("ctrl+s")
        await leader.until(lambda: not fields(leader))
        await leader.until(lambda: "without numbers" not in leader.says())
    assert [event.action for event in plan.events()[before:]] == [
        "training_class.attendance_set"
    ] * 2
    assert (stored(plan)["Hold 1"].attended, stored(plan)["Hold 2"].attended) == (10, 11)


async def test_space_counts_one_class_and_an_empty_field_takes_it_back(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await at_training(leader)
        await leader.press("space")
        await leader.until(lambda: len(fields(leader)) == 1)
        await leader.press("delete", "ctrl+s")
        await leader.until(lambda: "! 2 without numbers" in leader.says())
    assert stored(plan)["Hold 1"].attended is None


async def test_more_than_were_invited_is_said_while_it_is_typed(
    plan_path: Path, plan: PlanDriver
) -> None:
    async with dashboard(plan_path) as leader:
        await at_training(leader)
        await leader.press("i")
        await leader.until(lambda: fields(leader))
        await leader.types("13")
        await leader.until(lambda: leader.reads("“Hold 2” has 12 invited, so 13 cannot"))
        await leader.press("ctrl+s")
        await leader.until(lambda: fields(leader)[0].has_class("-entered"))
    assert stored(plan)["Hold 2"].attended is None


async def test_what_is_to_come_cannot_be_counted(plan_path: Path) -> None:
    async with dashboard(plan_path) as leader:
        await at_training(leader)
        await put_cursor(leader, "Fr 07-04")
        await leader.press("space")
        await leader.until(lambda: leader.reads("The class is held on 07-04-2017"))


async def test_a_colleague_who_counts_the_same_class_is_heard(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "ak") as ak:
        await at_training(ak)
        await ak.press("i")
        await ak.until(lambda: fields(ak))
        await ak.types("11")
        mk.does(training.set_attended, 2, 8)
        await ak.press("ctrl+s")
        await ak.until(lambda: ak.reads("MK has saved the same field while you were writing"))
        await ak.press("1", "ctrl+s")
        await ak.until(lambda: "11" in rows(ak)[1])
    assert stored(plan)["Hold 2"].attended == 11


async def test_a_department_that_lacks_gets_a_class(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as leader:
        await at_training(leader)
        await leader.press("tab", "enter")
        await leader.until(lambda: "New class" in leader.says() and "Invited" in leader.says())
        await leader.types("Hold B")
        await leader.press("tab")
        await leader.types("10-04")
        await leader.press("ctrl+s")
        await leader.until(lambda: any("Hold B" in row for row in rows(leader)))
        await leader.until(lambda: "none planned" not in leader.says())
    assert (stored(plan)["Hold B"].department, stored(plan)["Hold B"].held_on) == (SERVICE, day(7))


async def test_a_class_is_edited_archived_and_put_back(plan_path: Path, plan: PlanDriver) -> None:
    async with dashboard(plan_path) as leader:
        await at_training(leader)
        await leader.press("e")
        await leader.until(lambda: "Edit class" in leader.says())
        await leader.types(" om advis")
        await leader.press("ctrl+s")
        await leader.until(lambda: "Hold 1 om advis" in rows(leader)[0])
        await leader.press("d")
        await leader.until(lambda: "It leaves the register" in leader.says())
        await leader.press("enter")
        await leader.until(lambda: "Hold 2" in rows(leader)[0])
        await leader.press("A")
        await leader.until(lambda: "Put back which one?" in leader.says())
        await leader.press("1")
        await leader.until(lambda: "Hold 1 om advis" in rows(leader)[0])
    assert stored(plan)["Hold 1 om advis"].attended == 9


async def test_an_empty_register_says_how_it_is_filled(plan_path: Path, mk: PersonDriver) -> None:
    for number in (1, 2, 3):
        mk.does(training.archive, number)
    async with dashboard(plan_path) as leader:
        await leader.press("f5")
        await leader.until(lambda: "No classes yet. n adds the first." in leader.says())
        await leader.press("i")
        await leader.until(lambda: "No class has been held yet." in leader.says())
