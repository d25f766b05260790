"""Words for stories about what is typed and not saved."""

from typing import Any

from db.queries.drafts import draft
from tests.drivers import PlanDriver

from .wall_driver import WallDriver

FIRST = "Afklar, om der er nye arbejdsgange"
"""The title of the card that has the focus when a dashboard opens."""


def kept(plan: PlanDriver, field: str = "title", number: int = 1, person: str = "ak") -> Any:
    """What the database holds of a person's typing."""
    found = draft(plan.database, person, "activity", number)
    return found.fields.get(field, ("", ""))[1] if found else None


async def open_form(driver: WallDriver, key: str = "e") -> None:
    """Open the form of the item in focus."""
    await driver.press(key)
    await driver.until(lambda: driver.in_dialog and driver.screen.focused is not None)


async def closed(driver: WallDriver) -> None:
    """Wait until no form is open."""
    await driver.until(lambda: not driver.in_dialog)
