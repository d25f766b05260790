"""The list of what has been promised and not been done yet."""

from datetime import date
from pathlib import Path

from textual.app import ComposeResult

from db.commands import board
from db.queries.wall import Wall
from sapa_tui.screens.detail import DetailScreen
from sapa_tui.screens.plan_screen import PlanScreen
from sapa_tui.widgets.follow_ups import FollowUps
from tests.drivers import PersonDriver, PlanDriver

from .note_driver import CALL, CARD, FIRST, follows_up, newest, open_form
from .wall_driver import WallDriver, dashboard


class OpenOnes(PlanScreen):
    """A view with nothing but the list."""

    view = "follow_ups"

    def body(self) -> ComposeResult:
        yield FollowUps()

    def show(self, wall: Wall) -> None:
        self.query_one(FollowUps).look()

    def on_follow_ups_reread(self) -> None:
        self.update_footer()


async def look_at_the_list(driver: WallDriver) -> None:
    with driver.app._context():
        await driver.app.push_screen(OpenOnes())
    await driver.until(lambda: driver.reads("Follow-ups"))


async def test_the_list_has_the_late_first_and_what_each_is_about(
    plan_path: Path, ak: PersonDriver
) -> None:
    follows_up(ak, "Snart", entity="", entity_id=0)
    follows_up(ak, "Sen", due_date=date(2017, 3, 31))
    async with dashboard(plan_path) as mk:
        await look_at_the_list(mk)
        await mk.until(lambda: mk.reads("Follow-ups 2 ! 1 late"))
        said = mk.says()
        assert said.index("□ Sen") < said.index("□ Snart")
        assert f"AK · Fr 31-03 ! 3 days over · “{FIRST}”" in said
        assert "AK · Fr 07-04 ~ in 4 days" in said


async def test_the_keys_of_the_list(plan_path: Path, plan: PlanDriver, ak: PersonDriver) -> None:
    follows_up(ak, "Sen", due_date=date(2017, 3, 31))
    follows_up(ak, "Snart", entity="", entity_id=0)
    async with dashboard(plan_path) as mk:
        await look_at_the_list(mk)
        await mk.until(lambda: mk.reads("□ Sen") and mk.reads("enter Open"))
        await mk.press("enter")
        await mk.until(lambda: isinstance(mk.screen, DetailScreen) and FIRST in mk.says())
        await mk.press("escape")
        await mk.until(lambda: isinstance(mk.screen, OpenOnes))
        await mk.press("space")
        await mk.until(lambda: not mk.reads("□ Sen"))
        await mk.press("enter")
        await mk.until_told("It is about the plan as a whole.")
        await mk.press("e")
        await mk.until(lambda: mk.reads("Edit follow-up") and mk.reads("About the plan"))
        await mk.types(" nok")
        await mk.press("enter")
        await mk.until(lambda: mk.reads("□ Snart nok"))
        await mk.press("d")
        await mk.until(lambda: mk.reads("No follow-up is open."))
        await open_form(mk, "O")
        await mk.types("Om planen")
        await mk.press("tab", "m", "k", "enter")
        await mk.until(lambda: mk.reads("□ Om planen"))
    assert [event.action for event in plan.events()][-4:] == [
        "note.done",
        "note.edited",
        "note.archived",
        "note.added",
    ]
    assert newest(plan).entity == ""


async def test_a_follow_up_of_an_archived_card_is_still_owed(
    plan_path: Path, ak: PersonDriver
) -> None:
    follows_up(ak)
    ak.does(board.archive, CARD)
    async with dashboard(plan_path) as mk:
        await look_at_the_list(mk)
        await mk.until(lambda: mk.reads(f"□ {CALL}"))
        await mk.press("space")
        await mk.until(lambda: mk.reads("No follow-up is open."))
