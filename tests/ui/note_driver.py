"""Words for stories about notes, decisions and follow-ups."""

from datetime import date
from typing import Any

from db.commands import notes
from db.queries.notes import NoteRow
from db.queries.notes import notes as written
from db.rules.codes import NoteKind
from sapa_tui.dialogs.note_form import NoteForm
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.widgets.detail import Detail
from tests.drivers import PersonDriver, PlanDriver

from .wall_driver import WallDriver

CARD, FIRST = 1, "Afklar, om der er nye arbejdsgange"
ON_CARD: dict[str, Any] = {"entity": "activity", "entity_id": CARD}
CALL = "Ring til leverandøren"
FRIDAY = date(2017, 4, 7)


def follows_up(person: PersonDriver, text: str = CALL, **fields: Any) -> int:
    """Write a follow-up about the first card; gives its number."""
    task = {"responsible": "ak", "due_date": FRIDAY, **ON_CARD, **fields}
    person.does(notes.add, NoteKind.FOLLOW_UP, text, **task)
    return max(row.id for row in written(person.plan.database))


def newest(plan: PlanDriver) -> NoteRow:
    """The note that was written last."""
    return written(plan.database)[0]


async def open_form(driver: WallDriver, key: str) -> None:
    """Press a key, and wait for the form that it opens."""
    await driver.press(key)
    await driver.until(lambda: isinstance(driver.screen, NoteForm) and driver.screen.focused)


async def open_page(driver: WallDriver) -> None:
    """Read the first card in full."""
    await driver.press("enter")
    await reads(driver, "Notes")


async def reads(driver: WallDriver, words: str) -> None:
    """Wait until the page says something."""
    await driver.until(lambda: isinstance(driver.screen, DetailScreen) and words in driver.says())


def page(driver: WallDriver) -> list[str]:
    """The lines of the open page, whether in sight or not."""
    detail = driver.screen.query_one(Detail)
    lines = [line for entry in detail.entries for line in detail.lines_of(entry, 90)]
    return ["".join(part.text for part in line).rstrip() for line in lines]
