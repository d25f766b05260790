"""Words for the standup: who leads from which window, who comes along, what each one sees."""

from contextlib import suppress
from datetime import timedelta

from db.clock import StoppedClock
from db.commands import presence, standup
from db.queries.standup import Walk, planned_walk
from db.queries.wall import PRESENCE_SECONDS
from sapa_tui.screens.standup import StandupScreen
from sapa_tui.widgets.agenda_list import AgendaList
from tests.drivers import PersonDriver

from .view_driver import is_at
from .wall_driver import WallDriver

CHANGES, SUMMARY = "changes", "summary"


class Elsewhere:
    """Somebody who leads a standup from a dashboard that the story does not show."""

    def __init__(self, person: PersonDriver) -> None:
        self.person = person
        self.session = f"the window of {person.name}"
        self.number = 0

    def gives_a_sign_of_life(self) -> None:
        """Be there for the next seconds."""
        plan = self.person.plan
        presence.beat(plan.database, self.session, self.person.name, plan.clock.now())

    def starts(self, *stops: str) -> None:
        """Begin a standup; without stops on the agenda that it has by itself."""
        self.gives_a_sign_of_life()
        plan = self.person.plan
        planned = planned_walk(plan.database, plan.clock.today())
        agenda = (CHANGES, *stops, SUMMARY) if stops else planned
        self.number = self.person.adds(standup.start, agenda, session=self.session)

    def goes_to(self, place: int) -> None:
        """Put another stop in front of everybody."""
        self.person.does(standup.go, self.number, place, session=self.session)

    def defers(self, stop: str) -> None:
        """Put a stop off until after the others."""
        self.person.does(standup.defer, self.number, stop, session=self.session)

    def ends(self) -> None:
        """End it, with minutes."""
        self.person.does(standup.end, self.number, session=self.session)

    def calls_off(self) -> None:
        """End it without any."""
        self.person.does(standup.call_off, self.number, session=self.session)


def walk(driver: WallDriver) -> Walk:
    """The walk as somebody's dashboard has read it."""
    found = driver.app.wall.walk
    assert found is not None
    return found


def leads(driver: WallDriver) -> bool:
    """Whether the walk is led from this window."""
    state = driver.app.walk_state
    return state is not None and state.mine


def in_front(driver: WallDriver) -> str:
    """The stop that somebody sees; empty when they are elsewhere."""
    screen = driver.screen
    if not isinstance(screen, StandupScreen) or not screen.is_mounted:
        return ""
    with suppress(KeyError):
        return {"since": CHANGES, "minutes": SUMMARY}[screen.front]
    detail = screen.detail
    return f"{detail.kind}:{detail.number}" if detail.activity or detail.item else ""


def agenda(driver: WallDriver) -> list[str]:
    """The lines of the agenda in sight."""
    listed = driver.screen.query_one(AgendaList)
    region = listed.content_region
    lines = driver.says().splitlines()[region.y : region.bottom]
    return [line[region.x : region.right - 1].rstrip() for line in lines]


async def sees(driver: WallDriver, stop: str) -> None:
    """Wait until somebody sees a stop."""
    await driver.until(lambda: in_front(driver) == stop)


async def at_standup(driver: WallDriver) -> None:
    """Go to the view of the standup."""
    await driver.press("7")
    await driver.until(lambda: is_at(driver, "standup"))
    await driver.settled()


async def start(driver: WallDriver) -> None:
    """Begin a standup from this window."""
    await at_standup(driver)
    await driver.press("S")
    await driver.until(lambda: leads(driver) and in_front(driver) == CHANGES)


async def step_on(driver: WallDriver, times: int = 1) -> None:
    """Lead on by some stops, one after the other."""
    for _ in range(times):
        place = walk(driver).place + 1
        await driver.press("right")
        await driver.until(lambda: walk(driver).place == place)  # noqa: B023 - waited for here


def time_passes(driver: WallDriver, **duration: int) -> None:
    """Let the clock of somebody's dashboard go on."""
    clock = driver.app.clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(**duration)


SILENT = PRESENCE_SECONDS + 1
"""Seconds after which a dashboard that gives no sign of life is gone."""
