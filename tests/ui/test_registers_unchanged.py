"""Who changes nothing in a register: a viewer, and everybody once the card is closed."""

from pathlib import Path

import pytest

from db.commands import closing, departments, preconditions, workflows
from db.rules.codes import Answer
from tests.drivers import PersonDriver, PlanDriver

from .view_driver import go_to, put_cursor, rows
from .wall_driver import dashboard

REGISTERS = {
    "departments": ("Jobcenter", ("n", "e", "a", "i", "x", "d", "A")),
    "workflows": ("Behandl adviser", ("n", "e", "space", "o", "v", "d", "A")),
    "preconditions": ("  ○ Login", ("space", "r", "n", "v", "d")),
}
"""Each register's view: a row, and the keys that would change something there."""


@pytest.fixture(autouse=True)
def register(mk: PersonDriver) -> None:
    """A department with a point and an old workflow: a row for every key."""
    mk.adds(departments.add, "Jobcenter", users=64, plant=False)
    mk.adds(preconditions.add, "Login virker", department=1)
    mk.adds(workflows.add, "Behandl adviser i SAPA", departments=[1], legacy_title="KMD Sag Advis")


@pytest.mark.parametrize("who", ["a viewer", "anybody when the card is closed"])
@pytest.mark.parametrize("view", REGISTERS)
async def test_who_changes_nothing(
    plan_path: Path, plan: PlanDriver, mk: PersonDriver, view: str, who: str
) -> None:
    sentence, person = "You may read this plan", "hh"
    if who != "a viewer":
        mk.does(departments.answer, 1, Answer.NO, reason="Kun opslag")
        mk.does(closing.close, "Intet nyt")
        sentence, person = "The card has been closed", "mk"
    before = plan.last
    row, keys = REGISTERS[view]
    async with dashboard(plan_path, person) as reader:
        await go_to(reader, view)
        await reader.until(lambda: rows(reader))
        await reader.press("right")  # a department that says no shows its points when asked
        await put_cursor(reader, row)
        for key in keys:
            await reader.press(key)
            await reader.until_told(sentence)
    assert plan.last == before
