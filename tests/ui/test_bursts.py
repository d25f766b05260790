"""Keys that come in one burst, as over a slow line, do what they do one by one."""

from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key

from db.commands import departments
from db.queries.preconditions import checklists
from db.rules.codes import Step
from sapa_tui.dialogs.go_live_form import GoLiveForm
from sapa_tui.widgets.adoption_field import AdoptionField
from sapa_tui.widgets.field import Field
from tests.drivers import PersonDriver, PlanDriver

from .view_driver import go_to
from .wall_driver import WallDriver, dashboard


def burst(driver: WallDriver, *keys: str) -> None:
    """Let keys arrive all at once."""
    for key in keys:
        letter = " " if key == "space" else key if len(key) == 1 else None
        driver.app.post_message(Key(key, letter))


async def test_points_are_ticked_where_the_cursor_was_to_be(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    mk.does(departments.add, "Jobcenter", users=40)

    def ticked() -> list[int]:
        (found,) = checklists(plan.database)
        return [place for place, point in enumerate(found.points, start=1) if point.met_by]

    async with dashboard(plan_path, "mk") as driver:
        await go_to(driver, "preconditions")
        await driver.until(lambda: "Jobcenter" in driver.says())
        burst(
            driver,
            *[
                "down",
                "space",
                "down",
                "down",
                "space",
                "down",
                "down",
                "space",
                "down",
                "down",
                "space",
            ],
        )
        await driver.until(lambda: len(ticked()) == 4)
        assert ticked() == [1, 3, 5, 7]


async def test_headings_fold_and_the_cursor_goes_on(plan_path: Path, mk: PersonDriver) -> None:
    for name in ("Jobcenter", "Borgerservice"):
        mk.does(departments.add, name, users=40)
    async with dashboard(plan_path, "mk") as driver:
        await go_to(driver, "preconditions")
        await driver.until(lambda: "Borgerservice" in driver.says())
        burst(driver, *(["enter", "down", "enter", "up", "enter", "down", "enter", "up"] * 3))
        await driver.settled()
        assert driver.told() == ""


async def test_steps_of_a_message_are_ticked_in_order(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    async with dashboard(plan_path, "mk") as driver:
        await driver.press("2", "enter")
        await driver.until(lambda: driver.talk.item is not None and driver.talk.opened)
        number = driver.talk.item.id if driver.talk.item else 0
        burst(driver, *["down", "space", "down", "down", "space"])

        def ticked() -> list[str]:
            said = "SELECT step FROM communication_step WHERE item_id = ? AND ticked_by NOT NULL"
            return [row[0] for row in plan.sql(said, number)]

        await driver.until(lambda: len(ticked()) == 2)
        assert ticked() == [Step.DRAFT, Step.SENT]


async def test_each_number_is_entered_in_its_own_field(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver
) -> None:
    for number, name in enumerate(("Borgerservice", "Jobcenter", "Bibliotek")):
        mk.does(departments.add, name, users=60, start_of_use=date(2017, 3, 6 + number))
    async with dashboard(plan_path, "mk") as driver:
        await go_to(driver, "departments")
        await driver.press("i")
        await driver.until(lambda: len(driver.screen.query(AdoptionField)) == 3)
        burst(driver, *"41", "enter", *"5", "enter", *"17", "enter")
        fields = driver.screen.query(AdoptionField)
        await driver.until(lambda: [field.draft for field in fields] == ["41", "5", "17"])


async def test_what_follows_a_tab_goes_into_the_next_field(
    plan_path: Path, plan: PlanDriver
) -> None:
    reason = "It is late"
    async with dashboard(plan_path, "mk") as driver:
        await go_to(driver, "countdown")
        await driver.press("i")
        await driver.until(lambda: isinstance(driver.screen, GoLiveForm))
        letters = [{" ": "space"}.get(letter, letter) for letter in reason]
        burst(driver, *"01-11-2017", "tab", "tab", *letters)

        def typed(field: str) -> Any:
            return next(each for each in driver.screen.query(Field) if each.field == field).draft

        await driver.until(lambda: typed("reason") == reason)
        assert typed("go_live") == ("01-11-2017", False)
        burst(driver, "shift+tab", "shift+tab", *"02-11-2017")
        await driver.until(lambda: typed("go_live") == ("02-11-2017", False))
        assert typed("reason") == reason
